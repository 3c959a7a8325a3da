import type {Poll, Reading} from '../../client/connection.ts';
import type {JobDetail} from '../../protocol/jobs.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import type {Range, TrendSeries} from '../../protocol/trends.ts';

export const viewIds = ['overview', 'agents', 'jobs', 'findings', 'trends', 'why', 'log'] as const;
export type ViewId = (typeof viewIds)[number];

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
	| {kind: 'filter'; input: string}
	| {kind: 'confirm'; title: string; lines: readonly string[]; command: Command};

/** A list keeps its cursor by the id of the row under it, so that a refresh never moves it. */
export interface ListState {
	cursorId: string | null;
	/** Row index used when the id is gone. */
	index: number;
	filter: string;
	/** Ids marked with space for doing several at once. */
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
	| {kind: 'copy'; text: string}
	| {kind: 'suspend'}
	| {kind: 'quit'};

export interface LogLine {
	/** Running number, the React key. */
	id: number;
	at: number;
	severity: Severity;
	message: string;
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
	/** The last good reading and when it came; stays on screen, marked, while the server is away. */
	reading: Reading | null;
	readingAt: number | null;
	/** When the link got into its present kind of state. */
	linkSince: number;
	/** Server clock minus local clock, ms, from the last fresh poll. */
	clockOffsetMs: number;
	place: Place;
	history: readonly Place[];
	overlay: Overlay;
	lists: Record<'overview' | 'agents' | 'jobs' | 'findings' | 'trends' | 'log' | 'why', ListState>;
	findingsSort: 'severity' | 'newest' | 'agent';
	trends: {range: Range; series: readonly TrendSeries[] | null; cursor: number | null; loading: boolean; detail: string | null};
	/** The job on the detail screen, as last loaded. */
	job: JobDetail | null;
	/** Newest last, at most 1,000. */
	log: readonly LogLine[];
	toast: Toast | null;
}
