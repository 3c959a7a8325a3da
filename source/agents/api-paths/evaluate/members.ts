import type {Class, Member, Type} from '../code/ir.ts';
import {builtinMember} from './builtin-members.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import type {Naming} from './expression-text.ts';
import {fact, guardsSince, oppositeOf} from './facts.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';
import {isInherited} from './inherited-names.ts';
import type {Site} from './machine.ts';
import type {ClassValue, ClosureValue, NativeValue, ObjectValue, Value} from './value.ts';
import {literal, objectOf, undefinedValue, unknown} from './value.ts';

/** `object.name`; `text` names the result where nothing is known of it. */
export function getMember(e: Evaluator, object: Value, name: string, text: Naming): Value {
	if (e.trace?.isAgain === true) e.trace.noteRead(object);
	switch (object.kind) {
		case 'lazy':
			// Reading a property of what nobody needed yet must not make it needed.
			if (object.value !== null) {
				e.trace?.takeLazy(object);
				return getMember(e, object.value, name, text);
			}
			return e.lazy(() => e.force(getMember(e, e.force(object), name, text)));
		case 'object':
			return memberOfObject(e, object, name, text);
		case 'array':
			return memberOfArray(e, object, name, text);
		case 'native':
			return memberOfNative(e, object, name) ?? {kind: 'external', module: object.label, path: [name]};
		case 'class':
			return memberOfClass(e, object, name);
		case 'closure':
			if (name === 'prototype' && object.func.kind === 'function' && object.props?.has(name) !== true)
				(object.props ??= new Map()).set(name, objectOf({}));
			return (
				object.props?.get(name) ?? (name === 'name' ? literal(object.func.name ?? '') : (builtinMember(e, object, name) ?? undefinedValue))
			);
		case 'external':
			return {kind: 'external', module: object.module, path: [...object.path, name]};
		case 'param': {
			const typed = memberType(e, object, name);
			return (
				typed ?? {
					kind: 'param',
					func: object.func,
					name: `${object.name}.${name}`,
					text: nameOf(text),
					type: propType(e, object.type, name),
				}
			);
		}
		case 'choice':
			return e.choiceOf(e.eachOf(object).map(({guards, value}) => ({guards, value: getMember(e, value, name, text)})));
		case 'unknown':
			return unknown(nameOf(text), object.reason, propType(e, object.type, name));
		case 'env':
			return unknown(nameOf(text));
		case 'literal':
			// It fails at run time, or is asked for with `?.`.
			if (object.value === undefined || object.value === null) return undefinedValue;
			return builtinMember(e, object, name) ?? unknown(nameOf(text));
		case 'concat':
		case 'regexp':
			return builtinMember(e, object, name) ?? unknown(nameOf(text));
	}
}

/** Models look names up in tables; of those that all objects have, they play at most what makes a text. */
function memberOfNative(e: Evaluator, object: NativeValue, name: string): Value | undefined {
	return isInherited(name) && object.text === undefined ? undefined : object.get?.(name, e);
}

function memberType(e: Evaluator, param: Extract<Value, {kind: 'param'}>, name: string): Value | null {
	const type = propType(e, param.type, name);
	return type === null ? null : e.valueOfType(type);
}

/** How many interfaces are followed to the one they extend. */
const deepestBase = 8;

function inheritedType(e: Evaluator, {bases = []}: Extract<Type, {kind: 'object'}>, name: string, depth: number): Type | null {
	if (depth > deepestBase) return null;
	for (const base of bases) {
		const type = propType(e, base, name, depth + 1);
		if (type !== null) return type;
	}
	return null;
}

/** The type of a property, where the annotation spells it out. */
function propType(e: Evaluator, type: Type | null, name: string, depth = 0): Type | null {
	if (type === null) return null;
	const resolved = e.resolveType(type);
	if (resolved.kind === 'object') return resolved.props.get(name) ?? inheritedType(e, resolved, name, depth);
	if (resolved.kind === 'tuple') return resolved.of[Number(name)] ?? null;
	return resolved.kind === 'array' && /^\d+$/.test(name) ? resolved.of : null;
}

function memberOfObject(e: Evaluator, object: ObjectValue, name: string, text: Naming): Value {
	const own = object.props.get(name);
	if (own !== undefined) return own;
	const getter = object.getters?.get(name);
	if (getter !== undefined) return e.lazy(() => e.call(getter, [], {module: getter.func.module, at: getter.func.at}, object));
	if (object.cls !== null) {
		const inherited = memberOfPrototype(e, object.cls, name, object);
		if (inherited !== null) return inherited;
	}
	if (object.rest !== null) return getMember(e, object.rest, name, text);
	if (name === 'constructor' && object.cls !== null) return object.cls;
	const builtin = builtinMember(e, object, name);
	if (builtin !== undefined) return builtin;
	// A field that only the outside sets: a base class reads what its heirs define.
	return object.cls === null ? undefinedValue : memberOfHeir(object, name, text);
}

function memberOfHeir(object: ObjectValue, name: string, text: Naming): Value {
	const member = object.cls?.cls.members.find(({func}) => func !== null);
	if (member?.func === null || member === undefined) return unknown(nameOf(text));
	return {kind: 'param', func: member.func, name: `this.${name}`, text: nameOf(text), type: null};
}

function memberOfPrototype(e: Evaluator, cls: ClassValue, name: string, self: Value): Value | null {
	const member = prototypeOf(cls.cls).get(name);
	if (member?.func !== null && member !== undefined) {
		const closure: ClosureValue = {kind: 'closure', func: member.func, frame: cls.frame, self, props: null, bound: [], home: cls};
		if (member.kind === 'method') return closure;
		return e.lazy(() => e.call(closure, [], {module: cls.cls.module, at: member.at}, self));
	}
	const parent = cls.parent === null ? null : e.force(cls.parent);
	return parent?.kind === 'class' ? memberOfPrototype(e, parent, name, self) : null;
}

const prototypes = new WeakMap<Class, Map<string, Member>>();

/** Methods and getters of the instances of a class, by name. */
function prototypeOf(cls: Class): Map<string, Member> {
	let members = prototypes.get(cls);
	if (members === undefined) {
		const own = cls.members.filter(({isStatic, func, kind}) => !isStatic && func !== null && (kind === 'method' || kind === 'getter'));
		members = new Map(own.flatMap((member) => (typeof member.key === 'string' ? [[member.key, member] as const] : [])));
		prototypes.set(cls, members);
	}
	return members;
}

function memberOfClass(e: Evaluator, cls: ClassValue, name: string): Value {
	const own = cls.statics.get(name);
	if (own !== undefined) return own;
	if (name === 'name') return literal(cls.cls.name ?? '');
	if (name === 'prototype') return e.instanceOf(cls);
	// Declared, and given its value by heirs or by decorators.
	if (cls.cls.members.some((member) => member.isStatic && member.key === name)) return unknown(name);
	return cls.parent === null ? (builtinMember(e, cls, name) ?? undefinedValue) : getMember(e, cls.parent, name, name);
}

function memberOfArray(e: Evaluator, array: Extract<Value, {kind: 'array'}>, name: string, text: Naming): Value {
	if (name === 'length')
		return array.rest === null && array.mayHaveFewer !== true
			? literal(array.items.length)
			: unknown(nameOf(text), 'runtime-value', {kind: 'primitive', name: 'number'});
	if (!/^\d+$/.test(name)) return builtinMember(e, array, name) ?? undefinedValue;
	const item = array.items[Number(name)];
	if (item !== undefined) return item;
	if (array.rest === null) return undefinedValue;
	// What stands for all further items: each is read for itself.
	return array.rest.kind === 'param'
		? {...array.rest, name: `${array.rest.name}[${name}]`, text: `${array.rest.text}[${name}]`, type: null}
		: array.rest;
}

/** `object.name = value`; name null: some property. */
export function setMember(e: Evaluator, object: Value, name: string | null, value: Value, site: Site): void {
	const forced = e.force(object);
	noteChange(e, forced);
	switch (forced.kind) {
		case 'object':
			if (name === null) forced.rest ??= value;
			else forced.props.set(name, changed(e, forced, name, value));
			return;
		case 'array':
			if (name !== null && /^\d+$/.test(name) && Number(name) <= forced.items.length && Number(name) < 1000)
				forced.items[Number(name)] = value;
			else forced.rest ??= unknown('…');
			return;
		case 'native':
			if (name !== null) forced.set?.(name, value, e, site);
			return;
		case 'class':
			if (name !== null) forced.statics.set(name, value);
			return;
		case 'closure':
			if (name !== null) (forced.props ??= new Map()).set(name, value);
			return;
		case 'choice':
			for (const option of e.eachOf(forced)) if (option.value.kind === 'object') setMember(e, option.value, name, value, site);
			return;
		case 'concat':
		case 'env':
		case 'external':
		case 'lazy':
		case 'literal':
		case 'param':
		case 'regexp':
		case 'unknown':
			return;
	}
}

function noteChange({trace}: Evaluator, object: Value): void {
	if (trace === null || !changing.has(object.kind)) return;
	if (object.kind !== 'native' || !sending.has(object.label)) trace.noteChange(object);
}

const changing: ReadonlySet<string> = new Set(['object', 'array', 'class', 'closure', 'native']);
/** Natives that make a request of what is assigned to them, or forget it; what others keep in mind of it, nobody knows. */
const sending: ReadonlySet<string> = new Set(['location', 'document', 'window', 'vue.component']);

/** In a branch, the value before stays an alternative. */
function changed(e: Evaluator, object: ObjectValue, name: string, value: Value): Value {
	const since = guardsSince(object.born, e.guards);
	if (since === null) return value;
	return e.choiceOf([
		{guards: since, value},
		{guards: oppositeOf(since), value: object.props.get(name) ?? getMember(e, object, name, name)},
	]);
}

/** `{...of}` */
export function spreadInto(e: Evaluator, object: ObjectValue, of: Value, frame: Frame): void {
	const forced = e.force(of);
	if (e.trace?.isAgain === true) e.trace.noteRead(forced);
	switch (forced.kind) {
		case 'literal':
			return;
		case 'object':
			if (forced.rest !== null) spreadUnknown(e, object, forced.rest, frame);
			for (const [name, value] of forced.props) object.props.set(name, value);
			for (const [name, getter] of forced.getters ?? [])
				object.props.set(
					name,
					e.lazy(() => e.call(getter, [], {module: getter.func.module, at: getter.func.at}, forced)),
				);
			return;
		case 'choice':
			return spreadChoice(e, object, e.eachOf(forced));
		case 'native': {
			const names = forced.keys?.(e);
			if (names === undefined) return spreadUnknown(e, object, forced, frame);
			for (const name of names) object.props.set(name, e.get(forced, name));
			return;
		}
		case 'array':
		case 'class':
		case 'closure':
		case 'concat':
		case 'env':
		case 'external':
		case 'lazy':
		case 'param':
		case 'regexp':
		case 'unknown':
			spreadUnknown(e, object, forced, frame);
	}
}

function spreadChoice(e: Evaluator, object: ObjectValue, options: readonly {guards: Guards; value: Value}[]): void {
	const names = new Set(options.flatMap(({value}) => (value.kind === 'object' ? [...value.props.keys()] : [])));
	for (const name of names) {
		const before = object.props.get(name) ?? undefinedValue;
		object.props.set(
			name,
			e.choiceOf(
				options.map(({guards, value}) => ({guards, value: (value.kind === 'object' ? value.props.get(name) : undefined) ?? before})),
			),
		);
	}
	for (const {value} of options) {
		if (value.kind === 'object') object.rest ??= value.rest;
		else if (value.kind !== 'literal') object.rest ??= value;
	}
}

/** What is unknown may hold any of the names that are there already: it would win. */
function spreadUnknown(e: Evaluator, object: ObjectValue, of: Value, frame: Frame): void {
	for (const [name, before] of object.props) {
		const text = `spread ${of.kind === 'param' ? `${of.func.id}.${of.name}` : 'of'}.${name}`;
		object.props.set(
			name,
			e.choiceOf([
				{guards: fact(text, true, frame.id), value: getMember(e, of, name, name)},
				{guards: fact(text, false, frame.id), value: before},
			]),
		);
	}
	object.rest ??= of;
}

export function keysOf(e: Evaluator, object: Value): {names: string[]; isOpen: boolean} {
	const forced = e.force(object);
	if (e.trace?.isAgain === true) e.trace.noteRead(forced);
	switch (forced.kind) {
		case 'object':
			return {names: [...forced.props.keys(), ...(forced.getters?.keys() ?? [])], isOpen: forced.rest !== null};
		case 'array':
			return {names: forced.items.map((_, index) => String(index)), isOpen: forced.rest !== null};
		case 'native':
			return {names: forced.keys?.(e) ?? [], isOpen: forced.keys === undefined};
		case 'class':
			return {names: [...forced.statics.keys()], isOpen: false};
		case 'choice':
		case 'closure':
		case 'concat':
		case 'env':
		case 'external':
		case 'lazy':
		case 'literal':
		case 'param':
		case 'regexp':
		case 'unknown':
			return {names: [], isOpen: true};
	}
}

export function itemsOf(e: Evaluator, array: Value): {items: Value[]; isOpen: boolean} | null {
	const forced = e.force(array);
	if (e.trace?.isAgain === true) e.trace.noteRead(forced);
	if (forced.kind === 'array') return {items: forced.items, isOpen: forced.rest !== null};
	if (forced.kind === 'native' && forced.get !== undefined && forced.label === 'Map') {
		const state = forced.state as {entries?: Value[]} | undefined;
		return state?.entries === undefined ? null : {items: state.entries, isOpen: false};
	}
	return null;
}
