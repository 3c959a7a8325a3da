import {nativeFunction, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';

/** `createRequire(import.meta.url)`: loads files of the project and packages as the module that asks would. */
export const createRequire: NativeValue = nativeFunction('createRequire', () => nativeFunction('require', load));

function load({args: [source], machine, site}: NativeCall): Value {
	const name = source === undefined ? undefined : machine.literalOf(source);
	return typeof name === 'string' ? machine.requireFrom(site.module, name) : unknown('require()', 'unresolved-import');
}
