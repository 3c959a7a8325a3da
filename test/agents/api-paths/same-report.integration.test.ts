import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {analyse} from '../../../source/agents/api-paths/analyse.ts';
import {collectFacts} from '../../../source/agents/api-paths/collect.ts';
import type {Call} from '../../../source/agents/api-paths/facts.ts';
import {models} from '../../../source/agents/api-paths/models.ts';
import {fingerprintOf} from '../../../source/agents/api-paths/project/fingerprint.ts';
import {openProject} from '../../../source/agents/api-paths/project/open-project.ts';
import {openReportCache} from '../../../source/agents/api-paths/project/report-cache.ts';
import {walkProject} from '../../../source/agents/api-paths/project/walk-project.ts';
import {gatherRoutes} from '../../../source/agents/api-paths/routes/table.ts';
import {readWorlds} from '../../support/path-worlds.ts';
import {seededRandom} from '../../support/seeded-random.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';

const worlds = readWorlds(path.join(import.meta.dirname, 'worlds'));

describe('the order in which files are read does not matter', () => {
	test.each(worlds)('$name', ({folder}) => {
		const files = openProject(folder).files;
		const random = seededRandom(files.length);
		const orders = [files.toReversed(), ...[1, 2].map(() => shuffled(files, random))];
		for (const order of orders) expect(factsOf(folder, order)).toEqual(factsOf(folder, files));
	});
});

describe('the same project has the same report', () => {
	test.each(worlds)('$name: analysed twice, and kept', async ({folder}) => {
		const cache = openReportCache({root: folder, options: {}, program: 'this', env: {XDG_CACHE_HOME: temporaryFolder()}});
		const first = await analyse({root: folder, cache: false});
		cache.write(fingerprintOf(walkProject(folder)), JSON.stringify(first));
		expect(await analyse({root: folder, cache: false})).toEqual(first);
		expect(JSON.parse(cache.read(fingerprintOf(walkProject(folder))) ?? 'null')).toEqual(first);
	});
});

function shuffled<T>(items: readonly T[], random: () => number): T[] {
	const drawn = items.map((item) => ({item, at: random()}));
	return drawn.toSorted((a, b) => a.at - b.at).map(({item}) => item);
}

/** What an analysis that reads the files in this order comes to know. */
function factsOf(folder: string, files: readonly string[]): Record<'routes' | 'shadows' | 'calls' | 'unanalysed', string[]> {
	const facts = collectFacts({...openProject(folder), files}, {models});
	const {routes, opaque, shadows} = gatherRoutes(models, facts.evaluator);
	const calls = facts.callsWith([...routes, ...opaque].map(({site}) => site.module.file));
	return {
		routes: routes.map((route) => `${route.method} ${route.path} ${placeOf(route)}`).toSorted(),
		shadows: [...shadows].map(([route, by]) => `${placeOf(route)} < ${placeOf(by)}`).toSorted(),
		calls: calls.map((call) => `${call.method} ${addressOf(call)} ${placeOf(call.request)} ${call.client} ${call.reason}`).toSorted(),
		unanalysed: facts.unanalysed.map(({file, reason}) => `${file} ${reason}`).toSorted(),
	};
}

const placeOf = ({site}: {site: {module: {file: string}; at: number}}): string => `${site.module.file}:${site.at}`;
const addressOf = ({address}: Call): string => address.map((part) => (typeof part === 'string' ? part : '{}')).join('');
