import {posix} from 'node:path';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, nativeFunction, objectOf} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {placeOf} from '../node/folders.ts';

/** require-directory: `requireDirectory(module, './api', {visit})`, everything below a folder, each module shown to `visit`. */
export const requireDirectory: NativeValue = nativeFunction('require-directory', (call) => {
	const {args, machine, site} = call;
	const [, second, third] = args;
	const path = second === undefined ? undefined : machine.literalOf(second);
	const options = typeof path === 'string' || third !== undefined ? third : second;
	const visit = options === undefined ? undefined : machine.force(machine.get(options, 'visit'));
	return load(call, folderFor(machine, typeof path === 'string' ? path : '.', site), (loaded, file) => {
		if (visit?.kind === 'closure') machine.call(visit, [loaded, literal(`/${file}`), literal(posix.basename(file))], site);
	});
});

/** require-all: `requireAll({dirname})` or `requireAll(path)`. */
export const requireAll: NativeValue = nativeFunction('require-all', (call) => {
	const {
		args: [given],
		machine,
		site,
	} = call;
	if (given === undefined) return undefined;
	const forced = machine.force(given);
	const path = machine.literalOf(forced.kind === 'object' ? machine.get(forced, 'dirname') : forced);
	return typeof path === 'string' ? load(call, folderFor(machine, path, site), () => {}) : undefined;
});

/** A path that is not from the root is from the module that asks. */
function folderFor(machine: Machine, path: string, {module}: Site): string | null {
	const beside = posix.join(posix.dirname(module.file), path);
	return placeOf(machine, literal(path.startsWith('.') ? beside : path), module.file) ?? (beside === '.' ? '' : null);
}

/** The exports of the modules of a folder by their names, folders in folders. */
function load({machine, site}: NativeCall, folder: string | null, visit: (loaded: Value, file: string) => void): Value | undefined {
	if (folder === null) return undefined;
	const whole = objectOf({});
	const start = folder === '' ? '' : `${folder}/`;
	for (const file of machine.project.files.filter((one) => one.startsWith(start) && one !== site.module.file)) {
		const loaded = machine.exportOf(file, 'default') ?? machine.exportOf(file, '*');
		if (loaded === null) continue;
		put(
			whole,
			file
				.slice(start.length)
				.replace(/\.\w+$/u, '')
				.split('/'),
			loaded,
		);
		visit(machine.force(loaded), file);
	}
	return whole;
}

function put(whole: Value, [name = '', ...rest]: string[], loaded: Value): void {
	if (whole.kind !== 'object') return;
	if (rest.length === 0) {
		whole.props.set(name, loaded);
		return;
	}
	const inner = whole.props.get(name) ?? objectOf({});
	whole.props.set(name, inner);
	put(inner, rest, loaded);
}
