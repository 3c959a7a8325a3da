import {once} from 'node:events';
import type {OfflineResult} from '../agents/queries/offline.ts';

/** Prints a report on stdout, as fast as it is read; ends early where the reader went away. */
export async function printQueries(result: OfflineResult, format: 'text' | 'json', env: NodeJS.ProcessEnv): Promise<void> {
	if (format === 'json') {
		const {reportJson} = await import('../agents/queries/output/report.ts');
		return await writeAll(reportJson(result));
	}
	const [{queriesText}, {queriesLook}] = await Promise.all([import('../agents/queries/output/text.ts'), import('./queries-look.ts')]);
	await writeAll([`${queriesText(result, queriesLook(env))}\n`]);
}

async function writeAll(pieces: Iterable<string>): Promise<void> {
	const {stdout} = process;
	let held = '';
	for (const piece of pieces) {
		held += piece;
		if (held.length < 65_536) continue;
		if (!stdout.writable) return;
		// A closed pipe ends the wait too: `main` has taken its error.
		if (!stdout.write(held)) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined);
		held = '';
	}
	if (stdout.writable) stdout.write(held);
}
