import {describe, expect, test} from 'vitest';
import {call, judge, routes} from './build.ts';
import type {World} from './build.ts';

function suggestions(written: string, known: World['routes']): string[] {
	const [judged] = judge([call(written)], {routes: known}).calls;
	return judged!.suggestions.map(({method, path, fix}) => `${method} ${path}${fix === null ? '' : ` (${fix})`}`);
}

const shop = routes(
	'GET /api/v1/orders',
	'GET /api/v1/orders/:id',
	'PATCH /api/v1/orders/:id',
	'GET /api/v1/orders/:id/items',
	'POST /api/v1/orders/:id/cancel',
	'GET /api/v1/customers',
	'GET /api/v1/customers/:id/orders',
	'POST /api/v1/auth/login',
	'GET /api/v1/user-profiles/:id',
	'GET /api/v1/reports/daily/sales',
);

describe('suggestions', () => {
	test.each([
		['PUT /api/v1/orders/{id}', 'PATCH /api/v1/orders/:id (method)'],
		['GET /api/orders', 'GET /api/v1/orders (prefix)'],
		['GET /orders/{id}/items', 'GET /api/v1/orders/:id/items (prefix)'],
		['GET /api/v2/customers', 'GET /api/v1/customers (prefix)'],
		['GET /api/api/v1/customers', 'GET /api/v1/customers (prefix)'],
		['GET /api/v1/order', 'GET /api/v1/orders'],
		['GET /api/v1/costumers', 'GET /api/v1/customers'],
		['GET /api/v1//orders', 'GET /api/v1/orders'],
		['POST /api/v1/orders/cancel/{id}', 'POST /api/v1/orders/:id/cancel'],
		['POST /api/v1/orders/{id}/cancle', 'POST /api/v1/orders/:id/cancel'],
		['GET /api/v1/userProfiles/{id}', 'GET /api/v1/user-profiles/:id'],
		['GET /api/v1/reports/sales', 'GET /api/v1/reports/daily/sales'],
		['POST /api/v1/login', 'POST /api/v1/auth/login'],
		['GET /api/v1/customers/orders', 'GET /api/v1/customers/:id/orders'],
		['POST /api/v1/user_profiles/{id}', 'GET /api/v1/user-profiles/:id'],
	])('%s most likely meant %s', (written, expected) => {
		expect(suggestions(written, shop)[0]).toBe(expected);
	});

	test('a method is a fix where the path has only that one', () => {
		expect(suggestions('POST /api/v1/customers', shop)[0]).toBe('GET /api/v1/customers (method)');
		expect(suggestions('PUT /api/v1/orders/{id}', shop)).toEqual([
			'PATCH /api/v1/orders/:id (method)',
			'GET /api/v1/orders/:id',
			'GET /api/v1/orders',
		]);
		expect(suggestions('POST /api/v1/orders/{id}', shop)[0]).toBe('PATCH /api/v1/orders/:id');
		expect(suggestions('GET /sessions', routes('DELETE /sessions'))).toEqual(['DELETE /sessions']);
	});

	test('a prefix is a fix where only one leads to a route', () => {
		expect(suggestions('GET /users', routes('GET /api/users', 'GET /admin/users'))).toEqual(['GET /api/users', 'GET /admin/users']);
	});

	test('a route that is registered twice is suggested once, where the first one stands', () => {
		const twice = routes('PATCH /clips/:id', 'DELETE /clips/:id', 'PATCH /clips/:id');
		expect(suggestions('POST /clips/audio', twice)).toEqual(['PATCH /clips/:id', 'DELETE /clips/:id']);
	});

	test('many routes that are as near as each other do not hide the nearest, wherever it stands', () => {
		const others = Array.from({length: 40}, (_, index) => `GET /api/thing${'abcdefghij'[index % 10]}${index}/:id`);
		expect(suggestions('GET /api/invoices/{id}', routes(...others, 'GET /api/invoice/:id', ...others))[0]).toBe('GET /api/invoice/:id');
		expect(suggestions('PUT /api/invoices/{id}', routes(...others, 'PATCH /api/invoices/:id'))[0]).toBe('PATCH /api/invoices/:id (method)');
	});

	test('at most three, and none that is far away', () => {
		expect(suggestions('GET /api/v1/weather/today/in/paris', shop)).toEqual([]);
		expect(suggestions('GET /api/v1/orders/{id}/ghost', shop).length).toBeLessThanOrEqual(3);
	});

	test('do not depend on the order of routes', () => {
		const [forward, backward] = [shop, shop.toReversed()].map((table) => suggestions('GET /api/v1/orders/{id}/item', table));
		expect(forward).toEqual(backward);
	});
});
