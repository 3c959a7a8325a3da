import {QueryNote, noteQuery, type Query, queryNote} from './postgres-js-query.ts';
import {queryFeed} from './query-feed.ts';
import {type Method, wrapMethod} from './wrap.ts';

/** A client: `const sql = postgres(…)`. */
interface Client {
	unsafe(text: string): Query;
	begin(work: unknown): unknown;
	options: object;
}

/** What the package exports. */
type Factory = (options: object) => Client;

/** The class of its queries, as its module `query` has it. */
type QueryClass = new (strings: readonly string[], args: readonly unknown[], handler: () => void, canceller: () => void) => Query;

const patched = new WeakSet();
/** By `canceller`: the one thing that a client, its transactions and its reserved connections share. */
const observed = new WeakSet();
let isAll = false;

/**
 * Tells the feed of every query of a client of postgres.js from now on, with its transactions and reserved connections; given what the package
 * exports, or its class `Query`, of every client of that copy of it. The client stays the function it is: what is changed is the class of its
 * queries. False: it is none of these, or a version whose queries are unlike those we know, and nothing was changed. Calling it again changes nothing.
 */
export function instrumentPostgresJs(target: unknown): boolean {
	const sample = sampleOf(target);
	if (sample === undefined) return false;
	const prototype = Object.getPrototypeOf(sample) as object;
	if (!isKnown(sample, prototype) || !patchQueries(prototype)) return false;
	if (isClient(target)) observed.add(sample.canceller as object);
	else isAll = true;
	queryFeed.isFed = true;
	return true;
}

/** A query that nobody waits for, and so is never sent. */
function sampleOf(target: unknown): Query | undefined {
	const isQueryClass = typeof target === 'function' && target.prototype instanceof Promise && 'cursor' in target.prototype;
	if (isQueryClass)
		return new (target as QueryClass)(
			[''],
			[],
			() => undefined,
			() => undefined,
		);
	if (isClient(target)) return target.unsafe('');
	// A client of nobody's: it connects with its first query, and there will be none.
	return isFactory(target) ? target({max: 1, host: 'localhost', database: '', user: '', pass: ''}).unsafe('') : undefined;
}

function isClient(target: unknown): target is Client {
	if (typeof target !== 'function') return false;
	const {options} = target as {options?: unknown};
	const isMade = ['unsafe', 'begin', 'end', 'reserve', 'listen'].every((name) => typeof Reflect.get(target, name) === 'function');
	return isMade && typeof options === 'object' && options !== null && 'parsers' in options;
}

function isFactory(target: unknown): target is Factory {
	return typeof target === 'function' && ['PostgresError', 'toCamel', 'fromKebab', 'BigInt'].every((name) => Object.hasOwn(target, name));
}

function isKnown(sample: Query, prototype: object): boolean {
	const isQuery = sample instanceof Promise && typeof sample.canceller === 'function' && !sample.executed;
	return isQuery && Object.hasOwn(prototype, 'handle') && (patched.has(prototype) || Object.hasOwn(sample, 'active'));
}

function patchQueries(prototype: object): boolean {
	if (patched.has(prototype)) return true;
	if (!wrapMethod(prototype, 'handle', handling)) return false;
	patched.add(prototype);
	// The constructor sets it, and the driver as it takes a query up and is done with it: the first setting is the making of the query.
	Object.defineProperty(prototype, 'active', {
		get(this: Query) {
			return queryNote(this)?.isActive;
		},
		set: setActive,
		configurable: true,
	});
	return true;
}

function setActive(this: Query, isActive: boolean): void {
	try {
		const known = queryNote(this);
		if (known === undefined) noteQuery(this, new QueryNote(this, isActive, isObserved(this), setActive));
		else known.change(this, isActive);
	} catch (error) {
		queryFeed.failed(error);
	}
}

function isObserved({canceller}: Query): boolean {
	return typeof canceller === 'function' && (isAll || observed.has(canceller));
}

/** Runs each time somebody waits for a query; the first time sends it. */
function handling(original: Method): Method {
	return function (this: Query, ...args) {
		try {
			if (!this.executed) queryNote(this)?.handled(this);
		} catch (error) {
			queryFeed.failed(error);
		}
		return original.apply(this, args);
	};
}
