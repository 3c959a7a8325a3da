import {type Entry, entryOf, observed, withCallbackIn} from './pg-entry.ts';
import {askWith, followQueries, type Queueing} from './pg-query.ts';
import {queryFeed} from './query-feed.ts';
import {type Method, wrapMethod} from './wrap.ts';

/** The parts of pg's Client that we touch. */
export interface PgClient extends Queueing {
	query: Method;
	readonly _ending?: unknown;
	readonly _queryable?: unknown;
	[observed]?: true;
}

/** What a pool's entry took for the query that the pool hands to a client in this very tick. */
let handed: Entry | undefined;

/** Calls what a pool calls with a client: the query it sends there at once is this entry's. */
export function handOver(entry: Entry, callback: Method, self: unknown, given: readonly unknown[]): unknown {
	handed = entry;
	try {
		return Reflect.apply(callback, self, given);
	} finally {
		handed = undefined;
	}
}

/** Sees the queries of every client of this class: those of observed clients, and those that a pool hands over. */
export function followClients(prototype: object): boolean {
	const queries = (prototype.constructor as {Query?: {prototype?: unknown}}).Query?.prototype;
	if (typeof queries !== 'object' || queries === null) return false;
	followQueries(queries);
	return wrapMethod(prototype, 'query', wrapQuery);
}

function wrapQuery(original: Method): Method {
	return function query(this: PgClient, ...args: unknown[]): unknown {
		const fromPool = handed;
		handed = undefined;
		if (!queryFeed.isOn || (fromPool === undefined && this[observed] !== true) || !isSending(this))
			return Reflect.apply(original, this, args);
		let entry = fromPool;
		let passed: readonly unknown[] = args;
		try {
			entry ??= entryOf(args, query);
			if (isSubmittable(args[0])) followQueries(args[0]);
			else if (fromPool === undefined && entry !== undefined) passed = withCallbackIn(args, entry.context);
		} catch (error) {
			queryFeed.failed(error);
		}
		return entry === undefined ? Reflect.apply(original, this, args) : askWith(entry, this, original, passed);
	};
}

/** A client that ended answers with an error and sends nothing. */
function isSending(client: PgClient): boolean {
	return client._ending !== true && client._queryable !== false;
}

function isSubmittable(query: unknown): query is object {
	return typeof query === 'object' && query !== null && typeof (query as {submit?: unknown}).submit === 'function';
}
