import {type Channel, tracingChannel} from 'node:diagnostics_channel';
import {captureWhenRead} from './call-site.ts';
import {endSent, type PoolEntry, poolEntryOf, type Sent} from './mysql2-entry.ts';
import {type QueryContext, queryContexts} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import {type Method, wrapMethod} from './wrap.ts';

const entryKey: unique symbol = Symbol('esa-health.entry');
const sentKey: unique symbol = Symbol('esa-health.sent');
const contextKey: unique symbol = Symbol('esa-health.context');

/** mysql2's own message of one call, the same object at each of its stages. */
interface Message {
	readonly query?: unknown;
	readonly values?: unknown;
	readonly error?: unknown;
	readonly result?: unknown;
	[entryKey]?: PoolEntry | undefined;
	[sentKey]?: Sent | undefined;
	[contextKey]?: QueryContext | undefined;
}

/** Taken by a pool's `query`, which asks for a connection at once. */
let entering: PoolEntry | undefined;
/** Of the pool's query that is sent in this very tick. */
let handed: PoolEntry | undefined;

/**
 * Sees every query of mysql2 3.20 or newer in this process, through the channels it publishes on: pools, connections, callbacks, promises and streams.
 * Listens only while somebody hears of queries. A second call changes nothing.
 */
export function followChannels(): void {
	if (isFollowing) return;
	isFollowing = true;
	const [query, execute, pool] = [stagesOf('mysql2:query'), stagesOf('mysql2:execute'), stagesOf('mysql2:pool:connect')];
	queryFeed.onSwitch((isOn) => {
		for (const stages of [query, execute]) switchQueries(stages, isOn);
		switchPool(pool, isOn);
	});
}

let isFollowing = false;

/** Takes text and call site where the service calls the pool: the channel of a query tells neither for a pool's. */
export function followPoolEntries(prototype: object): void {
	for (const name of ['query', 'execute']) wrapMethod(prototype, name, wrapEntry);
}

/* oxlint-disable prefer-rest-params -- the original sees as many arguments as were given */
function wrapEntry(original: Method): Method {
	return function query(this: unknown, sql: unknown, values: unknown): unknown {
		if (!queryFeed.isOn) return original.apply(this, arguments);
		const outer = entering;
		entering = poolEntryOf(sql, values, query);
		try {
			return original.apply(this, arguments);
		} finally {
			entering = outer;
		}
	};
}
/* oxlint-enable prefer-rest-params */

interface Stages {
	readonly start: Channel;
	readonly asyncStart: Channel;
	readonly asyncEnd: Channel;
	readonly error: Channel;
}

function stagesOf(name: string): Stages {
	return tracingChannel(name);
}

function switchQueries({start, asyncStart, error}: Stages, isOn: boolean): void {
	const change = isOn ? 'subscribe' : 'unsubscribe';
	start[change](queryStarted);
	asyncStart[change](queryEnded);
	error[change](queryEnded);
	keepContext(asyncStart, isOn);
}

function switchPool({start, asyncStart, asyncEnd}: Stages, isOn: boolean): void {
	const change = isOn ? 'subscribe' : 'unsubscribe';
	start[change](connectionAsked);
	asyncStart[change](connectionGiven);
	asyncEnd[change](connectionTaken);
	keepContext(asyncStart, isOn);
}

/** Callbacks run in the context of whoever gave them. Only our own store is set. */
function keepContext(asyncStart: Channel, isOn: boolean): void {
	if (isOn) asyncStart.bindStore(queryContexts, contextOf);
	else asyncStart.unbindStore(queryContexts);
}

/** A message from before we listened has none: then everything stays as it is. */
function contextOf(message: unknown): QueryContext {
	const context = contextKey in (message as Message) ? (message as Message)[contextKey] : queryContexts.getStore();
	return context as QueryContext;
}

function connectionAsked(message: unknown): void {
	const entry = entering;
	entering = undefined;
	(message as Message)[entryKey] = entry;
	(message as Message)[contextKey] = entry === undefined ? queryContexts.getStore() : entry.context;
}

/** The pool's callback is next: it sends the query, unless there is an error instead of a connection. */
function connectionGiven(message: unknown): void {
	handed = (message as Message).error === undefined ? (message as Message)[entryKey] : undefined;
}

function connectionTaken(): void {
	handed = undefined;
}

function queryStarted(message: unknown): void {
	const entry = handed;
	handed = undefined;
	try {
		(message as Message)[sentKey] = entry === undefined ? sendDirectly(message as Message) : send(entry);
	} catch (error) {
		// What a subscriber throws would end the process.
		queryFeed.failed(error);
	}
	(message as Message)[contextKey] = entry === undefined ? queryContexts.getStore() : entry.context;
}

function send({context, text, values, site, isThenable}: PoolEntry): Sent {
	return {context, isThenable, record: queryFeed.begin('mysql', text, values, context, site)};
}

/** On a connection: the text has its values in it by now, so that repeats are told by its shape. */
function sendDirectly({query, values}: Message): Sent | undefined {
	if (typeof query !== 'string') return undefined;
	const context = queryContexts.getStore();
	const hash = context === undefined ? undefined : hashValues(values);
	const site = queryFeed.siteOf(context, query, undefined, queryStarted);
	return {context, isThenable: false, record: queryFeed.begin('mysql', query, hash, context, site)};
}

function queryEnded(message: unknown): void {
	const {[sentKey]: sent, result, error} = message as Message;
	try {
		if (sent === undefined) return;
		endSent(sent, result, error);
		siteFromResult(sent, result);
	} catch (failure) {
		queryFeed.failed(failure);
	}
}

/** Of what `await` runs as a thenable: only what becomes of its result leads to the service. Who asks for rows as lists is drizzle, too. */
function siteFromResult({record: {site}, isThenable}: Sent, result: unknown): void {
	if (site === undefined || typeof result !== 'object' || result === null) return;
	if (Array.isArray(result) && Array.isArray(result[0])) captureWhenRead(site, result, '0');
	else if (isThenable && !Array.isArray(result)) captureWhenRead(site, result, 'insertId');
}
