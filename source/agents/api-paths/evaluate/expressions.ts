import type {Arg, Class, Expr, Func, Prop, Type} from '../code/ir.ts';
import {callBuiltin} from './builtins.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import {frameOfSlot} from './frame.ts';
import type {Frame} from './frame.ts';
import {assume, mergeGuards} from './guards.ts';
import {getMember, itemsOf, keysOf, spreadInto} from './members.ts';
import {bindPattern, frameOf, orElse, startActivation, typedValue, writeSlot} from './bindings.ts';
import type {Activation} from './bindings.ts';
import {spreadArgs} from './spread.ts';
import {presenceOf, truthOf} from './truth.ts';
import {literal, undefinedValue, unknown} from './value.ts';
import type {ArrayValue, ClassValue, ClosureValue, Guards, ObjectValue, Value} from './value.ts';

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
			return e.runs.importFrom(activation.frame.func.module, e.literalOf(evaluate(e, expr.source, activation)), expr.isRequire);
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
	e.noteClass(value);
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
	if (key.kind === 'param') {
		const literals = e.literalsOfType(key.type);
		if (literals === null || forced.kind !== 'object')
			return {kind: 'param', func: key.func, name: `[${key.name}]`, text: nameOf(expr), type: null};
	}
	if (forced.kind === 'native' && forced.getAny !== undefined) return forced.getAny(e) ?? unknown(nameOf(expr));
	if (forced.kind === 'object' && forced.rest === null && forced.props.size > 0 && forced.props.size <= 8) {
		const text = nameOf(expr);
		return e.choiceOf([...forced.props].map(([prop, value]) => ({guards: new Map([[`key ${text}`, prop]]), value})));
	}
	if (forced.kind === 'array') return forced.rest ?? anyOf(e, forced, expr);
	return unknown(nameOf(expr));
}

function anyOf(e: Evaluator, array: ArrayValue, expr: Expr): Value {
	if (array.items.length === 0 || array.items.length > 8) return unknown(nameOf(expr));
	return e.choiceOf(array.items.map((value, index) => ({guards: new Map([[`item ${nameOf(expr)}`, String(index)]]), value})));
}

function evaluateCall(e: Evaluator, expr: Extract<Expr, {kind: 'call'}>, activation: Activation): Value {
	const site = {module: activation.frame.func.module, at: expr.at};
	const {callee} = expr;
	if (callee.kind === 'super') {
		e.callSuper(activation.frame.self, evaluateArgs(e, expr.args, activation).args, site);
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
	const {args, isOpen} = evaluateArgs(e, expr.args, activation);
	const how = {self: selfFor(e, self, target), hasOpenArgs: isOpen, typeArgs: expr.typeArgs, text: expr};
	if (expr.isNew) return e.constructValue(target, args, site, {...how, self: null});
	const builtin =
		callee.kind === 'member' && typeof callee.property === 'string' && self !== null
			? callBuiltin(e, self, callee.property, target, args, site, expr)
			: undefined;
	if (builtin !== undefined) return builtin;
	const result = e.callValue(target, args, site, how);
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
			e.noteMethodOfObject(value.func, object);
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

function evaluateChoose(e: Evaluator, expr: Extract<Expr, {kind: 'choose'}>, activation: Activation): Value {
	const test = evaluate(e, expr.test, activation);
	const truth = truthOf(e, test);
	if (truth !== null) return evaluate(e, truth ? expr.then : expr.otherwise, activation);
	return e.choiceOf(
		waysOf(e, expr.test, test, activation.frame).flatMap(({holds, guards}) =>
			e.under(guards, () => evaluate(e, holds ? expr.then : expr.otherwise, activation)),
		),
	);
}

/** How many alternatives of a condition are told apart. */
const mostWays = 4;

/** When a condition holds and when not. Alternatives that are each one or the other say under what; so in a branch only those are left that lead there. */
export function waysOf(e: Evaluator, test: Expr, value: Value, frame: Frame): {holds: boolean; guards: Guards}[] {
	// What was not worked out to tell whether it holds is not worked out for this either.
	const isOpen = value.kind === 'lazy' && value.value === null && e.isRehearsal;
	const options = !isOpen && e.force(value).kind === 'choice' ? e.eachOf(value) : [];
	const truths = options.map((option) => truthOf(e, option.value));
	if (truths.every((truth) => truth === null)) return [true, false].map((holds) => ({holds, guards: likely(e, test, holds, frame)}));
	// Alternatives of which it is not known go both ways; the others must not come along.
	const isFlagged = truths.includes(false) && isFlagAndPresence(test);
	const ways = options.flatMap((option, index) =>
		[true, false].flatMap((holds) => {
			if (truths[index] === !holds || (truths[index] === null && !holds && isFlagged)) return [];
			const guards = mergeGuards(option.guards, assume(test, holds, frame));
			return guards === false ? [] : [{holds, guards}];
		}),
	);
	if (ways.length >= options.length && ways.length <= mostWays) return ways;
	return [true, false].map((holds) => ({holds, guards: likely(e, test, holds, frame)}));
}

/** When `isEdit && item?.id` fails, it was no edit, rather than one of nothing: unless that cannot be here. */
function likely(e: Evaluator, test: Expr, holds: boolean, frame: Frame): Guards {
	const guards = assume(test, holds, frame);
	if (holds || test.kind !== 'logic' || !isFlagAndPresence(test)) return guards;
	const guessed = mergeGuards(guards, assume(test.left, false, frame));
	return guessed === false || mergeGuards(e.guards, guessed) === false ? guards : guessed;
}

function isFlagAndPresence(test: Expr): boolean {
	return test.kind === 'logic' && test.op === '&&' && (test.right.kind === 'name' || test.right.kind === 'member');
}

function evaluateLogic(e: Evaluator, expr: Extract<Expr, {kind: 'logic'}>, activation: Activation): Value {
	const left = e.force(evaluate(e, expr.left, activation));
	const truth = expr.op === '??' ? presenceOf(e, left) : truthOf(e, left);
	const right = (): Value => evaluate(e, expr.right, activation);
	if (truth !== null) return truth === (expr.op !== '&&') ? left : right();
	const holds = assume(expr.left, true, activation.frame);
	const fails = assume(expr.left, false, activation.frame);
	if (expr.op === '&&') {
		return e.choiceOf([...e.under(holds, right), {guards: fails, value: falsyOf(left)}]);
	}
	const other = right();
	if (left.kind === 'env' && e.project.env(left.name) !== undefined) return left;
	if (prefersFallback(e, left, other)) return other;
	if (left.kind === 'param') return orElse(e, left, other, activation.frame);
	return e.choiceOf([
		{guards: holds, value: expr.op === '||' ? truthyOf(e, left) : left},
		{guards: fails, value: other},
	]);
}

/** The value that `cond && x` has when the condition fails; in a text or a spread it adds nothing. */
const falsyOf = (left: Value): Value => (left.kind === 'literal' ? left : literal(''));

function truthyOf(e: Evaluator, left: Value): Value {
	if (left.kind !== 'choice') return left;
	return e.choiceOf(e.eachOf(left).filter((option) => truthOf(e, option.value) !== false));
}

/** What the environment or a package decides, or else an address written down: the address is what the code says. */
function prefersFallback(e: Evaluator, left: Value, right: Value): boolean {
	if (left.kind !== 'env' && left.kind !== 'unknown' && left.kind !== 'external') return false;
	if (left.kind === 'env' && e.project.env(left.name) !== undefined) return false;
	const text = e.literalOf(right);
	if (typeof text !== 'string') return left.kind === 'env' && right.kind === 'env' && e.project.env(right.name) !== undefined;
	// `params.id ?? ''` only keeps the types quiet: the id is what is meant.
	if (text === '' && left.kind === 'unknown') return left.reason === 'external-code';
	return left.kind === 'env' || text === '' || /^(?:\/|[a-z]+:\/\/)/i.test(text);
}

const comparisons = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=']);

function evaluateBinary(e: Evaluator, expr: Extract<Expr, {kind: 'binary'}>, activation: Activation): Value {
	if (expr.op === '+') return evaluateSum(e, expr, activation);
	const left = evaluate(e, expr.left, activation);
	const right = evaluate(e, expr.right, activation);
	if (expr.op === 'in') return keyIn(e, left, right);
	if (expr.op === 'instanceof') return instanceOf(e, left, right);
	const a = plain(e, left);
	const b = plain(e, right);
	if (a.kind === 'choice' && b.kind === 'literal' && isEquality(expr.op)) {
		return e.choiceOf(e.eachOf(a).map(({guards, value}) => ({guards, value: compared(e, expr.op, plain(e, value), b, expr)})));
	}
	return compared(e, expr.op, a, b, expr);
}

const isEquality = (op: string): boolean => ['===', '!==', '==', '!='].includes(op);

function compared(e: Evaluator, op: string, a: Value, b: Value, naming: Expr): Value {
	if (a.kind !== 'literal' || b.kind !== 'literal') {
		return comparisons.has(op) ? compareKinds(e, op, a, b) : unknown(nameOf(naming), 'runtime-value', {kind: 'primitive', name: 'number'});
	}
	return computed(op, a.value, b.value) ?? unknown(nameOf(naming));
}

/** Texts that were put together of known parts are as good as written ones. */
function plain(e: Evaluator, value: Value): Value {
	const forced = e.force(value);
	const text = forced.kind === 'concat' ? e.literalOf(forced) : undefined;
	return text === undefined ? forced : literal(text);
}

/** An object is surely not `undefined`, a text with something in it not empty, and the like. */
function compareKinds(e: Evaluator, op: string, a: Value, b: Value): Value {
	const absent = (value: Value): boolean =>
		value.kind === 'literal' &&
		(value.value === undefined ||
			value.value === null ||
			(value.value === '' && [a, b].some((other) => other.kind === 'concat' && isFilled(other))));
	const present = (value: Value): boolean => ['object', 'array', 'closure', 'class', 'native', 'concat', 'regexp'].includes(value.kind);
	if ((absent(a) && present(b)) || (absent(b) && present(a))) {
		if (op === '===' || op === '==') return literal(false);
		if (op === '!==' || op === '!=') return literal(true);
	}
	if ((op === '===' || op === '!==') && ((absent(a) && isOfType(e, b)) || (absent(b) && isOfType(e, a)))) return literal(op === '!==');
	return unknown('comparison', 'runtime-value', {kind: 'primitive', name: 'boolean'});
}

/** Its type says what it is, and that it may not be left out. */
function isOfType(e: Evaluator, value: Value): boolean {
	if ((value.kind !== 'param' && value.kind !== 'unknown') || value.type === null) return false;
	const type = e.resolveType(value.type);
	return type.kind === 'union' ? !type.of.some((one) => isNothing(e.resolveType(one))) : e.primitiveOf(type) !== null;
}

const isNothing = (type: Type): boolean => type.kind === 'primitive' && !['string', 'number', 'boolean', 'bigint'].includes(type.name);

/** Text of which a part is known. */
function isFilled(value: Value): boolean {
	if (value.kind === 'literal') return value.value !== '';
	return value.kind === 'concat' && value.parts.some((part) => isFilled(part));
}

type Plain = string | number | boolean | null | undefined;

function computed(op: string, a: Plain, b: Plain): Value | null {
	switch (op) {
		case '===':
			return literal(a === b);
		case '!==':
			return literal(a !== b);
		case '==':
			return literal(a === b || (a === null && b === undefined) || (a === undefined && b === null) || String(a) === String(b));
		case '!=':
			return literal(!(a === b || (a === null && b === undefined) || (a === undefined && b === null) || String(a) === String(b)));
		case '<':
		case '>':
		case '<=':
		case '>=': {
			if (typeof a !== typeof b || a === null || b === null || a === undefined || b === undefined) return null;
			const order = op.startsWith('<') ? a < b : a > b;
			return literal(order || (op.length === 2 && a === b));
		}
		default:
			return typeof a === 'number' && typeof b === 'number' ? arithmetic(op, a, b) : null;
	}
}

function arithmetic(op: string, a: number, b: number): Value | null {
	switch (op) {
		case '-':
			return literal(a - b);
		case '*':
			return literal(a * b);
		case '/':
			return literal(a / b);
		case '%':
			return literal(a % b);
		default:
			return null;
	}
}

/** Long sums of texts are left-nested: their parts are gathered without recursion. */
function evaluateSum(e: Evaluator, expr: Extract<Expr, {kind: 'binary'}>, activation: Activation): Value {
	const operands: Expr[] = [];
	let left: Expr = expr;
	while (left.kind === 'binary' && left.op === '+') {
		operands.push(left.right);
		left = left.left;
	}
	operands.push(left);
	return operands
		.toReversed()
		.map((operand) => evaluate(e, operand, activation))
		.reduce((a, b) => sumOf(e, a, b));
}

export function sumOf(e: Evaluator, a: Value, b: Value): Value {
	const left = a.kind === 'lazy' ? a : e.force(a);
	const right = b.kind === 'lazy' ? b : e.force(b);
	if (left.kind === 'literal' && right.kind === 'literal') {
		if (typeof left.value === 'number' && typeof right.value === 'number') return literal(left.value + right.value);
		return literal(`${String(left.value)}${String(right.value)}`);
	}
	const parts = left.kind === 'concat' ? [...left.parts, right] : [left, right];
	return {kind: 'concat', parts};
}

function keyIn(e: Evaluator, key: Value, object: Value): Value {
	const name = e.literalOf(key);
	const {names, isOpen} = keysOf(e, object);
	if (name === undefined || (isOpen && !names.includes(String(name)))) return unknown('in');
	return literal(names.includes(String(name)));
}

function instanceOf(e: Evaluator, value: Value, cls: Value): Value {
	const forced = e.force(value);
	const wanted = e.force(cls);
	if (forced.kind === 'literal' || forced.kind === 'concat') return literal(false);
	if (wanted.kind === 'native' && forced.kind === 'native') return literal(forced.label === wanted.label);
	if (wanted.kind === 'native' && (forced.kind === 'object' || forced.kind === 'array')) {
		return literal((wanted.label === 'Array' && forced.kind === 'array') || wanted.label === 'Object');
	}
	return unknown('instanceof');
}

function evaluateUnary(e: Evaluator, expr: Extract<Expr, {kind: 'unary'}>, activation: Activation): Value {
	const value = evaluate(e, expr.of, activation);
	switch (expr.op) {
		case '!': {
			const truth = truthOf(e, value);
			return truth === null ? negated(e, expr, value, activation) : literal(!truth);
		}
		case 'typeof':
			return typeOf(e, value);
		case 'void':
			return undefinedValue;
		case '-':
		case '+': {
			const forced = e.force(value);
			if (forced.kind === 'literal' && forced.value !== undefined)
				return literal(expr.op === '-' ? -Number(forced.value) : Number(forced.value));
			return unknown(nameOf(expr), 'runtime-value', {kind: 'primitive', name: 'number'});
		}
		default:
			return unknown(nameOf(expr));
	}
}

/** Each way with the condition under which it is taken, for who looks at the value later: `enabled: !!id`. */
function negated(e: Evaluator, expr: Extract<Expr, {kind: 'unary'}>, value: Value, {frame}: Activation): Value {
	const ways = waysOf(e, expr.of, value, frame).map(({holds, guards}) => ({guards, value: literal(!holds)}));
	return ways.some(({guards}) => guards === null) ? unknown(nameOf(expr)) : e.choiceOf(ways);
}

/** What is not there when a page is rendered on the server; the code for either side makes requests. */
const browserObjects = new Set(['window', 'document', 'navigator', 'location']);

function typeOf(e: Evaluator, value: Value): Value {
	const forced = e.force(value);
	switch (forced.kind) {
		case 'literal':
			return literal(forced.value === null ? 'object' : typeof forced.value);
		case 'concat':
			return literal('string');
		case 'object':
		case 'array':
		case 'regexp':
			return literal('object');
		case 'closure':
		case 'class':
			return literal('function');
		case 'native':
			if (browserObjects.has(forced.label)) return unknown('typeof');
			return forced.call !== undefined || forced.construct !== undefined ? literal('function') : literal('object');
		case 'choice':
			return e.choiceOf(e.eachOf(forced).map((option) => ({guards: option.guards, value: typeOf(e, option.value)})));
		case 'env':
			return literal('string');
		case 'param':
		case 'unknown': {
			const primitive = e.primitiveOf(forced.type);
			return primitive === null ? unknown('typeof') : literal(primitive);
		}
		case 'external':
		case 'lazy':
			return unknown('typeof');
	}
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

/** A component is called with its properties; what else is in the markup is looked at by the models. */
function evaluateElement(e: Evaluator, expr: Extract<Expr, {kind: 'element'}>, activation: Activation): Value {
	const site = {module: activation.frame.func.module, at: expr.at};
	const attributes = expr.attributes.map(({name, value, at}) => ({name, value: evaluate(e, value, activation), at}));
	const tag = typeof expr.tag === 'string' ? expr.tag : e.force(evaluate(e, expr.tag, activation));
	// Before what is in it: a provider gives things to its children.
	for (const model of e.modelsOfElements) model.element(tag, attributes, site, e);
	const children = expr.children.map((child) => evaluate(e, child, activation));
	if (typeof tag !== 'string' && tag.kind === 'closure') {
		const props: ObjectValue = {kind: 'object', props: new Map(), getters: null, rest: null, cls: null, born: e.guards};
		for (const {name, value} of attributes) {
			if (name === '') spreadInto(e, props, value, activation.frame);
			else props.props.set(name, value);
		}
		if (children.length > 0)
			props.props.set('children', children.length === 1 ? children[0]! : {kind: 'array', items: children, rest: null, born: e.guards});
		e.requests.ofElement(() => e.callValue(tag, [props], site, {self: null, hasOpenArgs: false, typeArgs: [], text: 'element'}));
	} else {
		e.letEscape([...attributes.map(({value}) => value), ...children], site);
	}
	return unknown('element', 'external-code');
}
