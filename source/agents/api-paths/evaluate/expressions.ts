import type {Arg, Class, Expr, Func, Prop} from '../code/ir.ts';
import {evaluateChoose, evaluateLogic} from './conditions.ts';
import {evaluateElement} from './elements.ts';
import {fact} from './facts.ts';
import {arithmetic, evaluateBinary, evaluateUnary, sumOf} from './operators.ts';
import {callBuiltin} from './builtins.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import {frameOfSlot} from './frame.ts';
import type {Frame} from './frame.ts';
import {getMember, itemsOf, spreadInto} from './members.ts';
import {bindPattern, frameOf, orElse, startActivation, typedValue, writeSlot} from './bindings.ts';
import type {Activation} from './bindings.ts';
import {spreadArgs} from './spread.ts';
import {presenceOf, truthOf} from './truth.ts';
import {taggedArgs} from './tagged-arguments.ts';
import {literal, undefinedValue, unknown} from './value.ts';
import type {ArrayValue, ClassValue, ClosureValue, ObjectValue, Value} from './value.ts';

/** The value of an expression; what it calls is called. */
export function evaluate(e: Evaluator, expr: Expr, activation: Activation): Value {
	switch (expr.kind) {
		case 'literal':
			// It is a value as it stands.
			return expr;
		case 'name':
			return evaluateName(e, expr, activation.frame);
		case 'member':
			return evaluateMember(e, expr, activation);
		case 'call':
			return evaluateCall(e, expr, activation);
		case 'template':
			return evaluateTemplate(e, expr, activation);
		case 'function':
			return closureOf(expr.func, activation.frame, null);
		case 'class':
			return classValue(e, expr.cls, activation);
		case 'object':
			return evaluateObject(e, expr.props, activation);
		case 'array':
			return evaluateArray(e, expr.items, activation);
		case 'choose':
			return evaluateChoose(e, expr, activation);
		case 'logic':
			return evaluateLogic(e, expr, activation);
		case 'binary':
			return evaluateBinary(e, expr, activation);
		case 'unary':
			return evaluateUnary(e, expr, activation);
		case 'assign':
			return evaluateAssign(e, expr, activation);
		case 'await':
			return evaluate(e, expr.of, activation);
		case 'yield':
			return expr.of === null ? unknown('yield') : evaluate(e, expr.of, activation);
		case 'sequence':
			return expr.items.reduce((_, item) => evaluate(e, item, activation), undefinedValue);
		case 'this':
			return activation.frame.self ?? unknown('this', 'runtime-value');
		case 'super':
			return activation.frame.home?.parent ?? unknown('super', 'external-code');
		case 'import':
			return evaluateImport(e, expr, activation);
		case 'import-meta':
			return e.runs.importMeta(activation.frame.func.module);
		case 'element':
			return evaluateElement(e, expr, activation);
		case 'typed':
			return typedValue(e, evaluate(e, expr.of, activation), expr.type);
		case 'regexp':
			return {kind: 'regexp', source: expr.source, flags: expr.flags};
		case 'other':
			for (const part of expr.parts) evaluate(e, part, activation);
			return unknown(expr.what, 'not-modelled');
	}
}

/** Where the code chooses among modules, each of them. */
function evaluateImport(e: Evaluator, expr: Extract<Expr, {kind: 'import'}>, activation: Activation): Value {
	const {module} = activation.frame.func;
	const source = evaluate(e, expr.source, activation);
	const chosen = e.force(source).kind === 'choice' || e.force(source).kind === 'concat' ? e.textsOf(source) : [];
	if (chosen.length < 2) return e.runs.importFrom(module, e.literalOf(source), expr.isRequire);
	return e.choiceOf(
		chosen.map(({parts, guards}) => {
			const [text] = parts;
			const known = parts.length === 1 && typeof text === 'string' ? text : undefined;
			return {guards, value: e.runs.importFrom(module, known, expr.isRequire)};
		}),
	);
}

function evaluateName(e: Evaluator, expr: Extract<Expr, {kind: 'name'}>, from: Frame): Value {
	const {binding} = expr;
	if (binding === null) return e.runs.globalOf(from.func.module, expr.name);
	const around = frameOf(from, binding.owner.id);
	if (around === null) return unknown(expr.name, 'not-modelled');
	const frame = frameOfSlot(around, binding.slot);
	const value = frame.slots[binding.slot];
	if (e.trace?.isAgain === true) e.trace.noteSlotRead(frame, binding.slot);
	if (value !== undefined) return value;
	return readEarly(e, binding, frame);
}

type Binding = NonNullable<Extract<Expr, {kind: 'name'}>['binding']>;

/** Reads what has not been reached yet: hoisted functions, imports, and declarations further down (or in a module that is only being run). */
function readEarly(e: Evaluator, binding: Binding, frame: Frame): Value {
	if (binding.kind === 'import') {
		const value = e.runs.importBinding(binding);
		// Not while the other module is still being run: it may not have come to it yet.
		if (value.isFinal) frame.slots[binding.slot] = value.value;
		else e.trace?.hinder('reads a module that is not done');
		return value.value;
	}
	if (binding.func !== undefined) return (frame.slots[binding.slot] = closureOf(binding.func, frame, null));
	e.trace?.noteEarly(frame);
	const activation = startActivation(frame, e.guards);
	if (binding.cls !== undefined) return (frame.slots[binding.slot] = classValue(e, binding.cls, activation));
	const {declaration} = binding;
	if (declaration === undefined || frame.early?.has(declaration.pattern)) {
		return frame.func.kind !== 'module' && frame.isGeneric
			? unknown(binding.name, 'runtime-value', binding.type ?? null)
			: undefinedOrTyped(e, binding);
	}
	(frame.early ??= new Set()).add(declaration.pattern);
	frame.slots[binding.slot] = unknown(binding.name, 'runtime-value', binding.type ?? null);
	const {journal} = e;
	e.journal = null;
	bindPattern(e, declaration.pattern, evaluate(e, declaration.init, activation), activation, 'declare');
	e.journal = journal;
	return frame.slots[binding.slot] ?? undefinedValue;
}

function undefinedOrTyped(e: Evaluator, binding: Binding): Value {
	const typed = binding.type === undefined ? null : e.valueOfType(binding.type);
	return typed ?? (binding.isReassigned ? unknown(binding.name, 'reassigned', binding.type ?? null) : undefinedValue);
}

export function closureOf(func: Func, frame: Frame, self: Value | null): ClosureValue {
	return {kind: 'closure', func, frame, self, props: null, bound: [], home: null};
}

/** Classes that extend each other in a circle have no parent: such code does not run. */
function parentOf(e: Evaluator, value: ClassValue, parent: Value): Value {
	let above: Value | null = parent;
	while (above?.kind === 'class') {
		if (above.cls === value.cls) return unknown(value.cls.name ?? 'class', 'not-modelled');
		above = above.parent === null ? null : e.force(above.parent);
	}
	return parent;
}

export function classValue(e: Evaluator, cls: Class, activation: Activation): ClassValue {
	const {frame} = activation;
	const value: ClassValue = {kind: 'class', cls, frame, statics: new Map(), parent: null};
	// Its own static fields and methods may name it, and so may its superclass where modules import each other.
	if (cls.binding !== null && frame.slots[cls.binding.slot] === undefined && cls.binding.owner === frame.func)
		writeSlot(e, frame, cls.binding.slot, value);
	if (cls.superClass !== null) value.parent = parentOf(e, value, evaluate(e, cls.superClass, activation));
	e.instances.noteClass(value);
	for (const member of cls.members) {
		if (!member.isStatic) continue;
		const closure = (func: Func): ClosureValue => ({...closureOf(func, frame, value), home: value});
		if (member.kind === 'static-block' && member.func !== null)
			e.call(closure(member.func), [], {module: cls.module, at: member.at}, value);
		if (typeof member.key !== 'string') continue;
		if (member.kind === 'method' && member.func !== null) value.statics.set(member.key, closure(member.func));
		if (member.kind === 'field' && member.init !== null)
			value.statics.set(member.key, e.call(closure(member.init), [], {module: cls.module, at: member.at}, value));
		if (member.kind === 'getter' && member.func !== null)
			value.statics.set(
				member.key,
				e.lazy(() => e.call(closure(member.func!), [], {module: cls.module, at: member.at}, value)),
			);
	}
	return value;
}

function evaluateMember(e: Evaluator, expr: Extract<Expr, {kind: 'member'}>, activation: Activation): Value {
	if (expr.object.kind === 'super') return superMember(e, expr, activation);
	const object = evaluate(e, expr.object, activation);
	return memberOf(e, object, expr, activation);
}

function superMember(e: Evaluator, expr: Extract<Expr, {kind: 'member'}>, activation: Activation): Value {
	const {home, self} = activation.frame;
	if (home?.parent === undefined || home.parent === null || typeof expr.property !== 'string')
		return unknown(nameOf(expr), 'external-code');
	const parent = e.force(home.parent);
	if (parent.kind !== 'class') return e.get(parent, expr.property);
	const instance: ObjectValue = {kind: 'object', props: new Map(), getters: null, rest: null, cls: parent, born: null};
	const method = e.force(getMember(e, instance, expr.property, expr.property));
	return method.kind === 'closure' ? {...method, self} : method;
}

function memberOf(e: Evaluator, object: Value, expr: Extract<Expr, {kind: 'member'}>, activation: Activation): Value {
	if (typeof expr.property === 'string') return getMember(e, object, expr.property, expr);
	const property = evaluate(e, expr.property, activation);
	const options = e.eachOf(property);
	if (options.length > 1) {
		return e.choiceOf(options.map((option) => ({guards: option.guards, value: memberByValue(e, object, option.value, expr)})));
	}
	return memberByValue(e, object, options[0]!.value, expr);
}

/** `table[key]` of a key that is not known may be any of the values of the table. */
function memberByValue(e: Evaluator, object: Value, key: Value, expr: Expr): Value {
	const name = e.literalOf(key);
	if (name !== undefined && name !== null) return getMember(e, object, String(name), expr);
	const forced = e.force(object);
	if (forced.kind === 'native' && forced.getAny !== undefined) return forced.getAny(e, key) ?? unknown(nameOf(expr));
	if (key.kind === 'param') {
		const literals = e.literalsOfType(key.type);
		if (literals === null || forced.kind !== 'object')
			return {kind: 'param', func: key.func, name: `[${key.name}]`, text: nameOf(expr), type: null};
	}
	if (forced.kind === 'object' && forced.rest === null && forced.props.size > 0 && forced.props.size <= 8) {
		const text = nameOf(expr);
		return e.choiceOf(propsNamed(e, forced.props, key).map(([prop, value]) => ({guards: fact(`key ${text}`, prop), value})));
	}
	if (forced.kind === 'array') return forced.rest ?? anyOf(e, forced, expr);
	return unknown(nameOf(expr));
}

/** Those that the type of the key names; all where it names none of them. */
function propsNamed(e: Evaluator, props: ReadonlyMap<string, Value>, key: Value): [string, Value][] {
	const names = key.kind === 'param' || key.kind === 'unknown' ? (e.literalsOfType(key.type)?.map(String) ?? []) : [];
	const named = [...props].filter(([name]) => names.includes(name));
	return named.length === 0 ? [...props] : named;
}

function anyOf(e: Evaluator, array: ArrayValue, expr: Expr): Value {
	if (array.items.length === 0 || array.items.length > 8) return unknown(nameOf(expr));
	return e.choiceOf(array.items.map((value, index) => ({guards: fact(`item ${nameOf(expr)}`, String(index)), value})));
}

function evaluateCall(e: Evaluator, expr: Extract<Expr, {kind: 'call'}>, activation: Activation): Value {
	const site = {module: activation.frame.func.module, at: expr.at};
	const {callee} = expr;
	if (callee.kind === 'super') {
		e.construction.callSuper(activation.frame.self, evaluateArgs(e, expr.args, activation).args, site);
		return undefinedValue;
	}
	let self: Value | null = null;
	let target: Value;
	if (callee.kind === 'member' && callee.object.kind !== 'super') {
		self = evaluate(e, callee.object, activation);
		target = memberOf(e, self, callee, activation);
	} else {
		target = evaluate(e, callee, activation);
		if (callee.kind === 'member') self = activation.frame.self;
	}
	const {args, isOpen} = taggedArgs(e, expr, target, activation) ?? evaluateArgs(e, expr.args, activation);
	const how = {self: selfFor(e, self, target), hasOpenArgs: isOpen, typeArgs: expr.typeArgs, text: expr};
	if (expr.isNew) return e.calls.constructValue(target, args, site, {...how, self: null});
	const builtin =
		callee.kind === 'member' && typeof callee.property === 'string' && self !== null
			? callBuiltin(e, self, callee.property, target, args, site, expr)
			: undefined;
	if (builtin !== undefined) return builtin;
	const result = e.calls.callValue(target, args, site, how);
	return result.kind === 'unknown' && expr.typeArgs.length === 1 && result.type === null ? {...result, type: expr.typeArgs[0]!} : result;
}

/** A module's namespace is no `this`. */
function selfFor(e: Evaluator, self: Value | null, target: Value): Value | null {
	if (self === null) return null;
	if (target.kind === 'closure' && self.kind === 'native' && self.label === 'namespace') return null;
	return self.kind === 'lazy' ? e.force(self) : self;
}

function evaluateArgs(e: Evaluator, list: readonly Arg[], activation: Activation): {args: Value[]; isOpen: boolean} {
	const args: Value[] = [];
	let isOpen = false;
	for (const arg of list) {
		if (arg.kind !== 'spread') {
			args.push(evaluate(e, arg, activation));
			continue;
		}
		const spread = spreadArgs(e, evaluate(e, arg.of, activation));
		args.push(...spread.args);
		isOpen ||= spread.isOpen;
	}
	return {args, isOpen};
}

function evaluateTemplate(e: Evaluator, expr: Extract<Expr, {kind: 'template'}>, activation: Activation): Value {
	const parts: Value[] = [];
	for (const [index, quasi] of expr.quasis.entries()) {
		if (quasi !== '') parts.push(literal(quasi));
		const hole = expr.holes[index];
		if (hole !== undefined) parts.push(evaluate(e, hole, activation));
	}
	if (parts.every((part) => part.kind === 'literal')) return literal(parts.map((part) => String(part.value)).join(''));
	return {kind: 'concat', parts};
}

function evaluateObject(e: Evaluator, props: readonly Prop[], activation: Activation): Value {
	const {frame} = activation;
	const from = {module: frame.func.module, props};
	const object: ObjectValue = e.own({kind: 'object', props: new Map(), getters: null, rest: null, cls: null, born: e.guards, from});
	for (const prop of props) {
		if (prop.kind === 'spread') {
			spreadInto(e, object, evaluate(e, prop.of, activation), frame);
			continue;
		}
		const name = typeof prop.key === 'string' ? prop.key : e.literalOf(evaluate(e, prop.key, activation));
		if (prop.kind === 'getter') {
			if (name !== undefined) (object.getters ??= new Map()).set(String(name), closureOf(prop.func, frame, object));
			continue;
		}
		const value = evaluate(e, prop.value, activation);
		if (value.kind === 'closure' && value.self === null && value.func.kind !== 'arrow' && prop.value.kind === 'function') {
			value.self = object;
			e.instances.noteMethodOfObject(value.func, object);
		}
		if (name === undefined) object.rest ??= unknown('…');
		else object.props.set(String(name), value);
	}
	return object;
}

function evaluateArray(e: Evaluator, list: readonly (Arg | null)[], activation: Activation): Value {
	const array: ArrayValue = e.own({kind: 'array', items: [], rest: null, born: e.guards});
	for (const item of list) {
		if (item === null) {
			array.items.push(undefinedValue);
			continue;
		}
		if (item.kind !== 'spread') {
			array.items.push(evaluate(e, item, activation));
			continue;
		}
		// `...(isOn ? [a] : [])`: what may be there counts as there.
		for (const {value} of e.eachOf(evaluate(e, item.of, activation))) {
			const known = itemsOf(e, value);
			addItems(array, known?.items ?? []);
			if (value.kind !== 'literal' && (known === null || known.isOpen)) array.rest ??= restOf(value);
		}
	}
	return array;
}

/** Lists that a loop makes twice as long in every round end here. */
const mostItems = 2000;

function addItems(array: ArrayValue, items: readonly Value[]): void {
	const room = Math.max(0, mostItems - array.items.length);
	for (const item of items.slice(0, room)) array.items.push(item);
	if (items.length > room) array.rest ??= unknown('…', 'too-many-alternatives');
}

/** What more of a list there may be: parameters keep saying so. */
function restOf(list: Value): Value {
	if (list.kind === 'array' && list.rest !== null) return list.rest;
	return list.kind === 'param' ? list : unknown('…');
}

function evaluateAssign(e: Evaluator, expr: Extract<Expr, {kind: 'assign'}>, activation: Activation): Value {
	if (expr.op === '=') {
		const value = evaluate(e, expr.value, activation);
		bindPattern(e, expr.target, value, activation, 'assign');
		return value;
	}
	const before = evaluateTarget(e, expr.target, activation);
	const value = assigned(e, expr, before, activation);
	bindPattern(e, expr.target, value, activation, 'assign');
	return value;
}

function assigned(e: Evaluator, expr: Extract<Expr, {kind: 'assign'}>, before: Value, activation: Activation): Value {
	const right = evaluate(e, expr.value, activation);
	if (expr.op === '+=') return sumOf(e, before, right);
	if (expr.op === '??=' || expr.op === '||=' || expr.op === '&&=') {
		const forced = e.force(before);
		const truth = expr.op === '??=' ? presenceOf(e, forced) : truthOf(e, forced);
		if (truth !== null) return truth === (expr.op === '&&=') ? right : forced;
		return forced.kind === 'param'
			? orElse(e, forced, right, activation.frame)
			: e.choiceOf([
					{guards: null, value: forced},
					{guards: null, value: right},
				]);
	}
	const a = e.force(before);
	const b = e.force(right);
	if (a.kind === 'literal' && b.kind === 'literal' && typeof a.value === 'number' && typeof b.value === 'number') {
		return arithmetic(expr.op.slice(0, -1), a.value, b.value) ?? unknown('…');
	}
	return unknown('…', 'runtime-value', {kind: 'primitive', name: 'number'});
}

function evaluateTarget(e: Evaluator, target: Extract<Expr, {kind: 'assign'}>['target'], activation: Activation): Value {
	if (target.kind === 'bind') {
		return evaluateName(e, {kind: 'name', name: target.binding.name, binding: target.binding, at: 0}, activation.frame);
	}
	return target.kind === 'target' ? evaluate(e, target.target, activation) : unknown('…');
}
