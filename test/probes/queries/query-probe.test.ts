import {setImmediate as nextTurn} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readJoinable} from '../../../source/batching/joinable.ts';
import {QueryContext, queryContexts} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {queryProbe, type QueryProbe, type QueryProbeOptions} from '../../../source/probes/queries/query-probe.ts';
import type {ContextSummary, QueryTrace} from '../../../source/protocol/query-trace.ts';

let heard: {summary: ContextSummary; trace: QueryTrace | null}[] = [];
let probe: QueryProbe;

beforeEach(() => start());
afterEach(() => probe.stop());

function start(options: Partial<QueryProbeOptions> = {}): void {
	probe?.stop();
	heard = [];
	probe = queryProbe({onContext: (summary, trace) => heard.push({summary, trace}), ...options});
	probe.start();
}

interface Sent {
	text: string;
	values?: number;
	rows?: number;
	error?: string;
	from?: number;
	ms?: number;
}

/** As an instrumentation of a driver tells it. */
function send(context: QueryContext | undefined, {text, values, rows, error, from, ms = 1}: Sent): void {
	const record = queryFeed.begin('postgresql', text, values, context, queryFeed.siteOf(context, text, values, send));
	if (from !== undefined) record.startedAt = from;
	queryFeed.end(record, context, rows, error, record.startedAt + ms);
}

function request(name: string, queries: readonly Sent[]): QueryContext {
	const context = queryFeed.open('request');
	for (const query of queries) send(context, query);
	return queryFeed.close(context, name)!;
}

function loop(length: number): Sent[] {
	return Array.from({length}, (_, id) => ({text: 'SELECT * FROM person WHERE id = $1', values: id}));
}

function gauge(name: string): number | undefined {
	return probe.gauges().find((each) => each.name === name)?.value;
}

describe('the query probe', () => {
	test('hands over latency and the share of errors of each window', () => {
		request('GET /', [
			{text: 'SELECT 1', ms: 4},
			{text: 'SELECT 2', ms: 8, error: '23505'},
		]);
		const [latency, errors] = probe.close(1000, 6000);
		expect(latency).toMatchObject({
			series: 'db.latency',
			t: 1000,
			n: 2,
			min: expect.closeTo(4, 6),
			max: expect.closeTo(8, 6),
			sum: expect.closeTo(12, 4),
		});
		expect(errors).toEqual({series: 'db.errors', t: 1000, n: 2, sum: 1, min: 0, max: 1});
		expect(probe.close(6000, 11_000)).toEqual([]);
	});

	test('gives the trace of a request that repeats a query, and none of one that does not', () => {
		request('GET /orders', loop(5));
		request('GET /order', loop(4));
		probe.flush();
		expect(heard.map(({summary, trace}) => [summary.name, summary.queries, trace?.queries.length])).toEqual([
			['GET /orders', 5, 5],
			['GET /order', 4, undefined],
		]);
		expect([gauge('db_contexts'), gauge('db_contexts_judged')]).toEqual([2, 1]);
	});

	test('gives the trace of a request that repeats a pattern, whatever its texts', () => {
		const texts = (length: number, make: (at: number) => string): Sent[] => Array.from({length}, (_, at) => ({text: make(at)}));
		request(
			'lists',
			texts(5, (at) => `SELECT * FROM a WHERE id IN (${Array.from({length: at + 1}, () => '?').join()})`),
		);
		request(
			'others',
			texts(50, (at) => `SELECT c${at} FROM a`),
		);
		request(
			'others again',
			texts(4, (at) => `SELECT c${at} FROM a`),
		);
		probe.flush();
		expect(heard.map(({summary, trace}) => [summary.name, trace !== null])).toEqual([
			['lists', true],
			['others', false],
			['others again', false],
		]);
	});

	test('gives the trace of a request with one that still runs and has run for long', () => {
		const context = queryFeed.open('request');
		queryFeed.begin('postgresql', 'SELECT pg_sleep(10)', undefined, context);
		queryFeed.close(context, 'GET /report', context.startedAt + 800);
		probe.flush();
		expect(heard[0]!.trace?.queries).toMatchObject([{durationMs: expect.closeTo(800, 0)}]);
		expect(probe.busiest()).toEqual([]);
	});

	test('gives the trace of a request with one slow query', () => {
		request('GET /report', [{text: 'SELECT 1', ms: 501}]);
		probe.flush();
		expect(heard[0]!.trace?.queries).toHaveLength(1);
	});

	test('looks at a request when no request runs, and outside of its context', async () => {
		const seen: (QueryContext | undefined)[] = [];
		start({onContext: () => seen.push(queryContexts.getStore())});
		const context = queryFeed.open('request');
		await queryContexts.run(context, async () => {
			send(context, {text: 'SELECT 1'});
			queryFeed.close(context, 'GET /');
			expect(seen).toEqual([]);
			await nextTurn();
			await nextTurn();
		});
		expect(seen).toEqual([undefined]);
	});

	test('tells how long a request waited: queries side by side are waited for once', () => {
		const base = performance.now();
		request('GET /', [
			{text: 'SELECT 1', from: base, ms: 10},
			{text: 'SELECT 2', from: base + 2, ms: 10},
			{text: 'SELECT 3', from: base + 3, ms: 1},
			{text: 'SELECT 4', from: base + 20, ms: 5},
		]);
		probe.flush();
		expect(heard[0]!.summary.totalMs).toBeCloseTo(26, 6);
		expect(heard[0]!.summary.waitedMs).toBeCloseTo(17, 6);
	});

	test('counts queries outside of requests for latency and errors alone, and says how many they were', () => {
		send(undefined, {text: 'SELECT 1'});
		request('GET /', [{text: 'SELECT 1'}]);
		probe.flush();
		expect(probe.seen()).toEqual({queries: 2, outside: 1, systems: ['postgresql']});
		expect(heard).toHaveLength(1);
		expect(probe.close(0, 1)[0]).toMatchObject({n: 2});
	});

	test('says that it saw nothing where nothing was seen', () => {
		expect(probe.seen()).toEqual({queries: 0, outside: 0, systems: []});
		expect(probe.close(0, 1)).toEqual([]);
		expect(probe.routeQueries()).toEqual([]);
	});

	test('adds up what each route sends, for 200 routes and the rest', () => {
		for (let at = 0; at < 250; at++) request(`GET /r${at}`, [{text: 'SELECT 1', ms: 2}]);
		request('GET /r7', loop(3));
		probe.flush();
		const routes = probe.routeQueries();
		expect(routes).toHaveLength(201);
		expect(routes[0]).toEqual({name: '(other)', contexts: 50, queries: 50, dbMs: expect.closeTo(100, 6)});
		expect(routes[1]).toEqual({name: 'GET /r7', contexts: 2, queries: 4, dbMs: expect.closeTo(5, 6)});
	});

	test('adds up what each pattern takes, whatever its texts look like', () => {
		request('GET /', [
			{text: 'SELECT * FROM person WHERE id = 1', ms: 3},
			{text: 'select *  from person where id = 2', ms: 4},
			{text: 'SELECT 1', ms: 1},
		]);
		probe.flush();
		expect(probe.busiest()).toMatchObject([
			{system: 'postgresql', count: 2, totalMs: expect.closeTo(7, 6)},
			{count: 1, totalMs: expect.closeTo(1, 6)},
		]);
	});

	test('keeps the patterns that take most when there are very many', () => {
		for (let at = 0; at < 3000; at++)
			request('GET /', [
				{text: `SELECT c${at} FROM a`, ms: at % 100},
				{text: 'SELECT 1', ms: 1},
			]);
		probe.flush();
		const busiest = probe.busiest();
		expect(busiest).toHaveLength(100);
		expect(busiest[0]).toMatchObject({pattern: 'SELECT ?', count: expect.any(Number)});
		expect(busiest[1]!.totalMs).toBeCloseTo(99, 3);
	});

	test('sees a loop among very many other patterns', () => {
		const others = (table: string, length: number): Sent[] =>
			Array.from({length}, (_, at) => ({text: `SELECT c${at} FROM ${table}`, ms: 2}));
		request('GET /', others('a', 900));
		request(
			'GET /orders',
			loop(5).flatMap((turn) => [{...turn, ms: 0.1}, ...others(`b${turn.values}`, 40)]),
		);
		probe.flush();
		expect(heard.map(({trace}) => trace !== null)).toEqual([false, true]);
	});

	test('leaves out what batchable sends when it adds up patterns', () => {
		const {joined} = readJoinable('SELECT * FROM items WHERE order_id = $1')!;
		request('GET /', [
			{text: joined, values: 1, ms: 90},
			{text: 'SELECT * FROM items WHERE order_id = $1', values: 2},
		]);
		probe.flush();
		expect(probe.busiest().map(({pattern}) => pattern)).toEqual(['SELECT * FROM items WHERE order_id = ?']);
	});

	test('keeps the beginning of a very long text', () => {
		const context = request('POST /import', [{text: `INSERT INTO a VALUES ${'(1, 2), '.repeat(100_000)} (1, 2)`}]);
		expect(context.records[0]!.text.length).toBeLessThan(10_000);
		expect(context.records[0]!.text).toMatch(/^INSERT INTO a VALUES .*\.\.\.$/);
	});

	test('drops what it has no room for, and counts it', () => {
		for (let at = 0; at < 1200; at++) request('GET /', [{text: 'SELECT 1'}]);
		probe.flush();
		expect([heard.length, gauge('db_contexts_dropped')]).toEqual([1000, 200]);
		request('GET /', [{text: 'SELECT 1'}]);
		probe.flush();
		expect(heard).toHaveLength(1001);
	});

	test('has room for fewer requests with long texts, and for a loop over one of them', () => {
		const long = (at: number): string => `SELECT ${at}, ${'c, '.repeat(2000)} d FROM a`;
		for (let at = 0; at < 900; at++)
			request(
				'GET /',
				Array.from({length: 4}, (_, query) => ({text: long(query % 2)})),
			);
		expect(gauge('db_contexts_dropped')).toBeGreaterThan(300);
		probe.flush();
		const dropped = gauge('db_contexts_dropped');
		for (let at = 0; at < 10; at++)
			request(
				'GET /',
				Array.from({length: 400}, () => ({text: long(1)})),
			);
		expect(gauge('db_contexts_dropped')).toBe(dropped);
		probe.flush();
	});

	test('counts queries of several systems', () => {
		for (const system of ['mysql', 'sqlite', 'mysql', 'postgresql'] as const)
			queryFeed.end(queryFeed.begin(system, 'SELECT 1', undefined, undefined), undefined, 1, undefined);
		expect(probe.seen()).toEqual({queries: 4, outside: 4, systems: ['postgresql', 'mysql', 'sqlite']});
	});

	test('keeps errors of whoever listens from the service, and counts them', () => {
		start({
			onContext: () => {
				throw new Error('ours');
			},
		});
		const before = probe.trouble().errors;
		request('GET /', [{text: 'SELECT 1'}]);
		request('GET /', [{text: 'SELECT 1'}]);
		probe.flush();
		expect(probe.trouble()).toMatchObject({errors: before + 2, last: new Error('ours')});
	});

	test('hears nothing once it is stopped, and looks at what ended before', () => {
		request('GET /', [{text: 'SELECT 1'}]);
		probe.stop();
		request('GET /', [{text: 'SELECT 2'}]);
		probe.flush();
		expect(heard).toHaveLength(1);
		expect(queryFeed.isOn).toBe(false);
	});

	test('starts once however often it is told to', () => {
		probe.start();
		send(undefined, {text: 'SELECT 1'});
		expect(probe.seen().queries).toBe(1);
	});

	test('knows what it costs', () => {
		for (let at = 0; at < 200; at++) send(undefined, {text: 'SELECT 1'});
		request('GET /', loop(5));
		probe.flush();
		expect(gauge('db_probe_cost_seconds')).toBeGreaterThan(0);
		expect(gauge('db_probe_context_cost_seconds')).toBeGreaterThan(0);
	});
});

describe('two monitors in one process', () => {
	test('see the same queries, call sites and windows', () => {
		const other: typeof heard = [];
		const second = queryProbe({onContext: (summary, trace) => other.push({summary, trace})});
		second.start();
		const context = queryFeed.open('run', 'socket');
		for (const query of loop(6)) send(context, query);
		send(context, {text: 'SELECT 1', from: context.startedAt + 60_000});
		for (const query of loop(6)) send(context, query);
		queryFeed.close(context);
		second.stop();
		probe.flush();
		expect(other.map(({summary}) => summary)).toEqual(heard.map(({summary}) => summary));
		expect(other.map(({summary}) => summary.queries)).toEqual([7, 6]);
		const sources = [heard, other].map((each) => each.map(({trace}) => trace!.queries[0]!.source));
		expect(sources[1]).toEqual(sources[0]);
		expect(sources[0]).toEqual([expect.stringContaining('query-probe.test.ts'), expect.stringContaining('query-probe.test.ts')]);
	});
});

describe('windows of a context that does not end', () => {
	test('are handed over every minute, each with its own queries', () => {
		const context = queryFeed.open('run', 'socket');
		const opened = context.startedAt;
		for (const id of [1, 2]) send(context, {text: 'SELECT $1', values: id, from: opened + 1000});
		send(context, {text: 'SELECT 1', from: opened + 60_000});
		send(context, {text: 'SELECT 2', from: opened + 60_100});
		probe.flush();
		expect(heard.map(({summary}) => [summary.name, summary.queries])).toEqual([['socket', 3]]);
		queryFeed.close(context);
		probe.flush();
		expect(heard.map(({summary}) => summary.queries)).toEqual([3, 1]);
	});

	test('are handed over after 2,000 queries of a run; a request keeps 2,000 and counts the rest', () => {
		const run = queryFeed.open('run', 'import');
		for (const query of loop(4500)) send(run, query);
		queryFeed.close(run);
		request('GET /', loop(4500));
		probe.flush();
		expect(heard.map(({summary, trace}) => [summary.queries, trace!.queries.length, trace!.uncounted])).toEqual([
			[2000, 2000, 0],
			[2000, 2000, 0],
			[500, 500, 0],
			[4500, 2000, 2500],
		]);
	});

	test('leave a query that still runs to the next window', () => {
		const context = queryFeed.open('run', 'socket');
		const record = queryFeed.begin('mysql', 'SELECT SLEEP(100)', undefined, context);
		send(context, {text: 'SELECT 1', from: context.startedAt + 60_000});
		queryFeed.end(record, context, 1, undefined);
		queryFeed.close(context);
		probe.flush();
		expect(heard.map(({summary}) => summary.queries)).toEqual([1, 1]);
	});

	test('take call sites anew', () => {
		const context = queryFeed.open('run', 'socket');
		for (const query of loop(3)) send(context, query);
		const captures = queryFeed.captures;
		send(context, {text: 'SELECT 1', from: context.startedAt + 60_000});
		for (const query of loop(3)) send(context, query);
		expect(queryFeed.captures).toBe(captures + 1);
	});
});
