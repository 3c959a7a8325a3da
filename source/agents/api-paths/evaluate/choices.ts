import type {Evaluator} from './evaluator.ts';
import {commonGuards, mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import {mostAlternatives, unknown} from './value.ts';
import type {Value} from './value.ts';

/** A value, and the conditions under which it is that one. */
interface Option {
	guards: Guards;
	value: Value;
}

/** Alternatives as one value; equal ones are one, and too many are unknown. */
export function choiceOf(options: readonly Option[]): Value {
	if (options.length === 1) return options[0]!.value;
	const flat: Option[] = [];
	for (const option of options) {
		const {value} = option;
		if (value.kind !== 'choice') {
			addOption(flat, option);
			continue;
		}
		for (const inner of value.of) {
			const guards = mergeGuards(option.guards, inner.guards);
			if (guards !== false) addOption(flat, {guards, value: inner.value});
		}
	}
	if (flat.length === 0) return unknown('…', 'runtime-value');
	if (flat.length === 1) return flat[0]!.value;
	if (flat.length > mostAlternatives) return flat.find(({value}) => value.kind === 'param')?.value ?? unknown('…', 'too-many-alternatives');
	return {kind: 'choice', of: flat};
}

function addOption(options: Option[], option: Option): void {
	const same = options.find((other) => isSameLiteral(other.value, option.value));
	if (same === undefined) options.push(option);
	else if (same.guards !== option.guards)
		options[options.indexOf(same)] = {guards: commonGuards(same.guards, option.guards), value: same.value};
}

function isSameLiteral(a: Value, b: Value): boolean {
	return a === b || (a.kind === 'literal' && b.kind === 'literal' && a.value === b.value);
}

/** The alternatives of a value, each worked out and none itself a choice. */
export function eachOf(e: Evaluator, value: Value): Option[] {
	const each: Option[] = [];
	gather(e, value, null, each, 0);
	return each;
}

/** A value can hold itself, through what a loop or a recursion makes of it: what comes too deep is left out. */
function gather(e: Evaluator, value: Value, guards: Guards, into: Option[], depth: number): void {
	const forced = e.force(value);
	if (forced.kind !== 'choice') {
		into.push({guards, value: forced});
		return;
	}
	if (depth > 12) return;
	for (const option of forced.of) {
		const merged = mergeGuards(guards, option.guards);
		if (merged !== false && into.length < 4 * mostAlternatives) gather(e, option.value, merged, into, depth + 1);
	}
}
