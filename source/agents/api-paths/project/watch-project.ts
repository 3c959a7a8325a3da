import {watch, type FSWatcher} from 'node:fs';
import path from 'node:path';
import {walkTree} from './walk.ts';

export interface WatchOptions {
	/** As of the walk: what is ignored is not watched either. */
	ignore?: readonly string[];
	/** How long nothing must change before it is told; editors write a file in several steps. */
	quietMs?: number;
	/** Told at the latest after this, when changes never stop. */
	patienceMs?: number;
	/** The watch cannot go on, for example because the system has no watches left. */
	onFailure?: (error: Error) => void;
}

/** More changes at once than this, and the system may have lost some of them (Linux forgets after 16,384 without a word). */
const mostChanges = 1000;

/**
 * Tells in batches which files and folders changed, relative to the root and with `/`; null when it is not known and everything must be looked at again. One watch a
 * folder that the walk goes into, so build output and packages cost nothing (a recursive `fs.watch` watches each of their files on Linux). Call what it returns to end it.
 */
export function watchProject(root: string, onChange: (files: readonly string[] | null) => void, options: WatchOptions = {}): () => void {
	const {ignore = [], quietMs = 30, patienceMs = 500, onFailure = () => undefined} = options;
	const watchers = new Map<string, FSWatcher>();
	let changed = new Set<string>();
	let isUnsure = false;
	let hasMoves = false;
	let timer: NodeJS.Timeout | undefined;
	let firstMs = 0;

	const hear = (folder: string, how: string, name: string | null) => {
		if (name === null || changed.size >= mostChanges) isUnsure = true;
		else changed.add(folder === '' ? name : `${folder}/${name}`);
		hasMoves ||= how === 'rename';
		if (timer === undefined) firstMs = performance.now();
		clearTimeout(timer);
		timer = setTimeout(tell, Math.max(0, Math.min(quietMs, firstMs + patienceMs - performance.now())));
	};
	const tell = () => {
		timer = undefined;
		// Files of a new folder may have come before its watch.
		if (hasMoves || isUnsure) for (const file of guarded(follow, onFailure) ?? []) changed.add(file);
		const files = isUnsure ? null : [...changed].toSorted();
		[changed, isUnsure, hasMoves] = [new Set(), false, false];
		onChange(files);
	};
	const follow = () => followFolders(root, ignore, watchers, hear, onFailure);
	guarded(follow, onFailure);
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers.values()) watcher.close();
	};
}

/** Watches each folder that has no watch yet and lets go of those that are no more; answers with the files of the new ones. */
function followFolders(
	root: string,
	ignore: readonly string[],
	watchers: Map<string, FSWatcher>,
	hear: (folder: string, how: string, name: string | null) => void,
	onFailure: (error: Error) => void,
): string[] {
	const fresh: string[] = [];
	for (;;) {
		const tree = walkTree(root, ignore);
		for (const [folder, watcher] of watchers) if (!tree.folders.has(folder)) closeWatch(watchers, folder, watcher);
		const unwatched = [...tree.folders].filter((folder) => !watchers.has(folder));
		fresh.push(...[...tree.kinds.keys()].filter((file) => unwatched.includes(path.posix.dirname(file))));
		// Once more until nothing is new: a folder may have come between the walk and the watch around it.
		if (unwatched.length === 0) return fresh;
		for (const folder of unwatched) watchers.set(folder, startWatch(tree.root, folder, watchers, hear, onFailure));
	}
}

function startWatch(
	root: string,
	folder: string,
	watchers: Map<string, FSWatcher>,
	hear: (folder: string, how: string, name: string | null) => void,
	onFailure: (error: Error) => void,
): FSWatcher {
	const watcher = watch(path.join(root, folder), (how, name) => {
		// A folder that is moved or deleted tells its own name; its parent tells it too.
		if (how === 'rename' && name === path.basename(folder) && folder !== '') closeWatch(watchers, folder, watcher);
		hear(folder, how, name);
	});
	watcher.on('error', (error: NodeJS.ErrnoException) => {
		closeWatch(watchers, folder, watcher);
		if (error.code === 'ENOENT' || error.code === 'EPERM') hear(folder, 'rename', null);
		else onFailure(error);
	});
	return watcher;
}

function closeWatch(watchers: Map<string, FSWatcher>, folder: string, watcher: FSWatcher): void {
	watcher.close();
	watchers.delete(folder);
}

function guarded<T>(action: () => T, onFailure: (error: Error) => void): T | undefined {
	try {
		return action();
	} catch (error) {
		onFailure(error as Error);
		return undefined;
	}
}
