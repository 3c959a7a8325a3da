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

test('observations stand for the time that passed: as many as the timer would have made of an unblocked loop', () => {
	fc.assert(
		fc.property(fc.array(fc.double({min: 20, max: 5000, noNaN: true}), {maxLength: 90}), (observed) => {
			const histogram = new LogHistogram();
			addLoopDelays(histogram, intervals(observed), 20);
			const passed = observed.reduce((sum, interval) => sum + interval, 0);
			expect(histogram.count).toBeGreaterThanOrEqual(observed.length);
			expect(Math.abs(histogram.count * 20 - passed)).toBeLessThanOrEqual(observed.length * 20);
		}),
	);
});

test('a block of 8 s in five minutes is seen in the p99, although the timer saw it once', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([...Array.from({length: 14_600}, () => 20.3), 8020]), 20);
	expect(histogram.quantile(0.99)).toBeGreaterThan(4000);
	expect(histogram.quantile(0.95)).toBeLessThan(10);
});

test('a block of hours costs no more than some thousand steps', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([7_200_000]), 20);
	expect(histogram.count).toBeGreaterThan(300_000);
	expect(histogram.max).toBe(7_199_980);
});

test('an idle loop has a delay near nothing: the timer’s own interval is taken off', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals(Array.from({length: 250}, () => 20.2)), 20);
	expect(histogram.quantile(0.99)).toBeCloseTo(0.2, 1);
	expect(histogram.quantile(0.5)).toBeCloseTo(0.2, 1);
});

test('one block of the loop shows in the maximum, and the p99 is what those waited who came meanwhile', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([...Array.from({length: 240}, () => 21), ...Array.from({length: 9}, () => 120), 820]), 20);
	expect(histogram.max).toBe(800);
	expect(histogram.quantile(0.99)).toBeGreaterThan(700);
	expect(histogram.quantile(0.5)).toBeCloseTo(1, 1);
});

test('nothing observed adds nothing', () => {
	const histogram = new LogHistogram();
	addLoopDelays(histogram, intervals([]), 20);
	expect(histogram.count).toBe(0);
});
