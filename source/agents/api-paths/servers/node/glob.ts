import {posix} from 'node:path';
import type {Machine} from '../../evaluate/machine.ts';
import {arrayOf, literal, nativeFunction, undefinedValue, unknown} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {filesBelow, placeOf} from './folders.ts';

const find = nativeFunction('glob', findFiles);

/** Packages that find files by patterns, under the names of all of them. */
export const globFunctions: Record<string, Value> = {default: find, glob: find, globSync: find, globby: find, globbySync: find, sync: find};

/** The files that a pattern, or one of a list, names; an unknown list when a pattern is not known. */
function findFiles(call: NativeCall): Value {
	const {args, machine, site} = call;
	const patterns = args[0] === undefined ? null : patternsOf(machine, args[0]);
	const options = args[1] === undefined ? undefinedValue : machine.force(args[1]);
	const option = (name: string): Value => (options.kind === 'object' ? machine.force(machine.get(options, name)) : undefinedValue);
	const folder =
		option('cwd').kind === 'literal' && machine.literalOf(option('cwd')) === undefined
			? ''
			: placeOf(machine, option('cwd'), site.module.file);
	if (patterns === null || folder === null) return unknown('glob()', 'runtime-value');
	const isAbsolute = machine.literalOf(option('absolute')) === true;
	const found = matching(machine, patterns, folder, site.module.file);
	const result = arrayOf(
		found.map(({file, isFromRoot}) => literal(isAbsolute || isFromRoot ? `/${file}` : posix.relative(`/${folder}`, `/${file}`))),
	);
	const callback = args.length > 1 ? machine.force(args.at(-1) ?? undefinedValue) : undefinedValue;
	if (callback.kind === 'closure') machine.call(callback, [literal(null), result], site);
	return result;
}

/** The files that one pattern of an option names, as code in `from` gives it. */
export const filesNamed = (machine: Machine, pattern: string, from: string): string[] => filesOf(machine, '', pattern, from);

function patternsOf(machine: Machine, value: Value): string[] | null {
	const values = machine.itemsOf(value)?.items ?? [value];
	const patterns = values.map((one) => machine.literalOf(one));
	return patterns.every((one) => typeof one === 'string') ? patterns : null;
}

function matching(machine: Machine, patterns: readonly string[], folder: string, from: string): {file: string; isFromRoot: boolean}[] {
	const [excluded, included] = [
		patterns.filter((pattern) => pattern.startsWith('!')),
		patterns.filter((pattern) => !pattern.startsWith('!')),
	];
	const isExcluded = (file: string): boolean => excluded.some((pattern) => globExpression(posix.join(folder, pattern.slice(1))).test(file));
	return included.flatMap((pattern) => {
		const isFromRoot = pattern.startsWith('/');
		return filesOf(machine, isFromRoot ? '' : folder, pattern, from)
			.filter((file) => !isExcluded(file))
			.map((file) => ({file, isFromRoot}));
	});
}

/** By the part of the pattern that names folders, which may be given from where the process was started. */
function filesOf(machine: Machine, folder: string, pattern: string, from: string): string[] {
	const whole = posix.join(folder, pattern).replace(/^\/+/, '');
	const fixed = /^(?:[^*?{[(!]*\/)?/.exec(whole)?.[0] ?? '';
	const place = fixed === '' ? '' : placeOf(machine, literal(`/${fixed}`), from);
	if (place === null) return [];
	const expression = globExpression(place === '' ? whole : `${place}/${whole.slice(fixed.length)}`);
	return filesBelow(machine, place)
		.filter((file) => expression.test(file))
		.toSorted();
}

/** `**`, `*`, `?`, `{a,b}`, `[a-z]`, and `!(a|b)`, `@(a|b)` and the like. */
function globExpression(glob: string): RegExp {
	try {
		return new RegExp(`^${expressionOf(glob)}$`);
	} catch {
		// `[z-a]` is no pattern for those who read it at run time either: it names no file.
		return /(?!)/;
	}
}

function expressionOf(glob: string): string {
	return glob.replaceAll(/[!@+*?]\([^()]*\)|\*\*\/|\*\*|\*|\?|\{[^{}]*\}|\[[^\]]*\]|[.+^$()|\\/[\]{}]/g, (found, at: number) => {
		if (/^[!@+*?]\(/.test(found)) return oneOf(found, glob.slice(at + found.length));
		if (found === '**/') return '(?:[^/]+/)*';
		if (found === '**') return '.*';
		if (found === '*') return '[^/]*';
		if (found === '?') return '[^/]';
		if (/^\{.*\}$/s.test(found)) return anyOf(found.slice(1, -1).split(','));
		return /^\[.*\]$/s.test(found) ? found.replace('[!', '[^') : `\\${found}`;
	});
}

/** `!(core|admin)` is any name but these, with what stands behind it; `@(…)` one of them, `+(…)`, `*(…)` and `?(…)` so many of them. */
function oneOf(found: string, behind: string): string {
	const names = anyOf(found.slice(2, -1).split('|'));
	if (found.startsWith('!')) return `(?!${names}${expressionOf(/^[^/]*/.exec(behind)![0])}(?:/|$))[^/]*`;
	return found.startsWith('@') ? names : names + found[0]!;
}

function anyOf(globs: readonly string[]): string {
	return `(?:${globs.map((one) => expressionOf(one)).join('|')})`;
}
