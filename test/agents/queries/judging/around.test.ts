import {expect, test} from 'vitest';
import {judgeTrace} from '../../../../source/agents/queries/judge.ts';
import type {Occurrence} from '../../../../source/agents/queries/occurrence.ts';
import type {TracedQuery} from '../../../../source/protocol/query-trace.ts';
import {traceOf} from './steps.ts';

const list = 'SELECT * FROM lists';
const loop = (from: number): Partial<TracedQuery>[] =>
	Array.from({length: 8}, (_, at) => ({startMs: from + at * 10, durationMs: 9, valueKey: at, rows: 1}));
const parentOf = (queries: readonly Partial<TracedQuery>[]): Occurrence['parent'] => judgeTrace(traceOf(queries))[0]!.parent;

test('the parent is the last read before the loop that gave about as many rows', () => {
	const parent = {pattern: list, startMs: 0, rows: 8};
	const other = {pattern: 'SELECT * FROM sessions', startMs: 10, rows: 1};
	expect(parentOf([parent, other, ...loop(20)])).toEqual({pattern: list, rows: 8});
});

test('with rows unknown the read right before the loop is the parent', () => {
	expect(parentOf([{pattern: list, startMs: 0}, ...loop(20)])).toEqual({pattern: list, rows: null});
});

test('a loop without a fitting read before it has no parent', () => {
	expect(parentOf([{pattern: list, startMs: 0, rows: 400}, ...loop(20)])).toBeNull();
	expect(parentOf([...loop(0), {pattern: list, startMs: 200, rows: 8}])).toBeNull();
});
