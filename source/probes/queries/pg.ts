import {followClients, type PgClient} from './pg-client.ts';
import {observed} from './pg-entry.ts';
import {followPools, type PgPool} from './pg-pool.ts';
import {queryFeed} from './query-feed.ts';

type Class = {readonly prototype: object};

/** `frozen`: nothing can be put in front of its methods, and nothing of it is seen. */
export type PgState = 'seen' | 'frozen';

/**
 * Sees the queries of a pool or client of pg 8, or of all of them where the module `pg` or one of its classes is given. It replaces methods of their
 * prototypes, which call through for what is not observed; a second call changes nothing. Undefined: it is none of these, and nothing was changed.
 */
export function instrumentPg(thing: unknown): PgState | undefined {
	const isSeen = follow(thing);
	if (isSeen === undefined) return undefined;
	if (!isSeen) return 'frozen';
	queryFeed.isFed = true;
	return 'seen';
}

function follow(thing: unknown): boolean | undefined {
	if (isPgPool(thing)) return observePool(thing);
	if (isPgClient(thing)) return followClients(thing) && mark(thing);
	return observeModule(thing);
}

/** By shape: the service's pg is another copy than any of ours. */
export function isPgPool(thing: unknown): thing is PgPool & object {
	return hasMethods(thing, ['query', 'connect', 'on', 'end']) && 'totalCount' in thing && 'Client' in thing && isClientClass(thing.Client);
}

export function isPgClient(thing: unknown): thing is PgClient & object {
	return hasMethods(thing, ['query', 'connect', 'end', 'escapeLiteral']) && isClientClass(thing.constructor);
}

function observePool(pool: PgPool): boolean {
	if (pool[observed] === true) return true;
	if (!followPools(pool) || !followClients((pool.Client as Class).prototype) || !mark(pool)) return false;
	// A client that the service checks out itself is asked without the pool.
	if (Array.isArray(pool._clients)) for (const client of pool._clients) mark(client as object);
	pool.on('connect', mark);
	return true;
}

/** `pg` has both classes, each of which can be given alone. Its `native` is not looked at: that would load it. */
function observeModule(thing: unknown): boolean | undefined {
	if (isPoolClass(thing)) return observeClass(thing, followPools);
	if (isClientClass(thing)) return observeClass(thing, followClients);
	if (typeof thing !== 'object' || thing === null || !('Pool' in thing && 'Client' in thing)) return undefined;
	const {Pool, Client} = thing;
	if (!isPoolClass(Pool) || !isClientClass(Client)) return undefined;
	// Both before either is marked: queries of a pool are seen at its clients.
	return followPools(Pool.prototype) && observeClass(Client, followClients) && mark(Pool.prototype);
}

function observeClass({prototype}: Class, followThem: (prototype: object) => boolean): boolean {
	return followThem(prototype) && mark(prototype);
}

/** False: it is frozen, and stays unseen. */
function mark(thing: object): boolean {
	return Reflect.defineProperty(thing, observed, {value: true, configurable: true});
}

function isPoolClass(thing: unknown): thing is Class {
	return typeof thing === 'function' && hasMethods(thing.prototype, ['query', 'connect', 'newClient']);
}

function isClientClass(thing: unknown): thing is Class {
	return typeof thing === 'function' && 'Query' in thing && hasMethods(thing.prototype, ['query', 'connect']);
}

function hasMethods(thing: unknown, names: readonly string[]): thing is Record<string, unknown> {
	return (
		typeof thing === 'object' && thing !== null && names.every((name) => typeof (thing as Record<string, unknown>)[name] === 'function')
	);
}
