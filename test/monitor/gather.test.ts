import {expect, test} from 'vitest';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {gatherEvidence, type EvidenceSources} from '../../source/monitor/evidence/gather.ts';
import {noJobFacts} from '../../source/monitor/job-facts.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import type {Store} from '../../source/store/store.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');

function gather(store: Store, given: Partial<EvidenceSources> = {}) {
	const sources = {store, measuring: true, components: [], findings: [], jobs: noJobFacts, routes: {}, slo: 0.999, ...given};
	return new Map(gatherEvidence(sources, now).map((measurement) => [measurement.id, measurement]));
}

function latencies(series: string, values: number[], t: number) {
	const histogram = new LogHistogram();
	for (const value of values) histogram.record(value);
	return {
		series,
		t,
		n: values.length,
		sum: histogram.sum,
		min: histogram.min ?? 0,
		max: histogram.max ?? 0,
		histogram: histogram.serialize(),
	};
}

test('what nobody measured has no value, never 0 or 100, and a reason', () => {
	for (const measurement of gather(memoryStore()).values()) {
		expect(measurement).toMatchObject({value: null, n: 0, at: null, reason: expect.stringMatching(/./)});
	}
});

test('a server that measures no process says how to attach one, in every category but the agents’', () => {
	const evidence = gather(memoryStore(), {measuring: false});
	const reasons = new Set([...evidence.values()].filter(({category}) => category !== 'agents').map(({reason}) => reason));
	expect([...reasons]).toEqual(['not attached: node --import esa-health/register app.js']);
});

test('requests become an error ratio and a p95, each with its window and its count', () => {
	const store = memoryStore();
	store.append([
		latencies(
			'api.latency',
			Array.from({length: 200}, (_, index) => index + 1),
			now - 60_000,
		),
		{series: 'api.errors', t: now - 60_000, n: 200, sum: 4, min: 0, max: 1},
	]);
	const evidence = gather(store, {routes: {failing: {route: 'GET /a', errors: 4, n: 9}}});
	expect(evidence.get('api.errors')).toMatchObject({value: 0.02, bad: 4, n: 200, window: '5m', at: now, note: 'GET /a: 4 of 9'});
	expect(evidence.get('api.latency')?.value).toBeCloseTo(190, -1);
});

test('the p99 of the event loop waits for ten seconds of measurements', () => {
	const store = memoryStore();
	store.append([
		latencies(
			'process.loop',
			Array.from({length: 499}, () => 5),
			now - 10_000,
		),
	]);
	expect(gather(store).get('performance.loop')).toMatchObject({value: null, reason: 'measured for less than 10 s'});
	store.append([latencies('process.loop', [5], now - 5000)]);
	expect(gather(store).get('performance.loop')?.value).toBeCloseTo(5, 0);
});

test('an open socket counts as one that did not end badly', () => {
	const store = memoryStore();
	store.append([
		{series: 'websocket.open', t: now - 30_000, n: 6, sum: 48, min: 8, max: 8},
		{series: 'websocket.closes', t: now - 30_000, n: 12, sum: 5, min: 0, max: 1},
	]);
	expect(gather(store).get('websocket.closes')).toMatchObject({value: 0.25, bad: 5, n: 20, note: '8 open'});
});

test('a check’s numbers are as old as its last run', () => {
	const store = memoryStore();
	store.append([latencies('check.db', [4, 5, 6], now - 400_000)]);
	const at = new Date(now - 400_000).toISOString();
	const components = [
		{id: 'db', title: 'db', category: 'database', status: 'up', required: true, latencyMs: 5, detail: null, at, since: null} as const,
	];
	expect(gather(store, {components}).get('database.check-latency.db')?.at).toBe(now - 400_000);
});

test('a missed schedule caps the agents, and an agent that examined nothing is no evidence', () => {
	const jobs = {
		...noJobFacts,
		completed: 3,
		failed: 1,
		missed: ['endpoints'],
		lastRuns: [{agent: 'endpoints', category: 'api', examined: 0, finishedAt: now}],
	};
	const evidence = gather(memoryStore(), {jobs});
	expect(evidence.get('agents.runs')).toMatchObject({value: 0.25, n: 4, bad: 1, cap: {score: 60}});
	expect(evidence.get('api.findings.endpoints')).toMatchObject({value: null, reason: 'endpoints has examined nothing yet'});
});
