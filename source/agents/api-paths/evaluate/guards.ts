import type {Expr} from '../code/ir.ts';
import type {Frame} from './frame.ts';
import type {Guards} from './value.ts';

/** How many facts are held at once. Deep in a program there would be hundreds; those of long ago seldom decide anything, and may be forgotten. */
const mostFacts = 24;
const keptFacts = 12;

/** Both at once; false when they contradict each other. */
export function mergeGuards(a: Guards, b: Guards): Guards | false {
	if (a === null || a === b) return b;
	if (b === null) return a;
	const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
	let added = 0;
	for (const [key, value] of fewer) {
		const other = more.get(key);
		if (other === undefined) added++;
		else if (other !== value) return false;
	}
	if (added === 0) return more;
	const merged = new Map(a.size + b.size > mostFacts ? [...a].slice(-keptFacts) : a);
	for (const [key, value] of b) merged.set(key, value);
	return merged;
}

/** What holds in either case. */
export function commonGuards(a: Guards, b: Guards): Guards {
	if (a === null || b === null) return null;
	const common = new Map([...a].filter(([key, value]) => b.get(key) === value));
	return common.size === 0 ? null : common;
}

/** What holds in a branch: the facts of its condition, as keys that name the frame and the text of the condition. */
export function assume(test: Expr, holds: boolean, frame: Frame): Guards {
	const facts = new Map<string, boolean | string>();
	collect(test, holds, frame, facts);
	return facts.size === 0 ? null : facts;
}

function collect(test: Expr, holds: boolean, frame: Frame, facts: Map<string, boolean | string>): void {
	if (test.kind === 'unary' && test.op === '!') return collect(test.of, !holds, frame, facts);
	if (test.kind === 'typed' || test.kind === 'await') return collect(test.of, holds, frame, facts);
	if (test.kind === 'logic' && ((test.op === '&&' && holds) || (test.op === '||' && !holds))) {
		collect(test.left, holds, frame, facts);
		collect(test.right, holds, frame, facts);
		return;
	}
	if (test.kind === 'binary') return collectComparison(test, holds, frame, facts);
	const key = keyOf(test, frame);
	if (key !== null) facts.set(key, holds);
}

const equalities = new Set(['===', '==']);
const inequalities = new Set(['!==', '!=']);

/** `x === 'a'` says what `x` is, which contradicts `x === 'b'`; its opposite only says what it is not. */
function collectComparison(
	test: Extract<Expr, {kind: 'binary'}>,
	holds: boolean,
	frame: Frame,
	facts: Map<string, boolean | string>,
): void {
	const isSame = equalities.has(test.op) ? holds : inequalities.has(test.op) ? !holds : null;
	const key = keyOf(test.left, frame);
	if (isSame === null || key === null || test.right.kind !== 'literal') {
		const whole = keyOf(test, frame);
		if (whole !== null) facts.set(whole, holds);
		return;
	}
	const value = String(test.right.value);
	if (isSame) facts.set(`${key}=`, value);
	facts.set(`${key}=${value}`, isSame);
}

function keyOf(expr: Expr, frame: Frame): string | null {
	let text = printed.get(expr);
	if (text === undefined) printed.set(expr, (text = printCondition(expr, 0)));
	return text === null ? null : `${frame.id}:${text}`;
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
