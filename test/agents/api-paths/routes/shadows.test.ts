import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Site} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {fact} from '../../../../source/agents/api-paths/evaluate/facts.ts';
import {covers, patternOf} from '../../../../source/agents/api-paths/routes/pattern.ts';
import type {Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {shadowsOf} from '../../../../source/agents/api-paths/routes/shadows.ts';
import {generated} from './templates.ts';

const site = {module: {file: 'app.js'}, at: 0} as Site;

/** `GET /users/:id`, with what differs from a plain Express 4 route. */
function routeOf(text: string, order: number, changes: Partial<Route> = {}): Route {
	const [method = '', path = ''] = text.split(' ');
	const plain: Route = {
		method,
		path,
		dialect: 'express4',
		framework: 'express',
		site,
		handlers: [],
		app: 1,
		order,
		isPartlyKnown: false,
		isFallback: false,
		isCaseSensitive: false,
		isStrict: false,
	};
	return {...plain, ...changes};
}

/** What each route in the list is shadowed by, as text. */
function shadowed(routes: Route[]): string[] {
	return [...shadowsOf(routes)].map(([later, earlier]) => `${later.method} ${later.path} < ${earlier.method} ${earlier.path}`);
}

const inOrder = (...texts: string[]): Route[] => texts.map((text, index) => routeOf(text, index));

test('the earliest route that answers in place of a later one is named', () => {
	expect(shadowed(inOrder('GET /users/:id', 'GET /users/:name', 'GET /users/search'))).toEqual([
		'GET /users/:name < GET /users/:id',
		'GET /users/search < GET /users/:id',
	]);
});

test('a parameter with a shape, another method or a later place shadows nothing', () => {
	expect(shadowed(inOrder('GET /users/:id(\\d+)', 'POST /users/:id', 'GET /users/search', 'GET /users/:id'))).toEqual([]);
});

test('a route for all methods shadows each, and none shadows it but its like', () => {
	expect(shadowed(inOrder('GET /a', 'ALL /a', 'PUT /A/', 'ALL /a'))).toEqual(['PUT /A/ < ALL /a', 'ALL /a < ALL /a']);
});

test('the HEAD beside a GET is not told', () => {
	expect(shadowed(inOrder('GET /status', 'HEAD /status'))).toEqual([]);
});

test('wildcards and optional parts shadow what is below them', () => {
	expect(shadowed(inOrder('GET /files/*', 'GET /files/:id', 'GET /files', 'GET /posts/:id?', 'GET /posts'))).toEqual([
		'GET /files/:id < GET /files/*',
		'GET /posts < GET /posts/:id?',
	]);
});

test('a route with optional parts is shadowed only as a whole', () => {
	expect(shadowed(inOrder('GET /posts', 'GET /posts/:id?'))).toEqual([]);
	expect(shadowed(inOrder('GET /:any/:id?', 'GET /posts/:id?'))).toEqual(['GET /posts/:id? < GET /:any/:id?']);
});

test('regular expressions shadow, and are shadowed, by the paths they match', () => {
	const digits = routeOf('GET /^\\/\\d+\\/?$/', 0, {regExp: {prefix: '', source: String.raw`^\/\d+\/?$`, flags: ''}});
	expect(shadowed([digits, routeOf('GET /42', 1), routeOf('GET /:id', 2), {...digits, order: 3}])).toEqual([
		'GET /42 < GET /^\\/\\d+\\/?$/',
		'GET /^\\/\\d+\\/?$/ < GET /^\\/\\d+\\/?$/',
	]);
});

test('a route that passes on, is known in part, or is of another application shadows nothing', () => {
	const later = routeOf('GET /users/search', 1);
	for (const changes of [{passesOn: true}, {isPartlyKnown: true}, {app: 2}])
		expect(shadowed([routeOf('GET /users/:id', 0, changes), later])).toEqual([]);
});

test('of two branches that exclude each other none shadows the other', () => {
	const inBranch = (text: string, order: number, holds: boolean) => routeOf(text, order, {guards: fact('dev', holds, 1)});
	expect(shadowed([inBranch('GET *', 0, true), inBranch('GET /a', 1, false), inBranch('GET /b', 2, true), routeOf('GET /c', 3)])).toEqual([
		'GET /b < GET *',
		'GET /c < GET *',
	]);
});

test('a route takes the place of one of the same path under a condition, and shadows it without one', () => {
	const under = (text: string, order: number) => routeOf(text, order, {guards: fact('dev', true, 1)});
	expect(shadowed([under('GET /', 0), routeOf('GET /', 1)])).toEqual([]);
	expect(shadowed([under('GET /', 0), under('GET /', 1)])).toEqual(['GET / < GET /']);
	expect(shadowed([routeOf('GET /', 0), under('GET /', 1)])).toEqual(['GET / < GET /']);
	expect(shadowed([under('GET /:id', 0), routeOf('GET /me', 1)])).toEqual(['GET /me < GET /:id']);
});

test('routes of a router that does not go by order shadow nothing', () => {
	expect(shadowed([routeOf('GET /users/:id', 0), routeOf('GET /users/search', 0)])).toEqual([]);
});

test('where a trailing slash counts it is another route', () => {
	const strict = {isStrict: true};
	expect(shadowed([routeOf('GET /a', 0, strict), routeOf('GET /a/', 1, strict)])).toEqual([]);
	expect(shadowed([routeOf('GET /a', 0), routeOf('GET /a/', 1, strict)])).toEqual(['GET /a/ < GET /a']);
});

test('looking up by segments finds what comparing every pair finds', () => {
	fc.assert(
		fc.property(fc.array(generated('express4'), {minLength: 2, maxLength: 8}), (all) => {
			const routes = all.map(({template}, index) => routeOf(`GET ${template}`, index));
			const byPairs = routes.flatMap((route, index) => {
				const earlier = routes.slice(0, index).find((one) => covers(patternOf(one), patternOf(route)));
				return earlier === undefined ? [] : [[route, earlier]];
			});
			expect([...shadowsOf(routes)]).toEqual(byPairs);
		}),
		{numRuns: 30},
	);
});
