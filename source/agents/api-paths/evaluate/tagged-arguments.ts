import type {Expr} from '../code/ir.ts';
import type {Activation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import {arrayOf, literal} from './value.ts';
import type {Value} from './value.ts';

/** A tag of the project gets the texts of its template in one list, and what stands between them one by one; null: the call is no such. */
export function taggedArgs(
	e: Evaluator,
	{args: [only], end}: Extract<Expr, {kind: 'call'}>,
	tag: Value,
	activation: Activation,
): {args: Value[]; isOpen: boolean} | null {
	if (only === undefined || (only.kind !== 'template' && only.kind !== 'literal') || e.force(tag).kind !== 'closure') return null;
	// Every other call ends in a parenthesis.
	if (activation.frame.func.module.textOf(end - 1, end) !== '`') return null;
	const texts = only.kind === 'template' ? only.quasis : [only.value];
	const holes = only.kind === 'template' ? only.holes : [];
	return {args: [arrayOf(texts.map((text) => literal(text))), ...holes.map((hole) => e.evaluateIn(hole, activation))], isOpen: false};
}
