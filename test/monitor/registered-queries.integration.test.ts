import {readFileSync} from 'node:fs';
import {expect, test, vi} from 'vitest';
import type {Findings} from '../../source/protocol/findings.ts';
import type {Jobs} from '../../source/protocol/jobs.ts';
import {startRegistered} from '../support/registered-service.ts';

const program = new URL('../support/looping-service.ts', import.meta.url).pathname;

test('under register a loop over the database is found without a line of code, where it is sent, and shown by itself', async () => {
	await using service = await startRegistered(program);
	for (let request = 0; request < 3; request++) await (await fetch(`${service.url}/items`)).text();
	await (await fetch(`${service.url}/other`)).text();
	const [finding] = await vi.waitFor(
		async () => {
			const {findings} = (await (await fetch(`${service.wire}/esa/v1/findings?agent=queries`)).json()) as Findings;
			expect(findings).toHaveLength(1);
			return findings;
		},
		{timeout: 15_000, interval: 200},
	);
	expect(finding).toMatchObject({
		rule: 'n-plus-one',
		file: program,
		title: expect.stringMatching(/^N\+1: .* 12 times in GET \/items$/u) as string,
	});
	expect(readFileSync(program, 'utf8').split('\n')[finding!.line! - 1]).toContain('.get(id!)');
	const {jobs} = (await (await fetch(`${service.wire}/esa/v1/jobs?agent=queries`)).json()) as Jobs;
	expect(jobs[0]!.summary).toMatch(/^\d+ queries in 24 h, 1 finding/u);
});
