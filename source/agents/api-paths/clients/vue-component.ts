import type {Machine} from '../evaluate/machine.ts';
import {literal, native, unknown, type ClosureValue, type ObjectValue, type Value} from '../evaluate/value.ts';
import {stateValue} from './state-value.ts';
import {appGlobals} from './vue-globals.ts';

/** Makes `this` in the methods of a component (written as an object) what it is at run time: its methods, computed values, data and the app's globals. */
export function bindComponent(component: Value, machine: Machine): void {
	const options = machine.force(component);
	if (options.kind !== 'object') return;
	const instance = instanceOf(options, machine);
	for (const method of methodsOf(options, machine)) machine.bindMethod(method.func, instance);
}

/** Sections whose functions run with the component as `this`. */
const sections = ['methods', 'computed', 'watch', 'filters'];

function methodsOf(options: ObjectValue, machine: Machine): ClosureValue[] {
	const inSections = sections
		.map((name) => machine.force(machine.get(options, name)))
		.filter(({kind}) => kind === 'object') as ObjectValue[];
	return [options, ...inSections].flatMap((object) =>
		[...object.props.values()].flatMap((value) => closuresOf(machine.force(value), machine)),
	);
}

/** A function, `{get, set}` of a computed value, `{handler}` of a watcher. */
function closuresOf(value: Value, machine: Machine): ClosureValue[] {
	if (value.kind === 'closure') return [value];
	if (value.kind !== 'object') return [];
	return ['get', 'set', 'handler'].map((name) => machine.force(machine.get(value, name))).filter((inner) => inner.kind === 'closure');
}

function instanceOf(options: ObjectValue, machine: Machine): Value {
	const state = new Map<string, Value>();
	const self: Value = native('vue.component', {
		get: (name) => state.get(name) ?? memberOf(name, options, self, machine),
		// What is assigned at run time is state: of it no more is known than before.
		set: () => undefined,
	});
	return self;
}

function memberOf(name: string, options: ObjectValue, self: Value, machine: Machine): Value | undefined {
	const method = machine.force(machine.get(machine.get(options, 'methods'), name));
	if (method.kind === 'closure') return {...method, self};
	const getter = getterOf(machine.get(machine.get(options, 'computed'), name), machine);
	if (getter) return machine.lazy(() => machine.call(getter, [], {module: getter.func.module, at: getter.func.at}, self));
	return appGlobals(machine).props.get(name) ?? dataOf(name, options, self, machine) ?? unknown(name);
}

function getterOf(value: Value, machine: Machine): ClosureValue | null {
	const forced = machine.force(value);
	const getter = forced.kind === 'object' ? machine.force(machine.get(forced, 'get')) : forced;
	return getter.kind === 'closure' ? getter : null;
}

/** `data() { return {…} }`, or in old code an object. */
function dataOf(name: string, options: ObjectValue, self: Value, machine: Machine): Value | null {
	const data = machine.force(machine.get(options, 'data'));
	const given = data.kind === 'closure' ? machine.force(machine.call(data, [], {module: data.func.module, at: data.func.at}, self)) : data;
	if (given.kind !== 'object' || !given.props.has(name)) return null;
	return stateValue(name, given.props.get(name) ?? literal(undefined), null, machine);
}
