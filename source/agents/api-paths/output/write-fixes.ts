import {execFileSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {chmodSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {EsaError} from '../../../basics/esa-error.ts';

/** A file and what it is to become. */
export interface Rewrite {
	/** Relative to the root. */
	file: string;
	before: string;
	after: string;
}

/**
 * Which of these files have changes that git does not know yet, untracked ones too; none outside of a repository. Asks git without letting the
 * repository's own settings start a program.
 */
export function filesWithOwnChanges(root: string, files: readonly string[]): string[] {
	const git = (...args: string[]) =>
		execFileSync('git', ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	try {
		git('rev-parse', '--is-inside-work-tree');
	} catch {
		// No git here, or none that answers: nothing to compare with.
		return [];
	}
	return files.filter((file) => git('status', '--porcelain', '-z', '--', `:(literal)${file}`) !== '');
}

/**
 * Writes files whole or not at all: beside the old one first, then in its place, with its rights. Throws an EsaError `fix` for a file that is no longer what it
 * was when the change was planned; those before it are then written.
 */
export function writeFiles(root: string, rewrites: readonly Rewrite[]): void {
	for (const {file, before, after} of rewrites) replaceFile(path.join(root, file), file, before, after);
}

function replaceFile(absolute: string, file: string, before: string, after: string): void {
	const stats = lstatSync(absolute);
	if (!stats.isFile() || readFileSync(absolute, 'utf8') !== before) {
		throw new EsaError('fix', `${file} changed while its fix was prepared, and was left as it is. Run it again.`);
	}
	const temporary = path.join(path.dirname(realpathSync(absolute)), `.${path.basename(absolute)}.${randomUUID()}.tmp`);
	try {
		writeFileSync(temporary, after, {mode: stats.mode, flag: 'wx'});
		chmodSync(temporary, stats.mode);
		renameSync(temporary, absolute);
	} catch (error) {
		throw new EsaError('fix', `${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	} finally {
		rmSync(temporary, {force: true});
	}
}
