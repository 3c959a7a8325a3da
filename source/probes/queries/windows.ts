import {mostRecords, QueryContext, type QueryRecord} from './query-context.ts';
import {TextCounts} from './text-counts.ts';

/** A context that goes on this long hands over what it has. */
export const windowMs = 60_000;

/** Is it time for a context that still goes on (a stream, a socket, an endless job) to hand over its queries? A request ends soon enough by itself. */
export function isWindowDue(context: QueryContext, now: number): boolean {
	if (now - context.startedAt >= windowMs) return true;
	return context.kind === 'run' && context.records.length >= mostRecords;
}

/**
 * Takes what a context has sent so far, as a context that ended now; the one that goes on is as new, with the queries that still run. Its counts begin
 * again as well, so that a loop of the next window has call sites of its own.
 */
export function takeWindow(context: QueryContext, now: number): QueryContext {
	const window = new QueryContext(context.kind, context.startedAt, context.name, noCounts);
	window.endedAt = now;
	window.records = context.records.filter((record) => !isRunning(record));
	window.uncounted = context.uncounted;
	window.longCharacters = context.longCharacters;
	context.records = context.records.filter(isRunning);
	context.restart(now);
	return window;
}

/** Of contexts that ended: nothing is counted any more. */
const noCounts = new TextCounts();

/**
 * Takes what a context that ended has sent, apart from it: whatever a request leaves behind (an idle connection, a timer, a pool's client) holds its
 * context for as long as it lives, and must not hold its queries.
 */
export function takeEnded(context: QueryContext): QueryContext {
	const ended = new QueryContext(context.kind, context.startedAt, context.name, noCounts);
	ended.endedAt = context.endedAt;
	ended.records = context.records;
	ended.uncounted = context.uncounted;
	ended.longCharacters = context.longCharacters;
	context.records = [];
	context.counts.isOver = true;
	context.counts = noCounts;
	return ended;
}

function isRunning({endedAt}: QueryRecord): boolean {
	return Number.isNaN(endedAt);
}
