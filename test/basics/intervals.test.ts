import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Interval, unionMs} from '../../source/basics/intervals.ts';

test('the union counts each moment once', () => {
	const intervals = fc
		.array(fc.record({startMs: fc.nat(200), lasts: fc.nat(30)}))
		.map((each) => each.map(({startMs, lasts}): Interval => ({startMs, endMs: startMs + lasts})).toSorted((a, b) => a.startMs - b.startMs));
	fc.assert(
		fc.property(intervals, (each) => {
			const moments = new Set(each.flatMap(({startMs, endMs}) => Array.from({length: endMs - startMs}, (_, at) => startMs + at)));
			expect(unionMs(each)).toBe(moments.size);
		}),
	);
});

test('of no interval it is nothing', () => {
	expect(unionMs([])).toBe(0);
});
