import type {Machine} from '../evaluate/machine.ts';
import {native, undefinedValue} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {firstGiven, optionOf} from './request.ts';

/** What an axios instance puts in front of its requests. */
export interface Defaults {
	/** Given when it was made. */
	baseURL: Value;
	method: Value;
	/** Everything assigned to `defaults.baseURL`; `isReal`: by code that surely runs. */
	assigned: {value: Value; isReal: boolean}[];
	parent: Defaults | null;
}

/** The defaults of a new instance. */
export function createDefaults(machine: Machine, config: Value, parent: Defaults | null): Defaults {
	return {
		baseURL: optionOf(machine, config, 'baseURL'),
		method: firstGiven(machine, [optionOf(machine, config, 'method'), parent?.method ?? undefinedValue]),
		assigned: [],
		parent,
	};
}

/**
 * The base as far as it is known when it is read. A base of its parent counts even if it was set after the instance was made: which of two
 * files ran first is not decided by where they stand, and code that works has them in the right order.
 */
export function baseOf(machine: Machine, defaults: Defaults): Value {
	return machine.lazy(() => {
		const inherited = defaults.parent === null ? undefinedValue : baseOf(machine, defaults.parent);
		return firstGiven(machine, [assignedBase(machine, defaults.assigned), defaults.baseURL, inherited]);
	});
}

/** Notes an assignment to `defaults.baseURL`. */
export function assignBase(machine: Machine, defaults: Defaults, value: Value): void {
	const isReal = machine.mayChange(0);
	if (machine.run !== -1) defaults.assigned.push({value, isReal});
}

/** Several assignments are alternatives. What a rehearsal assigns counts only where nothing else does, and never its own parameter. */
function assignedBase(machine: Machine, assigned: Defaults['assigned']): Value {
	const real = assigned.filter((one) => one.isReal);
	const values = (real.length > 0 ? real : assigned).map((one) => machine.force(one.value)).filter((value) => value.kind !== 'param');
	if (values.length < 2) return values[0] ?? undefinedValue;
	return {kind: 'choice', of: values.map((value) => ({guards: null, value}))};
}

/** `instance.defaults`, to be read and assigned to. */
export function defaultsValue(defaults: Defaults): Value {
	return native('axios.defaults', {
		get: (name, machine) => (name === 'baseURL' ? baseOf(machine, defaults) : undefined),
		set(name, value, machine) {
			if (name === 'baseURL') assignBase(machine, defaults, value);
		},
	});
}
