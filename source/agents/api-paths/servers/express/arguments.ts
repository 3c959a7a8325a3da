import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {recordOf} from './record.ts';

/** Values in nested arrays and alternatives, in order. */
export function listed(machine: Machine, value: Value): Value[] {
	// Most handlers and paths are this.
	if (value.kind === 'closure' || value.kind === 'literal' || value.kind === 'native') return [value];
	return machine.eachOf(value).flatMap((option) => {
		const list = option.value.kind === 'array' ? machine.itemsOf(option.value) : null;
		if (list === null) return [option.value];
		const rest = option.value.kind === 'array' && list.isOpen && option.value.rest !== null ? [option.value.rest] : [];
		return [...list.items, ...rest].flatMap((item) => listed(machine, item));
	});
}

/** Express takes the first argument of `use` for a path unless it is a function, or an array that begins with one. */
export function isHandlerList(machine: Machine, first: Value, isAlone: boolean): boolean {
	if (isAlone) return true;
	const [one] = listed(machine, first);
	return one === undefined ? false : isHandler(machine, one);
}

function isHandler(machine: Machine, value: Value): boolean {
	switch (value.kind) {
		case 'closure':
		case 'class':
		case 'object':
			return true;
		case 'native':
			return recordOf(value) !== null || value.text === undefined;
		case 'literal':
		case 'concat':
		case 'regexp':
		case 'env':
			return false;
		case 'external':
			return !seemsText(machine, value);
		case 'param':
		case 'unknown':
			return value.type === null ? seemsCall(value.text) : !seemsText(machine, value);
		case 'array':
		case 'choice':
		case 'lazy':
			return false;
	}
}

/** A value that is not known: is it a text by its type? */
function seemsText(machine: Machine, value: Value): boolean {
	return machine.textsOf(value).some(({parts}) => parts.some((part) => typeof part !== 'string' && part.type === 'string'));
}

/** `limiter({max: 5})` gives a handler; `config.get('prefix')` reads a text, and so does `config.prefix`. */
const seemsCall = (text: string): boolean => text.endsWith(')') && !/\.get\([^()]*\)$/.test(text);
