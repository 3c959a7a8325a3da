import {describe, expect, test} from 'vitest';
import {RouteTable} from '../../source/probes/route-table.ts';

const minute = 60_000;

function count(
	table: RouteTable,
	target: string,
	{method = 'GET', status = 200, ms = 10, template}: {method?: string; status?: number; ms?: number; template?: string} = {},
): void {
	table.record(method, template, target, status).count('finished', status, ms);
}

describe('RouteTable', () => {
	test('counts the paths of one route together', () => {
		const table = new RouteTable(200);
		for (let id = 0; id < 10; id++) count(table, `/api/orders/${id}?page=${id}`);
		count(table, '/api/orders');
		expect(table.known()).toEqual([
			{method: 'GET', route: '/api/orders/:id', path: undefined, count: 10},
			{method: 'GET', route: '/api/orders', path: '/api/orders', count: 1},
		]);
	});

	test('keeps methods apart', () => {
		const table = new RouteTable(200);
		count(table, '/api/orders', {method: 'POST'});
		count(table, '/api/orders');
		expect(new Set(table.known().map(({method}) => method))).toEqual(new Set(['GET', 'POST']));
	});

	test('uses the template of a framework where there is one', () => {
		const table = new RouteTable(200);
		count(table, '/api/orders/7', {template: '/api/orders/:orderId'});
		expect(table.known()[0]).toMatchObject({route: '/api/orders/:orderId', path: undefined});
	});

	test('gives no more than its cap of routes a record and shares (other) among the rest', () => {
		const table = new RouteTable(200);
		for (let at = 0; at < 5000; at++) count(table, `/page-${letters(at)}`);
		expect(table.size).toBe(200);
		expect(table.known()).toHaveLength(200);
		const stats = table.stats(5, 0);
		expect(stats).toHaveLength(201);
		expect(stats[0]).toMatchObject({method: '*', route: '(other)', n: 4800});
	});

	test('methods that a client made up share (other) and leave nothing behind', () => {
		const table = new RouteTable(200);
		for (let at = 0; at < 5000; at++)
			count(table, '/api/orders', {method: `X${letters(at)}`, ...(at % 2 === 0 && {template: '/api/orders'})});
		count(table, '/api/orders', {method: 'QUERY'});
		expect(table.known()).toEqual([{method: 'QUERY', route: '/api/orders', path: '/api/orders', count: 1}]);
		expect(table.stats(5, 0)[0]).toMatchObject({method: '*', route: '(other)', n: 5000});
	});

	test('a scanner that is answered 404 takes no place from the routes of the service', () => {
		const table = new RouteTable(10);
		for (let at = 0; at < 5000; at++) count(table, `/wp-${letters(at)}.php`, {status: 404});
		count(table, '/api/orders');
		expect(table.known().map(({route}) => route)).toEqual(['/api/orders']);
		expect(table.stats(5, 0)[0]).toMatchObject({route: '(not found)', n: 5000, errors: 0});
	});

	test('counts a 404 on a route that is known, or that a framework matched, on that route', () => {
		const table = new RouteTable(200);
		count(table, '/api/orders/7');
		count(table, '/api/orders/8', {status: 404});
		count(table, '/api/users/8', {status: 404, template: '/api/users/:id'});
		expect(table.known()).toEqual([
			{method: 'GET', route: '/api/orders/:id', path: undefined, count: 2},
			{method: 'GET', route: '/api/users/:id', path: undefined, count: 1},
		]);
	});

	test('tells each route by its own percentiles and errors', () => {
		const table = new RouteTable(200);
		for (let at = 1; at <= 100; at++) count(table, '/api/report', {ms: at * 10, status: at > 90 ? 500 : 200});
		table.record('GET', undefined, '/api/report', 200).count('destroyed', 200, 5);
		const [report] = table.stats(5, 0);
		expect(report).toMatchObject({method: 'GET', route: '/api/report', n: 101, errors: 11});
		expect(report!.p50).toBeGreaterThan(495);
		expect(report!.p50).toBeLessThan(505);
		expect(report!.p95).toBeGreaterThan(940);
		expect(report!.p95).toBeLessThan(960);
	});

	test('has no percentile where nothing finished', () => {
		const table = new RouteTable(200);
		table.record('GET', undefined, '/crash', 200).count('destroyed', 200, 5);
		expect(table.stats(5, 0)).toEqual([{method: 'GET', route: '/crash', n: 1, errors: 1, p50: null, p95: null}]);
	});

	test('hands over the latencies of all routes once, and keeps them in the minute', () => {
		const table = new RouteTable(1);
		count(table, '/a', {ms: 10});
		count(table, '/b', {ms: 1000});
		count(table, '/c', {ms: 20, status: 404});
		const taken = table.takeLatency();
		expect({count: taken.count, min: taken.min, max: taken.max}).toEqual({count: 3, min: 10, max: 1000});
		expect(table.takeLatency().count).toBe(0);
		count(table, '/a', {ms: 30});
		expect(table.stats(5, 0)[0]).toMatchObject({route: '/a', n: 2});
		expect(table.stats(5, 0)[0]!.p95).toBeCloseTo(30, 0);
		expect(table.stats(5, 0)[0]!.p50).toBeCloseTo(10, 0);
	});

	test('forgets what is older than the span that is asked for', () => {
		const table = new RouteTable(200);
		table.rotate(0);
		count(table, '/early');
		table.rotate(minute);
		count(table, '/late');
		for (let at = 2; at <= 10; at++) table.rotate(at * minute);
		expect(table.stats(5, 10 * minute)).toEqual([]);
		expect(table.stats(30, 10 * minute).map(({route}) => route)).toEqual(['/early', '/late']);
		for (let at = 11; at <= 40; at++) table.rotate(at * minute);
		expect(table.stats(30, 40 * minute)).toEqual([]);
	});

	test('holds at most 31 closed minutes of each route, however long it runs', () => {
		const table = new RouteTable(20);
		for (let at = 0; at < 24 * 60; at++) {
			for (let route = 0; route < 50; route++) count(table, `/page-${letters(route)}`);
			table.takeLatency();
			table.rotate(at * minute);
		}
		expect(table.size).toBe(20);
		expect(table.slotCount).toBeLessThanOrEqual(22 * 31);
	});

	test('a full table gives the place of a route that nobody used for half an hour to a new one', () => {
		const table = new RouteTable(2);
		table.rotate(0);
		count(table, '/old-a');
		count(table, '/old-b');
		for (let at = 1; at <= 32; at++) {
			count(table, '/old-b');
			table.rotate(at * minute);
		}
		count(table, '/new');
		expect(table.known().map(({route}) => route)).toEqual(['/old-b', '/new']);
	});

	test('keeps an idle route for the agents while there is room', () => {
		const table = new RouteTable(200);
		table.rotate(0);
		count(table, '/nightly');
		for (let at = 1; at <= 120; at++) table.rotate(at * minute);
		expect(table.known().map(({route}) => route)).toEqual(['/nightly']);
	});

	test('a clock set back closes the minute instead of waiting for the old time', () => {
		const table = new RouteTable(200);
		table.rotate(100 * minute);
		count(table, '/x');
		table.rotate(10 * minute);
		expect(table.slotCount).toBe(1);
	});
});

/** A name without digits: 0 → a, 27 → bb. */
function letters(at: number): string {
	return String.fromCharCode(
		...at
			.toString(26)
			.padStart(4, '0')
			.split('')
			.map((digit) => 97 + Number.parseInt(digit, 26)),
	);
}
