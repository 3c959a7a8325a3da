import type {Evaluator} from './evaluator.ts';
import {literal, nativeFunction, unknown} from './value.ts';
import type {Value} from './value.ts';

/** Properties, not methods, of texts and the like; methods are called through `callBuiltin`. */
export function builtinMember(e: Evaluator, of: Value, name: string): Value | undefined {
	if (name === 'length' && of.kind === 'literal' && typeof of.value === 'string') return literal(of.value.length);
	if (of.kind === 'literal' && typeof of.value === 'string' && /^\d+$/.test(name)) return literal(of.value[Number(name)]);
	// A method that is passed on: `['a', 'b'].map(encodeURIComponent)` needs none, `paths.forEach(list.push)` is not followed.
	if (of.kind === 'object' && name === 'hasOwnProperty')
		return nativeFunction(name, ({args}) => (args[0] === undefined ? null : hasOwn(e, of, args[0])));
	return undefined;
}

function hasOwn(e: Evaluator, object: Value, key: Value): Value {
	const name = e.literalOf(key);
	const {names, isOpen} = e.keysOf(object);
	if (name === undefined || (isOpen && !names.includes(String(name)))) return unknown('hasOwnProperty');
	return literal(names.includes(String(name)));
}
