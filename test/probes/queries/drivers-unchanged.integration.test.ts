import {execFile} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {hasPostgres, startPostgres} from '../../support/postgres.ts';

const worlds = path.join(import.meta.dirname, 'worlds');

/** What a program prints, and what the feed told of it, where it was instrumented. */
async function run(program: string, url: string, before: readonly string[]): Promise<{lines: string[]; told: string}> {
	const args = ['--no-deprecation', ...before, path.join(worlds, program), url];
	const {stdout, stderr} = await promisify(execFile)(process.execPath, args, {timeout: 25_000});
	return {lines: stdout.split('\n'), told: stderr.trim().split('\n').at(-1) ?? ''};
}

const instrumented = ['--import', path.join(worlds, 'instrumented.mjs')];

describe.runIf(hasPostgres)('pg', () => {
	test('works as before in every way it is used: results, errors, events, order, this, unhandled rejections', async () => {
		const server = await startPostgres();
		try {
			const bare = await run('pg-usages.mjs', server.connectionString, []);
			const watched = await run('pg-usages.mjs', server.connectionString, instrumented);
			expect(watched.lines).toEqual(bare.lines);
			expect(bare.lines.length).toBeGreaterThan(90);
			const told = JSON.parse(watched.told) as {ended: number; errors: number};
			expect(told.errors).toBe(0);
			expect(told.ended).toBeGreaterThan(40);
		} finally {
			await server.stop();
		}
	});
});
