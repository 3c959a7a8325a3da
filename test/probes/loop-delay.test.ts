import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {addLoopDelays} from '../../source/probes/loop-delay.ts';

function intervals(milliseconds: readonly number[]) {
	const sorted = milliseconds.toSorted((one, other) => one - other);
	return {
		count: sorted.length,
		percentile: (share: number) => (sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? 0) * 1e6,
	};
}

test('every observation is counted exactly once', () => {
	fc.assert(
		fc.property(fc.array(fc.double({min: 19, max: 5000, noNaN: true}), {maxLength: 400}), (observed) => {
			const histogram = new LogHistogram();
			addLoopDelays(histogram, intervals(observed), 20);
			expect(histogram.count).toBe(observed.length);
		}),
	);
});

test('an idle loop has a delay near nothing: the timer’s own interval is taken off', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals(Array.from({length: 250}, () => 20.2)), 20);
	expect(histogram.quantile(0.99)).toBeCloseTo(0.2, 1);
	expect(histogram.quantile(0.5)).toBeCloseTo(0.2, 1);
});

test('one block of the loop shows in the maximum, and the p99 and p50 are those of the observations', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([...Array.from({length: 240}, () => 21), ...Array.from({length: 9}, () => 120), 820]), 20);
	expect(histogram.max).toBe(800);
	expect(histogram.quantile(0.99)).toBeCloseTo(100, -1);
	expect(histogram.quantile(0.5)).toBeCloseTo(1, 1);
});

test('nothing observed adds nothing', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([]), 20);
	expect(histogram.count).toBe(0);
});
