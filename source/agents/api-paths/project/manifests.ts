import {posix} from 'node:path';
import {asRecord, parseJsonWithComments} from './json-with-comments.ts';
import {majorOfRange} from './version-range.ts';

/** A package.json of the project. */
export interface Manifest {
	/** Its folder relative to the root, `''` for the root. */
	folder: string;
	name: string | undefined;
	json: Record<string, unknown>;
}

/** What the package.json files of a project say. */
export interface Manifests {
	/** The manifest of a folder itself. */
	at: (folder: string) => Manifest | undefined;
	/** Manifests above a file, the nearest first. */
	above: (file: string) => Manifest[];
	/** The project's own package of that name, also when a dependency calls it by a path. */
	named: (name: string, from: string) => Manifest | undefined;
	majorOf: (from: string, name: string) => number | null;
	dependsOn: (name: string, from?: string) => boolean;
	/** Where they lie, the root (with or without one) first. */
	folders: () => string[];
}

interface Reading {
	manifestFiles: readonly string[];
	/** Folders called `node_modules`. */
	installed: ReadonlySet<string>;
	readText: (file: string) => string | undefined;
}

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** Reads each package.json once, at the first question. One that is no JSON counts as empty. */
export function readManifests(reading: Reading): Manifests {
	const {manifestFiles, readText} = reading;
	const byFolder = new Map<string, Manifest>();
	for (const file of manifestFiles) {
		const json = asRecord(parseJsonWithComments(readText(file) ?? '')) ?? {};
		const folder = folderOf(file);
		byFolder.set(folder, {folder, name: typeof json['name'] === 'string' ? json['name'] : undefined, json});
	}
	const byName = new Map(
		[...byFolder.values()].toReversed().flatMap((manifest) => (manifest.name === undefined ? [] : [[manifest.name, manifest]])),
	);
	const manifests: Manifests = {
		at: (folder) => byFolder.get(folder),
		above: (file) => foldersAbove(file).flatMap((folder) => byFolder.get(folder) ?? []),
		named: (name, from) => byName.get(name) ?? linkedPackage(manifests, name, from),
		majorOf: (from, name) => installedMajor(from, name, reading) ?? statedMajor(manifests, from, name, readText),
		dependsOn: (name, from) =>
			(from === undefined ? [...byFolder.values()] : manifests.above(from)).some((manifest) => rangeIn(manifest, name) !== undefined),
		folders: () => [...new Set(['', ...[...byFolder.keys()].toSorted()])],
	};
	return manifests;
}

/** `"shared": "file:../shared"`: the folder decides, whatever its own package.json calls it. */
function linkedPackage(manifests: Manifests, name: string, from: string): Manifest | undefined {
	for (const manifest of manifests.above(from)) {
		const path = /^(?:file|link|portal|workspace):(\.{1,2}(?:\/.*)?)$/.exec(rangeIn(manifest, name) ?? '')?.[1];
		if (path !== undefined) return manifests.at(inFolder(manifest.folder, path));
	}
	return undefined;
}

function installedMajor(from: string, name: string, {installed, readText}: Reading): number | null {
	for (const folder of foldersAbove(from)) {
		if (!installed.has(inFolder(folder, 'node_modules'))) continue;
		const text = readText(inFolder(folder, `node_modules/${name}/package.json`));
		const version = text === undefined ? undefined : asRecord(parseJsonWithComments(text))?.['version'];
		if (typeof version === 'string') return majorOfRange(version);
	}
	return null;
}

function statedMajor(manifests: Manifests, from: string, name: string, readText: Reading['readText']): number | null {
	for (const manifest of manifests.above(from)) {
		const range = rangeIn(manifest, name);
		if (range === undefined) continue;
		const own = /^(?:workspace|file|link|portal):/.test(range) ? manifests.named(name, from)?.json['version'] : undefined;
		const stated = typeof own === 'string' ? own : catalogRange(range, name, readText);
		return majorOfRange(stated.replace(/^workspace:/, ''));
	}
	return null;
}

/** What pnpm's catalogs say of a `catalog:` range: `  express: ^5.0.0` under `catalog:`, or under a name in `catalogs:`. */
function catalogRange(range: string, name: string, readText: Reading['readText']): string {
	const catalog = /^catalog:(.*)$/.exec(range)?.[1];
	if (catalog === undefined) return range;
	const head =
		catalog === '' || catalog === 'default'
			? /^catalog:\s*$/
			: new RegExp(String.raw`^\s+["']?${catalog.replaceAll(/[^\w-]/g, String.raw`\$&`)}["']?:\s*$`);
	const lines = (readText('pnpm-workspace.yaml') ?? '').split(/\r?\n/);
	const start = lines.findIndex((line) => head.test(line));
	if (start === -1) return '';
	const depth = indentOf(lines[start] ?? '');
	for (const line of lines.slice(start + 1)) {
		if (line.trim() !== '' && indentOf(line) <= depth) return '';
		const [, key, value] = /^\s+["']?([^"':]+)["']?:\s*["']?([^"'#]+)/.exec(line) ?? [];
		if (key === name && value !== undefined) return value.trim();
	}
	return '';
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

function rangeIn({json}: Manifest, name: string): string | undefined {
	for (const field of dependencyFields) {
		const range = asRecord(json[field])?.[name];
		if (typeof range === 'string') return range;
	}
	return undefined;
}

/** Folders that a file lies in, the nearest first, `''` last. */
export function foldersAbove(file: string): string[] {
	const folders = [];
	for (let folder = folderOf(file); ; folder = folderOf(folder)) {
		folders.push(folder);
		if (folder === '') return folders;
	}
}

/** The folder of a file or folder, relative to the root; `''` for what lies in the root. */
export function folderOf(file: string): string {
	const slash = file.lastIndexOf('/');
	return slash === -1 ? '' : file.slice(0, slash);
}

/** A path as seen from a folder of the project, normalised without `./` and without a slash at the end; it starts with `..` where it leads out. */
export function inFolder(folder: string, path: string): string {
	const rest = path.startsWith('./') ? path.slice(2) : path;
	// Nearly all of them; normalising costs ten times as much.
	if (isPlain.test(rest)) return folder === '' ? rest : `${folder}/${rest}`;
	const joined = posix.normalize(folder === '' ? path : `${folder}/${path}`).replace(/\/$/, '');
	return joined === '.' ? '' : joined.replace(/^\.\//, '');
}

/** Names between single slashes, none of them `.` or `..`. */
const isPlain = /^(?!\.{1,2}(?:\/|$))[^/]+(?:\/(?!\.{1,2}(?:\/|$))[^/]+)*$/;
