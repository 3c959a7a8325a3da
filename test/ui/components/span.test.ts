import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {spanCells} from '../../../source/ui/components/span.ts';

test.each([
	[
		{startMs: 0, durationMs: 50, ofMs: 100},
		{before: 0, bar: 5, after: 5},
	],
	[
		{startMs: 90, durationMs: 10, ofMs: 100},
		{before: 9, bar: 1, after: 0},
	],
	[
		{startMs: 30, durationMs: 0.01, ofMs: 100},
		{before: 3, bar: 1, after: 6},
	],
	[
		{startMs: 100, durationMs: 0, ofMs: 100},
		{before: 9, bar: 1, after: 0},
	],
	[
		{startMs: 0, durationMs: 0, ofMs: 0},
		{before: 0, bar: 10, after: 0},
	],
])('draws %o as %o in ten cells', (span, cells) => {
	expect(spanCells(span, 10)).toEqual(cells);
});

test('a bar of a waterfall is never empty and always as wide as asked', () => {
	const time = fc.double({min: 0, max: 1e9, noNaN: true});
	fc.assert(
		fc.property(time, time, time, fc.integer({min: 1, max: 60}), (startMs, durationMs, ofMs, width) => {
			const {before, bar, after} = spanCells({startMs, durationMs, ofMs}, width);
			expect(before + bar + after).toBe(width);
			expect(Math.min(before, after)).toBeGreaterThanOrEqual(0);
			expect(bar).toBeGreaterThanOrEqual(1);
		}),
	);
});
