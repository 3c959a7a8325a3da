import {createHash} from 'node:crypto';
import {lstatSync} from 'node:fs';
import path from 'node:path';
import type {Tree} from './walk.ts';

/** No analysis reads these; a project may have thousands. */
const neverRead = /\.(?:log|png|jpe?g|gif|webp|avif|ico|svg|woff2?|ttf|otf|eot|mp[34]|webm|wav|ogg|pdf|zip|gz|map|s?css|less|md|snap)$/i;

/** Whether the content of a file is of no interest to any analysis, as its name says. */
export function isNeverRead(file: string): boolean {
	return neverRead.test(file);
}

/** Where package managers leave word of what is installed. */
const installMarks = ['', '/.package-lock.json', '/.modules.yaml', '/.yarn-state.yml'];

/**
 * Sums up a project without opening a file: which files there are and, for all that may be read, size, time of change and inode. Two walks with the same
 * fingerprint would be analysed to the same report.
 */
export function fingerprintOf(tree: Tree): string {
	const hash = createHash('sha256');
	for (const file of [...tree.kinds.keys()].toSorted())
		hash.update(isNeverRead(file) ? `${file}\n` : `${file}\0${marks(tree.root, file)}\n`);
	const others = [...tree.hidden, ...tree.installed.flatMap((folder) => installMarks.map((mark) => `${folder}${mark}`))];
	for (const file of others.toSorted()) hash.update(`${file}\0${marks(tree.root, file)}\n`);
	const links = [...tree.links].map(([link, target]) => `${link}>${target}\n`);
	for (const link of links.toSorted()) hash.update(link);
	for (const {file, reason} of tree.unreadable) hash.update(`${file}!${reason}\n`);
	return hash.digest('hex');
}

function marks(root: string, file: string): string {
	const stats = lstatSync(path.join(root, file), {bigint: true, throwIfNoEntry: false});
	return stats === undefined ? '' : `${stats.size} ${stats.mtimeNs} ${stats.ino} ${stats.mode}`;
}
