import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {EndpointsOptions} from '../../../source/agents/endpoints/options.ts';
import {originToAsk} from '../../../source/agents/endpoints/agent.ts';
import {chooseRoutes, reasonToSkip} from '../../../source/agents/endpoints/routes.ts';

describe('which paths are never asked', () => {
	test.each([
		'logout',
		'log-out',
		'LogOut',
		'signOut',
		'sign_off',
		'deleteAll',
		'removeItem',
		'reset',
		'unsubscribe',
		'send',
		'triggerBuild',
		'run',
		'confirm',
		'verify',
		'activate',
		'de%61ctivate',
		'ＤＥＬＥＴＥ',
		'password-reset',
		'opt-in',
		'cancelorder',
		'cancel',
	])('%s may change something', (word) => {
		const expected = word === 'cancelorder' ? undefined : 'may change something';
		expect(reasonToSkip(`/api/${word}`)).toBe(expected);
		expect(reasonToSkip(`/${word}/status`)).toBe(expected);
	});

	test.each([
		'/api/updates',
		'/api/runs',
		'/api/settings',
		'/api/subscribers',
		'/api/export/products',
		'/api/orders',
		'/api/runtime',
		'/api/address',
		'/blog/posts',
		'/api/v1/users',
		'/',
	])('%s only reads', (path) => expect(reasonToSkip(path)).toBeUndefined());

	test.each([
		['//other.example/x', 'not a plain path'],
		['/a?b=1', 'not a plain path'],
		['/a#b', 'not a plain path'],
		['/a/../b', 'not a plain path'],
		['/a/%2e%2e/b', 'not a plain path'],
		['/a%0d%0aHost: x', 'not a plain path'],
		['/%zz', 'not a plain path'],
		['/a\\b', 'not a plain path'],
		['relative', 'not a plain path'],
		[`/${'a'.repeat(300)}`, 'not a plain path'],
		['/users/:id', 'needs a parameter'],
		['/files/*', 'needs a parameter'],
		['/u/{name}', 'needs a parameter'],
		['/m/Zx81kQp0aTr5Wm2Lq9Bd', 'needs a parameter'],
		['/esa/v1/health', "the monitor's own"],
		['/.well-known/esa-health', "the monitor's own"],
		['/app.js', 'static file'],
	])('%s: %s', (path, reason) => expect(reasonToSkip(path)).toBe(reason));

	test('a word that suggests an effect is skipped in whatever case, place and company', () => {
		const word = fc.constantFrom('delete', 'logout', 'send', 'trigger', 'reset', 'activate', 'unsubscribe', 'run');
		const around = fc.constantFrom('api', 'items', 'v2', 'mail', 'x');
		fc.assert(
			fc.property(word, around, around, fc.boolean(), fc.constantFrom('-', '_', '/', '.'), (effect, before, after, upper, join) => {
				const path = `/${before}${join}${upper ? effect.toUpperCase() : effect}${join}${after}`;
				expect(reasonToSkip(path)).toBe('may change something');
			}),
		);
	});

	test('whatever is chosen is a plain path, and nothing is lost between asked and skipped', () => {
		const path = fc.oneof(fc.webPath(), fc.string(), fc.constantFrom('/api/a', '/api/b', '/logout'));
		fc.assert(
			fc.property(fc.array(path, {maxLength: 30}), fc.integer({min: 1, max: 10}), (paths, maxRoutes) => {
				const routes = paths.map((one) => ({method: 'GET', route: one, path: one, count: 1}));
				const {ask, skipped} = chooseRoutes(routes, {paths: [], maxRoutes});
				expect(ask.length).toBeLessThanOrEqual(maxRoutes);
				for (const candidate of ask) expect(candidate.path).toMatch(/^\/(?!\/)[^?#\s]*$/u);
				expect(new Set([...ask, ...skipped].map((one) => one.path))).toEqual(new Set(paths));
			}),
		);
	});

	test('only GET routes are candidates', () => {
		const routes = ['POST', 'PUT', 'DELETE', 'HEAD', 'GET'].map((method) => ({method, route: '/api/a', path: '/api/a', count: 1}));
		expect(chooseRoutes(routes, {paths: [], maxRoutes: 9})).toEqual({
			ask: [{path: '/api/a', from: 'traffic', count: 1, answered: undefined}],
			skipped: [],
		});
	});
});

describe('where it asks', () => {
	test.each([
		['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
		['http://[::1]:3000', 'http://[::1]:3000'],
		['http://localhost:3000', 'http://localhost:3000'],
		['http://0.0.0.0:3000', 'http://127.0.0.1:3000'],
		['http://[::]:3000', 'http://[::1]:3000'],
		['https://127.0.0.5', 'https://127.0.0.5'],
	])('%s is asked at %s', (learned, origin) => expect(originToAsk(undefined, learned)).toEqual({kind: 'origin', origin}));

	test.each([
		'http://10.0.0.5:3000',
		'http://example.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'no url',
		undefined,
	])('%s is not asked unless it is given', (learned) => {
		expect(originToAsk(undefined, learned).kind).toBe('none');
	});

	test('a given origin is taken before a learned one', () => {
		expect(originToAsk('http://10.0.0.5:3000', 'http://127.0.0.1:1')).toEqual({kind: 'origin', origin: 'http://10.0.0.5:3000'});
	});

	test.each([
		{origin: 'http://a/path'},
		{origin: 'http://u:p@a'},
		{origin: 'ftp://a'},
		{paths: ['/a?b=1']},
		{paths: ['a']},
		{perSecond: 1000},
	])('refuses %o', (options) => {
		expect(EndpointsOptions.safeParse(options).success).toBe(false);
	});
});
