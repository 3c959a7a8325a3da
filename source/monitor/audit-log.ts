import {appendFile} from 'node:fs/promises';
import type {AuditLine} from '../protocol/audit.ts';

const kept = 1000;

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
				.then(() => appendFile(file, `${JSON.stringify(line)}\n`, {mode: 0o600}))
				.catch((error: NodeJS.ErrnoException) => {
					hasFailed = true;
					onTrouble(`The audit log ${file} cannot be written (${error.code}); its lines are kept in memory only.`);
				});
		},
		last: (limit) => lines.slice(0, limit),
		flush: () => writing,
	};
}
