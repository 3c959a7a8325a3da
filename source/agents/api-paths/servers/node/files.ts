import type {Machine, Site} from '../../evaluate/machine.ts';
import {arrayOf, literal, nativeFunction, objectOf, undefinedValue, unknown} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {exists, filesBelow, isFile, isFolder, namesIn, placeOf} from './folders.ts';

/** As much of `node:fs` as looks at folders. With a callback as last argument that is called; promises are their values. */
export const fileFunctions: Record<string, Value> = Object.fromEntries(
	Object.entries({readdir: readFolder, stat: statOf, lstat: statOf, access: () => undefinedValue, exists: existsAt}).flatMap(
		([name, compute]) => {
			const call = nativeFunction(`fs.${name}`, (given) => answer(given, compute(given)));
			return [
				[name, call],
				[`${name}Sync`, call],
			];
		},
	),
);

/** Node's callbacks take an error first. */
function answer({args, machine, site}: NativeCall, value: Value): Value {
	const callback = args.length > 1 ? machine.force(args.at(-1) ?? undefinedValue) : undefinedValue;
	if (callback.kind === 'closure') machine.call(callback, [literal(null), value], site);
	return value;
}

function readFolder({args, machine, site}: NativeCall): Value {
	const folder = placeOf(machine, args[0], site.module.file);
	if (folder === null) return unknown('readdir()', 'runtime-value');
	const options = args[1] === undefined ? undefinedValue : machine.force(args[1]);
	const isOn = (name: string): boolean => options.kind === 'object' && machine.literalOf(machine.get(options, name)) === true;
	if (isOn('withFileTypes')) return arrayOf(namesIn(machine, folder).map((entry) => directoryEntry(entry, folder)));
	const names = isOn('recursive')
		? filesBelow(machine, folder).map((file) => file.slice(folder === '' ? 0 : folder.length + 1))
		: namesIn(machine, folder).map(({name}) => name);
	return arrayOf(names.map(literal));
}

const always = (value: boolean): Value => nativeFunction('is', () => literal(value));

function directoryEntry({name, isFolder: isDirectory}: {name: string; isFolder: boolean}, folder: string): Value {
	const path = literal(`/${folder}`);
	return objectOf({
		name: literal(name),
		path,
		parentPath: path,
		isDirectory: always(isDirectory),
		isFile: always(!isDirectory),
		isSymbolicLink: always(false),
	});
}

function statOf({args, machine, site}: NativeCall): Value {
	const place = placeOf(machine, args[0], site.module.file);
	if (place === null) return unknown('stat()', 'runtime-value');
	return objectOf(
		{isDirectory: always(isFolder(machine, place)), isFile: always(isFile(machine, place)), isSymbolicLink: always(false)},
		unknown('stat'),
	);
}

function existsAt({args, machine, site}: {args: Value[]; machine: Machine; site: Site}): Value {
	const isKnown = args[0] !== undefined && typeof machine.literalOf(args[0]) === 'string';
	if (!isKnown) return unknown('exists()', 'runtime-value');
	const place = placeOf(machine, args[0], site.module.file);
	// What is not there now (build output, uploads) may be there at run time.
	return place !== null && exists(machine, place) ? literal(true) : unknown('exists()', 'runtime-value');
}
