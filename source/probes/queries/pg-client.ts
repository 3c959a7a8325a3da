import {type Entry, entryOf, inContext, observed} from './pg-entry.ts';
import {followQueries, type Queueing, startAsking, stopAsking} from './pg-query.ts';
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
export function handOver(entry: Entry, callback: Method, client: unknown, release: unknown): unknown {
	handed = entry;
	try {
		return callback(undefined, client, release);
	} finally {
		handed = undefined;
	}
}

/** Sees the queries of every client of this class: those of observed clients, and those that a pool hands over. */
export function followClients(prototype: object): boolean {
	const queries = (prototype.constructor as {Query?: {prototype?: unknown}}).Query?.prototype;
	if (typeof queries !== 'object' || queries === null) return false;
	return followQueries(queries) && wrapMethod(prototype, 'query', wrapQuery);
}

/* oxlint-disable prefer-rest-params -- as in the pool */

function wrapQuery(original: Method): Method {
	return function query(this: PgClient, asked: unknown, values: unknown, callback: unknown): unknown {
		const fromPool = handed;
		handed = undefined;
		if (!queryFeed.isOn || (fromPool === undefined && this[observed] !== true) || !isSending(this)) return original.apply(this, arguments);
		const entry = fromPool ?? entryOf(asked, values, query);
		if (entry === undefined) return original.apply(this, arguments);
		startAsking(entry, this);
		try {
			if (typeof asked !== 'string') prepare(asked);
			// The pool's own callback stays as it is, and it puts the service's in its context.
			if (fromPool !== undefined) return original.apply(this, arguments);
			if (typeof callback === 'function') return original.call(this, asked, values, inContext(callback as Method, entry.context));
			if (typeof values === 'function') return original.call(this, asked, inContext(values as Method, entry.context));
			const own = ownCallback(asked);
			if (own !== undefined) return original.call(this, copyOf(asked as object), values, inContext(own, entry.context));
			return original.apply(this, arguments);
		} finally {
			stopAsking(this);
		}
	};
}

/** A cursor, a stream: classes of their own. */
function prepare(asked: unknown): void {
	if (typeof asked === 'object' && asked !== null && typeof (asked as {submit?: unknown}).submit === 'function') followQueries(asked);
}

/** Of a config object; a query object keeps its own. */
function ownCallback(asked: unknown): Method | undefined {
	if (typeof asked !== 'object' || asked === null) return undefined;
	const {callback, submit} = asked as {callback?: unknown; submit?: unknown};
	return typeof callback === 'function' && typeof submit !== 'function' ? (callback as Method) : undefined;
}

/** Older versions write the callback they are given into the config, which a service may use again. */
function copyOf(config: object): object {
	return Object.create(Object.getPrototypeOf(config) as object | null, Object.getOwnPropertyDescriptors(config)) as object;
}

/** A client that ended answers with an error and sends nothing. */
function isSending(client: PgClient): boolean {
	return client._ending !== true && client._queryable !== false;
}
