import type {Evaluator} from './evaluator.ts';
import type {TextPart} from './machine.ts';
import {joinParts} from './texts.ts';
import {arrayOf, inheritFrom, literal, native, nativeFunction, undefinedValue, unknown} from './value.ts';
import type {NativeCall, NativeValue, Value} from './value.ts';
import {envValue} from './environment.ts';
import {valueOfJson} from './json.ts';

const text = {kind: 'primitive', name: 'string'} as const;

/** A function that gives a text back as it is, as far as a path goes. */
const asText = (name: string, encode: (given: string) => string): NativeValue =>
	nativeFunction(name, ({args: [given], machine}) => {
		if (given === undefined) return literal('undefined');
		return machine.combine([given], (parts) => parts.map((part) => (typeof part === 'string' ? encode(part) : part)));
	});

function encodeSafely(encode: (given: string) => string): (given: string) => string {
	return (given) => {
		try {
			return encode(given);
		} catch {
			// Half of a surrogate pair: it throws at run time too, there is no path to tell.
			return given;
		}
	};
}

const escaping = (name: string): NativeValue =>
	nativeFunction(name, ({args, machine, site}) => {
		(machine as Evaluator).letEscape(args, site);
		return unknown(name);
	});

/** What the language and every platform define. */
export const builtinGlobals: Record<string, (e: Evaluator) => Value> = {
	undefined: () => undefinedValue,
	NaN: () => literal(Number.NaN),
	Infinity: () => literal(Number.POSITIVE_INFINITY),
	globalThis: globalObject,
	window: globalObject,
	self: globalObject,
	global: globalObject,
	process: () =>
		native('process', {
			get: (name) => (name === 'env' ? envValue() : name === 'cwd' ? nativeFunction('cwd', () => literal('/')) : undefined),
		}),
	encodeURIComponent: () => asText('encodeURIComponent', encodeSafely(encodeURIComponent)),
	encodeURI: () => asText('encodeURI', encodeSafely(encodeURI)),
	decodeURIComponent: () => asText('decodeURIComponent', encodeSafely(decodeURIComponent)),
	String: () =>
		native('String', {
			call: ({args: [given], machine}) =>
				given === undefined ? literal('') : given.kind === 'env' ? given : machine.combine([given], (parts) => parts),
			get: (name) => (name === 'raw' ? nativeFunction('raw', ({args}) => args[0]) : undefined),
		}),
	Number: () => nativeFunction('Number', ({args: [given], machine}) => numberOf(given, machine as Evaluator)),
	parseInt: () => nativeFunction('parseInt', ({args: [given], machine}) => numberOf(given, machine as Evaluator)),
	Boolean: () => nativeFunction('Boolean', ({args: [given]}) => given ?? literal(false)),
	Object: () => native('Object', {get: (name) => objectFunctions[name]}),
	Array: () =>
		native('Array', {
			get: (name) => arrayFunctions[name],
			construct: () => arrayOf([], unknown('item')),
			call: () => arrayOf([], unknown('item')),
		}),
	JSON: () => native('JSON', {get: (name) => jsonFunctions[name]}),
	Promise: () => promise,
	Map: () => native('Map', {construct: newMap}),
	Set: () =>
		native('Set', {
			construct: ({args: [from], machine}) =>
				from === undefined
					? arrayOf([])
					: arrayOf(machine.itemsOf(from)?.items ?? [], machine.itemsOf(from)?.isOpen === false ? null : unknown('item')),
		}),
	URL: () => native('URL', {construct: newUrl, get: (name) => (name === 'parse' ? nativeFunction('parse', newUrl) : undefined)}),
	RegExp: () => native('RegExp', {call: newRegExp, construct: newRegExp}),
	URLSearchParams: () => native('URLSearchParams', {construct: newSearchParams}),
	Reflect: () =>
		native('Reflect', {
			get: (name) =>
				name === 'get'
					? nativeFunction('get', ({args: [of, key], machine}) => readByKey(machine as Evaluator, of, key))
					: name === 'apply'
						? nativeFunction('apply', applyOn)
						: undefined,
		}),
	setTimeout: () => escaping('setTimeout'),
	setInterval: () => escaping('setInterval'),
	setImmediate: () => escaping('setImmediate'),
	queueMicrotask: () => escaping('queueMicrotask'),
	requestAnimationFrame: () => escaping('requestAnimationFrame'),
	console: () => native('console', {get: () => nativeFunction('log', () => undefinedValue)}),
	structuredClone: () => nativeFunction('structuredClone', ({args: [given]}) => given),
};

function globalObject(e: Evaluator): Value {
	return native('globalThis', {
		get: (name) => e.runs.assignedGlobal(name) ?? e.outside.globalOf(name),
		set: (name, value) => e.runs.setGlobal(name, value),
	});
}

function numberOf(given: Value | undefined, e: Evaluator): Value {
	const value = given === undefined ? undefined : e.literalOf(given);
	if (value !== undefined && value !== null) return literal(Number(value));
	const forced = given === undefined ? undefined : e.force(given);
	const name = forced?.kind === 'unknown' || forced?.kind === 'param' ? forced.text : 'number';
	return forced?.kind === 'param' ? forced : unknown(name, 'runtime-value', {kind: 'primitive', name: 'number'});
}

function readByKey(e: Evaluator, of: Value | undefined, key: Value | undefined): Value {
	const name = key === undefined ? undefined : e.literalOf(key);
	return of === undefined || name === undefined ? unknown('value') : e.get(of, String(name));
}

type Call = (call: NativeCall) => Value | null | undefined;
const table = (functions: Record<string, Call>): Record<string, NativeValue> =>
	Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, nativeFunction(name, call)]));

const entriesOf = ({args: [of = undefinedValue], machine}: NativeCall, pick: (name: string, value: Value) => Value): Value => {
	const {names, isOpen} = machine.keysOf(of);
	const items = names.map((name) => pick(name, machine.get(of, name)));
	return arrayOf(items, isOpen ? pick('…', unknown('value')) : null);
};

const objectFunctions = table({
	keys: (call) => entriesOf(call, (name) => (name === '…' ? unknown('key', 'runtime-value', text) : literal(name))),
	values: (call) => entriesOf(call, (_, value) => value),
	entries: (call) =>
		entriesOf(call, (name, value) => arrayOf([name === '…' ? unknown('key', 'runtime-value', text) : literal(name), value])),
	assign: ({args: [target = undefinedValue, ...sources], machine, site}) => {
		const e = machine as Evaluator;
		for (const source of sources) {
			const {names, isOpen} = e.keysOf(source);
			for (const name of names) e.set(target, name, e.get(source, name), site);
			if (isOpen) e.spread(target, source);
		}
		return target;
	},
	freeze: ({args: [given]}) => given,
	seal: ({args: [given]}) => given,
	create: ({args: [prototype]}) => ({kind: 'object', props: new Map(), getters: null, rest: prototype ?? null, cls: null, born: null}),
	setPrototypeOf: ({args: [target = undefinedValue, prototype], machine}) => {
		const object = machine.force(target);
		if (object.kind === 'object') inheritFrom(object, prototype ?? null);
		return target;
	},
	fromEntries: ({args: [entries = undefinedValue], machine}) => {
		const known = machine.itemsOf(entries);
		const props = new Map<string, Value>();
		for (const item of known?.items ?? []) {
			const name = machine.literalOf(machine.get(item, '0'));
			if (name !== undefined) props.set(String(name), machine.get(item, '1'));
		}
		return {kind: 'object', props, getters: null, rest: known === null || known.isOpen ? unknown('value') : null, cls: null, born: null};
	},
	defineProperty: ({args: [target = undefinedValue, key, descriptor], machine, site}) => {
		const e = machine as Evaluator;
		const name = key === undefined ? undefined : e.literalOf(key);
		if (name === undefined || descriptor === undefined) return target;
		const getter = e.force(e.get(descriptor, 'get'));
		e.set(target, String(name), getter.kind === 'closure' ? e.lazy(() => e.callInPlace(getter, [])) : e.get(descriptor, 'value'), site);
		return target;
	},
});

const arrayFunctions = table({
	isArray: ({args: [given = undefinedValue], machine}) => {
		const forced = machine.force(given);
		if (forced.kind === 'array') return literal(true);
		const type =
			(forced.kind === 'param' || forced.kind === 'unknown') && forced.type ? (machine as Evaluator).resolveType(forced.type).kind : null;
		if (type === 'array' || type === 'tuple') return literal(true);
		if (type === 'object' || type === 'literal' || type === 'template') return literal(false);
		return forced.kind === 'param' || forced.kind === 'unknown' || forced.kind === 'choice' || forced.kind === 'external'
			? unknown('isArray')
			: literal(false);
	},
	from: ({args: [given = undefinedValue, map], machine}) => {
		const e = machine as Evaluator;
		const known = e.itemsOf(given) ?? placesOf(e, given);
		const items = known?.items ?? [];
		const rest = known === null || known.isOpen ? unknown('item') : null;
		if (map === undefined) return arrayOf(items, rest);
		return arrayOf(
			items.map((item, index) => e.callInPlace(map, [item, literal(index)])),
			rest === null ? null : e.callInPlace(map, [rest]),
		);
	},
	of: ({args}) => arrayOf(args),
});

/** `{length: 3}` is a list of so many places. */
function placesOf(e: Evaluator, given: Value): {items: Value[]; isOpen: boolean} | null {
	const forced = e.force(given);
	const length = forced.kind === 'object' ? e.literalOf(e.get(forced, 'length')) : undefined;
	return typeof length === 'number' && length >= 0 && length <= 200
		? {items: Array.from({length}, () => undefinedValue), isOpen: false}
		: null;
}

const jsonFunctions = table({
	stringify: ({args: [given]}) =>
		given?.kind === 'literal' ? literal(JSON.stringify(given.value) ?? 'undefined') : unknown('json', 'runtime-value', text),
	parse: ({args: [given = undefinedValue], machine}) => {
		const written = machine.force(given);
		const known = written.kind === 'literal' && written.isAssumed === true ? undefined : machine.literalOf(written);
		if (typeof known !== 'string') return unknown('json');
		try {
			return valueOfJson(JSON.parse(known));
		} catch {
			// It throws at run time too.
			return unknown('json');
		}
	},
});

/** A promise is taken for what it resolves to. */
const promiseFunctions = table({
	resolve: ({args: [given]}) => given ?? undefinedValue,
	reject: () => unknown('rejected'),
	all: ({args: [given]}) => given,
	allSettled: () => unknown('settled'),
	race: ({args: [given = undefinedValue], machine}) => machine.itemsOf(given)?.items[0],
	any: ({args: [given = undefinedValue], machine}) => machine.itemsOf(given)?.items[0],
});

const promise = native('Promise', {
	get: (name) => promiseFunctions[name],
	construct: ({args: [executor], machine}) => {
		const e = machine as Evaluator;
		if (executor === undefined) return unknown('promise');
		let resolved: Value | null = null;
		const resolve = nativeFunction('resolve', ({args: [value]}) => ((resolved ??= value ?? undefinedValue), undefinedValue));
		e.callInPlace(executor, [resolve, nativeFunction('reject', () => undefinedValue)]);
		return resolved ?? unknown('promise');
	},
});

function newMap({args: [from], machine}: NativeCall): Value {
	const entries = from === undefined ? [] : (machine.itemsOf(from)?.items ?? []);
	const state = {entries: [...entries]};
	const find = (key: Value | undefined): Value => {
		const wanted = key === undefined ? undefined : machine.literalOf(key);
		const entry = wanted === undefined ? undefined : state.entries.findLast((one) => machine.literalOf(machine.get(one, '0')) === wanted);
		return entry === undefined ? unknown('value') : machine.get(entry, '1');
	};
	const map: NativeValue = native('Map', {
		state,
		get: (name) => {
			switch (name) {
				case 'get':
					return nativeFunction('get', ({args: [key]}) => find(key));
				case 'set':
					return nativeFunction('set', ({args: [key, value]}) => {
						(machine as Evaluator).trace?.noteChange(map);
						state.entries.push(arrayOf([key ?? undefinedValue, value ?? undefinedValue]));
						return map;
					});
				case 'forEach':
					return nativeFunction('forEach', ({args: [callback = undefinedValue]}) => {
						for (const entry of state.entries)
							(machine as Evaluator).callInPlace(callback, [machine.get(entry, '1'), machine.get(entry, '0')]);
						return undefinedValue;
					});
				case 'entries':
					return nativeFunction('entries', () => arrayOf(state.entries));
				case 'values':
					return nativeFunction('values', () => arrayOf(state.entries.map((entry) => machine.get(entry, '1'))));
				case 'keys':
					return nativeFunction('keys', () => arrayOf(state.entries.map((entry) => machine.get(entry, '0'))));
				default:
					return nativeFunction(name, () => unknown(name));
			}
		},
	});
	return (machine as Evaluator).own(map);
}

function applyOn({args: [callee = undefinedValue, self, list = undefinedValue], machine, site}: NativeCall): Value {
	return machine.call(callee, machine.itemsOf(list)?.items ?? [], site, self);
}

function newRegExp({args: [source = undefinedValue, flags], machine}: NativeCall): Value {
	const given = machine.force(source);
	const written = given.kind === 'regexp' ? given.source : machine.literalOf(given);
	const wanted = flags === undefined ? (given.kind === 'regexp' ? given.flags : '') : machine.literalOf(flags);
	if (typeof written !== 'string' || typeof wanted !== 'string' || !isRegExp(written, wanted)) return unknown('RegExp');
	return {kind: 'regexp', source: written, flags: wanted};
}

function isRegExp(source: string, flags: string): boolean {
	try {
		return new RegExp(source, flags) instanceof RegExp;
	} catch {
		// It throws at run time too.
		return false;
	}
}

/** `new URL(path, base)`: its path can be set afterwards. */
function newUrl({args: [given, base], machine}: NativeCall): Value {
	const e = machine as Evaluator;
	let href: Value = given === undefined ? unknown('url') : base === undefined ? given : e.combine([base, given], resolveUrl);
	const url: NativeValue = native('URL', {
		text: () => href,
		get: (name) => {
			if (name === 'href') return href;
			if (name === 'toString' || name === 'toJSON') return nativeFunction(name, () => href);
			if (name === 'searchParams') return searchParams();
			const before = href;
			if (name === 'pathname') return e.combine([before], (parts) => splitUrl(parts).path);
			return name === 'origin'
				? e.combine([before], (parts) => splitUrl(parts).origin)
				: name === 'search'
					? unknown('?search', 'runtime-value', text)
					: undefined;
		},
		set: (name, value) => {
			const before = href;
			if (name === 'pathname') href = e.combine([before, value], (parts, path) => joinParts(splitUrl(parts).origin, path));
			if (name === 'href') href = value;
		},
	});
	return e.own(url);
}

/** As a browser resolves a reference against a base. */
function resolveUrl(base: readonly TextPart[], given: readonly TextPart[]): TextPart[] {
	const [first] = given;
	if (typeof first === 'string' && /^[a-z][\w+.-]*:\/\//i.test(first)) return [...given];
	const {origin, path} = splitUrl(base);
	if (typeof first === 'string' && first.startsWith('//')) return [...given];
	if (typeof first === 'string' && first.startsWith('/')) return joinParts(origin, given);
	return joinParts(joinParts(origin, upToLastSlash(path)), given);
}

function upToLastSlash(path: readonly TextPart[]): TextPart[] {
	for (let index = path.length - 1; index >= 0; index--) {
		const part = path[index]!;
		const end = typeof part === 'string' ? part.lastIndexOf('/') : -1;
		if (end !== -1) return [...path.slice(0, index), (part as string).slice(0, end + 1)];
	}
	return ['/'];
}

/** The origin and what follows it; a base that is not known is an origin. */
function splitUrl(parts: readonly TextPart[]): {origin: TextPart[]; path: TextPart[]} {
	const [first, ...rest] = parts;
	if (first === undefined) return {origin: [], path: []};
	if (typeof first !== 'string') return {origin: [first], path: rest};
	const match = /^[a-z][\w+.-]*:\/\/[^/?#]*/i.exec(first);
	if (match === null) return {origin: [], path: [...parts]};
	if (match[0].length < first.length) return {origin: [match[0]], path: [first.slice(match[0].length), ...rest]};
	const slash = rest.findIndex((part) => typeof part === 'string' && part.startsWith('/'));
	return slash === -1 ? {origin: [...parts], path: []} : {origin: [first, ...rest.slice(0, slash)], path: rest.slice(slash)};
}

function newSearchParams(): Value {
	return searchParams();
}

/** What a query holds decides no route; as text it is one unknown. */
function searchParams(): Value {
	const query = unknown('query', 'runtime-value', text);
	return native('URLSearchParams', {
		text: () => query,
		get: (name) => nativeFunction(name, () => (name === 'toString' ? query : unknown(name))),
	});
}
