import type {Machine, Model, NativeCallHandler} from '../evaluate/machine.ts';
import {arrayOf, derived, literal, nativeFunction, objectOf, undefinedValue, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {argumentAt} from './request.ts';
import {concatenate} from './urls.ts';

/** One item of a collection with its key; `null` as a key: one that stands for all that are not known. */
interface Item {
	key: string | number | null;
	value: Value;
}

/** The items of an array, or the values of an object. */
function itemsOf(collection: Value, machine: Machine): Item[] {
	const list = machine.itemsOf(collection);
	const forced = machine.force(collection);
	if (list !== null) {
		const rest = list.isOpen && forced.kind === 'array' ? forced.rest : null;
		return [...list.items.map((value, key) => ({key, value})), ...(rest === null ? [] : [{key: null, value: rest}])];
	}
	const {names, isOpen} = machine.keysOf(collection);
	const known = names.map((key) => ({key, value: machine.get(collection, key)}));
	return isOpen ? [...known, {key: null, value: itemOfUnknown(forced)}] : known;
}

/** What is made of a parameter hangs on it. */
const itemOfUnknown = (of: Value): Value => (of.kind === 'param' ? derived(of, '[]', 'item') : unknown('item'));

function applyTo({key, value}: Item, {args: [collection = undefinedValue, callback], machine}: NativeCall): Value {
	if (callback === undefined) return value;
	const name = machine.literalOf(callback);
	// `map(users, 'id')`.
	if (typeof name === 'string') return machine.get(value, name);
	return machine.callInPlace(callback, [value, key === null ? unknown('key') : literal(key), collection]);
}

function each(call: NativeCall): Value {
	const collection = argumentAt(call, 0);
	for (const item of itemsOf(collection, call.machine)) applyTo(item, call);
	return collection;
}

function map(call: NativeCall): Value {
	return listOf(itemsOf(argumentAt(call, 0), call.machine).map((item) => ({...item, value: applyTo(item, call)})));
}

const flatMap = (call: NativeCall): Value => flatten({...call, args: [map(call)]});

function mapValues(call: NativeCall): Value {
	const items = itemsOf(argumentAt(call, 0), call.machine).map((item) => ({...item, value: applyTo(item, call)}));
	return objectFrom(items);
}

/** Which items stay is seldom known: any may. */
function some(call: NativeCall): Value {
	const items = itemsOf(argumentAt(call, 0), call.machine);
	for (const item of items) applyTo(item, call);
	return listOf(items);
}

function compact(call: NativeCall): Value {
	const items = itemsOf(argumentAt(call, 0), call.machine);
	return listOf(items.filter(({value}) => !isFalsy(call.machine.force(value))));
}

function flatten(call: NativeCall): Value {
	return listOf(flattened(itemsOf(argumentAt(call, 0), call.machine), call.machine, 1));
}

const flattenDeep = (call: NativeCall): Value => listOf(flattened(itemsOf(argumentAt(call, 0), call.machine), call.machine, deepest));

function flattened(items: readonly Item[], machine: Machine, levels: number): Item[] {
	const isList = ({value}: Item): boolean => levels > 0 && machine.itemsOf(value) !== null;
	return items.flatMap((item) => (isList(item) ? flattened(itemsOf(item.value, machine), machine, levels - 1) : [item]));
}

const isFalsy = (value: Value): boolean => value.kind === 'literal' && !value.value;

function reduce({args: [collection = undefinedValue, callback = undefinedValue, start], machine}: NativeCall): Value {
	const items = itemsOf(collection, machine);
	const [first, ...others] = start === undefined ? items : [{key: null, value: start}, ...items];
	return others.reduce(
		(sum, {key, value}) => machine.callInPlace(callback, [sum, value, key === null ? unknown('key') : literal(key)]),
		first?.value ?? undefinedValue,
	);
}

const listOf = (items: readonly Item[]): Value =>
	arrayOf(
		items.filter(({key}) => key !== null).map(({value}) => value),
		items.find(({key}) => key === null)?.value ?? null,
	);

const objectFrom = (items: readonly Item[]): Value =>
	objectOf(
		new Map(items.flatMap(({key, value}) => (key === null ? [] : [[String(key), value] as const]))),
		items.find(({key}) => key === null)?.value ?? null,
	);

/** How deep objects are merged into each other, and lists flattened. */
const deepest = 4;

/** `merge`, `assign`: the later wins. `isDeep`: objects in both are merged too. */
function merged(sources: readonly Value[], machine: Machine, isDeep: boolean, depth = 0): Value {
	const props = new Map<string, Value>();
	let rest: Value | null = null;
	for (const source of sources) {
		const {names, isOpen} = machine.keysOf(source);
		for (const name of names) {
			const [before, value] = [props.get(name), machine.get(source, name)];
			const isBoth = isDeep && depth < deepest && before !== undefined && isPlainObject(before, machine) && isPlainObject(value, machine);
			props.set(name, isBoth ? merged([before, value], machine, isDeep, depth + 1) : value);
		}
		if (isOpen) rest ??= machine.force(source);
	}
	return objectOf(props, rest);
}

const isPlainObject = (value: Value, machine: Machine): boolean => machine.force(value).kind === 'object';

/** `get(config, 'api.base', fallback)`. */
function get({args: [object = undefinedValue, path = undefinedValue, fallback], machine}: NativeCall): Value {
	const names = machine.itemsOf(path)?.items.map((item) => machine.literalOf(item)) ?? namesIn(machine.literalOf(path));
	if (names.length === 0 || names.includes(undefined)) return unknown('value');
	const found = names.reduce<Value>((value, name) => machine.get(value, String(name)), object);
	const forced = machine.force(found);
	return forced.kind === 'literal' && forced.value === undefined ? (fallback ?? found) : found;
}

const namesIn = (path: unknown): string[] => (typeof path === 'string' ? path.split(/[.[\]]+/u).filter((name) => name !== '') : []);

/** `join(parts, '/')`. */
function join({args: [list = undefinedValue, between = literal(',')], machine}: NativeCall): Value {
	const known = machine.itemsOf(list);
	if (known === null || known.isOpen) return unknown('text', 'runtime-value', {kind: 'primitive', name: 'string'});
	return {kind: 'concat', parts: known.items.flatMap((item, index) => (index === 0 ? [item] : [between, item]))};
}

/** `trimEnd(base, '/')`. */
const trimmed =
	(sides: {start: boolean; end: boolean}): NativeCallHandler =>
	({args: [given = undefinedValue, chars], machine}) => {
		const cut = chars === undefined ? ' ' : machine.literalOf(chars);
		if (typeof cut !== 'string' || cut.length !== 1) return given;
		return machine.combine([given], (parts) => {
			const first = parts[0];
			const started = sides.start && typeof first === 'string' ? [withoutStart(first, cut), ...parts.slice(1)] : [...parts];
			const last = started.at(-1);
			return concatenate([], sides.end && typeof last === 'string' ? [...started.slice(0, -1), withoutEnd(last, cut)] : started);
		});
	};

const withoutStart = (text: string, cut: string): string => (text.startsWith(cut) ? withoutStart(text.slice(1), cut) : text);
const withoutEnd = (text: string, cut: string): string => (text.endsWith(cut) ? withoutEnd(text.slice(0, -1), cut) : text);

const upper: NativeCallHandler = (call) => inCase(call, (text) => text.toUpperCase());
const lower: NativeCallHandler = (call) => inCase(call, (text) => text.toLowerCase());
const inCase = (call: NativeCall, change: (text: string) => string): Value =>
	call.machine.combine([argumentAt(call, 0)], (parts) => parts.map((part) => (typeof part === 'string' ? change(part) : part)));

/** Kinds of values that say nothing of what they are at run time. */
const openKinds: ReadonlySet<Value['kind']> = new Set(['param', 'unknown', 'choice', 'lazy', 'external', 'env', 'native']);

/** What kind of thing a value is, as far as that is known. */
const is =
	(test: (value: Value) => boolean): NativeCallHandler =>
	({args: [given = undefinedValue], machine}) => {
		const value = machine.force(given);
		return openKinds.has(value.kind) ? unknown('is', 'runtime-value', {kind: 'primitive', name: 'boolean'}) : literal(test(value));
	};

const same: NativeCallHandler = (call) => argumentAt(call, 0);

const functions: Record<string, NativeCallHandler> = {
	each,
	forEach: each,
	forOwn: each,
	forIn: each,
	map,
	flatMap,
	mapValues,
	reduce,
	filter: some,
	reject: some,
	sortBy: some,
	orderBy: (call) => listOf(itemsOf(argumentAt(call, 0), call.machine)),
	uniq: same,
	union: (call) => listOf(call.args.flatMap((list) => itemsOf(list, call.machine))),
	flatten,
	flattenDeep,
	reverse: same,
	compact,
	values: (call) => listOf(itemsOf(argumentAt(call, 0), call.machine)),
	keys: (call) =>
		listOf(itemsOf(argumentAt(call, 0), call.machine).map(({key}) => ({key, value: key === null ? unknown('key') : literal(String(key))}))),
	assign: ({args, machine}) => merged(args, machine, false),
	extend: ({args, machine}) => merged(args, machine, false),
	merge: ({args, machine}) => merged(args, machine, true),
	defaults: ({args, machine}) => merged(args.toReversed(), machine, false),
	defaultsDeep: ({args, machine}) => merged(args.toReversed(), machine, true),
	clone: same,
	cloneDeep: same,
	omitBy: same,
	pickBy: same,
	get,
	join,
	trim: trimmed({start: true, end: true}),
	trimStart: trimmed({start: true, end: false}),
	trimEnd: trimmed({start: false, end: true}),
	toUpper: upper,
	toLower: lower,
	toString: same,
	debounce: same,
	throttle: same,
	memoize: same,
	once: same,
	isString: is((value) => value.kind === 'concat' || (value.kind === 'literal' && typeof value.value === 'string')),
	isNumber: is((value) => value.kind === 'literal' && typeof value.value === 'number'),
	isArray: is((value) => value.kind === 'array'),
	isObject: is((value) => !['literal', 'concat'].includes(value.kind)),
	isPlainObject: is((value) => value.kind === 'object'),
	isFunction: is((value) => value.kind === 'closure' || value.kind === 'class'),
	isNil: is((value) => value.kind === 'literal' && (value.value === null || value.value === undefined)),
	isUndefined: is((value) => value.kind === 'literal' && value.value === undefined),
};

const made = new Map<string, Value>(Object.entries(functions).map(([name, call]) => [name, nativeFunction(name, call)]));
const whole: Value = {kind: 'native', label: 'lodash', get: (name) => made.get(name)};

const exportOf = (name: string): Value | undefined => (name === 'default' || name === '*' ? whole : made.get(name));

/** lodash and what is written like it: what its functions make of addresses, options and lists. */
export const lodashModel: Model = {
	name: 'lodash',
	modules: Object.fromEntries([
		...['lodash', 'lodash-es', 'underscore', 'es-toolkit/compat'].map((name) => [name, exportOf] as const),
		...[...made].flatMap(([name, value]) =>
			['lodash/', 'lodash-es/', 'lodash.'].map((start) => {
				const own = start === 'lodash.' ? name.toLowerCase() : name;
				return [`${start}${own}`, (wanted: string) => (wanted === 'default' || wanted === '*' ? value : undefined)] as const;
			}),
		),
	]),
};
