import type {Entry} from './pg-entry.ts';
import {queryFeed} from './query-feed.ts';
import {type Method, wrapMethod} from './wrap.ts';

const entryKey: unique symbol = Symbol('esa-health.entry');

/** Parts of pg's `Query` and of what else can be submitted: cursors, streams, COPY. */
interface Submittable {
	submit: Method;
	handleError?: Method;
	handleReadyForQuery?: Method;
	/** Of a cursor and a stream there is none: how many rows they gave is not told at their end. */
	_results?: unknown;
	_canceledDueToError?: unknown;
	[entryKey]?: Entry | undefined;
}

/** The query that a client was asked for in this very call, until pg makes its own object of it. */
let asked: Entry | undefined;

/** What of a client tells which query it queued. */
export interface Queueing {
	_queryQueue?: unknown;
	queryQueue?: unknown;
}

/** Calls a client's `query`: what it submits or queues meanwhile is this entry's query. */
export function askWith(entry: Entry, client: Queueing, original: Method, args: readonly unknown[]): unknown {
	const lastBefore = lastOf(client);
	asked = entry;
	try {
		return Reflect.apply(original, client, args);
	} finally {
		// Not sent at once: a client that is busy keeps it at the end of its queue.
		const last = asked === undefined ? undefined : lastOf(client);
		if (last !== undefined && last !== lastBefore) last[entryKey] = entry;
		asked = undefined;
	}
}

function lastOf(client: Queueing): Submittable | undefined {
	// Newer versions have the second one as well, with a warning.
	const queue = client._queryQueue ?? client.queryQueue;
	return Array.isArray(queue) ? (queue.at(-1) as Submittable | undefined) : undefined;
}

/** Follows the queries of a class (its prototype) or a single one: `submit` sends it, two methods hear of its end. */
export function followQueries(query: object): void {
	wrapMethod(query, 'submit', wrapSubmit);
	wrapMethod(query, 'handleError', wrapError);
	wrapMethod(query, 'handleReadyForQuery', wrapReady);
}

function wrapSubmit(original: Method): Method {
	return function submit(this: Submittable, ...args: unknown[]): unknown {
		if (asked !== undefined) {
			this[entryKey] = asked;
			asked = undefined;
		}
		const entry = this[entryKey];
		if (entry !== undefined) begin(entry);
		return Reflect.apply(original, this, args);
	};
}

function wrapReady(original: Method): Method {
	return function handleReadyForQuery(this: Submittable, ...args: unknown[]): unknown {
		// A row that could not be read is told as an error, by the method above.
		if (this[entryKey] !== undefined && !this._canceledDueToError) end(this, rowsOf(this._results), undefined);
		return Reflect.apply(original, this, args);
	};
}

function wrapError(original: Method): Method {
	return function handleError(this: Submittable, ...args: unknown[]): unknown {
		if (this[entryKey] !== undefined) end(this, undefined, codeOf(this._canceledDueToError || args[0]));
		return Reflect.apply(original, this, args);
	};
}

function begin(entry: Entry): void {
	try {
		entry.record = queryFeed.begin('postgresql', entry.text, entry.values, entry.context, entry.site);
	} catch (error) {
		queryFeed.failed(error);
	}
}

function end(query: Submittable, rows: number | undefined, error: string | undefined): void {
	const entry = query[entryKey];
	query[entryKey] = undefined;
	// One that was never sent is none.
	if (entry?.record === undefined) return;
	queryFeed.end(entry.record, entry.context, rows, error);
}

/** Several statements in one text have as many results. */
function rowsOf(result: unknown): number | undefined {
	if (Array.isArray(result)) return result.reduce((sum: number, each) => sum + (rowsOf(each) ?? 0), 0);
	const count = (result as {rowCount?: unknown} | undefined | null)?.rowCount;
	return typeof count === 'number' ? count : undefined;
}

/** SQLSTATE, or the error's class. */
function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null) return 'Error';
	const {code, name} = error as {code?: unknown; name?: unknown};
	if (typeof code === 'string' && code !== '') return code;
	return typeof name === 'string' ? name : 'Error';
}
