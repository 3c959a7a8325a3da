import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {temporaryFolder} from './temporary-folder.ts';

/** A new folder with these files, removed when the test ends. */
export function projectFolder(files: Record<string, string>): string {
	const root = temporaryFolder();
	writeFiles(root, files);
	return root;
}

/** Writes files below a folder, making the folders between. */
export function writeFiles(root: string, files: Record<string, string>): void {
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
		writeFileSync(path.join(root, file), text);
	}
}
