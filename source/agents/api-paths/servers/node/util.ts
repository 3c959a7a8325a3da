import {inheritFrom, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';

/** `inherits(Users, Base)`: what is not on the prototype of the one is on that of the other. */
export const inherits: NativeValue = nativeFunction('inherits', ({args: [heir, parent], machine}) => {
	if (heir === undefined || parent === undefined) return undefinedValue;
	const prototype = machine.force(machine.get(heir, 'prototype'));
	if (prototype.kind === 'object') inheritFrom(prototype, machine.get(parent, 'prototype'));
	return undefinedValue;
});

export const utilFunctions: Record<string, Value> = {inherits};
