import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {agents} from '../../../source/agents/registry.ts';
import {endpointsAgent} from '../../../source/agents/endpoints/agent.ts';
import {EndpointsOptions} from '../../../source/agents/endpoints/options.ts';
import {systemClock} from '../../../source/basics/clock.ts';
import {Finding} from '../../../source/protocol/findings.ts';
import {memoryStore} from '../../../source/store/memory-store.ts';
import {runWorld, told} from './run-world.ts';
import {dangerous} from './worlds/dangerous.ts';
import {failing} from './worlds/failing.ts';
import {healthyShop} from './worlds/healthy-shop.ts';
import {hostile} from './worlds/hostile.ts';
import {json, learned} from './worlds/world.ts';
import type {World} from './worlds/world.ts';

test('is in the registry, writes nothing and runs every 15 minutes', () => {
	expect(agents.map(({name, writes, schedule}) => ({name, writes, schedule}))).toContainEqual({
		name: 'endpoints',
		writes: false,
		schedule: '*/15 * * * *',
	});
});

test('asks with GET, without cookies, queries or compression, and says who asks', async () => {
	const {requests} = await runWorld({...healthyShop, paths: {...healthyShop.paths, '/api/cookie': json({a: 1})}});
	expect(requests.length).toBeGreaterThan(10);
	for (const {path, method, headers} of requests) {
		expect(method).toBe('GET');
		expect(path).not.toContain('?');
		expect(headers['user-agent']).toBe('esa-health/endpoints');
		expect(headers).not.toHaveProperty('cookie');
		expect(headers['accept-encoding']).toBe('identity');
	}
});

test('asks for a certainly missing path exactly once', async () => {
	const {requests} = await runWorld(healthyShop);
	expect(requests.filter(({path}) => path.startsWith('/esa-health-missing-'))).toHaveLength(1);
});

test('tells asked, findings, what could not be examined and what was skipped apart', async () => {
	const {result} = await runWorld(failing);
	expect(result.examined).toEqual({count: 4, what: 'routes'});
	expect(result.summary).toBe('10 routes asked, 4 findings, 6 not examined (needs a session: 3; needs input: 2; answers 418: 1)');
	const other = await runWorld(dangerous);
	expect(other.result.summary).toMatch(/^6 routes asked, 0 findings, 21 skipped \(may change something: \d+; /u);
});

test('reports progress route by route and ends at the total', async () => {
	const {progress} = await runWorld(healthyShop);
	expect(progress[0]).toEqual({done: 0, total: 12, message: 'GET /'});
	expect(progress.at(-1)).toEqual({done: 12, total: 12, message: 'all routes asked'});
});

test('findings keep the wire contract and their ids from run to run', async () => {
	const first = await runWorld(failing);
	const second = await runWorld(failing, {store: first.store});
	for (const finding of first.result.findings) expect(Finding.parse(finding)).toEqual(finding);
	expect(second.result.findings.map(({id}) => id)).toEqual(first.result.findings.map(({id}) => id));
	expect(new Set(first.result.findings.map(({id}) => id)).size).toBe(4);
});

test('evidence of a hostile service holds no control character and no secret', async () => {
	const {result} = await runWorld(hostile);
	const printed = JSON.stringify(result);
	expect(printed).not.toMatch(/\\u00[01][\da-f]|[\u007f-\u009f\u202a-\u202e]/u);
	expect(printed).not.toMatch(/hunter2|sk_live|ann@/u);
	expect(printed).toContain('redis://***@cache:6379');
});

test('remembers the times of good answers only, and judges by them from the sixth run on', async () => {
	const {store} = await runWorld({...failing, paths: {...failing.paths, '/api/good': json({a: 1})}});
	expect(store.series('endpoints.latency')).toEqual(['endpoints.latency GET /api/good']);
	expect(store.window('endpoints.latency GET /api/good', 0, systemClock.now() + 60_000).n).toBe(1);
});

test('notices when a route that held data answers without any', async () => {
	const world = (profile: unknown): World => ({...healthyShop, paths: {'/api/profile': json(profile)}, faults: [], lookAlikes: []});
	const {store, result} = await runWorld(world({name: 'Ann'}));
	expect(told(result)).toEqual([]);
	const second = await runWorld(world({}), {store});
	expect(told(second.result)).toEqual(['warning empty-answer /api/profile']);
	const third = await runWorld(world({}), {store});
	expect(told(third.result), 'a faulty answer is not learned as normal').toEqual(['warning empty-answer /api/profile']);
});

test('stops within the request when it is cancelled, with the reason of the cancel', async () => {
	const cancel = new AbortController();
	const reason = new Error('cancelled by the operator');
	const world: World = {...healthyShop, paths: {'/api/hangs': () => cancel.abort(reason)}, options: {timeoutMs: 60_000}};
	await expect(runWorld(world, {signal: cancel.signal})).rejects.toBe(reason);
});

test('stops while it waits for its turn when it is cancelled', async () => {
	const cancel = new AbortController();
	const world: World = {
		...healthyShop,
		paths: {
			'/api/a': (request, response) => {
				json({})(request, response);
				response.on('close', () => cancel.abort(new Error('shutdown')));
			},
			'/api/b': json({a: 1}),
		},
		options: {perSecond: 0.2},
		otherwise: (request, response) => {
			json({}, 404)(request, response);
			setImmediate(() => cancel.abort(new Error('shutdown')));
		},
	};
	await expect(runWorld(world, {signal: cancel.signal})).rejects.toThrow(/abort|shutdown/u);
});

test('leaves the rest when its time is up, and says so', async () => {
	const paths = Object.fromEntries(Array.from({length: 12}, (_, index) => [`/api/r${index}x`, json({a: 1})]));
	const {result} = await runWorld({...healthyShop, paths, options: {budgetMs: 100, perSecond: 20}});
	expect(result.summary).toMatch(/^\d routes asked, 0 findings, \d+ skipped \(out of time: \d+\)$/u);
});

test('asks no more routes than its limit, the most used first', async () => {
	const routes = ['/api/rare', '/api/often', '/api/given'].map((path) => learned(path));
	const {requests, result} = await runWorld({
		...healthyShop,
		routes,
		paths: {},
		options: {maxRoutes: 2, paths: ['/api/given']},
		otherwise: json({}, 401),
	});
	expect(requests.slice(1).map(({path}) => path)).toEqual(['/api/given', '/api/rare']);
	expect(result.summary).toContain('1 skipped (over the limit of routes: 1)');
});

test('a service that is not there is a failed run, not a finding', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	server.close();
	await once(server, 'close');
	await expect(run({origin: () => origin, routes: () => [learned('/api/a')]})).rejects.toThrow(
		`Nothing answers at ${origin} (ECONNREFUSED)`,
	);
});

test.each([
	['nothing is known', undefined, [], 'nothing asked: the service is not known to listen anywhere yet'],
	['there was no traffic', 'http://127.0.0.1:9', [], 'nothing asked: no routes known yet'],
	[
		'nothing is safe',
		'http://127.0.0.1:9',
		[learned('/logout')],
		'nothing asked: none of the 1 known routes can be asked safely; 1 skipped (may change something: 1)',
	],
	[
		'the origin is another machine',
		'http://192.0.2.7:80',
		[learned('/api/a')],
		'nothing asked: the service listens on http://192.0.2.7, not on loopback',
	],
])('asks nothing when %s, and does not look like success', async (_why, origin, routes, summary) => {
	const result = await run({origin: () => origin, routes: () => routes});
	expect(result.examined.count).toBe(0);
	expect(result.summary).toContain(summary);
});

async function run(service: Parameters<typeof endpointsAgent.run>[0]['service']) {
	return await endpointsAgent.run({
		options: EndpointsOptions.parse({}),
		store: memoryStore(),
		clock: systemClock,
		signal: new AbortController().signal,
		progress: () => {},
		service,
	});
}
