import {lstatSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {isBundlerConfig, readAliases, type Alias} from './bundler-aliases.ts';
import {readCodeFiles, type CodeFiles} from './code-files.ts';
import {mostFileBytes, readContent} from './content.ts';
import {readVariable} from './env-files.ts';
import {asRecord} from './json-with-comments.ts';
import {folderOf, foldersAbove, inFolder, readManifests, type Manifests} from './manifests.ts';
import type {Project} from './project.ts';
import {createResolver} from './resolve.ts';
import {createPathRules} from './tsconfig.ts';
import {walkProject} from './walk-project.ts';
import {isOutside, type Tree} from './walk.ts';

export interface ProjectOptions {
	/** Patterns as in `.gitignore`, relative to the root. */
	ignore?: readonly string[];
	maxFileBytes?: number;
	/** A walk that was already done, for example to compare it with an earlier one. */
	tree?: Tree;
}

/** A project that can follow what changes on disk. */
export interface OpenProject extends Project {
	/**
	 * The project after some files or folders changed (null: nobody knows which). Files that did not change are not read again, and as long as none comes, goes or configures
	 * anything the rest is kept too. The project it was called on stays as it was.
	 */
	update(changed: readonly string[] | null): OpenProject;
}

/** Opens a folder for analysis: walks it and reads its code once. Throws an EsaError `project` where the root is no folder that can be read. */
export function openProject(root: string, options: ProjectOptions = {}): OpenProject {
	const tree = options.tree ?? walkProject(root, options.ignore);
	const settings = {root, ignore: options.ignore ?? [], maxBytes: options.maxFileBytes ?? mostFileBytes};
	return assemble(settings, tree, readCodeFiles(tree, settings.maxBytes), null);
}

interface Settings {
	root: string;
	ignore: readonly string[];
	maxBytes: number;
}

type Names = Pick<Project, 'resolve' | 'majorOf' | 'dependsOn' | 'env' | 'filesUnder'>;

function assemble(settings: Settings, tree: Tree, code: CodeFiles, kept: Names | null): OpenProject {
	const readText = (file: string) => takeText(code.texts, file) ?? readInside(tree, file, settings.maxBytes);
	const names = kept ?? namesOf(tree, readText);
	return {
		root: path.resolve(settings.root),
		files: code.files,
		unanalysed: code.unanalysed,
		readText,
		...names,
		update: (changed) => updated(settings, {tree, code, names}, changed),
	};
}

function updated(
	settings: Settings,
	{tree, code, names}: {tree: Tree; code: CodeFiles; names: Names},
	changed: readonly string[] | null,
): OpenProject {
	const isEdit = (file: string) =>
		tree.kinds.get(file) === 'code' && !isBundlerConfig(path.posix.basename(file)) && isFileThere(tree, file);
	const keepsNames = changed?.every(isEdit) === true;
	const now = keepsNames ? tree : walkProject(settings.root, settings.ignore);
	const isSame = (file: string) => changed?.every((each) => file !== each && !file.startsWith(`${each}/`)) === true;
	const known = new Map([...code.fates].filter(([file]) => isSame(file)));
	return assemble(settings, now, readCodeFiles(now, settings.maxBytes, known), keepsNames ? names : null);
}

function isFileThere(tree: Tree, file: string): boolean {
	return lstatSync(path.join(tree.root, file), {throwIfNoEntry: false})?.isFile() === true;
}

/** All that follows from the names of files, manifests and configs. */
function namesOf(tree: Tree, readText: (file: string) => string | undefined): Names {
	const manifests = manifestsOf(tree, readText);
	const all = [...tree.kinds.keys()].toSorted();
	return {
		resolve: resolverOf(tree, all, manifests, readText),
		majorOf: manifests.majorOf,
		dependsOn: manifests.dependsOn,
		env: environmentOf(manifests, readText),
		filesUnder: (folder) => filesBelow(all, inFolder('', folder)),
	};
}

function takeText(texts: Map<string, string>, file: string): string | undefined {
	const text = texts.get(file);
	texts.delete(file);
	return text;
}

function readInside(tree: Tree, file: string, maxBytes: number): string | undefined {
	const relative = inFolder('', file);
	const absolute = path.join(tree.root, relative);
	if (isOutside(relative) || path.isAbsolute(file)) return undefined;
	const real = tree.kinds.has(relative) ? absolute : realPathInside(tree.root, absolute);
	if (real === undefined) return undefined;
	const content = readContent(real, maxBytes);
	return content.kind === 'text' ? content.text : undefined;
}

/** For what the walk did not see, such as hidden files and installed packages: a link may lead anywhere. */
function realPathInside(root: string, absolute: string): string | undefined {
	if (statSync(absolute, {throwIfNoEntry: false})?.isFile() !== true) return undefined;
	const real = realpathSync(absolute);
	return isOutside(path.relative(root, real)) ? undefined : real;
}

function manifestsOf(tree: Tree, readText: (file: string) => string | undefined): Manifests {
	const manifestFiles = [...tree.kinds.keys()].filter((file) => file === 'package.json' || file.endsWith('/package.json'));
	return readManifests({manifestFiles, installed: new Set(tree.installed), readText});
}

function resolverOf(
	tree: Tree,
	all: readonly string[],
	manifests: Manifests,
	readText: (file: string) => string | undefined,
): Project['resolve'] {
	const byFolder = Map.groupBy(all, folderOf);
	const pathRules = createPathRules({
		has: (file) => tree.kinds.has(file),
		readText,
		packageFolder: (name) => manifests.named(name, '')?.folder,
		namesIn: (folder) => (byFolder.get(folder) ?? []).map((file) => file.slice(folder === '' ? 0 : folder.length + 1)),
	});
	return createResolver({kinds: tree.kinds, links: tree.links, manifests, pathRules, aliases: aliasesOf(tree, all, manifests, readText)});
}

function aliasesOf(tree: Tree, all: readonly string[], manifests: Manifests, readText: (file: string) => string | undefined): Alias[] {
	const isThere = (target: string) =>
		tree.folders.has(target) || tree.kinds.has(target) || all.some((file) => file.startsWith(`${target}.`));
	const folders = manifests.folders();
	const hidden = folders.flatMap((folder) =>
		['.babelrc', '.babelrc.json', '.babelrc.js', '.umirc.ts'].map((name) => inFolder(folder, name)),
	);
	const configs = [...all.filter((file) => isBundlerConfig(path.posix.basename(file))), ...hidden];
	const found = configs.flatMap((file) => {
		const text = readText(file);
		return text === undefined ? [] : readAliases(file, text, isThere);
	});
	const stated = folders.flatMap((folder) => aliasesInManifest(folder, manifests, isThere));
	// The nearest config knows best.
	return [...found, ...stated].toSorted((a, b) => b.folder.length - a.folder.length);
}

/** `_moduleAliases` of module-alias, and `alias` of Parcel. */
function aliasesInManifest(folder: string, manifests: Manifests, isThere: (target: string) => boolean): Alias[] {
	const json = manifests.at(folder)?.json ?? {};
	const tables = [json['_moduleAliases'], json['alias']].map((table) => Object.entries(asRecord(table) ?? {}));
	return tables.flat().flatMap(([name, target]) => {
		if (typeof target !== 'string') return [];
		const source = target.replace(/^(?:\.\/)?(?:dist|build|out|lib)(?=\/|$)/, 'src');
		const targets = [target, source].map((each) => inFolder(folder, each)).filter(isThere);
		return targets.length === 0 ? [] : [{name, isExact: false, targets, folder}];
	});
}

function environmentOf(manifests: Manifests, readText: (file: string) => string | undefined): Project['env'] {
	const known = new Map<string, string | undefined>();
	return (name, from) => {
		const key = `${from === undefined ? '*' : folderOf(from)}\0${name}`;
		if (!known.has(key)) known.set(key, readVariable(name, from === undefined ? manifests.folders() : foldersAbove(from), readText));
		return known.get(key);
	};
}

function filesBelow(all: readonly string[], folder: string): string[] {
	return folder === '' ? [...all] : all.filter((file) => file.startsWith(`${folder}/`));
}
