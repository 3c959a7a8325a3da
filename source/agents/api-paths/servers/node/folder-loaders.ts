import {posix} from 'node:path';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {placeOf} from './folders.ts';

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

/** require-all, include-all, auto-load: `requireAll({dirname})` or `requireAll(path)`. */
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

/** require-dir: `requireDir('./routes', {recurse})`, from the folder of the module that asks; without a path that folder. */
export const requireDir: NativeValue = nativeFunction('require-dir', (call) => {
	const {args, machine, site} = call;
	const path = args[0] === undefined ? '.' : machine.literalOf(args[0]);
	if (typeof path !== 'string') return undefined;
	const isDeep = args[1] !== undefined && machine.literalOf(machine.get(args[1], 'recurse')) === true;
	return load(call, folderFor(machine, path, site), () => {}, isDeep);
});

/**
 * consign and express-load: `consign({cwd: 'src'}).include('controllers').then('routes').into(app)` calls what each file exports with the application,
 * and puts what comes back on it: `app.controllers.users`.
 */
export const consign: NativeValue = nativeFunction('consign', ({args, machine}) => {
	const [first] = args;
	const path = first === undefined ? undefined : machine.literalOf(first);
	const options = typeof path === 'string' ? args[1] : first;
	const cwd = options === undefined ? undefined : machine.literalOf(machine.get(options, 'cwd'));
	const folders: string[] = typeof path === 'string' ? [path] : [];
	const loader: NativeValue = native('consign', {
		get: (name) => {
			if (name === 'into') return nativeFunction(name, (call) => loadInto(call, folders, typeof cwd === 'string' ? cwd : ''));
			if (name === 'exclude') return nativeFunction(name, () => loader);
			return nativeFunction(name, (call) => {
				const folder = call.args[0] === undefined ? undefined : machine.literalOf(call.args[0]);
				if (typeof folder === 'string') folders.push(folder);
				return loader;
			});
		},
	});
	return loader;
});

function loadInto(call: NativeCall, folders: readonly string[], cwd: string): Value {
	const {args, machine, site} = call;
	const app = args[0] === undefined ? undefinedValue : machine.force(args[0]);
	for (const folder of folders) {
		const place = placeOf(machine, literal(posix.join(cwd, folder)), site.module.file);
		if (place === null) continue;
		const whole = objectOf({});
		if (app.kind === 'native') app.set?.(posix.basename(folder).replace(/\.\w+$/u, ''), whole, machine, site);
		for (const {names, loaded} of modulesIn(call, place)) {
			const given = machine.force(loaded);
			put(whole, names, given.kind === 'closure' ? machine.call(given, args, site) : given);
		}
	}
	return app;
}

/** A path that is not from the root is from the module that asks. */
function folderFor(machine: Machine, path: string, {module}: Site): string | null {
	const beside = posix.join(posix.dirname(module.file), path);
	return placeOf(machine, literal(path.startsWith('.') ? beside : path), module.file) ?? (beside === '.' ? '' : null);
}

/** The exports of the modules of a folder by their names, folders in folders. */
function load(call: NativeCall, folder: string | null, visit: (loaded: Value, file: string) => void, isDeep = true): Value | undefined {
	if (folder === null) return undefined;
	const whole = objectOf({});
	for (const {file, names, loaded} of modulesIn(call, folder)) {
		if (names.length > 1 && !isDeep) continue;
		put(whole, names, loaded);
		visit(call.machine.force(loaded), file);
	}
	return whole;
}

/** The modules at or below a place, by names without ending; the one that asks is left out. */
function* modulesIn({machine, site}: NativeCall, place: string): Generator<{file: string; names: string[]; loaded: Value}> {
	const start = place === '' ? '' : `${place}/`;
	for (const file of machine.project.files.filter((one) => (one === place || one.startsWith(start)) && one !== site.module.file)) {
		const loaded = machine.exportOf(file, 'default') ?? machine.exportOf(file, '*');
		const below = file === place ? posix.basename(file) : file.slice(start.length);
		if (loaded !== null) yield {file, names: below.replace(/\.\w+$/u, '').split('/'), loaded};
	}
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
