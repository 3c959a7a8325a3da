import type {Value} from '../evaluate/value.ts';

/** Something that was given as a function and can be called. */
export function isCallable(value: Value): boolean {
	return value.kind === 'closure' || (value.kind === 'native' && value.call !== undefined);
}

/** Known to be left out: `undefined`, `null` or `false`. */
export function isKnownAbsent(value: Value): boolean {
	return value.kind === 'literal' && (value.value === undefined || value.value === null || value.value === false);
}

/** What a function without parameters does never depends on who calls it. */
export function takesArguments(value: Value): boolean {
	return value.kind !== 'closure' || value.func.params.length > 0 || value.func.argumentsSlot !== null;
}

/** The same function out of several runs is one. */
export function distinctFunctions(functions: readonly Value[]): Value[] {
	const seen = new Map<unknown, Value>();
	for (const one of functions) {
		const key = one.kind === 'closure' ? one.func : one;
		if (!seen.has(key)) seen.set(key, one);
	}
	return [...seen.values()];
}
