import type {Func} from '../code/ir.ts';
import type {Request} from './request.ts';
import type {ClosureValue, Value} from './value.ts';

/** What is known of a function from its rehearsal. */
export interface Summary {
	func: Func;
	/** Requests that hang on its parameters, or on those of a function around it. */
	open: Request[];
	/** It adds routes to something. */
	changes: boolean;
	/** It calls what it was given, or a method of it; `WithArgs`: and gives that something. */
	callsParams: boolean;
	callsParamsWithArgs: boolean;
}

/** Of a function of which nothing is known yet. */
export const newSummary = (func: Func): Summary => ({func, open: [], changes: false, callsParams: false, callsParamsWithArgs: false});

/** Does a call with these arguments do something that others can see, besides giving a value? */
export function mustRun(summary: Summary, args: Value[], self: Value | null): boolean {
	if (summary.open.length > 0 || summary.changes) return true;
	if (!summary.callsParams) return false;
	if (self?.kind === 'object' && self.cls !== null && [...self.props.values()].some((inner) => canAct(inner, 1))) return true;
	return summary.callsParamsWithArgs ? args.some((arg) => canAct(arg, 0)) : args.some((arg) => arg.kind === 'closure');
}

/** `retry(send)` gives a function that calls what `retry` was given. */
export const callsGiven = ({callsParams}: Summary, {frame}: ClosureValue): boolean =>
	callsParams && frame.args.some((arg) => canAct(arg, 0));

function canAct(value: Value, depth: number): boolean {
	switch (value.kind) {
		case 'closure':
		case 'native':
			return true;
		case 'object':
			// An instance acts by its methods.
			if (value.cls !== null) return true;
			return depth < 2 && value.props.size < 40 && [...value.props.values()].some((inner) => canAct(inner, depth + 1));
		case 'lazy':
			return value.value !== null && canAct(value.value, depth);
		case 'array':
		case 'choice':
		case 'class':
		case 'concat':
		case 'env':
		case 'external':
		case 'literal':
		case 'param':
		case 'regexp':
		case 'unknown':
			return false;
	}
}
