import {nativeFunction, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';

/** `createRequire(import.meta.url)`: loads files of the project from the module that asks. What packages give is not known this way. */
export const createRequire: NativeValue = nativeFunction('createRequire', () => nativeFunction('require', load));

function load({args: [source], machine, site}: NativeCall): Value {
	const path = source === undefined ? undefined : machine.literalOf(source);
	if (typeof path !== 'string') return unknown('require()', 'unresolved-import');
	const resolved = machine.project.resolve(site.module.file, path);
	const loaded = resolved.kind === 'file' ? machine.exportOf(resolved.file, 'default') : null;
	return loaded ?? unknown(path, 'unresolved-import');
}
