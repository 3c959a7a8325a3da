import type {Evaluator} from './evaluator.ts';
import {getMember, itemsOf} from './members.ts';
import type {Value} from './value.ts';

/** The items of an array as arguments. Of one that is a parameter, the first few stand for themselves. */
export function spreadArgs(e: Evaluator, of: Value): {args: Value[]; isOpen: boolean} {
	const known = itemsOf(e, of);
	const forced = e.force(of);
	const args = [...(known?.items ?? [])];
	const isOpen = known === null || known.isOpen;
	const isParam = forced.kind === 'param' || (forced.kind === 'array' && forced.rest?.kind === 'param');
	if (isParam) for (let index = args.length; index < 4; index++) args.push(getMember(e, forced, String(index), 'argument'));
	return {args, isOpen};
}
