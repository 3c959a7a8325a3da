import {describe, expect, test} from 'vitest';
import {findingsOfCalls, findingsOfShadows, inOrder} from '../../../../source/agents/api-paths/matching/findings.ts';
import {isCriticalPath, severityOf} from '../../../../source/agents/api-paths/matching/severity.ts';
import {call, judge, route, routes} from './build.ts';
import type {World} from './build.ts';

const users = routes('GET /api/users', 'POST /api/users', 'GET /api/users/:id', 'GET /api/posts');

function findings(written: readonly string[], world: World) {
	const calls = written.map((one, index) => call(one, {}, index + 1));
	return findingsOfCalls(judge(calls, world), world.routes);
}

describe('findings of calls', () => {
	test('say what was called, and what is nearest', () => {
		expect(findings(['GET /api/user', 'GET /api/users'], {routes: users})).toEqual([
			{
				rule: 'missing',
				severity: 'warning',
				message: 'No route answers GET /api/user; the nearest is GET /api/users (server.js:1).',
				file: 'client.js',
				line: 1,
				method: 'GET',
				path: '/api/user',
				related: [{file: 'server.js', line: 1}],
			},
		]);
	});

	test('name the methods that a path takes', () => {
		expect(findings(['DELETE /api/users'], {routes: users})[0]?.message).toBe(
			'DELETE /api/users is not answered: this path only takes GET and POST (server.js:1).',
		);
	});

	test('tell that a fallback hides the fault', () => {
		const fallback = route('GET /*rest', {isFallback: true}, 9);
		expect(findings(['GET /api/ghosts/{id}/now'], {routes: [...users, fallback]})[0]?.message).toContain(
			'only GET /*rest in server.js:9, which takes what no route does, would answer',
		);
	});

	test('are of the rule of their defect first', () => {
		const swapped = judge([call('POST /api/users', {defects: ['swapped-arguments']})], {routes: users});
		expect(findingsOfCalls(swapped, users).map(({rule}) => rule)).toEqual(['swapped-arguments']);
	});

	test('are none for what is matched, external or not decided', () => {
		expect(findings(['GET /api/users', 'GET https://other.com/a/b', 'GET {url}'], {routes: users})).toEqual([]);
	});
});

describe('findings of routes', () => {
	test('say which route answers instead, and tell a second registration apart', () => {
		const [first, second, third] = routes('GET /api/users/:id', 'GET /api/users/search', 'GET /api/users/:id');
		const found = findingsOfShadows(
			new Map([
				[second!, first!],
				[third!, first!],
			]),
			[],
		);
		expect(found.map(({message}) => message)).toEqual([
			'GET /api/users/search never answers: GET /api/users/:id in server.js:1 comes first and takes all its requests.',
			'GET /api/users/:id is registered a second time and never answers: the first one in server.js:1 takes every request.',
		]);
		expect(inOrder(found.toReversed()).map(({line}) => line)).toEqual([2, 3]);
	});
});

test('a shadowed route names the calls that mean it', () => {
	const [first, second] = routes('GET /api/users/:id', 'GET /api/users/search');
	const shadows = new Map([[second!, first!]]);
	const {calls} = judge([call('GET /api/users/search', {}, 7), call('GET /api/users/{id}', {}, 8)], {routes: [first!, second!], shadows});
	expect(findingsOfShadows(shadows, calls)).toMatchObject([
		{
			message: expect.stringContaining('The call in client.js:7 means this one and gets the other.'),
			related: [{line: 1}, {file: 'client.js', line: 7}],
		},
	]);
});

describe('severity', () => {
	test.each([
		'/api/auth/login',
		'/api/v1/users/password-reset',
		'/api/payments/{id}',
		'/admin',
		'/api/adminUsers',
		'/sign-in',
		'/api/sessions',
		'/oauth2/token',
	])('%s is critical', (path) => {
		expect(severityOf(path)).toBe('critical');
	});

	test.each(['/api/authors', '/api/users/{login}', '/api/users/:password', '/api/playlists', '/api/tokenize', '/api/badminton/x'])(
		'%s is not',
		(path) => {
			expect(isCriticalPath(path)).toBe(false);
		},
	);
});
