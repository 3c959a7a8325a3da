import {expect, test} from 'vitest';
import {stepsOf} from './steps.ts';

test('queries are read in order of their start, in whatever order they come', () => {
	const steps = stepsOf([{startMs: 20}, {startMs: 0}, {startMs: 10}]);
	expect(steps.map(({index}) => index)).toEqual([1, 2, 0]);
});

test.each([-1, -80_000, Number.NaN, Number.POSITIVE_INFINITY, 100_000_000])('a duration of %d ms is not believed', (durationMs) => {
	expect(stepsOf([{durationMs}])).toMatchObject([{isTimed: false, durationMs: 0}]);
});

test('a query of twenty minutes is believed where its trace lasted as long', () => {
	expect(stepsOf([{durationMs: 1_200_000}])[0]!.isTimed).toBe(false);
	expect(stepsOf([{durationMs: 1_200_000}], {durationMs: 1_300_000})[0]!.isTimed).toBe(true);
	expect(stepsOf([{durationMs: 90_000}], {durationMs: 500})[0]!.isTimed).toBe(false);
});

test('an end minutes after all that began later is not believed', () => {
	const steps = stepsOf([{startMs: 0, durationMs: 90_000}, {startMs: 5}, {startMs: 12}]);
	expect(steps.map(({isTimed}) => isTimed)).toEqual([false, true, true]);
});

test('a wait for a connection is no time of the query that was timed with it', () => {
	const steps = stepsOf([
		{startMs: 0, durationMs: 30, pattern: 'PG - pool.connect'},
		{startMs: 0.2, durationMs: 34.8},
	]);
	expect(steps.at(-1)).toMatchObject({startMs: 30, durationMs: 5});
});

test('failures and rollbacks are counted as they come', () => {
	const steps = stepsOf([{error: '40001'}, {pattern: 'ROLLBACK'}, {}]);
	expect(steps.map(({failuresBefore}) => failuresBefore)).toEqual([0, 1, 2]);
});

test('a transaction that was given up on purpose is no failed one, whatever failed before it', () => {
	const undone = (first: {error?: string}): number[] =>
		stepsOf([first, {pattern: 'BEGIN'}, {}, {pattern: 'ROLLBACK'}]).map(({undoneBy}) => undoneBy);
	expect(undone({error: '23505'})).toEqual([0, 0, 0, 0]);
	const failed = stepsOf([{pattern: 'BEGIN'}, {}, {error: '40001'}, {pattern: 'ROLLBACK'}]);
	expect(failed.map(({undoneBy}) => undoneBy)).toEqual([0, 1, 1, 0]);
});
