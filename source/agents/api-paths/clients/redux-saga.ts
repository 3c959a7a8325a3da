import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, nativeFunction, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable} from './callables.ts';

/** redux-saga's effects: `call(fn, …args)` calls the function where it stands. */
export const reduxSaga: Model = {
	name: 'redux-saga',
	modules: Object.fromEntries(
		['redux-saga/effects', '@redux-saga/core/effects', 'typed-redux-saga', 'typed-redux-saga/macro', 'redux-saga'].map((name) => [
			name,
			(exported: string) => exports[exported],
		]),
	),
};

const calls = nativeFunction('call', (call) => invoke(call.args, call));
const exports: Record<string, Value> = {
	call: calls,
	fork: calls,
	spawn: calls,
	cps: calls,
	apply: nativeFunction('apply', applyTo),
	/** `retry(maximum, delay, fn, …args)`. */
	retry: nativeFunction('retry', (call) => invoke(call.args.slice(2), call)),
	all: nativeFunction('all', ({args}) => args[0]),
	race: nativeFunction('race', ({args}) => args[0]),
};

function invoke([target, ...args]: readonly Value[], {machine, site}: NativeCall): Value | undefined {
	if (target === undefined) return undefined;
	const {callee, self} = calleeOf(machine.force(target), machine);
	return callee === null ? undefined : machine.call(callee, args, site, self);
}

/** `fn`, `[context, fn]`, `[context, 'name']`, `{context, fn}`. */
function calleeOf(target: Value, machine: Machine): {callee: Value | null; self: Value | null} {
	if (target.kind === 'array') return memberOf(target.items[0], target.items[1], machine);
	if (target.kind === 'object') return memberOf(machine.get(target, 'context'), machine.get(target, 'fn'), machine);
	return {callee: target, self: null};
}

function memberOf(context: Value | undefined, member: Value | undefined, machine: Machine): {callee: Value | null; self: Value | null} {
	if (context === undefined || member === undefined) return {callee: null, self: null};
	const forced = machine.force(member);
	if (isCallable(forced) || forced.kind === 'choice') return {callee: forced, self: context};
	const name = machine.literalOf(forced);
	return {callee: typeof name === 'string' ? machine.get(context, name) : null, self: context};
}

function applyTo({args, machine, site}: NativeCall): Value | undefined {
	const {callee, self} = memberOf(args[0], args[1], machine);
	return callee === null ? undefined : machine.call(callee, machine.itemsOf(args[2] ?? literal(undefined))?.items ?? [], site, self);
}
