import {afterEach, expect, test} from 'vitest';
import {endpointsAgent} from '../../source/agents/endpoints/agent.ts';
import {EndpointsOptions} from '../../source/agents/endpoints/options.ts';
import {systemClock} from '../../source/basics/clock.ts';
import {allFaults, faults, lookAlikes} from '../../source/demo/faults.ts';
import type {FaultId, PlantedFault} from '../../source/demo/faults.ts';
import {startShop} from '../../source/demo/shop.ts';
import type {Shop} from '../../source/demo/shop.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import {seededRandom} from '../support/seeded-random.ts';

const planted: readonly PlantedFault[] = faults;
const mine = planted.filter(({foundBy}) => foundBy.by === 'endpoints');
let shop: Shop | undefined;
afterEach(async () => {
	await shop?.close();
});

/** Time passes for the shop, so that its campaign is over. */
async function findings(withFaults: ReadonlySet<FaultId>): Promise<string[]> {
	let now = 0;
	shop = await startShop({random: seededRandom(9), faults: withFaults, clock: {now: () => now, monotonic: () => now}});
	now = 60_000;
	const {origin, routes} = {
		origin: shop.url,
		routes: [...shop.routes, {method: 'GET', path: '/v2/stores'}, {method: 'GET', path: '/products'}, {method: 'GET', path: '/'}],
	};
	const result = await endpointsAgent.run({
		options: EndpointsOptions.parse({perSecond: 50}),
		store: memoryStore(),
		clock: systemClock,
		signal: new AbortController().signal,
		progress: () => {},
		service: {
			origin: () => origin,
			routes: () => routes.map(({method, path}) => ({method, route: path, path: path.includes(':') ? undefined : path, count: 3})),
		},
	});
	return result.findings.map(({rule, evidence}) => `${evidence[0]!.label} ${rule}`).toSorted();
}

test('the endpoints agent finds every fault of the sample shop that is its own, and nothing else', async () => {
	// The one fault that comes and goes is the probe's to find.
	const steady = new Set([...allFaults].filter((id) => id !== 'failing-recommendations'));
	expect(await findings(steady)).toEqual(mine.map(({where, foundBy}) => `${where.route} ${foundBy.through}`).toSorted());
	expect(mine.length).toBe(4);
});

test('it finds nothing in the shop without faults, look-alikes included', async () => {
	expect(lookAlikes.filter(({silent}) => silent === 'endpoints')).toHaveLength(4);
	expect(await findings(new Set())).toEqual([]);
});
