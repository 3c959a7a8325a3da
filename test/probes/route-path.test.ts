import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {normalisePath, pathOf} from '../../source/probes/route-path.ts';

describe('normalisePath', () => {
	test.each([
		['/', '/'],
		['/api/orders', '/api/orders'],
		['/api/v1/oauth2/token', '/api/v1/oauth2/token'],
		['/trpc/orders.getByCustomerId', '/trpc/orders.getByCustomerId'],
		['/v1/books:archive', '/v1/books:archive'],
		['/digest/sha256', '/digest/sha256'],
		['/cafe/facade/decade', '/cafe/facade/decade'],
	])('keeps the static path %s', (path, template) => {
		expect(normalisePath(path)).toBe(template);
	});

	test.each([
		['/api/orders/1', '/api/orders/:id'],
		['/api/orders/123/items/4', '/api/orders/:id/items/:id'],
		['/u/550e8400-e29b-41d4-a716-446655440000', '/u/:id'],
		['/o/507f1f77bcf86cd799439011/edit', '/o/:id/edit'],
		['/commit/3f2a9c1b', '/commit/:id'],
		['/invoices/INV-2024-17', '/invoices/:id'],
		['/calendar/2026-11-22', '/calendar/:id'],
		['/t/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/t/:id'],
		['/reset/qwertzuiopasdfghjklyxcvbnmQWERTZUIOP', '/reset/:id'],
		['/users/ada@example.org', '/users/:id'],
		['/search/caf%C3%A9', '/search/:id'],
		['/compare/1,2,3', '/compare/:id'],
	])('names the identifiers in %s', (path, template) => {
		expect(normalisePath(path)).toBe(template);
	});

	test('keeps the extension of a file with a fingerprint', () => {
		expect(normalisePath('/assets/app.3f2a9c1b.js')).toBe('/assets/:id.js');
	});

	test('leaves out query, fragment and session parameters', () => {
		expect(normalisePath('/api/orders?token=secret')).toBe('/api/orders');
		expect(normalisePath('/api/orders/7#top')).toBe('/api/orders/:id');
		expect(normalisePath('/shop;jsessionid=1A2B')).toBe('/shop');
	});

	test('reads doubled and trailing slashes as one route', () => {
		expect(normalisePath('/api//orders/')).toBe('/api/orders');
		expect(normalisePath('//')).toBe('/');
	});

	test('cuts paths that are too deep', () => {
		expect(normalisePath('/a'.repeat(40))).toBe(`${'/a'.repeat(12)}/*`);
	});

	test('reads the absolute form of a proxy and the asterisk of OPTIONS', () => {
		expect(normalisePath('http://shop.example/api/orders/7?x=1')).toBe('/api/orders/:id');
		expect(normalisePath('http://shop.example')).toBe('/');
		expect(normalisePath('*')).toBe('/*');
	});

	const segment = fc.oneof(fc.constantFrom('api', 'orders', 'v1', ''), fc.uuid(), fc.nat().map(String), fc.webSegment(), fc.string());
	const target = fc.oneof(
		fc.array(segment, {maxLength: 20}).map((segments) => `/${segments.join('/')}`),
		fc.string(),
		fc.webUrl({withQueryParameters: true}),
	);

	test('is its own fixed point for any target', () => {
		fc.assert(
			fc.property(target, (any) => {
				const template = normalisePath(any);
				expect(normalisePath(template)).toBe(template);
			}),
			{numRuns: 3000},
		);
	});

	test('keeps nothing of an identifier, however it is written around', () => {
		const secret = fc.oneof(
			fc.uuid(),
			fc.integer({min: 1000}).map(String),
			fc.emailAddress(),
			fc.string({minLength: 33, maxLength: 60}).map((text) => text.replaceAll(/\W/g, 'x')),
		);
		fc.assert(
			fc.property(secret, fc.constantFrom('', '/', '?a=1', '/edit'), (value, rest) => {
				expect(normalisePath(`/users/${value}${rest}`)).not.toContain(value);
			}),
			{numRuns: 2000},
		);
	});

	test('gives a hundred thousand paths of one route one name', () => {
		const names = new Set(Array.from({length: 100_000}, (_, id) => normalisePath(`/api/orders/${id}/items`)));
		expect(names).toEqual(new Set(['/api/orders/:id/items']));
	});
});

test('pathOf keeps the path as it was asked', () => {
	expect(pathOf('/api//orders/7/?q=1')).toBe('/api//orders/7/');
});
