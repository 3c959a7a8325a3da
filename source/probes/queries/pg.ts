import {followClients, type PgClient} from './pg-client.ts';
import {observed} from './pg-entry.ts';
import {followPools, type PgPool} from './pg-pool.ts';
import {queryFeed} from './query-feed.ts';

type Class = {readonly prototype: object};

/**
 * Sees the queries of a pool or client of pg 8, or of all of them where the module `pg` or one of its classes is given. It replaces methods of their
 * prototypes, which call through for what is not observed; a second call changes nothing. False: it is none of these, and nothing was changed.
 */
export function instrumentPg(thing: unknown): boolean {
	if (isPgPool(thing)) observePool(thing);
	else if (isPgClient(thing)) observeClient(thing);
	else if (!observeModule(thing)) return false;
	queryFeed.isFed = true;
	return true;
}

/** By shape: the service's pg is another copy than any of ours. */
export function isPgPool(thing: unknown): thing is PgPool & object {
	return hasMethods(thing, ['query', 'connect', 'on', 'end']) && 'totalCount' in thing && 'Client' in thing && isClientClass(thing.Client);
}

export function isPgClient(thing: unknown): thing is PgClient & object {
	return hasMethods(thing, ['query', 'connect', 'end', 'escapeLiteral']) && isClientClass(thing.constructor);
}

function observePool(pool: PgPool): void {
	if (pool[observed] === true) return;
	followPools(pool);
	followClients((pool.Client as Class).prototype);
	mark(pool);
	// A client that the service checks out itself is asked without the pool.
	if (Array.isArray(pool._clients)) for (const client of pool._clients) mark(client as object);
	pool.on('connect', mark);
}

function observeClient(client: PgClient): void {
	followClients(client);
	mark(client);
}

/** `pg` has both classes, each of which can be given alone. Its `native` is not looked at: that would load it. */
function observeModule(thing: unknown): boolean {
	if (isPoolClass(thing)) return observeClass(thing, followPools);
	if (isClientClass(thing)) return observeClass(thing, followClients);
	if (typeof thing !== 'object' || thing === null || !('Pool' in thing && 'Client' in thing)) return false;
	const {Pool, Client} = thing;
	return isPoolClass(Pool) && isClientClass(Client) && observeClass(Pool, followPools) && observeClass(Client, followClients);
}

function observeClass({prototype}: Class, follow: (prototype: object) => boolean): boolean {
	if (!follow(prototype)) return false;
	mark(prototype);
	return true;
}

function mark(thing: object): void {
	// A frozen client says no, and stays unseen.
	Reflect.defineProperty(thing, observed, {value: true, configurable: true});
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
