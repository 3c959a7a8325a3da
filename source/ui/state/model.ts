import type {Poll, Reading} from '../../client/connection.ts';
import type {JobDetail} from '../../protocol/jobs.ts';
import type {Finding} from '../../protocol/findings.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import type {Range, TrendSeries} from '../../protocol/trends.ts';

/** Where the screen is; `back` pops. Detail screens are places of their own. */
export type Place =
	| {view: 'overview' | 'agents' | 'jobs' | 'findings' | 'trends' | 'log'}
	| {view: 'why'; category: string}
	| {view: 'job'; id: string}
	| {view: 'finding'; id: string};

/** What lies over the view and takes all keys. */
export type Overlay =
	| {kind: 'none'}
	| {kind: 'help'; scroll: number}
	| {kind: 'palette'; input: string; cursor: number}
	/** The list's filter follows `input` as it is typed. */
	| {kind: 'filter'; input: string}
	| {kind: 'confirm'; title: string; lines: readonly string[]; command: Command};

/** Every screen has one list; the two detail screens have one of their own (what a run found, a finding's evidence). */
export const listIds = ['overview', 'agents', 'jobs', 'findings', 'trends', 'log', 'why', 'job', 'finding'] as const;
export type ListId = (typeof listIds)[number];

/** A list keeps its cursor by the id of the row under it, so that a refresh never moves it. */
export interface ListState {
	cursorId: string | null;
	/** Row index used when the id is gone. */
	index: number;
	filter: string;
	/** Ids marked for doing several at once. */
	marked: readonly string[];
}

/** Things the program does in the world, produced by `update` as values and carried out by the effects hook. */
export type Command =
	| {kind: 'poll'}
	| {kind: 'trigger'; agents: readonly string[]}
	| {kind: 'cancel'; job: string}
	| {kind: 'load-job'; id: string}
	| {kind: 'load-trends'; range: Range}
	| {kind: 'open-editor'; file: string; line: number}
	/** To the clipboard of the terminal; `what` names it for the person. */
	| {kind: 'copy'; text: string; what: string}
	/** Draw everything anew, after something else wrote on the screen. */
	| {kind: 'redraw'}
	| {kind: 'suspend'}
	| {kind: 'quit'};

export interface LogLine {
	/** Running number, the React key. */
	id: number;
	at: number;
	severity: Severity;
	message: string;
	/** What it tells of, so that an event and the poll that confirms it are one line. */
	key?: string;
}

/** What the screen says for a moment: the outcome of the last action. */
export interface Toast {
	severity: Severity | 'done';
	message: string;
	at: number;
}

/** Everything the screen shows. Changed only by `update(model, event)`; a view is a pure function of it. */
export interface Model {
	/** Local wall clock, ms, as of the last event: coarse, never ticking every second. */
	now: number;
	size: {columns: number; rows: number};
	target: {url: string; embedded: boolean};
	readOnly: boolean;
	intervalMs: number;
	paused: boolean;
	/** Is a poll under way. */
	polling: boolean;
	nextPollAt: number | null;
	/** The last poll's outcome; null before the first. */
	poll: Poll | null;
	/** The last good reading and, by the local clock, when the server made it; stays on screen, marked, while the server is away. */
	reading: Reading | null;
	readingAt: number | null;
	/** When the link got into its present kind of state. */
	linkSince: number;
	/** Server clock minus local clock, ms, from the last fresh poll. */
	clockOffsetMs: number;
	place: Place;
	history: readonly Place[];
	overlay: Overlay;
	lists: Record<ListId, ListState>;
	findingsSort: 'severity' | 'newest' | 'agent';
	trends: {
		range: Range;
		/** As loaded for 7d and 30d; null while they are not here, and for 24h, which comes with every reading (`seriesOf`). */
		series: readonly TrendSeries[] | null;
		/** Local wall clock of the load. */
		loadedAt: number | null;
		/** Start of the bucket that the cursor reads, ms since the epoch; null without a cursor. */
		cursor: number | null;
		loading: boolean;
		/** Why nothing came. */
		detail: string | null;
	};
	/** The job on the detail screen, as last loaded. */
	job: JobDetail | null;
	/** The finding on the detail screen as last seen, so that it stays readable when it is resolved meanwhile. */
	finding: Finding | null;
	/** Newest last, at most 1,000. */
	log: readonly LogLine[];
	toast: Toast | null;
}
