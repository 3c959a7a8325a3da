import type {Evaluator} from './evaluator.ts';
import {isInherited} from './inherited-names.ts';
import {truthOf} from './truth.ts';
import {literal, undefinedValue, unknown} from './value.ts';
import type {ArrayValue, Value} from './value.ts';

type Method = (e: Evaluator, self: ArrayValue, args: Value[], text: string) => Value;

/** A method of an array whose items are known at least in part; undefined: it has no such method. */
export function callArrayMethod(e: Evaluator, self: ArrayValue, name: string, args: Value[], text: string): Value | undefined {
	return isInherited(name) ? undefined : methods[name]?.(e, self, args, text);
}

const made = (e: Evaluator, items: Value[], rest: Value | null): Value => e.own({kind: 'array', items, rest, born: e.guards});

/** Calls back with each item that is known, and once with what stands for the others. */
function mapItems(e: Evaluator, self: ArrayValue, callback: Value): {items: Value[]; rest: Value | null} {
	// What a callback adds to the list is not gone through.
	const given = [...self.items];
	const items: Value[] = [];
	for (const [index, item] of given.entries()) {
		if (index >= fewItems && (index >= mostItems || !mayGoOn(e))) break;
		items.push(e.callInPlace(callback, [item, literal(index), self]));
	}
	const isCut = items.length < given.length;
	if (self.rest === null) return {items, rest: isCut ? unknown('item', 'too-many-alternatives') : null};
	const anyIndex = unknown('index', 'runtime-value', {kind: 'primitive', name: 'number'});
	return {items, rest: e.callInPlace(callback, [self.rest, anyIndex, self])};
}

/** So many items are gone through in any case. */
const fewItems = 200;
/** And so many at most. */
const mostItems = 2000;
/** Code that surely runs goes on until it has run for long: hundreds of routes in one list are a program like any other. */
const mayGoOn = (e: Evaluator): boolean => e.run === 0 && !e.isTired;

function itemsAndRest(e: Evaluator, value: Value): {items: Value[]; rest: Value | null} {
	const forced = e.force(value);
	if (forced.kind === 'array') return {items: forced.items, rest: forced.rest};
	return {items: [forced], rest: null};
}

const change: Method = (e, self, args) => {
	e.trace?.noteChange(self);
	if (e.guards === null || e.guards === self.born) self.items.push(...args);
	else self.rest ??= args[0] ?? unknown('item');
	return unknown('length', 'runtime-value', {kind: 'primitive', name: 'number'});
};

const find: Method = (e, self, args, text) => {
	const [callback] = args;
	if (callback === undefined) return undefinedValue;
	for (const item of self.items) {
		const truth = truthOf(e, e.callInPlace(callback, [item]));
		if (truth === true) return item;
		if (truth === null) return unknown(text);
	}
	return self.rest === null ? undefinedValue : unknown(text);
};

const methods: Record<string, Method> = {
	map: (e, self, [callback = undefinedValue]) => {
		const {items, rest} = mapItems(e, self, callback);
		return made(e, items, rest);
	},
	forEach: (e, self, [callback = undefinedValue]) => {
		mapItems(e, self, callback);
		return undefinedValue;
	},
	flatMap: (e, self, [callback = undefinedValue]) => {
		const {items, rest} = mapItems(e, self, callback);
		const flat = items.map((item) => itemsAndRest(e, item));
		return made(
			e,
			flat.flatMap((one) => one.items),
			rest ?? flat.find((one) => one.rest !== null)?.rest ?? null,
		);
	},
	flat: (e, self) => {
		const flat = self.items.map((item) => itemsAndRest(e, item));
		return made(
			e,
			flat.flatMap((one) => one.items),
			self.rest ?? flat.find((one) => one.rest !== null)?.rest ?? null,
		);
	},
	filter: (e, self, [callback = undefinedValue]) => {
		const isBoolean = callback.kind === 'native' && callback.label === 'Boolean';
		const truths = self.items.map((item) => truthOf(e, isBoolean ? item : e.callInPlace(callback, [item])));
		const kept = self.items.filter((_, index) => truths[index] !== false);
		return e.own({kind: 'array', items: kept, rest: self.rest, born: e.guards, mayHaveFewer: truths.includes(null)});
	},
	find,
	findLast: find,
	some: (e, self, [callback = undefinedValue], text) => {
		const truths = self.items.map((item) => truthOf(e, e.callInPlace(callback, [item])));
		if (truths.includes(true)) return literal(true);
		return truths.includes(null) || self.rest !== null ? unknown(text) : literal(false);
	},
	every: (e, self, [callback = undefinedValue], text) => {
		const truths = self.items.map((item) => truthOf(e, e.callInPlace(callback, [item])));
		if (truths.includes(false)) return literal(false);
		return truths.includes(null) || self.rest !== null ? unknown(text) : literal(true);
	},
	reduce: (e, self, [callback = undefinedValue, start], text) => {
		const items = start === undefined ? self.items.slice(1) : self.items;
		let result = start ?? self.items[0] ?? undefinedValue;
		for (const [index, item] of items.slice(0, 200).entries()) result = e.callInPlace(callback, [result, item, literal(index), self]);
		return self.rest === null ? result : unknown(text);
	},
	join: (e, self, [by]) => {
		const separator = by === undefined ? literal(',') : by;
		const items =
			self.rest === null
				? self.items
				: [...self.items, self.rest.kind === 'param' || self.rest.kind === 'unknown' ? self.rest : unknown('…')];
		const parts = items.flatMap((item, index) => {
			const shown = absent(e, item) ? literal('') : item;
			return index === 0 ? [shown] : [separator, shown];
		});
		return parts.length === 0 ? literal('') : {kind: 'concat', parts};
	},
	concat: (e, self, args) => {
		const others = args.map((arg) => itemsAndRest(e, arg));
		return made(
			e,
			[...self.items, ...others.flatMap((one) => one.items)],
			self.rest ?? others.find((one) => one.rest !== null)?.rest ?? null,
		);
	},
	slice: (e, self, [from, to]) => {
		const start = from === undefined ? 0 : e.literalOf(from);
		const end = to === undefined ? undefined : e.literalOf(to);
		if (typeof start !== 'number' || (to !== undefined && typeof end !== 'number')) return made(e, [], unknown('item'));
		return made(e, self.items.slice(start, typeof end === 'number' ? end : undefined), self.rest);
	},
	push: change,
	unshift: (e, self, args) => {
		e.trace?.noteChange(self);
		if (e.guards === null || e.guards === self.born) self.items.unshift(...args);
		else self.rest ??= args[0] ?? unknown('item');
		return unknown('length');
	},
	pop: (e, self) => {
		e.trace?.noteChange(self);
		return self.rest === null ? (self.items.pop() ?? undefinedValue) : unknown('item');
	},
	shift: (e, self) => {
		e.trace?.noteChange(self);
		return self.rest === null || self.items.length > 0 ? (self.items.shift() ?? undefinedValue) : unknown('item');
	},
	at: (e, self, [index]) => {
		const wanted = index === undefined ? 0 : e.literalOf(index);
		return typeof wanted === 'number' && self.rest === null ? (self.items.at(wanted) ?? undefinedValue) : unknown('item');
	},
	includes: (e, self, [item], text) => {
		const wanted = item === undefined ? undefined : e.literalOf(item);
		const items = self.items.map((one) => e.literalOf(one));
		if (wanted !== undefined && items.includes(wanted)) return literal(true);
		return wanted === undefined || self.rest !== null || items.includes(undefined) ? unknown(text) : literal(false);
	},
	entries: (e, self) =>
		made(
			e,
			self.items.map((item, index) => made(e, [literal(index), item], null)),
			self.rest === null ? null : made(e, [unknown('index'), self.rest], null),
		),
	values: (_, self) => self,
	keys: (e, self) =>
		made(
			e,
			self.items.map((_, index) => literal(index)),
			self.rest === null ? null : unknown('index'),
		),
	reverse: (e, self) => made(e, self.items.toReversed(), self.rest),
	sort: (_, self) => self,
	toSorted: (_, self) => self,
	add: change,
};

function absent(e: Evaluator, item: Value): boolean {
	const forced = e.force(item);
	return forced.kind === 'literal' && (forced.value === undefined || forced.value === null);
}
