import {describe, expect, test} from 'vitest';
import {findingOf} from '../../../source/agents/queries/findings.ts';
import {QueryWatch} from '../../../source/agents/queries/live.ts';
import {QueriesOptions} from '../../../source/agents/queries/options.ts';
import type {ContextSummary, QueryTrace} from '../../../source/protocol/query-trace.ts';
import {openStore} from '../../../source/store/open-store.ts';
import type {Store} from '../../../source/store/store.ts';
import {ManualClock} from '../../support/manual-clock.ts';
import {aTrace} from './an-occurrence.ts';

const day = 86_400_000;

function watching(store: Store = openStore({clock: new ManualClock()})) {
	const clock = new ManualClock();
	let changes = 0;
	const watch = new QueryWatch({store, clock, options: QueriesOptions.parse({}), onChange: () => changes++});
	return {watch, clock, store, changes: () => changes};
}

function summaryOf({queries, name}: QueryTrace): ContextSummary {
	const totalMs = queries.reduce((sum, {durationMs}) => sum + durationMs, 0);
	return {name, queries: queries.length, waitedMs: totalMs, totalMs};
}

/** The same trace, so many times as fast. */
function quicker(trace: QueryTrace, times: number): QueryTrace {
	return {
		...trace,
		queries: trace.queries.map((query) => ({...query, startMs: query.startMs / times, durationMs: query.durationMs / times})),
	};
}

function findingsOf(watch: QueryWatch) {
	return watch.issues().map((issue) => findingOf(issue, 2 * day));
}

/** The same route after its items are asked for at once. */
function fixed(): ContextSummary {
	return {name: 'GET /api/orders', queries: 2, waitedMs: 9, totalMs: 9};
}

describe('the watch over the queries of a running service', () => {
	test('tells of a loop once, however often it is seen', () => {
		const {watch, changes} = watching();
		for (let request = 0; request < 5; request++) watch.ended(summaryOf(aTrace()), aTrace());
		expect(watch.issues()).toHaveLength(1);
		expect(watch.issues()[0]).toMatchObject({occurrences: 5, queries: 50, name: 'GET /api/orders'});
		expect(changes()).toBe(1);
	});

	test('resolves it with a measured saving once its route does without', () => {
		const {watch, clock, changes} = watching();
		for (let request = 0; request < 30; request++) watch.ended(summaryOf(aTrace()), aTrace());
		for (let request = 0; request < 25; request++) watch.ended(fixed(), null);
		clock.advance(1000);
		watch.settle();
		expect(watch.issues()).toEqual([]);
		expect(watch.resolved()[0]!.saving).toMatchObject({
			basis: 'measured',
			queriesBefore: 11,
			queriesAfter: 2,
			contextsBefore: 30,
			contextsAfter: 25,
		});
		expect(watch.resolved()[0]!.saving!.lowMs).toBeCloseTo(65 - 9, 5);
		expect(changes()).toBe(2);
	});

	test('a loop that is quick for a while is still there, and its quick requests count for its means', () => {
		const {watch, changes} = watching();
		const quick = quicker(aTrace(), 10);
		for (let request = 0; request < 7; request++) watch.ended(summaryOf(quick), quick);
		expect([watch.issues().length, watch.quiet().length, changes()]).toEqual([0, 1, 0]);
		watch.ended(summaryOf(aTrace()), aTrace());
		expect([watch.issues().length, watch.quiet().length, changes()]).toEqual([1, 0, 1]);
		for (let request = 0; request < 50; request++) watch.ended(summaryOf(quick), quick);
		watch.settle();
		expect(watch.resolved()).toEqual([]);
		expect(watch.issues()[0]).toMatchObject({occurrences: 58, loud: 1, queries: 580, before: {contexts: 58}, since: {contexts: 0}});
		const [finding] = findingsOf(watch);
		expect(finding!.evidence[2]!.detail).toBe('58 of 58 (100 %) requests, long enough to be told in 1');
		expect(finding!.evidence[1]!.detail).toMatch(/ms of 6.9 ms waited, each time/u);
	});

	test('the same query sent from another function is moved, and not resolved', () => {
		const {watch, clock} = watching();
		const moved = aTrace();
		for (let request = 0; request < 5; request++) watch.ended(summaryOf(aTrace()), aTrace());
		clock.advance(1000);
		const elsewhere = {...moved, queries: moved.queries.map((query) => ({...query, source: 'source/list.ts:9 readList'}))};
		for (let request = 0; request < 30; request++) watch.ended(summaryOf(elsewhere), elsewhere);
		watch.settle();
		expect(watch.resolved()).toEqual([]);
		expect(watch.issues().map(({last}) => last.source)).toEqual(['source/list.ts:9 readList']);
	});

	test('requests of another route resolve nothing', () => {
		const {watch} = watching();
		watch.ended(summaryOf(aTrace()), aTrace());
		for (let request = 0; request < 100; request++) watch.ended({...fixed(), name: 'GET /other'}, null);
		watch.settle();
		expect(watch.issues()).toHaveLength(1);
	});

	test('what it knows outlives the process', () => {
		const {watch, store} = watching();
		watch.ended(summaryOf(aTrace()), aTrace());
		watch.keep(store);
		const next = watching(store);
		expect(next.watch.issues()).toEqual(watch.issues());
		next.watch.ended(summaryOf(aTrace()), aTrace());
		expect(next.watch.issues()[0]!.occurrences).toBe(2);
		expect(next.changes()).toBe(0);
	});

	test('a store that holds something else is begun anew', () => {
		const store = openStore({clock: new ManualClock()});
		store.setValue('queries.issues', '{"version":');
		expect(watching(store).watch.issues()).toEqual([]);
	});

	test('knows which share of the query time was avoidable', () => {
		const {watch} = watching();
		watch.ended(summaryOf(aTrace()), aTrace());
		const {totalMs, avoidableMs} = watch.takeWindow();
		expect(totalMs).toBe(65);
		const {lowMs, highMs} = watch.issues()[0]!.saved;
		expect(avoidableMs).toBeCloseTo((lowMs + highMs) / 2, 5);
		expect(avoidableMs).toBeGreaterThan(30);
		expect(watch.takeWindow()).toEqual({totalMs: 0, avoidableMs: 0});
	});

	test('keeps the 500 that waste most', () => {
		const {watch} = watching();
		for (let route = 0; route < 600; route++) {
			const trace = aTrace({name: `GET /${route}`}, 10 + (route % 300));
			watch.ended(summaryOf(trace), trace);
		}
		expect(watch.issues()).toHaveLength(500);
		expect(Math.min(...watch.issues().map(({queries}) => queries))).toBeGreaterThan(50);
	});
});

test('a finding shows pattern, place, saving, traffic, what to write and the example', () => {
	const {watch} = watching();
	for (let request = 0; request < 3; request++) watch.ended(summaryOf(aTrace()), aTrace());
	const finding = findingOf(watch.issues()[0]!, 2 * day);
	expect(finding).toMatchObject({
		agent: 'queries',
		rule: 'n-plus-one',
		category: 'database',
		file: 'source/orders.ts',
		line: 41,
		title: 'N+1: items 10 times in GET /api/orders',
	});
	const [pattern, saving, traffic] = finding.evidence;
	expect(pattern).toMatchObject({label: 'SELECT * FROM items WHERE order_id = ?', file: 'source/orders.ts', line: 41});
	expect(pattern!.detail).toContain('10 a request, 10 different values');
	expect(saving!.detail).toMatch(/^[\d.]+–?[\d.]* ms of 60 ms waited, each time \(estimated\)$/u);
	expect(traffic!.detail).toContain('3 of 3 (100 %) requests');
	expect(finding.evidence.filter(({span}) => span !== undefined).map(({label}) => label)).toEqual([
		'SELECT orders',
		'SELECT items',
		'SELECT items',
		'SELECT items',
		'6 more, then SELECT items',
	]);
});
