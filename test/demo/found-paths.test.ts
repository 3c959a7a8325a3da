import path from 'node:path';
import {expect, test} from 'vitest';
import {analyse} from '../../source/agents/api-paths/analyse.ts';
import {faults, lookAlikes} from '../../source/demo/faults.ts';
import type {PlantedFault} from '../../source/demo/faults.ts';

const root = path.join(import.meta.dirname, '../../source/demo');
const mine = (faults as readonly PlantedFault[]).filter(({foundBy}) => foundBy.by === 'api-paths');

test('the api-paths agent finds every fault of the sample shop that is its own, in its file, and nothing else', async () => {
	const {findings, summary} = await analyse({root, cache: false});
	const found = findings.map(({rule, file, method, path: of}) => `${rule} source/demo/${file} ${method} ${of}`);
	expect(found.toSorted()).toEqual(mine.map(({where, foundBy}) => `${foundBy.through} ${where.file} ${where.route}`).toSorted());
	expect(mine).toHaveLength(4);
	expect(summary.pass).toBe(false);
});

test('what looks like a fault of the sample shop and is none is no finding of it', async () => {
	const {calls, findings} = await analyse({root, cache: false});
	const silent = lookAlikes.filter((one) => one.silent === 'api-paths').map(({route}) => route);
	expect(silent).toHaveLength(2);
	expect(findings.filter(({method, path: of}) => silent.some((route) => route === `${method} ${of}`))).toEqual([]);
	// The one is matched by a route that only some configurations have; the other is the address of a page, which nobody requests.
	expect(calls.find((call) => call.path === '/v2/stores')?.verdict).toBe('matched');
	expect(calls.some((call) => call.path === '/wishlist')).toBe(false);
});
