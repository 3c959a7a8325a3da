import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Call} from '../../../../source/agents/api-paths/facts.ts';
import type {KnownRoutes} from '../../../../source/agents/api-paths/matching/backend.ts';
import {judgeCalls} from '../../../../source/agents/api-paths/matching/judge-calls.ts';
import type {Judged, JudgeOptions} from '../../../../source/agents/api-paths/matching/judge-calls.ts';
import {newMemory} from '../../../../source/agents/api-paths/matching/memory.ts';
import type {Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {shadowsOf} from '../../../../source/agents/api-paths/routes/shadows.ts';
import {call, opaque, route} from './build.ts';

/** One state of a project: what its servers answer, what its clients ask, and what the environment says. */
interface State {
	routes: string[];
	/** Where the lines of the server's file begin, and the number of its application. */
	shift: number;
	app: number;
	opaque: string[];
	calls: string[];
	base: string | undefined;
	ways: string[];
}

const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
const word = fc.constantFrom('api', 'v1', 'users', 'user', 'orders', 'items', 'login', 'me');
const pathOf = (hole: fc.Arbitrary<string>) =>
	fc.array(fc.oneof({weight: 3, arbitrary: word}, hole), {maxLength: 4}).map((words) => `/${words.join('/')}`);
const written = fc.tuple(method, pathOf(fc.constantFrom(':id', ':name', '*rest'))).map(([verb, path]) => `${verb} ${path}`);
const asked = fc
	.tuple(
		fc.oneof(method, fc.constant('?')),
		fc.constantFrom('', '', '', 'https://api.example.com', 'http://localhost:3000', '{env.API_URL}', '{base}', 'wss://x.example.com'),
		pathOf(fc.constantFrom('{id}', '{id:number}', 'item-{id}', 'users{query}', '')),
		fc.constantFrom('', '?page=1', '/'),
	)
	.map(([verb, base, path, end]) => `${verb} ${base}${path}${end}`);

const state: fc.Arbitrary<State> = fc.record({
	routes: fc.uniqueArray(written, {maxLength: 12}),
	shift: fc.nat(3),
	app: fc.nat(3),
	opaque: fc.array(fc.constantFrom('/files', '/api/proxy'), {maxLength: 1}),
	calls: fc.array(asked, {maxLength: 12}),
	base: fc.constantFrom(undefined, 'https://api.example.com', '/api'),
	ways: fc.array(fc.constantFrom('/api', '/v1'), {maxLength: 1}),
});

/** Some of the state is changed, the rest stays as it is. */
const changes: fc.Arbitrary<Partial<State>> = state.chain((other) =>
	fc.subarray(Object.entries(other)).map((some) => Object.fromEntries(some)),
);

function tableOf(known: State, before: readonly Route[], isKept: boolean): KnownRoutes {
	const made = known.routes.map((one, index) => route(one, {app: known.app}, index + 1 + known.shift));
	const routes = isKept ? made.map((one) => before.find((other) => isEqual(one, other)) ?? one) : made;
	return {routes, opaque: known.opaque.map((prefix) => opaque(prefix)), shadows: shadowsOf(routes)};
}
const isEqual = (a: Route, b: Route): boolean =>
	a.method === b.method && a.path === b.path && a.order === b.order && a.app === b.app && a.site.at === b.site.at;

function optionsOf({base, ways}: State): JudgeOptions {
	return {bases: ways, origins: [], proxies: [], envOf: (name) => (name === 'API_URL' ? base : undefined)};
}

const callsOf = ({calls}: State): Call[] => calls.map((one, index) => call(one, {}, Math.ceil(index / 2)));

const changed =
	(change: Partial<Route>) =>
	(table: KnownRoutes): KnownRoutes => ({...table, routes: table.routes.map((one, index) => (index === 0 ? {...one, ...change} : one))});

/** Routes are the very ones of the table that was asked about. */
const toList = ({calls, origins, fallbacks, others}: Judged): unknown => ({
	calls,
	origins,
	fallbacks: calls.map((one) => fallbacks.get(one) ?? null),
	others: calls.map((one) => others.get(one) ?? null),
});

describe('a memory of judging', () => {
	test('changes no verdict, whatever was judged before', () => {
		fc.assert(
			fc.property(state, fc.array(fc.tuple(changes, fc.boolean()), {maxLength: 5}), (first, later) => {
				const memory = newMemory();
				let now = first;
				let table = tableOf(now, [], false);
				for (const [change, isKept] of [[{}, false] as const, ...later]) {
					now = {...now, ...change};
					table = tableOf(now, table.routes, isKept);
					const kept = judgeCalls(callsOf(now), table, optionsOf(now), memory);
					const fresh = judgeCalls(callsOf(now), table, optionsOf(now));
					expect(toList(kept)).toEqual(toList(fresh));
					for (const one of kept.calls) if (one.route !== null) expect(table.routes).toContain(one.route);
				}
			}),
			{numRuns: 100},
		);
	});

	test('routes that are equal are not sorted again, also where their lines have moved', () => {
		const memory = newMemory();
		const tables = [1, 5].map((line): KnownRoutes => ({
			routes: [route('GET /a', {}, line), route('GET /b', {order: 2}, line + 1)].map((one) => ({...one, order: 0})),
			opaque: [],
			shadows: new Map(),
		}));
		const options: JudgeOptions = {bases: [], origins: [], proxies: [], envOf: () => undefined};
		judgeCalls([call('GET /a')], tables[0]!, options, memory);
		const {backend} = memory.backend!;
		const judged = judgeCalls([call('GET /a')], tables[1]!, options, memory);
		expect(memory.backend!.backend).toBe(backend);
		expect(judged.calls[0]!.route).toBe(tables[1]!.routes[0]);
	});

	test.each<[string, (table: KnownRoutes) => KnownRoutes]>([
		['method', changed({method: 'PUT'})],
		['path', changed({path: '/c'})],
		['dialect', changed({dialect: 'hono'})],
		['order', changed({order: 9})],
		['application', changed({app: 7})],
		['case', changed({isCaseSensitive: true})],
		['slash at the end', changed({isStrict: true})],
		['part that cannot be read', changed({isPartlyKnown: true})],
		['being a fallback', changed({isFallback: true})],
		['regular expression', changed({regExp: {prefix: '', source: 'a', flags: ''}})],
		['file', changed({site: {...route('GET /a').site, module: {...route('GET /a').site.module, file: 'other.js'}}})],
		['place beside another', changed({site: route('GET /b', {}, 2).site})],
		['mount', (table) => ({...table, opaque: [opaque('/other')]})],
		['kind of mount', (table) => ({...table, opaque: [opaque('/files', 'static')]})],
		['shadow', (table) => ({...table, shadows: new Map([[table.routes[1]!, table.routes[0]!]])})],
	])('another %s is another backend', (_, change) => {
		const memory = newMemory();
		const options: JudgeOptions = {bases: [], origins: [], proxies: [], envOf: () => undefined};
		const table: KnownRoutes = {routes: [route('GET /a', {}, 1), route('GET /b', {}, 2)], opaque: [opaque('/files')], shadows: new Map()};
		judgeCalls([], table, options, memory);
		const {backend} = memory.backend!;
		judgeCalls([], change(table), options, memory);
		expect(memory.backend!.backend).not.toBe(backend);
	});

	test('addresses that nobody asks for any more do not add up', () => {
		const memory = newMemory();
		const options: JudgeOptions = {bases: [], origins: [], proxies: [], envOf: () => undefined};
		const table: KnownRoutes = {routes: [route('GET /a')], opaque: [], shadows: new Map()};
		for (let edit = 0; edit < 5000; edit++) judgeCalls([call(`GET /edited/${edit}`)], table, options, memory);
		expect(memory.addresses.size).toBeLessThan(2000);
	});
});
