import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {LogHistogram} from '../../source/basics/histogram.ts';

const milliseconds = fc.oneof(
	fc.double({min: 0, max: 20, noNaN: true}),
	fc.double({min: 0, max: 2e7, noNaN: true}),
	fc.constantFrom(0, 0.001, 1, 1e7, -3),
);
const someMilliseconds = fc.array(milliseconds, {maxLength: 60});

function histogramOf(values: readonly number[]): LogHistogram {
	const histogram = new LogHistogram();
	for (const value of values) histogram.record(value);
	return histogram;
}

function exactQuantile(values: readonly number[], q: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!;
}

describe('LogHistogram', () => {
	test('merging two histograms equals recording both sets of values into one', () => {
		fc.assert(
			fc.property(someMilliseconds, someMilliseconds, (left, right) => {
				const merged = histogramOf(left);
				merged.merge(histogramOf(right));
				expect(merged.serialize()).toEqual(histogramOf([...left, ...right]).serialize());
			}),
			{numRuns: 1000},
		);
	});

	test('reading back what was written gives the same histogram', () => {
		fc.assert(
			fc.property(someMilliseconds, (values) => {
				const histogram = histogramOf(values);
				const copy = LogHistogram.parse(histogram.serialize());
				expect([copy.count, copy.sum, copy.min, copy.max]).toEqual([histogram.count, histogram.sum, histogram.min, histogram.max]);
				expect(copy.serialize()).toEqual(histogram.serialize());
				for (const q of [0, 0.5, 0.95, 0.99, 1]) expect(copy.quantile(q)).toBe(histogram.quantile(q));
			}),
			{numRuns: 1000},
		);
	});

	test('a quantile is within 1 % of the exact one', () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({min: 0.001, max: 1e7, noNaN: true}), {minLength: 1, maxLength: 200}),
				fc.double({min: 0, max: 1, noNaN: true}),
				(values, q) => {
					const exact = exactQuantile(values, q);
					expect(Math.abs(histogramOf(values).quantile(q)! - exact)).toBeLessThanOrEqual(exact * 0.01);
				},
			),
			{numRuns: 1000},
		);
	});

	test('a higher quantile is never a smaller value', () => {
		fc.assert(
			fc.property(
				fc.array(milliseconds, {minLength: 1}),
				fc.double({min: 0, max: 1, noNaN: true}),
				fc.double({min: 0, max: 1, noNaN: true}),
				(values, a, b) => {
					const histogram = histogramOf(values);
					expect(histogram.quantile(Math.min(a, b))!).toBeLessThanOrEqual(histogram.quantile(Math.max(a, b))!);
				},
			),
		);
	});

	test('recording a value many times at once equals recording it again and again', () => {
		const once = new LogHistogram();
		once.record(12.5, 40);
		expect(once.serialize()).toEqual(histogramOf(Array.from({length: 40}, () => 12.5)).serialize());
	});

	test('an empty histogram has no quantile, no minimum and no maximum', () => {
		const empty = new LogHistogram();
		expect([empty.quantile(0.5), empty.min, empty.max, empty.count, empty.sum]).toEqual([null, null, null, 0, 0]);
		expect(LogHistogram.parse(empty.serialize()).quantile(0.99)).toBeNull();
	});

	test('clamps what is out of range and ignores what is not a number', () => {
		const histogram = histogramOf([Number.NaN, -5, 0, Infinity]);
		expect([histogram.count, histogram.min, histogram.max, histogram.sum]).toEqual([3, 0, 1e7, 1e7]);
	});

	test('counts more than 32 bits hold without wrapping', () => {
		const histogram = new LogHistogram();
		histogram.record(5, 4_000_000_000);
		histogram.record(900, 10);
		const merged = LogHistogram.parse(histogram.serialize());
		merged.merge(histogram);
		expect(merged.count).toBe(8_000_000_020);
		expect(merged.quantile(0.5)).toBeCloseTo(5, 0);
		expect(LogHistogram.parse(merged.serialize()).serialize()).toEqual(merged.serialize());
	});

	test('is empty again after a reset', () => {
		const histogram = histogramOf([1, 2, 3]);
		histogram.reset();
		expect(histogram.serialize()).toEqual(new LogHistogram().serialize());
	});

	test('counts values up to a bound, all of them at the maximum and none under the minimum', () => {
		const histogram = histogramOf([1, 10, 100, 1000]);
		expect([0.5, 5, 50, 500, 1000, 5000].map((bound) => histogram.countUpTo(bound))).toEqual([0, 1, 2, 3, 4, 4]);
	});

	test('refuses bytes with any single byte changed, cut short or grown', () => {
		const bytes = histogramOf([0, 1, 5, 5, 80, 3000]).serialize();
		for (let at = 0; at < bytes.length; at++) {
			const changed = Uint8Array.from(bytes);
			changed[at] = changed[at]! ^ (1 + (at % 255));
			expect(() => LogHistogram.parse(changed)).toThrow(EsaError);
			expect(() => LogHistogram.parse(bytes.subarray(0, at))).toThrow(/Reading a stored histogram failed: /);
		}
		expect(() => LogHistogram.parse(Uint8Array.from([...bytes, 0]))).toThrow('checksum');
	});

	test('never breaks on random bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 80}), (bytes) => {
				expect(() => LogHistogram.parse(bytes)).toThrow(EsaError);
			}),
		);
	});
});
