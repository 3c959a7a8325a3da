import {followChannels, followPoolEntries} from './mysql2-channels.ts';
import {followStatements} from './mysql2-statement.ts';
import {queryFeed} from './query-feed.ts';
import type {Method} from './wrap.ts';

/** The parts of mysql2's pools and connections that we touch; those of its promise API stand before one of these. */
interface Core {
	query: Method;
	execute: Method;
	getConnection?: Method;
	addCommand?: Method;
	once?: (event: 'connection', listener: (connection: object) => void) => unknown;
	readonly _allConnections?: {readonly length?: number; get?: (at: number) => unknown};
}

/** `too-old`: before 3.20 it publishes nothing, and nothing of it is seen. */
export type Mysql2State = 'seen' | 'too-old';

/**
 * Sees the queries of mysql2, of all its pools and connections in this process: what it publishes does not tell whose it is. Given a pool or connection
 * of the callback or promise API; undefined for anything else. A second call changes nothing.
 */
export function instrumentMysql2(thing: unknown): Mysql2State | undefined {
	const core = coreOf(thing);
	if (core === undefined) return undefined;
	if (!isPublishing(core)) return 'too-old';
	if (core.getConnection === undefined) followStatements(core);
	else observePool(core);
	return instrumentMysql2Classes([]);
}

/** The same for classes as they are loaded: `BasePool` and `BaseConnection`. */
export function instrumentMysql2Classes(classes: readonly {readonly prototype: object}[]): Mysql2State {
	for (const {prototype} of classes) {
		if (!isPublishing(prototype)) return 'too-old';
		if ((prototype as Partial<Core>).getConnection === undefined) followStatements(prototype);
		else followPoolEntries(prototype);
	}
	followChannels();
	queryFeed.isFed = true;
	return 'seen';
}

function observePool(pool: Core): void {
	followPoolEntries(pool);
	const connection = pool._allConnections?.get?.(0);
	if (typeof connection === 'object' && connection !== null) followStatements(connection);
	// All connections are of one class: the first one is enough.
	else pool.once?.('connection', followStatements);
}

/** By shape: the service's mysql2 is another copy than any of ours. */
function coreOf(thing: unknown): Core | undefined {
	if (typeof thing !== 'object' || thing === null) return undefined;
	const {pool, connection} = thing as {pool?: unknown; connection?: unknown};
	// What stands in front of one looks like one.
	return [pool, connection, thing].find(isCore);
}

/** Only mysql2 has both a way to execute and one to escape; a pool hands out connections, a connection adds commands. */
function isCore(thing: unknown): thing is Core {
	if (typeof thing !== 'object' || thing === null) return false;
	const {query, execute, getConnection, addCommand, escapeId, format} = thing as Record<string, unknown>;
	if (![query, execute, escapeId, format].every((method) => typeof method === 'function')) return false;
	return typeof getConnection === 'function' || typeof addCommand === 'function';
}

/** Told by the code of its classes: nothing else says it before the first query. What a minifier wrote has other names, and is taken for new. */
function isPublishing(thing: object): boolean {
	for (let owner: unknown = thing; typeof owner === 'object' && owner !== null; owner = Object.getPrototypeOf(owner)) {
		const code = Function.prototype.toString.call(owner.constructor);
		if (/trace(?:Callback|Promise)\b/.test(code) || !code.includes('\n')) return !code.includes('[native code]');
	}
	return false;
}
