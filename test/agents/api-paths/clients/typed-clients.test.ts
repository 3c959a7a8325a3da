import path from 'node:path';
import {expect, test} from 'vitest';
import {analyse} from '../../../../source/agents/api-paths/analyse.ts';

test('clients that the compiler checks are told where they are made, and their calls are counted nowhere', async () => {
	const root = path.join(import.meta.dirname, '../worlds/typed-clients-make-no-calls');
	const report = await analyse({root, cache: false});
	expect(report.typedClients).toEqual([
		{library: 'tRPC', file: 'src/clients.ts', line: 5},
		{library: 'Hono RPC', file: 'src/clients.ts', line: 6},
		{library: 'openapi-fetch', file: 'src/clients.ts', line: 7},
	]);
	expect(report.summary.calls).toBe(1);
});

test('a project without such clients says nothing of them', async () => {
	const root = path.join(import.meta.dirname, '../worlds/client-fetch-forms');
	expect(await analyse({root, cache: false})).not.toHaveProperty('typedClients');
});
