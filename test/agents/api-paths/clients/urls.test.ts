import {describe, expect, test} from 'vitest';
import {
	fromPage,
	isAbsolute,
	isPageItself,
	joinAxios,
	joinOfetch,
	joinPlain,
	joinPrefix,
	resolveUrl,
} from '../../../../source/agents/api-paths/clients/urls.ts';
import type {Hole, TextPart} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';

const id: Hole = {value: unknown('id'), text: 'id', type: 'unknown'};
const count: Hole = {value: unknown('n'), text: 'n', type: 'number'};
const env = (name: string): Hole => ({value: {kind: 'env', name}, text: name, type: 'string'});
const show = (text: readonly TextPart[]) => text.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');

describe('axios', () => {
	test.each([
		[['/api'], ['/users'], '/api/users'],
		[['/api/'], ['users'], '/api/users'],
		[['/api'], ['//users'], '//users'],
		[['/api'], ['https://other.example/users'], 'https://other.example/users'],
		[['/api'], [], '/api'],
		[[], ['/users'], '/users'],
		[['undefined'], ['/users'], '/users'],
		[['/api'], ['/users/', id], '/api/users/{id}'],
		[[env('API_URL')], ['/users'], '{API_URL}/users'],
		[[env('API_URL'), '/v1/'], ['users'], '{API_URL}/v1/users'],
		[['/api'], [env('API_URL'), '/users'], '{API_URL}/users'],
	] satisfies [TextPart[], TextPart[], string][])('joins %j and %j to %s', (base, url, joined) => {
		expect(show(joinAxios(base, url))).toBe(joined);
	});

	test('claims no base for an address of which nothing is known, as it may be absolute', () => {
		expect(show(joinAxios(['/api'], [id]))).toBe('{id}');
		expect(show(joinAxios(['/api/users'], [count]))).toBe('/api/users/{n}');
	});
});

describe('ofetch', () => {
	test.each([
		['/api', '/users', '/api/users'],
		['/api/', 'users', '/api/users'],
		['/api', '/api/users', '/api/users'],
		['/api', '/apix', '/api/apix'],
		['/', '/users', '/users'],
		['/api', 'https://other.example/', 'https://other.example/'],
	])('joins %s and %s to %s', (base, url, joined) => {
		expect(show(joinOfetch([base], [url]))).toBe(joined);
	});

	test('sees a base with holes in front of an address', () => {
		expect(show(joinOfetch([env('BASE'), '/v1'], [env('BASE'), '/v1/users']))).toBe('{BASE}/v1/users');
	});
});

describe('a prefix', () => {
	test.each([
		['/api', 'users', '/api/users'],
		['/api/', '/users', '/api/users'],
		['https://example.com', '', 'https://example.com/'],
		['', '/users', '/users'],
	])('%s before %s is %s', (base, url, joined) => {
		expect(show(joinPrefix([base], [url]))).toBe(joined);
	});

	test('stands before an unknown text too', () => {
		expect(show(joinPrefix(['/api/users'], [id]))).toBe('/api/users/{id}');
	});
});

test('plain text is put after text', () => {
	expect(show(joinPlain(['/api'], ['users']))).toBe('/apiusers');
	expect(joinPlain(['/api'], ['/users'])).toEqual(['/api/users']);
});

describe('new URL', () => {
	test.each([
		[['https://example.com/v1/x'], ['/users'], 'https://example.com/users'],
		[['https://example.com/v1/x'], ['users'], 'https://example.com/v1/users'],
		[['https://example.com'], ['users'], 'https://example.com/users'],
		[['https://example.com/v1/'], ['./users/', id], 'https://example.com/v1/users/{id}'],
		[[env('API')], ['/users'], '{API}/users'],
		[[env('API'), '/v1'], ['/users'], '{API}/users'],
		[[env('API'), '/v1/'], ['users'], '{API}/v1/users'],
		[['/api/'], ['users'], '/api/users'],
		[['/api'], ['https://other.example/users'], 'https://other.example/users'],
		[['https://', id, '.example.com/v1/'], ['/users'], 'https://{id}.example.com/users'],
	] satisfies [TextPart[], TextPart[], string][])('of %j with %j is %s', (base, url, resolved) => {
		expect(show(resolveUrl(base, url))).toBe(resolved);
	});
});

describe('from the page', () => {
	test.each([
		[['/users'], '/users'],
		[['users'], '/users'],
		[['./users'], '/users'],
		[['../../users/', id], '/users/{id}'],
		[['?page=1'], '/?page=1'],
		[[], '/'],
		[[id, '/x'], '{id}/x'],
		[['https://example.com/x'], 'https://example.com/x'],
		[['mailto:a@example.com'], 'mailto:a@example.com'],
		[[env('location.origin'), '/api/x'], '/api/x'],
		[[env('location.origin')], '/'],
		[[env('location.protocol'), '//', env('location.host'), '/ws'], '/ws'],
		[['wss://', env('location.host'), '/ws'], '/ws'],
		[['//', env('location.host'), '/ws'], '/ws'],
		[[id, '://', env('location.host'), '/ws'], '/ws'],
		[['http://', env('location.hostname'), ':3001/api'], '/api'],
		[['http://', env('location.hostname'), ':', env('location.port'), '/api'], '/api'],
		[['http://', env('location.hostname'), ':3001'], '/'],
		[['https://', env('location.hostname'), '.cdn.example/x'], 'https://{location.hostname}.cdn.example/x'],
		[['https://example.com/?from=', env('location.host')], 'https://example.com/?from={location.host}'],
		[[env('API_URL'), '/users'], '{API_URL}/users'],
	] satisfies [TextPart[], string][])('%j is %s', (url, asked) => {
		expect(show(fromPage(url))).toBe(asked);
	});
});

test('an address is absolute with a scheme, a host or a base of the environment', () => {
	expect(isAbsolute(['https://example.com'])).toBe(true);
	expect(isAbsolute(['//example.com'])).toBe(true);
	expect(isAbsolute([env('API_URL'), '/x'])).toBe(true);
	expect(isAbsolute([id, '://host'])).toBe(true);
	expect(isAbsolute([id, '/x'])).toBe(false);
	expect(isAbsolute(['/x'])).toBe(false);
	expect(isAbsolute([])).toBe(false);
});

test('the page itself is named by nothing, a dot or a query', () => {
	for (const url of [[], ['.'], ['./'], ['?tab=1'], ['?tab=', id], ['#top']]) expect(isPageItself(url)).toBe(true);
	for (const url of [['/'], ['./x'], ['./', id], ['users'], [id]]) expect(isPageItself(url)).toBe(false);
});
