import {posix} from 'node:path';
import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';

/**
 * The folder or file of the project that a path names at run time: from the root, from the package of the module that asks (where its process
 * was started), and in the sources where the built files are meant. Null when nothing is there or the path is not known.
 */
export function placeOf(machine: Machine, path: Value | undefined, from: string): string | null {
	const known = path === undefined ? undefined : machine.literalOf(path);
	if (typeof known !== 'string') return null;
	const wanted = cleaned(known.replace(/^file:\/\//, ''));
	return placesFor(wanted, from).find((place) => exists(machine, place)) ?? null;
}

const cleaned = (path: string): string => posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');

function placesFor(wanted: string, from: string): string[] {
	const folders = from.split('/').slice(0, -1);
	const above = folders.map((_, index) => folders.slice(0, folders.length - index).join('/'));
	const unbuilt = wanted.replace(/^(?:dist|build|lib|out)(?=\/|$)/, 'src');
	const places = [wanted, ...above.map((folder) => posix.join(folder, wanted))];
	return unbuilt === wanted ? places : [...places, unbuilt, ...above.map((folder) => posix.join(folder, unbuilt))];
}

/** Is it a file, or a folder with files in it? */
export const exists = (machine: Machine, place: string): boolean => isFolder(machine, place) || isFile(machine, place);
export const isFolder = (machine: Machine, place: string): boolean => treeOf(machine).has(place);

export function isFile(machine: Machine, place: string): boolean {
	const at = place.lastIndexOf('/');
	return (
		treeOf(machine)
			.get(place.slice(0, Math.max(at, 0)))
			?.get(place.slice(at + 1)) === false
	);
}

/** Files of the project below a folder, at any depth. */
export const filesBelow = (machine: Machine, folder: string): readonly string[] => machine.project.filesUnder(folder);

/** Names of what lies directly in a folder. */
export function namesIn(machine: Machine, folder: string): {name: string; isFolder: boolean}[] {
	const names = [...(treeOf(machine).get(folder) ?? [])];
	return names.map(([name, isInFolder]) => ({name, isFolder: isInFolder})).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Each folder with the names in it: true for a folder, false for a file. */
type Tree = Map<string, Map<string, boolean>>;

const treeOf = (machine: Machine): Tree => machine.state('folders', () => readTree(machine.project.filesUnder('')));

function readTree(files: readonly string[]): Tree {
	const tree: Tree = new Map([['', new Map()]]);
	for (const file of files) addPath(tree, file, false);
	return tree;
}

function addPath(tree: Tree, path: string, isDirectory: boolean): void {
	const at = path.lastIndexOf('/');
	const folder = path.slice(0, Math.max(at, 0));
	const isNew = !tree.has(folder);
	const names = tree.get(folder) ?? new Map<string, boolean>();
	tree.set(folder, names.set(path.slice(at + 1), isDirectory));
	if (isNew) addPath(tree, folder, true);
}
