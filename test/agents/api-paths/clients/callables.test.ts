import {expect, test} from 'vitest';
import {distinctFunctions, isCallable, isKnownAbsent, takesArguments} from '../../../../source/agents/api-paths/clients/callables.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {literal, native, nativeFunction, unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';
import type {Value} from '../../../../source/agents/api-paths/evaluate/value.ts';

/** The first function of a piece of code, as two runs of the code around it would make it. */
function closuresOf(code: string): [Value, Value] {
	const [, func] = readModule('a.ts', code).funcs;
	const closure = (): Value => ({kind: 'closure', func: func!, frame: null as never, self: null, props: null, bound: [], home: null});
	return [closure(), closure()];
}

test('what is left out as undefined, null or false is absent; what is not known is not', () => {
	expect([undefined, null, false].map((value) => isKnownAbsent(literal(value)))).toEqual([true, true, true]);
	expect([literal(''), literal(0), unknown('options.queryFn')].map(isKnownAbsent)).toEqual([false, false, false]);
});

test('functions of the code and of models can be called, things without a call cannot', () => {
	const [closure] = closuresOf('export const f = () => 1;');
	expect([closure, nativeFunction('fetch', () => undefined), native('axios defaults'), unknown('x')].map(isCallable)).toEqual([
		true,
		true,
		false,
		false,
	]);
});

test('a function without parameters takes nothing, unless it reads its arguments', () => {
	expect(takesArguments(closuresOf('export const f = () => g();')[0])).toBe(false);
	expect(takesArguments(closuresOf('export function f() { return g(arguments[0]); }')[0])).toBe(true);
	expect(takesArguments(closuresOf('export const f = ({queryKey}) => g(queryKey);')[0])).toBe(true);
});

test('one function made in two runs is one', () => {
	const [first, second] = closuresOf('export const f = () => g();');
	expect(distinctFunctions([first, second])).toEqual([first]);
});
