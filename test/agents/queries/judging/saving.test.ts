import {expect, test} from 'vitest';
import {judgeTrace} from '../../../../source/agents/queries/judge.ts';
import type {Saving, TracedQuery} from '../../../../source/protocol/query-trace.ts';
import {traceOf} from './steps.ts';

function savingOf(queries: readonly Partial<TracedQuery>[]): Saving & {waitedMs: number} {
	const [found] = judgeTrace(traceOf(queries));
	return {...found!.saving, waitedMs: found!.waitedMs};
}

const oneByOne = (count: number, durationMs: number, part: Partial<TracedQuery> = {}): Partial<TracedQuery>[] =>
	Array.from({length: count}, (_, at) => ({startMs: at * (durationMs + 0.1), durationMs, valueKey: at, ...part}));

test('round trips of 10 ms leave about one of them', () => {
	const {lowMs, highMs, waitedMs} = savingOf(oneByOne(100, 10));
	expect(waitedMs).toBeCloseTo(1000);
	expect(lowMs).toBeGreaterThan(970);
	expect(highMs).toBeLessThan(998);
});

test('side by side nothing is promised that was not waited for', () => {
	const {lowMs, highMs, waitedMs} = savingOf(Array.from({length: 40}, (_, at) => ({startMs: 0, durationMs: 8 + at / 10, valueKey: at})));
	expect(waitedMs).toBeCloseTo(11.9);
	expect(lowMs).toBe(0);
	expect(highMs).toBeLessThan(waitedMs);
});

test('equal values make the batch smaller', () => {
	const distinct = savingOf(oneByOne(200, 2));
	const repeated = savingOf(oneByOne(200, 2).map((each, at) => ({...each, valueKey: at % 4})));
	expect(repeated.lowMs).toBeGreaterThan(distinct.lowMs);
});

test('rows of each query make the batch longer', () => {
	expect(savingOf(oneByOne(50, 4, {rows: 100})).lowMs).toBeLessThan(savingOf(oneByOne(50, 4, {rows: 1})).lowMs);
});

test('where the server works for each key, a batch may save nothing but round trips', () => {
	const quick = {startMs: 5000, durationMs: 0.5, pattern: 'SELECT b FROM c WHERE d = ?'};
	const {lowMs, highMs} = savingOf([...oneByOne(20, 30), quick]);
	expect(lowMs).toBeLessThan(10);
	expect(highMs).toBeGreaterThan(500);
});

test('SQLite has no round trips to save', () => {
	const {lowMs, highMs, waitedMs} = savingOf(oneByOne(2000, 0.05, {system: 'sqlite'}));
	expect(lowMs).toBe(0);
	expect(highMs).toBeLessThan(waitedMs * 0.9);
});

test('SQLite has commits to save', () => {
	const {lowMs, highMs, waitedMs} = savingOf(oneByOne(50, 4, {system: 'sqlite', pattern: 'INSERT INTO a(b) VALUES (?)'}));
	expect(lowMs).toBe(0);
	expect(highMs).toBeCloseTo(waitedMs - 2);
});
