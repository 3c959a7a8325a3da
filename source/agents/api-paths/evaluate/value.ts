import type {Class, Expr, Func, Module, Prop, Type} from '../code/ir.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';
import type {Machine, Site} from './machine.ts';

/** What an expression can be, as far as reading tells. Values are never changed after they were made, except objects, arrays and natives. */
export type Value =
	/** `isAssumed`: what stands in the code for a setting that may be another one, so that no condition on it is decided. */
	| {kind: 'literal'; value: string | number | boolean | null | undefined; isAssumed?: true}
	/** Text put together of known and unknown parts, unread until asked for (`machine.textsOf`). */
	| {kind: 'concat'; parts: Value[]}
	/** Alternatives, at most `mostAlternatives`. */
	| {kind: 'choice'; of: {guards: Guards; value: Value}[]}
	| ClosureValue
	| ObjectValue
	| ArrayValue
	| ClassValue
	| {kind: 'regexp'; source: string; flags: string}
	/** A thing of the outside world that a model plays: an Express router, an axios instance, `fetch`. */
	| NativeValue
	/** Something of a package (or global) that no model plays. `path` are the names read from it: `import {x} from 'm'` is `['x']`. */
	| {kind: 'external'; module: string; path: string[]}
	/** Stands for what the function will be given: decided at the calls of `func`, or a hole in the path. */
	| {kind: 'param'; func: Func; name: string; text: string; type: Type | null}
	/** A base that the environment gives: `process.env.API_URL`, `import.meta.env.VITE_API`. */
	| {kind: 'env'; name: string}
	/** Not worked out until needed; `machine.force` does. */
	| LazyValue
	/** A value about which at most its type and its text in the source are known. */
	| UnknownValue;

export interface UnknownValue {
	kind: 'unknown';
	/** How a hole of it is named: `user.id`. */
	text: string;
	type: Type | null;
	reason: UnknownReason;
}
export type UnknownReason =
	| 'runtime-value' // comes from data, state or the user
	| 'external-code' // comes out of a package
	| 'too-many-alternatives'
	| 'too-deep'
	| 'not-modelled'
	| 'unresolved-import'
	| 'reassigned';

export interface ClosureValue {
	kind: 'closure';
	func: Func;
	/** Lexically around it. */
	frame: Frame;
	self: Value | null;
	/** Properties put on the function. */
	props: Map<string, Value> | null;
	/** Arguments bound by `.bind`. */
	bound: Value[];
	/** The class it is a method of, for `super`. */
	home: ClassValue | null;
}
export interface ObjectValue {
	kind: 'object';
	props: Map<string, Value>;
	getters: Map<string, ClosureValue> | null;
	/** It may have properties that are not known (a spread of something unknown, a computed key). Null: it has no others. */
	rest: Value | null;
	/** For instances. */
	cls: ClassValue | null;
	/** What held when it was made: later changes under more conditions are alternatives. */
	born: Guards;
	/** The code that it was written as. */
	from?: {module: Module; props: readonly Prop[]};
}
export interface ArrayValue {
	kind: 'array';
	items: Value[];
	/** It may have more items than these: what one of them would be; null: no others. */
	rest: Value | null;
	born: Guards;
	/** Whether all its items are there depends on what is not known: `filter`. */
	mayHaveFewer?: boolean;
}
export interface ClassValue {
	kind: 'class';
	cls: Class;
	frame: Frame;
	statics: Map<string, Value>;
	parent: Value | null;
}
export interface LazyValue {
	kind: 'lazy';
	compute: (() => Value) | null;
	value: Value | null;
	/** The expression, for naming. */
	expr: Expr | null;
}

/**
 * A model of something outside the analysed code. Model authors write it as if they wrote a fake of the real thing. All methods are optional:
 * what is not there gives an unknown value named after the expression.
 */
export interface NativeValue {
	kind: 'native';
	/** `express.Router`, for debugging and for `is`. */
	label: string;
	/** The model's own state, such as a router's record of operations. */
	state?: unknown;
	get?(name: string, machine: Machine): Value | undefined;
	/** `native[key]` of a key that cannot be known: `app[method]`. */
	getAny?(machine: Machine, key: Value): Value | undefined;
	/** `site` is the name that is assigned to: `href` in `location.href = x`. */
	set?(name: string, value: Value, machine: Machine, site: Site): void;
	/** What it is as text (a URL object's address). */
	text?(machine: Machine): Value;
	/** Names known to be there, for loops and spreads over it. */
	keys?(machine: Machine): string[];
	/** A call; null or undefined: not this model's business, result unknown. */
	call?(call: NativeCall): Value | null | undefined;
	construct?(call: NativeCall): Value | null | undefined;
}

export interface NativeCall {
	args: Value[];
	/** There was a spread of something unknown: more arguments may follow these. */
	hasOpenArgs: boolean;
	/** The object it was called on. */
	self: Value | null;
	site: Site;
	machine: Machine;
	typeArgs: Type[];
}

export const literal = (value: string | number | boolean | null | undefined): Value => ({kind: 'literal', value});
/** The same, as what stands for a setting that may be another one. */
export const assumed = (value: Value): Value => (value.kind === 'literal' ? {...value, isAssumed: true} : value);
/** Has an object that inherits nothing yet inherit from a prototype; not from itself, by whatever way: that throws at run time. */
export function inheritFrom(object: ObjectValue, prototype: Value | null): void {
	for (let above = prototype; above?.kind === 'object'; above = above.rest) if (above === object) return;
	object.rest ??= prototype;
}
export const undefinedValue: Value = literal(undefined);
export const unknown = (text: string, reason: UnknownReason = 'runtime-value', type: Type | null = null): UnknownValue => ({
	kind: 'unknown',
	text,
	type,
	reason,
});
export const native = (label: string, parts: Omit<NativeValue, 'kind' | 'label'> = {}): NativeValue => ({kind: 'native', label, ...parts});
export const objectOf = (props: Record<string, Value> | Map<string, Value>, rest: Value | null = null): ObjectValue => ({
	kind: 'object',
	props: props instanceof Map ? props : new Map(Object.entries(props)),
	getters: null,
	rest,
	cls: null,
	born: null,
});
export const arrayOf = (items: Value[], rest: Value | null = null): ArrayValue => ({kind: 'array', items, rest, born: null});

/** What is made of a parameter (by a method of it, by looping over it) hangs on it as it does itself. */
export const derived = (of: Extract<Value, {kind: 'param'}>, step: string, text: string, type: Type | null = null): Value => ({
	kind: 'param',
	func: of.func,
	name: `${of.name}${step}`,
	text,
	type,
});

/** A native function with nothing but a call. */
export const nativeFunction = (label: string, call: NonNullable<NativeValue['call']>): NativeValue => ({kind: 'native', label, call});

/** How many alternatives of one value are followed. */
export const mostAlternatives = 16;
