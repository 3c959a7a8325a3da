import {handOver} from './pg-client.ts';
import {type Entry, entryOf, inContext, observed, withCallbackIn} from './pg-entry.ts';
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

function wrapQuery(original: Method): Method {
	return function query(this: PgPool, ...args: unknown[]): unknown {
		if (!queryFeed.isOn || this[observed] !== true) return Reflect.apply(original, this, args);
		let passed: readonly unknown[] = args;
		const outer = entering;
		try {
			entering = entryOf(args, query);
			if (entering !== undefined) passed = withCallbackIn(args, entering.context);
		} catch (error) {
			queryFeed.failed(error);
		}
		try {
			return Reflect.apply(original, this, passed);
		} finally {
			entering = outer;
		}
	};
}

function wrapConnect(original: Method): Method {
	return function connect(this: PgPool, ...args: unknown[]): unknown {
		const entry = entering;
		entering = undefined;
		const [callback] = args;
		if (!queryFeed.isOn || this[observed] !== true || typeof callback !== 'function') return Reflect.apply(original, this, args);
		const calledBack = entry === undefined ? inContext(callback as Method, queryContexts.getStore()) : handing(callback as Method, entry);
		return Reflect.apply(original, this, args.with(0, calledBack));
	};
}

function handing(callback: Method, entry: Entry): Method {
	return function (this: unknown, ...given: unknown[]): unknown {
		// Without a client there is an error, and the service's own callback is next.
		return given[1] === undefined ? Reflect.apply(callback, this, given) : handOver(entry, callback, this, given);
	};
}
