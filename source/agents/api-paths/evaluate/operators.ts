import type {Expr, Type} from '../code/ir.ts';
import type {Activation} from './bindings.ts';
import {waysOf} from './conditions.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import {keysOf} from './members.ts';
import {truthOf} from './truth.ts';
import {literal, undefinedValue, unknown} from './value.ts';
import type {Value} from './value.ts';

const comparisons = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=']);

/** Sums, comparisons and the like; unknown where an operand is. */
export function evaluateBinary(e: Evaluator, expr: Extract<Expr, {kind: 'binary'}>, activation: Activation): Value {
	if (expr.op === '+') return evaluateSum(e, expr, activation);
	const left = e.evaluateIn(expr.left, activation);
	const right = e.evaluateIn(expr.right, activation);
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
	if (a.kind !== 'literal' || b.kind !== 'literal' || (isEquality(op) && (a.isAssumed === true || b.isAssumed === true))) {
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

/** Of two numbers; null for operators that are not followed. */
export function arithmetic(op: string, a: number, b: number): Value | null {
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
		.map((operand) => e.evaluateIn(operand, activation))
		.reduce((a, b) => sumOf(e, a, b));
}

/** `a + b`: text unless both are numbers. */
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
	if (wanted.kind === 'closure' && isMadeFrom(forced, wanted.props?.get('prototype'))) return literal(true);
	return unknown('instanceof');
}

const isMadeFrom = (value: Value, prototype: Value | undefined): boolean =>
	value.kind === 'object' && value.rest !== null && (value.rest === prototype || isMadeFrom(value.rest, prototype));

/** `!x`, `typeof x`, `-x` … */
export function evaluateUnary(e: Evaluator, expr: Extract<Expr, {kind: 'unary'}>, activation: Activation): Value {
	const value = e.evaluateIn(expr.of, activation);
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
