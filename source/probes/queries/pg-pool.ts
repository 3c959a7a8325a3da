import {handOver} from './pg-client.ts';
import {type Entry, entryOf, inContext, observed} from './pg-entry.ts';
import {queryContexts} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {type Method, wrapMethod} from './wrap.ts';

/** The parts of pg-pool's Pool that we touch. */
export interface PgPool {
	query: Method;
	connect: Method;
	on(event: 'connect', listener: (client: object) => void): unknown;
	readonly _clients?: unknown;
	readonly Client?: unknown;
	[observed]?: true;
}

/** Taken by a pool's `query`, which calls its own `connect` at once. */
let entering: Entry | undefined;

/**
 * Takes context and call site where the service calls the pool: a query that waits for a connection is sent later, while the code that gave the
 * connection back is running.
 */
export function followPools(prototype: object): boolean {
	return wrapMethod(prototype, 'connect', wrapConnect) && wrapMethod(prototype, 'query', wrapQuery);
}

/* oxlint-disable prefer-rest-params -- `arguments` passed on as they are cost nothing, and the original sees as many as were given */

function wrapQuery(original: Method): Method {
	return function query(this: PgPool, text: unknown, values: unknown, callback: unknown): unknown {
		if (!queryFeed.isOn || this[observed] !== true) return original.apply(this, arguments);
		const entry = entryOf(text, values, query);
		if (entry === undefined) return original.apply(this, arguments);
		const outer = entering;
		entering = entry;
		try {
			if (typeof callback === 'function') return original.call(this, text, values, inContext(callback as Method, entry.context));
			if (typeof values === 'function') return original.call(this, text, inContext(values as Method, entry.context));
			return original.apply(this, arguments);
		} finally {
			entering = outer;
		}
	};
}

function wrapConnect(original: Method): Method {
	return function connect(this: PgPool, callback: unknown): unknown {
		const entry = entering;
		entering = undefined;
		if (typeof callback !== 'function' || !queryFeed.isOn || this[observed] !== true) return original.apply(this, arguments);
		const calledBack = entry === undefined ? inContext(callback as Method, queryContexts.getStore()) : handing(callback as Method, entry);
		return original.call(this, calledBack);
	};
}

/** Of the pool's own callback: it sends the query. Without a client there is an error, and the service's callback is next. */
function handing(callback: Method, entry: Entry): Method {
	return (error: unknown, client: unknown, release: unknown): unknown =>
		client === undefined ? callback(error, client, release) : handOver(entry, callback, client, release);
}
