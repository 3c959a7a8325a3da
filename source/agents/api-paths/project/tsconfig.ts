import {asRecord, parseJsonWithComments} from './json-with-comments.ts';
import {folderOf, foldersAbove, inFolder} from './manifests.ts';

/** What one tsconfig (with what it extends) says about names of modules. */
export interface PathRules {
	/** Patterns with at most one `*`, longest prefix first, and where they lead, relative to the root. */
	paths: {pattern: string; targets: string[]}[];
	baseUrl: string | null;
}

interface Reading {
	/** Every file of the project. */
	has: (file: string) => boolean;
	readText: (file: string) => string | undefined;
	/** The folder of a package of the project, for `extends: '@acme/tsconfig'`. */
	packageFolder: (name: string) => string | undefined;
	/** Names of files in a folder. */
	namesIn: (folder: string) => readonly string[];
}

/** The rules of a project's tsconfig and jsconfig files. */
export interface TsconfigRules {
	/** Of the nearest config over a file, of its references, then of the ones further up. */
	over: (file: string) => readonly PathRules[];
	/** Is there a config in this folder? */
	isIn: (folder: string) => boolean;
}

/** Reads each config once, when it is first needed. */
export function createPathRules(reading: Reading): TsconfigRules {
	const ofFolder = new Map<string, PathRules[]>();
	const overFolder = new Map<string, PathRules[]>();
	const inOwnFolder = (folder: string): PathRules[] =>
		remembered(ofFolder, folder, () => configsIn(folder, reading).map((file) => readRules(file, reading)));
	return {
		over: (file) => remembered(overFolder, folderOf(file), () => foldersAbove(file).flatMap(inOwnFolder)),
		isIn: (folder) => inOwnFolder(folder).length > 0,
	};
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
	const known = memory.get(key);
	if (known !== undefined) return known;
	const made = make();
	memory.set(key, made);
	return made;
}

/** `tsconfig.json` first; then the others of the folder, which it references or which tools are told to use (`tsconfig.app.json`). */
function configsIn(folder: string, {namesIn}: Reading): string[] {
	const names = namesIn(folder).filter((name) => /^[jt]sconfig(?:\.[\w.-]+)?\.json$/.test(name));
	const rank = (name: string) => ['tsconfig.json', 'jsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json'].indexOf(name) >>> 0;
	return names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map((name) => inFolder(folder, name));
}

interface Raw {
	paths: Record<string, unknown> | null;
	/** What `paths` are relative to without a base. */
	pathsFolder: string;
	baseUrl: string | null;
}

function readRules(file: string, reading: Reading): PathRules {
	const {paths, pathsFolder, baseUrl} = readMerged(file, folderOf(file), reading, new Set());
	const entries = Object.entries(paths ?? {}).map(([pattern, targets]) => ({
		pattern,
		targets: strings(targets).map((target) => inFolder(baseUrl ?? pathsFolder, target)),
	}));
	// As in TypeScript: an exact name first, then the longest text before the star.
	const weight = (pattern: string) => (pattern.includes('*') ? pattern.indexOf('*') : Infinity);
	return {paths: entries.toSorted((a, b) => Math.sign(weight(b.pattern) - weight(a.pattern) || 0)), baseUrl};
}

/** A config over what it extends; what cannot be found (an uninstalled base, a generated one) is passed over and the rest kept. */
function readMerged(file: string, leaf: string, reading: Reading, seen: Set<string>): Raw {
	const empty: Raw = {paths: null, pathsFolder: '', baseUrl: null};
	if (seen.has(file)) return empty;
	seen.add(file);
	const json = asRecord(parseJsonWithComments(reading.readText(file) ?? '')) ?? {};
	const bases = strings(json['extends']).flatMap((name) => extendedFile(name, file, reading) ?? []);
	const merged = bases.map((base) => readMerged(base, leaf, reading, seen)).reduce(overlay, empty);
	const options = asRecord(json['compilerOptions']) ?? {};
	const here = (path: string) => (path.startsWith('${configDir}') ? inFolder(leaf, `.${path.slice(12)}`) : inFolder(folderOf(file), path));
	const paths = asRecord(options['paths']) ?? null;
	return overlay(merged, {
		paths:
			paths === null
				? null
				: Object.fromEntries(Object.entries(paths).map(([name, to]) => [name, strings(to).map((path) => atConfigDir(path, leaf, file))])),
		pathsFolder: folderOf(file),
		baseUrl: typeof options['baseUrl'] === 'string' ? here(options['baseUrl']) : null,
	});
}

/** `${configDir}` written relative to the folder that the other paths of the config are relative to. */
function atConfigDir(path: string, leaf: string, file: string): string {
	if (!path.startsWith('${configDir}')) return path;
	const up = folderOf(file) === '' ? '' : '../'.repeat(folderOf(file).split('/').length);
	return `${up}${leaf === '' ? '.' : leaf}${path.slice(12)}`;
}

function overlay(base: Raw, own: Raw): Raw {
	return {
		paths: own.paths ?? base.paths,
		pathsFolder: own.paths === null ? base.pathsFolder : own.pathsFolder,
		baseUrl: own.baseUrl ?? base.baseUrl,
	};
}

function extendedFile(name: string, file: string, {has, packageFolder}: Reading): string | undefined {
	const candidates = name.startsWith('.') ? [inFolder(folderOf(file), name)] : inPackage(name, packageFolder);
	return candidates
		.flatMap((each) => [each, `${each}.json`, inFolder(each, 'tsconfig.json')])
		.find((each) => each.endsWith('.json') && has(each));
}

function inPackage(name: string, packageFolder: Reading['packageFolder']): string[] {
	const [, owner = '', rest = ''] = /^(@[^/]+\/[^/]+|[^@/][^/]*)\/?(.*)$/.exec(name) ?? [];
	const folder = packageFolder(owner);
	return folder === undefined ? [] : [inFolder(folder, rest)];
}

function strings(value: unknown): string[] {
	return [value].flat().filter((each) => typeof each === 'string');
}
