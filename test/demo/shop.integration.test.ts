import {once} from 'node:events';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import {faults} from '../../source/demo/faults.ts';
import type {FaultId} from '../../source/demo/faults.ts';
import {startShop} from '../../source/demo/shop.ts';
import type {Shop, ShopOptions} from '../../source/demo/shop.ts';
import {seededRandom} from '../support/seeded-random.ts';

let shop: Shop;
const open = async (options: ShopOptions = {}): Promise<void> => {
	await shop?.close();
	shop = await startShop({random: seededRandom(1), ...options});
};
const only = (...ids: FaultId[]): {faults: ReadonlySet<FaultId>} => ({faults: new Set(ids)});
const ask = async (path: string, options: RequestInit = {}): Promise<Response> => await fetch(shop.url + path, options);
const signal = new AbortController().signal;

async function logIn(user = 'ann'): Promise<string> {
	const answer = await ask('/api/session', {method: 'POST', body: JSON.stringify({user})});
	return answer.headers.get('set-cookie')!.split(';', 1)[0]!;
}

beforeEach(async () => {
	shop = await startShop({random: seededRandom(1), faults: new Set()});
});
afterEach(async () => {
	await shop.close();
});

describe('a shop without faults', () => {
	test('sells: log in, fill the basket, order, and see the order', async () => {
		const headers = {cookie: await logIn()};
		const product = (await (await ask('/api/products/7')).json()) as {name: string; price: number};
		const basket = await ask('/api/basket', {method: 'POST', headers, body: JSON.stringify({product: 7, count: 2})});
		expect(await basket.json()).toMatchObject({items: [{product: 7, count: 2, name: product.name}], total: product.price * 2});
		const placed = await ask('/api/orders', {method: 'POST', headers, body: '{}'});
		expect(placed.status).toBe(201);
		const {id} = (await placed.json()) as {id: number};
		const orders = (await (await ask('/api/orders', {headers})).json()) as {id: number; items: unknown[]}[];
		expect(orders.map((order) => order.id)).toContain(id);
		expect(await (await ask(`/api/orders/${id}`, {headers})).json()).toEqual(orders.find((order) => order.id === id));
	});

	test('answers every GET route without parameters, or asks to log in', async () => {
		const paths = shop.routes.filter(({method, path}) => method === 'GET' && !path.includes(':')).map(({path}) => path);
		expect(paths.length).toBeGreaterThan(12);
		for (const path of paths)
			expect([path, (await ask(path === '/api/search' ? '/api/search?q=oak' : path)).status]).toEqual([
				path,
				/orders|basket/u.test(path) ? 401 : 200,
			]);
	});

	test.each([
		['an unknown API path', '/api/nothing', {}, 404],
		['a product that is none', '/api/products/99', {}, 404],
		['a product without a number', '/api/products/lamp', {}, 400],
		['a wrong method', '/api/products', {method: 'DELETE'}, 405],
		['a search for nothing', '/api/search', {}, 400],
		['an unknown user', '/api/session', {method: 'POST', body: '{"user": "mallory"}'}, 403],
		['a body that is no JSON', '/api/session', {method: 'POST', body: '{'}, 500],
	])('refuses %s', async (_what, path, options, status) => {
		expect((await ask(path, options)).status).toBe(status);
	});

	test('serves its pages: files by name, the single page for every other address', async () => {
		const index = await (await ask('/')).text();
		expect(index).toContain('<script type="module" src="/app.js">');
		expect(await (await ask('/products')).text()).toBe(index);
		for (const file of ['app.js', 'api.js', 'products.js', 'basket.js', 'orders.js', 'wishlist.js', 'live.js']) {
			const answer = await ask(`/${file}`);
			expect([file, answer.headers.get('content-type')]).toEqual([file, 'text/javascript; charset=utf-8']);
		}
	});

	test('tells stock over its sockets and knows whose they are', async () => {
		const owners: (string | undefined)[] = [];
		shop.wss.on('connection', (_socket, request) => owners.push(shop.userOf(request)));
		const socket = new WebSocket(`${shop.url.replace('http', 'ws')}/live`, {headers: {cookie: await logIn('ben')}});
		const [message] = (await once(socket, 'message')) as [Buffer];
		expect(JSON.parse(message.toString())).toEqual({product: expect.any(String), left: expect.any(Number)});
		expect(owners).toEqual(['ben']);
		socket.terminate();
	});

	test('offers its database, cache and supplier as checks, and all are well', async () => {
		expect(shop.checks.map(({name, required}) => ({name, required}))).toEqual([
			{name: 'db', required: true},
			{name: 'cache', required: false},
			{name: 'supplier', required: false},
		]);
		for (const check of shop.checks) await expect(check.run(signal)).resolves.toBeUndefined();
	});

	test('lets a middleware answer first', async () => {
		await open({middleware: (request, response, next) => (request.url === '/esa/v1/health' ? response.end('mine') : next())});
		expect(await (await ask('/esa/v1/health')).text()).toBe('mine');
		expect((await ask('/api/categories')).status).toBe(200);
	});

	test('closes with sockets and requests open, and frees its port', async () => {
		const socket = new WebSocket(`${shop.url.replace('http', 'ws')}/live`);
		await once(socket, 'open');
		const closed = once(socket, 'close');
		const pending = ask('/api/export/products').catch(() => 'cut');
		await once(shop.server, 'request');
		const {port} = new URL(shop.url);
		await open({port: Number(port)});
		await closed;
		expect(await pending).toBe('cut');
		expect((await ask('/api/products')).status).toBe(200);
	});

	test('a port that is taken is an error and leaves nothing behind', async () => {
		await expect(startShop({port: Number(new URL(shop.url).port)})).rejects.toThrow('EADDRINUSE');
	});
});

describe('the planted faults', () => {
	test('each has an id of its own, and a finder', () => {
		expect(new Set(faults.map(({id}) => id)).size).toBe(faults.length);
		for (const fault of faults) expect(fault.foundBy.by).not.toBe('');
	});

	test('slow-search: the search waits most of a second', async () => {
		await open(only('slow-search'));
		const from = performance.now();
		await ask('/api/search?q=oak');
		expect(performance.now() - from).toBeGreaterThanOrEqual(690);
	});

	test('failing-recommendations: some answer 500, most do not', async () => {
		await open(only('failing-recommendations'));
		const statuses = await Promise.all(Array.from({length: 200}, async () => (await ask('/api/recommendations')).status));
		const failed = statuses.filter((status) => status === 500).length;
		expect(failed).toBeGreaterThan(2);
		expect(failed).toBeLessThan(40);
	});

	test('blocking-report: the event loop stands still', async () => {
		await open(only('blocking-report'));
		const delay = monitorEventLoopDelay({resolution: 5});
		delay.enable();
		await new Promise((resolve) => setTimeout(resolve, 30));
		await ask('/api/reports/stock');
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(delay.max / 1e6).toBeGreaterThan(100);
		delay.disable();
	});

	test('failing-supplier: the optional check fails most of the time and says why', async () => {
		await open(only('failing-supplier'));
		const supplier = shop.checks.find(({name}) => name === 'supplier')!;
		const outcomes = await Promise.allSettled(Array.from({length: 40}, () => supplier.run(signal)));
		const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
		expect(failed.length).toBeGreaterThan(20);
		expect(String(failed[0]!.reason)).toContain('the supplier answers 503');
	});

	test('dropped-sockets: one in a dozen ends without a closing handshake, the others stay', async () => {
		await open({...only('dropped-sockets'), random: () => 0});
		const sockets: WebSocket[] = [];
		for (let index = 0; index < 12; index++) {
			const socket = new WebSocket(`${shop.url.replace('http', 'ws')}/live`);
			sockets.push(socket);
			await once(socket, 'open');
		}
		const [code] = (await once(sockets[5]!, 'close')) as [number];
		expect(code).toBe(1006);
		expect(sockets.filter(({readyState}) => readyState === WebSocket.OPEN)).toHaveLength(11);
	});

	test.each([
		['placeholder-loyalty', '/api/loyalty', '{"message":"Not implemented"}'],
		['broken-savings', '/api/savings', '{"saved":"NaN%","members":3}'],
	] as const)('%s: %s answers %s', async (fault, path, body) => {
		expect(await (await ask(path)).text()).not.toBe(body);
		await open(only(fault));
		expect(await (await ask(path)).text()).toBe(body);
	});

	test('swallowed-stores: the page answers in place of the stores', async () => {
		expect(await (await ask('/v2/stores')).json()).toHaveLength(1);
		await open(only('swallowed-stores'));
		expect(await (await ask('/v2/stores')).text()).toContain('<!doctype html>');
	});

	test('ended-banners: they answer until the campaign is over', async () => {
		let now = 0;
		await open({...only('ended-banners'), clock: {now: () => now, monotonic: () => now}});
		expect((await ask('/api/banners')).status).toBe(200);
		now = 6001;
		expect((await ask('/api/banners')).status).toBe(404);
	});

	test('missing-wishlist and mismatched-basket: the pages call what the shop does not answer', async () => {
		await open(only('missing-wishlist', 'mismatched-basket'));
		expect(await (await ask('/wishlist.js')).text()).toContain("ask('/api/wishlist')");
		expect((await ask('/api/wishlist')).status).toBe(404);
		expect(await (await ask('/basket.js')).text()).toContain("send('PUT'");
		const put = await ask('/api/basket', {method: 'PUT', body: '{}'});
		expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, PATCH']);
	});

	test('shadowed-empty-basket: the route for one product takes the requests of the one for all', async () => {
		const headers = {cookie: await logIn(), 'content-type': 'application/json'};
		await ask('/api/basket', {method: 'POST', headers, body: '{"product": 1}'});
		expect((await ask('/api/basket/all', {method: 'DELETE', headers})).status).toBe(404);
		expect((await (await ask('/api/basket', {headers})).json()) as object).toMatchObject({items: [{product: 1}]});
		expect(await (await ask('/api/basket/1', {method: 'DELETE', headers})).json()).toMatchObject({items: []});
	});

	test('repeated-order-queries: one query per order and per item where two do', async () => {
		const count = async (): Promise<{queries: number; orders: unknown}> => {
			const headers = {cookie: await logIn()};
			const prepare = shop.db.prepare.bind(shop.db);
			let queries = 0;
			shop.db.prepare = (sql: string) => {
				queries++;
				return prepare(sql);
			};
			return {orders: await (await ask('/api/orders', {headers})).json(), queries};
		};
		const good = await count();
		await open({...only('repeated-order-queries'), database: ':memory:'});
		const bad = await count();
		expect(good.queries).toBe(2);
		expect(bad.queries).toBeGreaterThan(10);
	});

	test('stale-prices: a product keeps the price of its first reading', async () => {
		await open(only('stale-prices'));
		const before = await (await ask('/api/products/3')).json();
		shop.db.prepare('UPDATE products SET cents = cents + 100 WHERE id = 3').run();
		expect(await (await ask('/api/products/3')).json()).toEqual(before);
		expect(shop.cache.getRemainingTTL('product:3')).toBeGreaterThan(80_000_000);
		await open(only());
		await ask('/api/products/3');
		expect(shop.cache.getRemainingTTL('product:3')).toBeLessThanOrEqual(5000);
	});
});
