import type {Expr} from '../code/ir.ts';
import {orElse} from './bindings.ts';
import type {Activation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import {mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';
import {assume} from './guards.ts';
import {presenceOf, truthOf} from './truth.ts';
import {assumed, literal} from './value.ts';
import type {Value} from './value.ts';

/** `test ? then : otherwise`; both where the test cannot be told. */
export function evaluateChoose(e: Evaluator, expr: Extract<Expr, {kind: 'choose'}>, activation: Activation): Value {
	const test = e.evaluateIn(expr.test, activation);
	const truth = truthOf(e, test) ?? truthOfDefault(test, expr);
	if (truth !== null) return e.evaluateIn(truth ? expr.then : expr.otherwise, activation);
	return e.choiceOf(
		waysOf(e, expr.test, test, activation.frame).flatMap(({holds, guards}) =>
			e.under(guards, () => e.evaluateIn(holds ? expr.then : expr.otherwise, activation)),
		),
	);
}

/** `under ? '/' + under : ''`: as part of a text the default of a setting stands for it, here too. */
function truthOfDefault(test: Value, {then, otherwise}: Extract<Expr, {kind: 'choose'}>): boolean | null {
	const isText = textual.has(then.kind) && textual.has(otherwise.kind);
	return isText && test.kind === 'literal' && test.isAssumed === true ? Boolean(test.value) : null;
}
const textual = new Set<Expr['kind']>(['literal', 'template', 'binary']);

/** How many alternatives of a condition are told apart. */
const mostWays = 4;

/** When a condition holds and when not. Alternatives that are each one or the other say under what; so in a branch only those are left that lead there. */
export function waysOf(e: Evaluator, test: Expr, value: Value, frame: Frame): {holds: boolean; guards: Guards}[] {
	// What was not worked out to tell whether it holds is not worked out for this either.
	const isOpen = value.kind === 'lazy' && value.value === null && e.isRehearsal;
	// Each way runs what follows: in a long chain of `else if` they would multiply without end.
	const options = !isOpen && !e.isTired && e.force(value).kind === 'choice' ? e.eachOf(value) : [];
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

/** `&&`, `||` and `??`. */
export function evaluateLogic(e: Evaluator, expr: Extract<Expr, {kind: 'logic'}>, activation: Activation): Value {
	const left = e.force(e.evaluateIn(expr.left, activation));
	const truth = expr.op === '??' ? presenceOf(e, left) : truthOf(e, left);
	const right = (): Value => e.evaluateIn(expr.right, activation);
	if (truth !== null) return truth === (expr.op !== '&&') ? left : right();
	const holds = assume(expr.left, true, activation.frame);
	const fails = assume(expr.left, false, activation.frame);
	if (expr.op === '&&') {
		return e.choiceOf([...e.under(holds, right), {guards: fails, value: falsyOf(left)}]);
	}
	const other = right();
	// An empty default is never what `||` gives.
	if (expr.op === '||' && left.kind === 'literal' && !left.value) return other;
	if (left.kind === 'env' && e.project.env(left.name) !== undefined) return left;
	if (prefersFallback(e, left, other)) return assumed(other);
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
