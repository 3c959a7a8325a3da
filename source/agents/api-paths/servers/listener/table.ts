import type {Machine} from '../../evaluate/machine.ts';
import type {ObjectValue, Value} from '../../evaluate/value.ts';
import {templateOfRegExp} from './path-regexp.ts';

/** A route as a table of the user's own says it. */
export interface TableEntry {
	/** Upper case; `ALL` when the table says none. */
	method: string;
	/** Null: made into something that cannot be read, such as a regular expression put together. */
	path: string | null;
	isPartlyKnown: boolean;
	handler: Value;
	/** The object literal that is the route, where it is one. */
	written?: ObjectValue['from'];
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL']);
const mostDepth = 7;
const mostValues = 4000;

/** The HTTP method that a text is; null when it is none. Both cases of letters, but not mixed ones. */
export function methodNamed(text: string): string | null {
	const upper = text.toUpperCase();
	return methods.has(upper) && (text === upper || text === text.toLowerCase()) ? upper : null;
}

/**
 * Routes in a value that a listener reads. What its properties are called does not matter, their values do: an HTTP method, a path and a
 * function together in an object or array; or keys that are methods, paths, or both, over functions.
 */
export function routesInTable(machine: Machine, table: Value): TableEntry[] {
	return new TableReader(machine).read(table, 0);
}

/** The same of several values; what more than one of them holds is read once. */
export function routesInTables(machine: Machine, tables: readonly Value[]): TableEntry[] {
	const reader = new TableReader(machine);
	return tables.flatMap((table) => reader.read(table, 0));
}

/** The functions of an object by HTTP method. */
export function handlersByMethod(machine: Machine, value: Value): {method: string; handler: Value}[] {
	return machine.eachOf(value).flatMap(({value: one}) => {
		if (one.kind !== 'object' && one.kind !== 'native') return [];
		return machine.keysOf(one).names.flatMap((name) => {
			const method = methodNamed(name);
			const handler = machine.get(one, name);
			return method !== null && hasFunction(machine, handler) ? [{method, handler}] : [];
		});
	});
}

class TableReader {
	readonly #machine: Machine;
	readonly #seen = new Set<Value>();

	constructor(machine: Machine) {
		this.#machine = machine;
	}

	read(value: Value, depth: number): TableEntry[] {
		if (depth > mostDepth) return [];
		return this.#machine.eachOf(value).flatMap(({value: one}) => {
			if (this.#seen.has(one) || this.#seen.size > mostValues) return [];
			if (one.kind !== 'object' && one.kind !== 'array' && one.kind !== 'native') return [];
			this.#seen.add(one);
			return this.#readOne(one, depth);
		});
	}

	#readOne(value: Value, depth: number): TableEntry[] {
		const entries = value.kind === 'object' ? this.#props(value) : this.#pairs(value);
		if (entries !== null) {
			const own =
				this.#entry(
					entries.map(([, part]) => part),
					value,
				) ?? this.#keyed(entries, depth);
			return own ?? entries.flatMap(([, part]) => this.read(part, depth + 1));
		}
		const items = this.#machine.itemsOf(value)?.items ?? [];
		return this.#entry(items, value) ?? items.flatMap((item) => this.read(item, depth + 1));
	}

	#props(value: Value): [string, Value][] {
		return this.#machine.keysOf(value).names.map((name) => [name, this.#machine.get(value, name)]);
	}

	/** A Map's entries, where its items are pairs with a text first; null when it is no such thing. */
	#pairs(value: Value): [string, Value][] | null {
		if (value.kind !== 'native') return null;
		const items = this.#machine.itemsOf(value)?.items ?? [];
		const pairs = items.flatMap((item): [string, Value][] => {
			const pair = this.#machine.itemsOf(item)?.items ?? [];
			const key = pair[0] === undefined ? undefined : this.#machine.literalOf(pair[0]);
			return typeof key === 'string' && pair[1] !== undefined && pair.length === 2 ? [[key, pair[1]]] : [];
		});
		return pairs.length > 0 && pairs.length === items.length ? pairs : null;
	}

	/** One object or tuple that is a route: a method, a path, and a function. Null when it is none. */
	#entry(parts: readonly Value[], whole: Value): TableEntry[] | null {
		const handler = parts.findLast((part) => hasFunction(this.#machine, part));
		if (handler === undefined) return null;
		const found = parts.map((part) => methodsIn(this.#machine, part)).find((names) => names !== null);
		const paths = parts.map((part) => pathsIn(this.#machine, part)).find((some) => some !== null);
		if (found === undefined || found === null) return null;
		const lost = parts.some((part) => isUnreadable(this.#machine, part)) ? [{path: null, isPartlyKnown: true}] : null;
		const known = paths ?? lost;
		if (known === null) return null;
		const written = whole.kind === 'object' ? whole.from : undefined;
		return found.flatMap((method) => known.map((path) => ({method, ...path, handler, ...(written === undefined ? {} : {written})})));
	}

	/** Keys that are methods, paths or both, and perhaps a function for what has no route; null when it is another kind of object. */
	#keyed(entries: readonly [string, Value][], depth: number): TableEntry[] | null {
		const read = entries.map(([key, value]) => this.#keyedOne(key, value, depth) ?? (this.#isAside(key, value) ? [] : null));
		const isTable = read.some((one) => one !== null && one.length > 0);
		return isTable && read.every((one) => one !== null) ? read.flat() : null;
	}

	#isAside(key: string, value: Value): boolean {
		return !key.startsWith('/') && (hasFunction(this.#machine, value) || this.#machine.force(value).kind === 'literal');
	}

	#keyedOne(key: string, value: Value, depth: number): TableEntry[] | null {
		const both = /^([A-Za-z]+)[ :]?(\/.*)$/u.exec(key);
		const method = both?.[1] === undefined ? null : methodNamed(both[1]);
		if (method !== null && hasFunction(this.#machine, value))
			return [{method, path: both?.[2] ?? '/', isPartlyKnown: false, handler: value}];
		if (key.startsWith('/')) return this.#underPath(key, value);
		const alone = methodNamed(key);
		return alone === null ? null : this.#underMethod(alone, value, depth);
	}

	/** `{'/api/x': {GET: f}}`, and `{'/api/x': f}` for every method. */
	#underPath(path: string, value: Value): TableEntry[] | null {
		const byMethod = handlersByMethod(this.#machine, value);
		if (byMethod.length > 0) return byMethod.map(({method, handler}) => ({method, path, isPartlyKnown: false, handler}));
		return hasFunction(this.#machine, value) ? [{method: 'ALL', path, isPartlyKnown: false, handler: value}] : null;
	}

	/** `{GET: {'/api/x': f}}` and `{GET: [{path, handler}]}`. */
	#underMethod(method: string, value: Value, depth: number): TableEntry[] | null {
		const machine = this.#machine;
		const [only] = machine.eachOf(value);
		if (only === undefined || depth > mostDepth) return null;
		if (only.value.kind === 'object') {
			const below = this.#keyed(this.#props(only.value), depth + 1);
			return below === null ? (machine.keysOf(only.value).names.length === 0 ? [] : null) : below.map((entry) => ({...entry, method}));
		}
		const pairs = this.#pairs(only.value);
		if (pairs !== null) return this.#keyed(pairs, depth + 1)?.map((entry) => ({...entry, method})) ?? null;
		const items = machine.itemsOf(only.value)?.items;
		if (items === undefined) return null;
		return items.flatMap((item) => this.#pathEntry(method, item));
	}

	#pathEntry(method: string, item: Value): TableEntry[] {
		const parts = this.#machine
			.eachOf(item)
			.flatMap(({value}) =>
				value.kind === 'object' ? this.#props(value).map(([, part]) => part) : (this.#machine.itemsOf(value)?.items ?? []),
			);
		const handler = parts.findLast((part) => hasFunction(this.#machine, part));
		const paths = parts.map((part) => pathsIn(this.#machine, part)).find((some) => some !== null);
		return handler === undefined || paths === undefined || paths === null ? [] : paths.map((path) => ({method, ...path, handler}));
	}
}

/** It may be a path in another shape. */
function isUnreadable(machine: Machine, value: Value): boolean {
	return machine
		.eachOf(value)
		.some(({value: one}) => one.kind === 'regexp' || (one.kind === 'unknown' && one.reason !== 'unresolved-import'));
}

/** A function of the project, or several in an array. */
function hasFunction(machine: Machine, value: Value): boolean {
	return machine.eachOf(value).some(({value: one}) => {
		if (one.kind === 'closure' || one.kind === 'class') return true;
		return one.kind === 'array' && one.items.length > 0 && one.items.every((item) => hasFunction(machine, item));
	});
}

/** The HTTP methods that a value names, or an array of names; null when it names none. */
function methodsIn(machine: Machine, value: Value): string[] | null {
	const found = machine.eachOf(value).flatMap(({value: one}) => {
		const items = machine.itemsOf(one)?.items ?? [one];
		return items.map((item) => {
			const text = machine.literalOf(item);
			return typeof text === 'string' ? methodNamed(text) : null;
		});
	});
	const known = found.filter((method) => method !== null);
	return known.length > 0 && known.length === found.length ? [...new Set(known)] : null;
}

/** The paths that a value can be; null when it is none. */
function pathsIn(machine: Machine, value: Value): {path: string; isPartlyKnown: boolean}[] | null {
	const found = machine.eachOf(value).flatMap(({value: one}) => {
		if (one.kind === 'regexp') return (templateOfRegExp(one.source) ?? []).map((path) => ({path, isPartlyKnown: false}));
		if (one.kind !== 'literal' && one.kind !== 'concat') return [];
		return machine.textsOf(one).flatMap(({parts}) => {
			const [first] = parts;
			if (typeof first !== 'string' || !first.startsWith('/')) return [];
			return [
				{
					path: parts.map((part) => (typeof part === 'string' ? part : `:${/\w+$/u.exec(part.text)?.[0] ?? 'unknown'}`)).join(''),
					isPartlyKnown: parts.length > 1,
				},
			];
		});
	});
	return found.length === 0 ? null : found;
}
