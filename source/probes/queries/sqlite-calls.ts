import {systemClock} from '../../basics/clock.ts';
import {note, noteOf} from './notes.ts';
import {type QueryContext, queryContexts, type QueryRecord} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {sqliteErrorCode} from './sqlite-error.ts';
import type {StatementState} from './sqlite-state.ts';
import {hashValues} from './value-hash.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- a method of a driver: what it takes and gives is the driver's affair
export type Method = (this: any, ...values: any[]) => any;

/** How a driver sends queries: what is known of the statement that a call runs, and what its values are. */
export interface Sender {
	/** Undefined for a statement that is not observed, and for what is no statement. */
	stateOf(target: object, values: readonly unknown[]): StatementState | undefined;
	hashOf(values: readonly unknown[], state: StatementState): number | undefined;
}

/** Rows that a result stands for; undefined where it does not tell. */
export type RowsOf = (result: unknown, state: StatementState) => number | undefined;

export const rowsOfGet: RowsOf = (result) => (result === undefined ? 0 : 1);
export const rowsOfAll: RowsOf = (result) => (Array.isArray(result) ? result.length : undefined);
export const rowsOfRun: RowsOf = (result, {writes}) => {
	const changes = writes ? (result as {changes?: unknown} | undefined)?.changes : undefined;
	return typeof changes === 'number' || typeof changes === 'bigint' ? Number(changes) : undefined;
};

/** Puts a method in the place of another, with its name, its length and the flags of its property. */
export function replaceMethod(host: object, name: string, wrap: (original: Method) => Method): void {
	const descriptor = Object.getOwnPropertyDescriptor(host, name);
	if (typeof descriptor?.value !== 'function') return;
	const original = descriptor.value as Method;
	const wrapper = Object.defineProperties(wrap(original), {
		name: {value: original.name, configurable: true},
		length: {value: original.length, configurable: true},
	});
	Object.defineProperty(host, name, {...descriptor, value: wrapper});
}

/** `run`, `get` and `all` of a statement, told to the feed. Returns and throws what the original does. */
export function timedCall(original: Method, sender: Sender, rowsOf: RowsOf): Method {
	const wrapper: Method = function (...values) {
		if (!queryFeed.isOn) return pass(original, this, values);
		const known = noteOf<StatementState>(this);
		const state = known?.isObserved === true ? known : observedState(sender, this, values);
		if (state === undefined) return pass(original, this, values);
		const context = queryContexts.getStore();
		const hash = sender.hashOf(values, state);
		const site = siteOf(state, hash, context, wrapper);
		const startedAt = systemClock.monotonic();
		let result: unknown;
		try {
			result = pass(original, this, values);
		} catch (error) {
			tell(state.text, hash, startedAt, site, undefined, sqliteErrorCode(error), context);
			throw error;
		}
		tell(state.text, hash, startedAt, site, rowsOf(result, state), undefined, context);
		return result;
	};
	return wrapper;
}

/** As `apply` does it: a driver's own functions are called faster with few values that are in no list. */
function pass(original: Method, self: unknown, values: readonly unknown[]): unknown {
	switch (values.length) {
		case 0:
			return original.call(self);
		case 1:
			return original.call(self, values[0]);
		case 2:
			return original.call(self, values[0], values[1]);
		default:
			return original.apply(self, values as unknown[]);
	}
}

function tell(
	text: string,
	values: number | undefined,
	startedAt: number,
	site: object | undefined,
	rows: number | undefined,
	error: string | undefined,
	context: QueryContext | undefined,
): void {
	const endedAt = systemClock.monotonic();
	queryFeed.sent({text, system: 'sqlite', values, startedAt, endedAt, site, rows, error}, context);
}

function siteOf(state: StatementState, hash: number | undefined, context: QueryContext | undefined, above: Method): object | undefined {
	if (context === undefined || !Number.isNaN(context.endedAt)) return undefined;
	const key = state.keyFor(hash);
	return state.count.isSiteDue(context, key) || queryFeed.isSlow(key) ? queryFeed.capture(above, hash) : undefined;
}

function observedState(sender: Sender, target: object, values: readonly unknown[]): StatementState | undefined {
	try {
		return sender.stateOf(target, values);
	} catch (error) {
		// Called on what is no statement, or on one that is finalized: the original says what is wrong.
		if (typeof target === 'object') queryFeed.failed(error);
		return undefined;
	}
}

/** Values as `run`, `get`, `all` and `iterate` of a prepared statement take them; none given: those bound before. */
export function hashGiven(values: readonly unknown[], state: StatementState): number | undefined {
	return values.length === 0 ? state.bound : hashValues(values.length === 1 ? values[0] : values);
}

/** `exec` of a database: any number of statements in a text without values. */
export function timedExec(original: Method, isObserved: (database: object) => boolean): Method {
	const wrapper: Method = function (text: unknown, ...rest) {
		if (!queryFeed.isOn || typeof text !== 'string' || !isObserved(this)) return original.call(this, text, ...rest);
		const context = queryContexts.getStore();
		const record = queryFeed.begin('sqlite', text, undefined, context, queryFeed.siteOf(context, text, undefined, wrapper));
		let result: unknown;
		try {
			result = original.call(this, text, ...rest);
		} catch (error) {
			queryFeed.end(record, context, undefined, sqliteErrorCode(error));
			throw error;
		}
		queryFeed.end(record, context, undefined, undefined);
		return result;
	};
	return wrapper;
}

/** Rows that are still being read. */
interface Walk {
	record: QueryRecord;
	context: QueryContext | undefined;
	/** Time in the driver; what the service does with each row between is not in it. */
	busyMs: number;
	rows: number;
}

/** `iterate` of a statement: lasts as long as the driver takes for all rows that are asked for. */
export function timedIterate(original: Method, sender: Sender): Method {
	const wrapper: Method = function (...values) {
		const state = queryFeed.isOn ? observedState(sender, this, values) : undefined;
		if (state === undefined) return original.apply(this, values);
		const context = queryContexts.getStore();
		const hash = sender.hashOf(values, state);
		const record = queryFeed.begin('sqlite', state.text, hash, context, siteOf(state, hash, context, wrapper));
		let iterator: unknown;
		try {
			iterator = original.apply(this, values);
		} catch (error) {
			queryFeed.end(record, context, undefined, sqliteErrorCode(error));
			throw error;
		}
		follow(iterator as object, record, context);
		return iterator;
	};
	return wrapper;
}

function follow(iterator: object, record: QueryRecord, context: QueryContext | undefined): void {
	try {
		patchIterator(iterator);
		const busyMs = systemClock.monotonic() - record.startedAt;
		record.endedAt = record.startedAt + busyMs;
		note(iterator, {record, context, busyMs, rows: 0} satisfies Walk);
	} catch (error) {
		queryFeed.failed(error);
	}
}

const patchedIterators = new WeakSet();

/** All iterators of a driver share the object that has their methods, and nothing else has it. */
function patchIterator(iterator: object): void {
	const host = Object.hasOwn(iterator, 'next') ? iterator : (Object.getPrototypeOf(iterator) as object);
	if (patchedIterators.has(host)) return;
	patchedIterators.add(host);
	replaceMethod(host, 'next', timedNext);
	replaceMethod(host, 'return', timedReturn);
}

function timedNext(original: Method): Method {
	return function (...values) {
		const walk = noteOf<Walk>(this);
		if (walk === undefined) return original.apply(this, values);
		const startedAt = systemClock.monotonic();
		try {
			const result = original.apply(this, values) as {done: boolean};
			if (!result.done) walk.rows++;
			spend(walk, startedAt);
			if (result.done) endWalk(this, walk, undefined);
			return result;
		} catch (error) {
			spend(walk, startedAt);
			endWalk(this, walk, sqliteErrorCode(error));
			throw error;
		}
	};
}

function timedReturn(original: Method): Method {
	return function (...values) {
		const walk = noteOf<Walk>(this);
		if (walk !== undefined) endWalk(this, walk, undefined);
		return original.apply(this, values);
	};
}

/** An iterator that is dropped half-way is never told of: its record always says what was spent so far. */
function spend(walk: Walk, since: number): void {
	walk.busyMs += systemClock.monotonic() - since;
	walk.record.endedAt = walk.record.startedAt + walk.busyMs;
	walk.record.rows = walk.rows;
}

function endWalk(iterator: object, walk: Walk, error: string | undefined): void {
	note(iterator, undefined);
	queryFeed.end(walk.record, walk.context, walk.rows, error, walk.record.endedAt);
}
