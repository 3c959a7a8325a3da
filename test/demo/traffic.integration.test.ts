import {createServer} from 'node:http';
import {once} from 'node:events';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {startShop} from '../../source/demo/shop.ts';
import type {Shop} from '../../source/demo/shop.ts';
import {loopbackOrigin, startTraffic} from '../../source/demo/traffic.ts';
import {arrival, nextStep} from '../../source/demo/traffic/steps.ts';
import {seededRandom} from '../support/seeded-random.ts';

let shop: Shop;
beforeEach(async () => {
	shop = await startShop({random: seededRandom(2)});
});
afterEach(async () => {
	await shop.close();
});

describe('traffic', () => {
	test('users log in, look around and open sockets, and nobody is left after the end', async () => {
		const agents = new Set<string | undefined>();
		shop.server.on('request', (request) => agents.add(request.headers['user-agent']));
		const traffic = await startTraffic({origin: shop.url, ratePerSecond: 100, random: seededRandom(3)});
		await vi.waitFor(() => expect(traffic.stats().requests).toBeGreaterThan(150), {timeout: 15_000});
		await vi.waitFor(() => expect(shop.wss.clients.size).toBeGreaterThanOrEqual(11), {timeout: 15_000});
		const {statuses, unanswered} = traffic.stats();
		expect(statuses[200]).toBeGreaterThan(50);
		expect(statuses[201]).toBeGreaterThan(5);
		expect(unanswered).toBe(0);
		await traffic.stop();
		await vi.waitFor(() => expect(shop.wss.clients.size).toBe(0));
		const {requests} = traffic.stats();
		expect(agents).toEqual(new Set(['sample-shop-traffic']));
		expect(traffic.stats().requests).toBe(requests);
	});

	test('one user has five sockets from one browser, another two from two', async () => {
		const seen: string[] = [];
		shop.wss.on('connection', (_socket, request) => seen.push(`${shop.userOf(request)} ${request.headers['user-agent']}`));
		const traffic = await startTraffic({origin: shop.url, random: seededRandom(4)});
		await vi.waitFor(() => expect(seen.length).toBe(11), {timeout: 15_000});
		await traffic.stop();
		expect(seen.filter((one) => one === 'ann sample-shop-traffic (laptop)')).toHaveLength(5);
		expect(seen.filter((one) => one.startsWith('ben')).toSorted()).toEqual([
			'ben sample-shop-traffic (laptop)',
			'ben sample-shop-traffic (phone)',
		]);
	});

	test('never sends more than its rate', async () => {
		const arrivals: number[] = [];
		const server = createServer((_request, response) => {
			arrivals.push(performance.now());
			response.writeHead(200, {'set-cookie': 'sid=1'}).end('{}');
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address() as {port: number};
		const traffic = await startTraffic({origin: `http://127.0.0.1:${address.port}`, ratePerSecond: 50, random: seededRandom(5)});
		await vi.waitFor(() => expect(arrivals.length).toBeGreaterThan(60), {timeout: 15_000});
		await traffic.stop();
		server.closeAllConnections();
		server.close();
		const seconds = (arrivals.at(-1)! - arrivals[0]!) / 1000;
		// One for the interval that the first request opens, and two for requests that were held up and came together.
		expect(arrivals.length).toBeLessThanOrEqual(50 * seconds + 3);
	});

	test('goes on when the shop goes away and comes back', async () => {
		const port = Number(new URL(shop.url).port);
		const traffic = await startTraffic({origin: shop.url, ratePerSecond: 100, random: seededRandom(6)});
		await vi.waitFor(() => expect(traffic.stats().requests).toBeGreaterThan(20), {timeout: 15_000});
		await shop.close();
		await vi.waitFor(() => expect(traffic.stats().unanswered).toBeGreaterThan(5), {timeout: 15_000});
		shop = await startShop({port});
		const before = traffic.stats().statuses[200] ?? 0;
		await vi.waitFor(() => expect(traffic.stats().statuses[200]).toBeGreaterThan(before + 20), {timeout: 15_000});
		await traffic.stop();
	});

	test('ends when its signal aborts', async () => {
		const end = new AbortController();
		const traffic = await startTraffic({origin: shop.url, random: seededRandom(7), signal: end.signal});
		end.abort();
		await traffic.stop();
		expect(traffic.stats().sockets.open).toBe(0);
	});

	test.each([
		'http://192.168.0.9:3000',
		'http://example.com',
		'https://127.0.0.1:3000',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'nonsense',
	])('refuses to load %s', async (origin) => {
		await expect(startTraffic({origin})).rejects.toThrow(`loopback only, not to ${origin}`);
	});

	test.each([0, -1, 101, Number.NaN])('refuses %d requests a second', async (ratePerSecond) => {
		await expect(startTraffic({origin: shop.url, ratePerSecond})).rejects.toThrow('up to 100 requests a second');
	});

	test.each(['http://127.0.0.1:3000/', 'http://localhost:3000', 'http://[::1]:3000'])('%s is loopback', (origin) => {
		expect(loopbackOrigin(origin)).toBe(origin.replace(/\/$/u, ''));
	});
});

test('every GET route without parameters is on somebody’s way, most of them on everybody’s', () => {
	const random = seededRandom(8);
	const asked = new Set(
		[...arrival, ...Array.from({length: 2000}, () => nextStep(random))].map(({method, path}) => `${method} ${path.split('?', 1)[0]}`),
	);
	const missing = shop.routes
		.filter(({method, path}) => method === 'GET' && !path.includes(':'))
		.filter(({path}) => !asked.has(`GET ${path}`));
	expect(missing).toEqual([]);
});
