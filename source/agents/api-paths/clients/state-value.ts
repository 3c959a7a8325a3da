import type {Type} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';
import {unknown, type Value} from '../evaluate/value.ts';

/**
 * What a state variable holds while the program runs: of the type it was declared or begun with, but hardly its first value. A beginning
 * that is an address is kept, since it tells more than its type.
 */
export function stateValue(text: string, initial: Value | null, declared: Type | null, machine: Machine): Value {
	const first = initial && machine.force(initial);
	if (first && isKept(first)) return first;
	return unknown(text, 'runtime-value', declared ?? (first && typeOf(first, machine)));
}

function isKept(value: Value): boolean {
	if (value.kind === 'literal') return typeof value.value === 'string' && /^(?:\/|https?:)/.test(value.value);
	return !['array', 'object', 'unknown', 'choice', 'external', 'env'].includes(value.kind);
}

/** The type that a first value suggests; null where it suggests none. */
function typeOf(value: Value, machine: Machine): Type | null {
	if (value.kind === 'unknown') return value.type;
	if (value.kind === 'array') return {kind: 'array', of: any};
	if (value.kind === 'object') {
		return {kind: 'object', props: new Map([...value.props].map(([name, of]) => [name, typeOf(machine.force(of), machine) ?? any]))};
	}
	const name = value.kind === 'literal' ? typeof value.value : null;
	return name === 'string' || name === 'number' || name === 'boolean' ? {kind: 'primitive', name} : null;
}

const any: Type = {kind: 'primitive', name: 'any'};
