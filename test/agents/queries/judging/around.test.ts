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

test('the loop around a loop gives the rows that the inner one goes over', () => {
	const turns = Array.from({length: 6}, (_, turn) => [
		{pattern: list, startMs: turn * 100, durationMs: 12, valueKey: turn, rows: 4},
		...Array.from({length: 4}, (__, at) => ({startMs: turn * 100 + 15 + at * 10, durationMs: 9, valueKey: turn * 4 + at, rows: 1})),
	]);
	const inner = judgeTrace(traceOf(turns.flat())).find(({pattern}) => pattern !== list);
	expect(inner).toMatchObject({nestedIn: list, parent: {pattern: list, rows: 24}});
});
