import {posix} from 'node:path';
import type {Machine, TextPart} from '../../evaluate/machine.ts';
import {literal, nativeFunction, objectOf, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';

const functionsOf = (label: string, calls: Record<string, (call: NativeCall) => Value | undefined>): Record<string, NativeValue> =>
	Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, nativeFunction(`${label}.${name}`, call)]));

const text = {kind: 'primitive', name: 'string'} as const;

/** `node:path`; paths with holes in them are put together as far as they are known. */
export const pathFunctions: Record<string, Value> = {
	...functionsOf('path', {
		join: ({args, machine}) => machine.combine(args, (...parts) => joinParts(parts)),
		resolve: ({args, machine}) => machine.combine(args, (...parts) => joinParts([['/'], ...fromLastRoot(parts)])),
		normalize: ({args, machine}) => machine.combine(args, (...parts) => joinParts(parts)),
		basename: ({args, machine}) => onTexts(machine, args, (path, suffix) => posix.basename(path, suffix ?? '')),
		dirname: ({args, machine}) => onTexts(machine, args, (path) => posix.dirname(path)),
		extname: ({args, machine}) => onTexts(machine, args, (path) => posix.extname(path)),
		relative: ({args, machine}) => onTexts(machine, args, (from, to) => posix.relative(from, to ?? '')),
		isAbsolute: ({args, machine}) => onTexts(machine, args, (path) => path.startsWith('/')),
		parse: parsed,
	}),
	sep: literal('/'),
	delimiter: literal(':'),
};
pathFunctions['posix'] = objectOf({...pathFunctions});

/** `node:url`, for files. */
export const urlFunctions: Record<string, Value> = functionsOf('url', {
	fileURLToPath: ({args, machine}) => onTexts(machine, args, (url) => url.replace(/^file:\/\//, '')),
	pathToFileURL: ({args, machine}) => {
		const href = onTexts(machine, args, (path) => `file://${path}`);
		return objectOf({href, pathname: args[0] ?? href}, null);
	},
});

/** A function of texts that are known, alternative by alternative; unknown when one is not. */
function onTexts(machine: Machine, args: readonly Value[], compute: (first: string, second?: string) => string | boolean): Value {
	const [first, second] = args;
	if (first === undefined) return unknown('path');
	const others = second === undefined ? [undefined] : machine.eachOf(second).map(({value}) => machine.literalOf(value));
	const options = machine.eachOf(first).flatMap(({guards, value}) => {
		const known = machine.literalOf(value);
		return others.map((other) => ({
			guards,
			value:
				typeof known === 'string'
					? literal(compute(known, typeof other === 'string' ? other : undefined))
					: unknown('path', 'runtime-value', text),
		}));
	});
	const [only] = options;
	return options.length === 1 && only !== undefined ? only.value : {kind: 'choice', of: options};
}

function parsed({args, machine}: NativeCall): Value {
	const of = (name: 'root' | 'dir' | 'base' | 'ext' | 'name'): Value => onTexts(machine, args, (path) => posix.parse(path)[name]);
	return objectOf({root: of('root'), dir: of('dir'), base: of('base'), ext: of('ext'), name: of('name')});
}

function joinParts(parts: readonly (readonly TextPart[])[]): TextPart[] {
	const joined = parts.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? one : ['/', ...one]));
	if (joined.every((part) => typeof part === 'string')) return [posix.normalize(joined.join(''))];
	return withoutDoubleSlashes(joined);
}

function withoutDoubleSlashes(parts: readonly TextPart[]): TextPart[] {
	const merged: TextPart[] = [];
	for (const part of parts) {
		const last = merged.at(-1);
		if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
		else merged.push(part);
	}
	return merged.map((part) => (typeof part === 'string' ? part.replaceAll(/\/{2,}/g, '/') : part));
}

/** What stands before a path from the root does not count. */
function fromLastRoot(parts: readonly (readonly TextPart[])[]): readonly (readonly TextPart[])[] {
	const root = parts.findLastIndex(([start]) => typeof start === 'string' && start.startsWith('/'));
	return root === -1 ? parts : parts.slice(root);
}
