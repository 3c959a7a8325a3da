import {appendFile, rename, stat} from 'node:fs/promises';
import type {AuditLine} from '../protocol/audit.ts';

const kept = 1000;
/** A flood of refused writes must not fill the disk: past this the file becomes `FILE.1`, and the one before it goes. */
const mostBytes = 10_000_000;

export interface AuditLog {
	add(line: AuditLine): void;
	/** Newest first. */
	last(limit: number): readonly AuditLine[];
	/** Resolves once every line is written. */
	flush(): Promise<void>;
}

/**
 * Who asked for what: the last 1,000 lines in memory, and every line appended to `file` (NDJSON, 0600) where the store has one. A line
 * that cannot be written is reported once through `onTrouble` and stays in memory.
 */
export function createAuditLog(file: string | undefined, onTrouble: (message: string) => void): AuditLog {
	const lines: AuditLine[] = [];
	let writing = Promise.resolve();
	let hasFailed = false;
	return {
		add(line) {
			lines.unshift(line);
			lines.length = Math.min(lines.length, kept);
			if (file === undefined || hasFailed) return;
			writing = writing
				.then(() => appendLine(file, line))
				.catch((error: NodeJS.ErrnoException) => {
					hasFailed = true;
					onTrouble(`The audit log ${file} cannot be written (${error.code}); its lines are kept in memory only.`);
				});
		},
		last: (limit) => lines.slice(0, limit),
		flush: () => writing,
	};
}

async function appendLine(file: string, line: AuditLine): Promise<void> {
	const size = await stat(file).then(
		(known) => known.size,
		() => 0,
	);
	if (size > mostBytes) await rename(file, `${file}.1`);
	await appendFile(file, `${JSON.stringify(line)}\n`, {mode: 0o600});
}
