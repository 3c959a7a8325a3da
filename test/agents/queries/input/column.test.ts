import {expect, test} from 'vitest';
import {Column} from '../../../../source/agents/queries/input/column.ts';

test('numbers stand where they were put, in any order, and elsewhere stands what is empty', () => {
	const column = new Column(Float64Array, -1);
	column.set(100_000, 0.5);
	column.set(3, 7);
	column.set(100_000, 0.25);
	expect([0, 3, 99_999, 100_000, 5_000_000].map((index) => column.at(index))).toEqual([-1, 7, -1, 0.25, -1]);
});

test('only pages with something on them take memory', () => {
	const column = new Column(Uint32Array);
	expect(column.bytes).toBe(0);
	column.set(1_000_000, 1);
	column.set(1_000_001, 1);
	expect(column.bytes).toBe(65_536);
});
