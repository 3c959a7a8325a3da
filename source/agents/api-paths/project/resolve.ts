import {builtinModules} from 'node:module';
import type {Alias} from './bundler-aliases.ts';
import type {FileKind} from './left-out.ts';
import {folderOf, foldersAbove, inFolder, type Manifests} from './manifests.ts';
import {entriesOfPackage, importTargets} from './package-entry.ts';
import type {Resolved} from './project.ts';
import type {TsconfigRules} from './tsconfig.ts';

/** All that is known for following an import, without opening a file. */
export interface ResolveContext {
	kinds: ReadonlyMap<string, FileKind>;
	/** Links and what they lead to, inside the root. */
	links: ReadonlyMap<string, string>;
	manifests: Manifests;
	pathRules: TsconfigRules;
	aliases: readonly Alias[];
}

/** Follows imports among the files of a project. Answers are remembered: what depends on the folder by folder, other names by the configs that are over them. */
export function createResolver(context: ResolveContext): (from: string, specifier: string) => Resolved {
	const index = {...context, stems: stemsOf(context.kinds)};
	const tables = createTables(index);
	return (from, specifier) => {
		const known = tables(from)[isOfFolder(specifier) ? 'ofFolder' : 'ofScope'];
		const before = known.get(specifier);
		if (before !== undefined) return before;
		const resolved = resolve(index, from, specifier);
		known.set(specifier, resolved);
		return resolved;
	};
}

interface Index extends ResolveContext {
	/** Every path that leads to a file when an ending or `/index` is added: most candidates are no such path, and one look tells. */
	stems: ReadonlySet<string>;
}

/** Answers by specifier. */
interface Tables {
	ofFolder: Map<string, Resolved>;
	/** Shared by all folders under the same configs. */
	ofScope: Map<string, Resolved>;
}

/** Whether the folder of the importing file decides, and not only the configs over it: `./a`, `/a`, and what conventions make of `@/a`, `src/a`. */
function isOfFolder(specifier: string): boolean {
	return /^(?:[./~$]|@\/|src\/|app\/)/.test(specifier) || (specifier.startsWith('@') && !/^@[\w-]+\//.test(specifier));
}

function createTables(index: Index): (from: string) => Tables {
	const byFile = new Map<string, Tables>();
	const byFolder = new Map<string, Tables>();
	const byScope = new Map<string, Tables['ofScope']>();
	const configFolders = new Set(index.aliases.map((alias) => alias.folder));
	const scopeOf = (folder: string): string =>
		foldersAbove(`${folder}/`).find(
			(each) => configFolders.has(each) || index.manifests.at(each) !== undefined || index.pathRules.isIn(each),
		) ?? '';
	const made = <T>(map: Map<string, T>, key: string, make: () => T): T => map.get(key) ?? (map.set(key, make()).get(key) as T);
	const ofFolder = (folder: string): Tables => ({ofFolder: new Map(), ofScope: made(byScope, scopeOf(folder), () => new Map())});
	return (from) =>
		byFile.get(from) ??
		// A page's scripts are named without `./`.
		made(byFile, from, () =>
			isPage(from) ? {ofFolder: new Map(), ofScope: new Map()} : made(byFolder, folderOf(from), () => ofFolder(folderOf(from))),
		);
}

function stemsOf(kinds: ReadonlyMap<string, FileKind>): Set<string> {
	const stems = new Set<string>();
	for (const file of kinds.keys()) {
		stems.add(file);
		const name = file.slice(file.lastIndexOf('/') + 1);
		for (let dot = name.indexOf('.', 1); dot !== -1; dot = name.indexOf('.', dot + 1))
			stems.add(file.slice(0, file.length - name.length + dot));
		if (name === 'package.json' || name.startsWith('index.')) stems.add(folderOf(file));
	}
	return stems;
}

function resolve(context: Index, from: string, specifier: string): Resolved {
	const unresolved: Resolved = {kind: 'unresolved', specifier};
	// `./x.css?inline`, `!!raw-loader!./x`.
	const [name = '', query] = (specifier.split('!').at(-1) ?? '').split('?', 2);
	if (name === '' || /^(?:https?:|data:|blob:|virtual:|\0|\/\/)/.test(name)) return unresolved;
	const found = firstFile(context, candidates(context, from, name));
	if (found !== undefined) return query !== undefined && /^(?:raw|url|inline)\b/.test(query) ? {kind: 'asset', file: fileOf(found)} : found;
	return isLocal(name, from) ? unresolved : packageOf(context, from, name);
}

function fileOf(found: Resolved): string {
	return found.kind === 'file' || found.kind === 'asset' ? found.file : '';
}

function isPage(file: string): boolean {
	return /\.html?$/i.test(file);
}

function isLocal(name: string, from: string): boolean {
	return /^(?:\.{1,2}(?:\/|$)|\/)/.test(name) || isPage(from);
}

/** Paths that a name may mean, best first, relative to the root. */
function* candidates(context: Index, from: string, name: string): Generator<string> {
	const folder = folderOf(from);
	if (/^\.{1,2}(?:\/|$)/.test(name)) {
		const path = inFolder(folder, name);
		yield path;
		// A launcher that starts what was built: `../dist/server.js`.
		if (/(?:^|\/)(?:dist|build|out|lib)\//.test(path)) yield path.replace(/((?:^|\/))(?:dist|build|out|lib)\//, '$1src/');
		return;
	}
	if (name.startsWith('/')) {
		yield* fromServedRoot(context, from, name);
		return;
	}
	if (isPage(from)) yield inFolder(folder, name);
	yield* byTsconfigPaths(context, from, name);
	yield* byBundlerAlias(context, from, name);
	if (name.startsWith('#')) yield* byPackageImports(context, from, name);
	yield* byProjectPackage(context, from, name);
	for (const {baseUrl} of context.pathRules.over(from)) if (baseUrl !== null) yield inFolder(baseUrl, name);
	yield* byConvention(context, from, name);
}

/** `/src/main.ts` of a page: from the folder that is served, which is one above the page or a static folder of the package. */
function* fromServedRoot({manifests}: Index, from: string, name: string): Generator<string> {
	for (const {folder} of manifests.above(from)) yield inFolder(folder, `.${name}`);
	for (const folder of foldersAbove(from)) yield inFolder(folder, `.${name}`);
	for (const folder of foldersAbove(from)) yield inFolder(folder, `public${name}`);
}

function* byTsconfigPaths({pathRules}: Index, from: string, name: string): Generator<string> {
	for (const {paths} of pathRules.over(from)) {
		for (const {pattern, targets} of paths) {
			const [before = '', after] = pattern.split('*', 2);
			if (after === undefined ? name !== pattern : !name.startsWith(before) || !name.endsWith(after)) continue;
			const part = after === undefined ? '' : name.slice(before.length, name.length - after.length);
			for (const target of targets) yield target.replace('*', () => part);
		}
	}
}

function* byBundlerAlias({aliases}: Index, from: string, name: string): Generator<string> {
	for (const alias of aliases) {
		if (alias.folder !== '' && !from.startsWith(`${alias.folder}/`)) continue;
		const isWhole = name === alias.name;
		if (!isWhole && (alias.isExact || !name.startsWith(alias.name.endsWith('/') ? alias.name : `${alias.name}/`))) continue;
		for (const target of alias.targets)
			yield isWhole ? target : inFolder(target, `.${name.slice(alias.name.length).replace(/^(?!\/)/, '/')}`);
	}
}

function* byPackageImports({manifests}: Index, from: string, name: string): Generator<string> {
	const [own] = manifests.above(from);
	if (own === undefined) return;
	for (const target of importTargets(own.json, name)) if (!target.startsWith('#')) yield inFolder(own.folder, target);
}

function* byProjectPackage({manifests}: Index, from: string, name: string): Generator<string> {
	const {owner, subpath} = splitPackage(name);
	const manifest = manifests.named(owner, from);
	if (manifest !== undefined) yield* entriesOfPackage(manifest, subpath);
}

/**
 * What frameworks and templates make of `@/`, `~/`, `$lib` and `src/` without it being written down in the project; taken only where such a
 * file is there. From the package first, then from folders nearer and further.
 */
function* byConvention({manifests}: Index, from: string, name: string): Generator<string> {
	const rest = conventionalRest(name);
	if (rest === undefined || manifests.dependsOn(splitPackage(name).owner, from)) return;
	const packages = manifests.above(from).map(({folder}) => folder);
	for (const folder of new Set([...packages, ...foldersAbove(from)])) for (const each of rest) yield inFolder(folder, each);
}

function conventionalRest(name: string): string[] | undefined {
	const [, rest] = /^(?:@@?|~~?)\/(.+)$/.exec(name) ?? /^[@~](?=[^/@~])(.+)$/.exec(name) ?? [];
	if (rest !== undefined) return [`src/${rest}`, rest, `app/${rest}`, `resources/js/${rest}`];
	if (name === '$lib' || name.startsWith('$lib/')) return [`src/lib${name.slice(4)}`];
	return /^(?:src|app)\/./.test(name) ? [name, `src/${name}`] : undefined;
}

function firstFile(context: Index, paths: Iterable<string>): Resolved | undefined {
	for (const path of paths) {
		const found = path.startsWith('..') ? undefined : fileAt(context, throughLinks(context.links, path), 0);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A path through a link, written as where it really is. */
function throughLinks(links: ReadonlyMap<string, string>, path: string): string {
	if (links.size === 0) return path;
	for (let folder = path; folder !== ''; folder = folderOf(folder)) {
		const target = links.get(folder);
		if (target !== undefined) return inFolder(target, `.${path.slice(folder.length)}`);
	}
	return path;
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];
const lateEndings = ['.web.ts', '.web.tsx', '.web.js', '.native.ts', '.native.tsx', '.client.ts', '.server.ts', '.d.ts', '.json'];
/** What is written with the ending of the output, though the source has another. TypeScript looks for the source first. */
const sourceEndings: Record<string, string[]> = {
	'.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
	'.jsx': ['.tsx', '.jsx'],
	'.mjs': ['.mts', '.mjs', '.d.mts'],
	'.cjs': ['.cts', '.cjs', '.d.cts'],
};

function fileAt(context: Index, path: string, depth: number): Resolved | undefined {
	const {kinds, stems} = context;
	if (!stems.has(path) && !stems.has(path.replace(/\.[cm]?jsx?$/, ''))) return undefined;
	const [, stem = '', ending = ''] = /^(.*?)(\.[cm]?jsx?)?$/s.exec(path) ?? [];
	const exact = [...(sourceEndings[ending] ?? []).map((each) => `${stem}${each}`), path].find((file) => kinds.has(file));
	if (exact !== undefined) return answer(kinds, exact);
	const withEnding = [...endings, ...lateEndings].map((each) => `${path}${each}`).find((file) => kinds.has(file));
	if (withEnding !== undefined) return answer(kinds, withEnding);
	return folderEntry(context, path, depth);
}

/** What importing a folder means: what its package.json names, else its index. */
function folderEntry(context: Index, folder: string, depth: number): Resolved | undefined {
	const {kinds, manifests} = context;
	const manifest = manifests.at(folder);
	if (manifest !== undefined && depth < 3) {
		for (const entry of entriesOfPackage(manifest, '')) {
			const found = entry === folder || entry.startsWith('..') ? undefined : fileAt(context, entry, depth + 1);
			if (found?.kind === 'file') return found;
		}
	}
	const index = [...endings, ...lateEndings].map((each) => inFolder(folder, `index${each}`)).find((file) => kinds.has(file));
	return index === undefined ? undefined : answer(kinds, index);
}

function answer(kinds: ReadonlyMap<string, FileKind>, file: string): Resolved {
	return kinds.get(file) === 'other' ? {kind: 'asset', file} : {kind: 'file', file};
}

const builtins = new Set(builtinModules);
const packageName = /^(?:@[\w.~-]+\/)?[\w][\w.~-]*$/;

function packageOf({manifests}: Index, from: string, name: string): Resolved {
	const {owner, subpath} = splitPackage(name);
	// A package of the project whose files are not there is no outside package.
	if (manifests.named(owner, from) !== undefined) return {kind: 'unresolved', specifier: name};
	if (name.startsWith('node:') || builtins.has(name)) return {kind: 'package', name: owner, subpath};
	return packageName.test(owner) || /^(?:[#$]|@ioc:)/.test(name)
		? {kind: 'package', name: owner, subpath}
		: {kind: 'unresolved', specifier: name};
}

function splitPackage(name: string): {owner: string; subpath: string} {
	const parts = name.split('/');
	const length = name.startsWith('@') ? 2 : 1;
	return {owner: parts.slice(0, length).join('/'), subpath: parts.slice(length).join('/')};
}
