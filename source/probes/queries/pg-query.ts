import {captureWhenRead} from './call-site.ts';
import {errorCode} from './error-code.ts';
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
	readonly types?: unknown;
	once?: (event: 'end', listener: (result: unknown) => void) => unknown;
	[entryKey]?: Entry | undefined;
}

/** The query that a client was asked for in this very call, until pg makes its own object of it. */
let asked: Entry | undefined;
/** How long that client's queue was before. */
let queued = 0;

/** What of a client tells which query it queued. */
export interface Queueing {
	readonly _queryQueue?: Submittable[];
	readonly queryQueue?: Submittable[];
}

/** Says whose query it is that a client's `query` submits or queues from here on, until `stopAsking`. */
export function startAsking(entry: Entry, client: Queueing): void {
	asked = entry;
	queued = queueOf(client)?.length ?? 0;
}

/** Ends what `startAsking` began: what was not submitted at once is at the end of the queue of a client that is busy. */
export function stopAsking(client: Queueing): void {
	if (asked === undefined) return;
	const queue = queueOf(client);
	const last = queue === undefined || queue.length <= queued ? undefined : queue.at(-1);
	if (last !== undefined) last[entryKey] = asked;
	asked = undefined;
}

function queueOf(client: Queueing): Submittable[] | undefined {
	// Newer versions have the second one as well, with a warning.
	return client._queryQueue ?? client.queryQueue;
}

/**
 * Follows the queries of a class (its prototype) or a single one: `submit` sends it, two methods hear of its end. False: it is frozen, and cannot be
 * followed.
 */
export function followQueries(query: object): boolean {
	wrapMethod(query, 'handleError', wrapError);
	wrapMethod(query, 'handleReadyForQuery', wrapReady);
	return wrapMethod(query, 'submit', wrapSubmit);
}

// `arguments` are passed on as they were given.
/* oxlint-disable prefer-rest-params */

function wrapSubmit(original: Method): Method {
	return function submit(this: Submittable): unknown {
		if (asked !== undefined) {
			this[entryKey] = asked;
			asked = undefined;
		}
		const entry = this[entryKey];
		if (entry !== undefined) send(this, entry);
		return original.apply(this, arguments);
	};
}

function wrapReady(original: Method): Method {
	return function handleReadyForQuery(this: Submittable): unknown {
		// A row that could not be read is told as an error, by the method above.
		const entry = this[entryKey];
		if (entry !== undefined && !this._canceledDueToError) {
			end(this, rowsOf(this._results), undefined);
			// A library that has parsers of its own is drizzle: `await` runs its queries as thenables.
			if (entry.site !== undefined && this.types !== undefined) siteFromResult(entry.site, this._results);
		}
		return original.apply(this, arguments);
	};
}

function wrapError(original: Method): Method {
	return function handleError(this: Submittable, error: unknown): unknown {
		if (this[entryKey] !== undefined) end(this, undefined, errorCode(this._canceledDueToError || error));
		return original.apply(this, arguments);
	};
}

function send(query: Submittable, entry: Entry): void {
	queryFeed.send(entry, entry.context);
	// pg-native's has no such method and tells by an event, before it calls back.
	if (query.handleReadyForQuery === undefined) query.once?.('end', (result) => end(query, rowsOf(result), undefined));
}

function end(query: Submittable, rows: number | undefined, error: string | undefined): void {
	const entry = query[entryKey];
	query[entryKey] = undefined;
	// One that was never sent is none.
	if (entry !== undefined && !Number.isNaN(entry.startedAt)) queryFeed.end(entry, entry.context, rows, error);
}

function siteFromResult(site: object, result: unknown): void {
	try {
		if (typeof result === 'object' && result !== null) captureWhenRead(site, result, 'rows');
	} catch (error) {
		queryFeed.failed(error);
	}
}

/** Several statements in one text have as many results. */
function rowsOf(result: unknown): number | undefined {
	if (Array.isArray(result)) return result.reduce((sum: number, each) => sum + (rowsOf(each) ?? 0), 0);
	const count = (result as {rowCount?: unknown} | undefined | null)?.rowCount;
	return typeof count === 'number' ? count : undefined;
}
