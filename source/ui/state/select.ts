import type {Reading} from '../../client/connection.ts';
import type {Job, JobDetail} from '../../protocol/jobs.ts';
import type {Category} from '../../protocol/report.ts';
import {coarseAge} from './age.ts';
import type {ListId, Model, Place} from './model.ts';
import {rowsOf} from './rows.ts';
import type {RowOf} from './rows.ts';
import type {Abilities} from '../keymap.ts';

export {ageText, coarseAge} from './age.ts';
export {countWithoutFilter, findingOf, rowsOf, seriesOf} from './rows.ts';
export type {OverviewRow, RowOf} from './rows.ts';

/** Index of the row under the cursor in `rowsOf(model, list)`; -1 in an empty list. */
export function cursorIndex(model: Model, list: ListId): number {
	const rows = rowsOf(model, list);
	if (rows.length === 0) return -1;
	const {cursorId, index} = model.lists[list];
	const found = cursorId === null ? startIndex(rows, list) : rows.findIndex((row) => row.id === cursorId);
	return found === -1 ? Math.min(index, rows.length - 1) : found;
}

/** The row under the cursor. */
export function cursorRow<List extends ListId>(model: Model, list: List): RowOf[List] | null {
	return rowsOf(model, list)[cursorIndex(model, list)] ?? null;
}

/** The overview starts at what to do; every other list at its top. */
function startIndex(rows: readonly {id: string}[], list: ListId): number {
	if (list !== 'overview') return 0;
	return Math.max(
		0,
		rows.findIndex((row) => row.id.startsWith('recommendation:')),
	);
}

/** The list that the keys of a screen move in: every screen has the one of its name. */
export function listOf(place: Place): ListId {
	return place.view;
}

export type Freshness = 'fresh' | 'stale' | 'dead';

/** Age of what the screen shows, ms, by the local clock and with the server's own delay in it; null before the first reading. */
export function readingAge(model: Model): number | null {
	return model.readingAt === null ? null : Math.max(0, model.now - model.readingAt);
}

/** May the numbers be read as now? `stale` after 1.5 intervals without news, `dead` (drawn without status colours) after 3. */
export function freshness(model: Model): Freshness {
	const age = readingAge(model);
	if (age === null || age > 3 * model.intervalMs) return 'dead';
	return age > 1.5 * model.intervalMs || model.poll?.kind === 'stale' ? 'stale' : 'fresh';
}

export interface Link {
	kind: 'connecting' | 'live' | 'stale' | 'unreachable' | 'refused' | 'unreadable' | 'paused';
	/** Since when, local wall clock. */
	since: number;
	/** How long it has been so, in coarse steps. */
	forMs: number;
	/** Age of what is shown, in coarse steps; null before the first reading. */
	ageMs: number | null;
	/** What is the matter, as the client said it; null where nothing is. */
	detail: string | null;
}

/** How things stand with the server. */
export function link(model: Model): Link {
	const age = readingAge(model);
	return {
		kind: linkKind(model),
		since: model.linkSince,
		forMs: coarseAge(Math.max(0, model.now - model.linkSince)),
		ageMs: age === null ? null : coarseAge(age),
		detail: linkDetail(model),
	};
}

/** What the link is, without its ages: `update` notes when this changes. */
export function linkKind(model: Model): Link['kind'] {
	const {poll, paused} = model;
	// A pause hides no outage.
	if (poll !== null && poll.kind !== 'fresh' && poll.kind !== 'stale') return poll.kind;
	if (paused) return 'paused';
	if (poll === null) return 'connecting';
	if (poll.kind === 'stale') return 'stale';
	return freshness(model) === 'fresh' ? 'live' : 'stale';
}

function linkDetail(model: Model): string | null {
	const {poll} = model;
	if (poll === null) return null;
	if (poll.kind === 'stale') return 'the server answers, but its own report is old';
	if (poll.kind === 'fresh') return linkKind(model) === 'stale' ? 'no newer answer yet' : null;
	return poll.detail;
}

/** What this server can do and this screen may ask for: the keymap's view of the model. */
export function abilities(model: Model): Abilities {
	return {readOnly: model.readOnly, can: canOf(model.reading)};
}

/** Before the first reading a server can nothing. */
export function canOf(reading: Reading | null): Abilities['can'] {
	return reading?.can ?? {trigger: false, cancel: false, history: false};
}

/** How long ago the server's clock showed `at`, ms, corrected by the difference of the clocks; null for no time. */
export function sinceServer(model: Model, at: string | null | undefined): number | null {
	return at === null || at === undefined ? null : Math.max(0, model.now + model.clockOffsetMs - Date.parse(at));
}

/** How long until the server's clock shows `at`, ms, never under zero; null for no time. */
export function untilServer(model: Model, at: string | null | undefined): number | null {
	return at === null || at === undefined ? null : Math.max(0, Date.parse(at) - model.now - model.clockOffsetMs);
}

/** The job on the detail screen: its line from the list until (or unless) the detail is here. */
export function shownJob(model: Model): {job: Job; detail: JobDetail | null} | null {
	if (model.place.view !== 'job') return null;
	const {id} = model.place;
	const detail = model.job?.id === id ? model.job : null;
	const job = detail ?? model.reading?.jobs.find((one) => one.id === id);
	return job === undefined ? null : {job, detail};
}

/** The category on the Why screen; null where the report has none of that name. */
export function whyCategory(model: Model): Category | null {
	if (model.place.view !== 'why') return null;
	const {category} = model.place;
	return model.reading?.report.categories.find((one) => one.id === category) ?? null;
}
