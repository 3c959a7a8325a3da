import {readdirSync, readFileSync, realpathSync, statSync, type Dirent} from 'node:fs';
import path from 'node:path';
import {EsaError} from '../../../basics/esa-error.ts';
import {isIgnored, parseIgnoreFile, type IgnoreRules} from './gitignore.ts';
import {fateOfFolder, kindOfFile, staticFolders, type FileKind, type FolderPlace} from './left-out.ts';

/** What lies below the root by names alone; no file but `.gitignore` was opened. */
export interface Tree {
	/** The real path of the root. */
	root: string;
	/** Every file that is not ignored, relative with `/`. */
	kinds: Map<string, FileKind>;
	folders: Set<string>;
	/** Files with a dot in front: never code, but some set a base or an alias. */
	hidden: string[];
	/** Folders of installed packages. They are never walked. */
	installed: string[];
	/** Links and the files or folders inside the root that they lead to; those that lead out are not there. */
	links: Map<string, string>;
	unreadable: {file: string; reason: string}[];
}

interface Visit {
	/** Relative, `''` for the root. */
	folder: string;
	place: FolderPlace;
	rules: readonly IgnoreRules[];
	isLeftOut: boolean;
	/** Names of what lies in it. */
	names: readonly string[];
}

/** More folders than this are no project: a home folder, or a whole disk. */
const mostFolders = 50_000;

/**
 * Walks the folders below the root. `ignore` are patterns as in `.gitignore` that nothing in the project can take back. Throws an EsaError `project` beyond
 * `most` folders.
 */
export function walkTree(root: string, ignore: readonly string[] = [], most = mostFolders): Tree {
	const tree: Tree = {
		root: realpathSync(root),
		kinds: new Map(),
		folders: new Set(),
		hidden: [],
		installed: [],
		links: new Map(),
		unreadable: [],
	};
	const always = parseIgnoreFile(ignore.join('\n'), '');
	walkFolders(tree, [{folder: '', place: 'package', rules: [], isLeftOut: false, names: []}], always, most);
	walkLinkedFolders(tree, always);
	return tree;
}

function walkFolders(tree: Tree, pending: Visit[], always: IgnoreRules, most: number): void {
	for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
		if (tree.folders.has(visit.folder)) continue;
		tree.folders.add(visit.folder);
		if (tree.folders.size > most) {
			throw new EsaError(
				'project',
				`${tree.root} has more than ${most.toLocaleString('en')} folders. Name the folder of one project, or exclude what is not its code.`,
			);
		}
		const entries = readEntries(tree, visit.folder);
		const rules = withOwnRules(tree, visit, entries);
		const here = {...visit, rules, place: placeOf(visit, entries), names: entries.map(({name}) => name)};
		for (const entry of entries) pending.push(...visitEntry(tree, here, entry, always));
	}
}

function readEntries(tree: Tree, folder: string): Dirent[] {
	try {
		return readdirSync(path.join(tree.root, folder), {withFileTypes: true});
	} catch (error) {
		if (folder === '') throw error;
		tree.unreadable.push({file: folder, reason: `unreadable folder (${(error as NodeJS.ErrnoException).code})`});
		return [];
	}
}

function withOwnRules(tree: Tree, {folder, rules}: Visit, entries: readonly Dirent[]): readonly IgnoreRules[] {
	if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return rules;
	try {
		const text = readFileSync(path.join(tree.root, folder, '.gitignore'), 'utf8');
		return [...rules, parseIgnoreFile(text, folder === '' ? '' : `${folder}/`)];
	} catch {
		// An ignore file that cannot be read ignores nothing, as with git.
		return rules;
	}
}

/** Where the children of a folder lie. */
function placeOf({folder, place}: Visit, entries: readonly Dirent[]): FolderPlace {
	return folder === '' || entries.some((entry) => entry.name === 'package.json') ? 'package' : place;
}

function visitEntry(tree: Tree, {folder, place, rules, isLeftOut, names}: Visit, entry: Dirent, always: IgnoreRules): Visit[] {
	const {name} = entry;
	const file = folder === '' ? name : `${folder}/${name}`;
	const isFolder = entry.isDirectory();
	if (isFolder && name === 'node_modules') tree.installed.push(file);
	if (entry.isSymbolicLink()) rememberLink(tree, file);
	if (entry.isFile() && name.startsWith('.')) tree.hidden.push(file);
	if (!isFolder && (!entry.isFile() || name.startsWith('.'))) return [];
	const fate = isFolder ? fateOfFolder(name, place, () => namesInside(tree, file), names) : 'walk';
	if (fate === 'skip' || isIgnored(file, name, isFolder, [always]) || isIgnored(file, name, isFolder, rules)) return [];
	if (isFolder) return [{folder: file, place: placeOfChild(name, place), rules, isLeftOut: isLeftOut || fate === 'left-out', names: []}];
	const kind = kindOfFile(name);
	tree.kinds.set(file, isLeftOut && kind === 'code' ? 'left-out' : kind);
	return [];
}

/** What lies in a folder and, as `a/b`, one level further down. */
function namesInside(tree: Tree, folder: string): string[] {
	return listed(tree, folder).flatMap((entry) => [
		entry.name,
		...(entry.isDirectory() ? listed(tree, `${folder}/${entry.name}`).map(({name}) => `${entry.name}/${name}`) : []),
	]);
}

function listed(tree: Tree, folder: string): Dirent[] {
	try {
		return readdirSync(path.join(tree.root, folder), {withFileTypes: true});
	} catch {
		// It says nothing for leaving it out; the walk tells that it cannot be read.
		return [];
	}
}

function placeOfChild(name: string, place: FolderPlace): FolderPlace {
	if (place !== 'package') return 'elsewhere';
	if (name === 'src') return 'source';
	return staticFolders.has(name) ? 'static' : 'elsewhere';
}

function rememberLink(tree: Tree, link: string): void {
	try {
		const target = path.relative(tree.root, realpathSync(path.join(tree.root, link)));
		if (!isOutside(target)) tree.links.set(link, target.split(path.sep).join('/'));
	} catch {
		// A link to nothing is as good as no link.
	}
}

/** Linked folders and files that the walk did not come by on their own names, such as those in a hidden folder. */
function walkLinkedFolders(tree: Tree, always: IgnoreRules): void {
	for (const target of [...tree.links.values()].toSorted()) {
		if (/(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(target) || target === '') continue;
		const stats = statSync(path.join(tree.root, target), {throwIfNoEntry: false});
		if (stats?.isDirectory() === true)
			walkFolders(tree, [{folder: target, place: 'elsewhere', rules: [], isLeftOut: false, names: []}], always, mostFolders);
		else if (stats?.isFile() === true && !tree.kinds.has(target)) tree.kinds.set(target, kindOfFile(path.basename(target)));
	}
}

/** Whether a path relative to the root leads out of it. */
export function isOutside(relative: string): boolean {
	return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}
