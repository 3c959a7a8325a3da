import type {Expr} from '../code/ir.ts';
import {plus, termOf} from './facts.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';

/** What holds in a branch: the facts of its condition, as conditions of the frame and by their text. */
export function assume(test: Expr, holds: boolean, frame: Frame): Guards {
	const known = holds ? held : failed;
	let assumption = known.get(test);
	if (assumption === undefined) known.set(test, (assumption = assumptionOf(test, holds)));
	if (assumption.frame !== frame.id) {
		assumption.frame = frame.id;
		assumption.guards = null;
		for (const [term, value] of assumption.facts) assumption.guards = plus(assumption.guards, frame.id, term, value);
	}
	return assumption.guards;
}

/** What a condition says, and what that is in the frame that asked last. */
interface Assumption {
	facts: ReadonlyMap<number, boolean | string>;
	frame: number | null;
	guards: Guards;
}

const held = new WeakMap<Expr, Assumption>();
const failed = new WeakMap<Expr, Assumption>();

function assumptionOf(test: Expr, holds: boolean): Assumption {
	const facts = new Map<number, boolean | string>();
	collect(test, holds, facts);
	return {facts, frame: null, guards: null};
}

type Facts = Map<number, boolean | string>;

function collect(test: Expr, holds: boolean, facts: Facts): void {
	if (test.kind === 'unary' && test.op === '!') return collect(test.of, !holds, facts);
	if (test.kind === 'typed' || test.kind === 'await') return collect(test.of, holds, facts);
	if (test.kind === 'logic' && ((test.op === '&&' && holds) || (test.op === '||' && !holds))) {
		collect(test.left, holds, facts);
		collect(test.right, holds, facts);
		return;
	}
	if (test.kind === 'binary') return collectComparison(test, holds, facts);
	const text = textOf(test);
	if (text !== null) facts.set(termOf(text), holds);
}

const equalities = new Set(['===', '==']);
const inequalities = new Set(['!==', '!=']);

/** `x === 'a'` says what `x` is, which contradicts `x === 'b'`; its opposite only says what it is not. */
function collectComparison(test: Extract<Expr, {kind: 'binary'}>, holds: boolean, facts: Facts): void {
	const isSame = equalities.has(test.op) ? holds : inequalities.has(test.op) ? !holds : null;
	const text = textOf(test.left);
	if (isSame === null || text === null || test.right.kind !== 'literal') {
		const whole = textOf(test);
		if (whole !== null) facts.set(termOf(whole), holds);
		return;
	}
	const value = String(test.right.value);
	if (isSame) facts.set(termOf(`${text}=`), value);
	facts.set(termOf(`${text}=${value}`), isSame);
}

function textOf(expr: Expr): string | null {
	let text = printed.get(expr);
	if (text === undefined) printed.set(expr, (text = printCondition(expr, 0)));
	return text;
}

const printed = new WeakMap<Expr, string | null>();

/** Conditions that look alike in one frame are taken to be alike; null for what is too large to compare. */
function printCondition(expr: Expr, depth: number): string | null {
	if (depth > 6) return null;
	switch (expr.kind) {
		case 'literal':
			return JSON.stringify(expr.value) ?? 'undefined';
		case 'name':
			return expr.binding === null ? expr.name : `${expr.name}#${expr.binding.owner.id}.${expr.binding.slot}`;
		case 'this':
			return 'this';
		case 'member': {
			const object = printCondition(expr.object, depth + 1);
			const property = typeof expr.property === 'string' ? expr.property : printCondition(expr.property, depth + 1);
			return object === null || property === null ? null : `${object}.${property}`;
		}
		case 'binary': {
			const left = printCondition(expr.left, depth + 1);
			const right = printCondition(expr.right, depth + 1);
			return left === null || right === null ? null : `(${left}${expr.op}${right})`;
		}
		case 'logic': {
			const left = printCondition(expr.left, depth + 1);
			const right = printCondition(expr.right, depth + 1);
			return left === null || right === null ? null : `(${left}${expr.op}${right})`;
		}
		case 'unary': {
			const of = printCondition(expr.of, depth + 1);
			return of === null ? null : `${expr.op} ${of}`;
		}
		case 'typed':
		case 'await':
			return printCondition(expr.of, depth + 1);
		case 'call': {
			const callee = printCondition(expr.callee, depth + 1);
			const args = expr.args.map((arg) => (arg.kind === 'spread' ? null : printCondition(arg, depth + 1)));
			return callee === null || args.includes(null) ? null : `${callee}(${args.join()})`;
		}
		case 'array':
		case 'assign':
		case 'choose':
		case 'class':
		case 'element':
		case 'function':
		case 'import':
		case 'import-meta':
		case 'object':
		case 'other':
		case 'regexp':
		case 'sequence':
		case 'super':
		case 'template':
		case 'yield':
			return null;
	}
}
