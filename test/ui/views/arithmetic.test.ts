import fc from 'fast-check';
import {expect, test} from 'vitest';
import {apportion, takeApart} from '../../../source/ui/views/arithmetic.ts';

const anyParts = fc
	.array(fc.record({weight: fc.double({min: 0, max: 30, noNaN: true}), score: fc.option(fc.double({min: 0, max: 100, noNaN: true}))}), {
		maxLength: 12,
	})
	.map((parts) => parts.map((part, index) => ({...part, id: String(index)})));

test('the shown costs of all parts and the shown score are 100 to the digit', () => {
	fc.assert(
		fc.property(anyParts, (parts) => {
			const {parts: shown, mean} = takeApart(parts);
			fc.pre(mean !== null);
			const tenths = shown.reduce((sum, {lost}) => sum + Math.round((lost ?? 0) * 10), 0);
			expect(tenths + Math.round((mean ?? 0) * 10)).toBe(1_000);
		}),
		{numRuns: 1_000},
	);
});

test('the shown score is the weighted mean to a tenth', () => {
	fc.assert(
		fc.property(anyParts, (parts) => {
			const counted = parts.filter(({score, weight}) => score !== null && weight > 0.01);
			fc.pre(counted.length > 0);
			const weight = counted.reduce((sum, part) => sum + part.weight, 0);
			const mean = counted.reduce((sum, part) => sum + part.weight * (part.score ?? 0), 0) / weight;
			expect(Math.abs((takeApart(counted).mean ?? -1) - mean)).toBeLessThanOrEqual(0.0501);
		}),
	);
});

test('no shown cost is more than a tenth away from the exact one', () => {
	fc.assert(
		fc.property(fc.array(fc.double({min: 0, max: 500, noNaN: true}), {minLength: 1, maxLength: 12}), (exact) => {
			const total = Math.round(exact.reduce((sum, value) => sum + value, 0));
			apportion(exact, total).forEach((shown, index) => expect(Math.abs(shown - (exact[index] ?? 0))).toBeLessThanOrEqual(1.001));
		}),
	);
});

test('a part without a score costs nothing and counts nothing', () => {
	const {parts, mean, weight} = takeApart([
		{id: 'a', weight: 2, score: 60},
		{id: 'b', weight: 1, score: null},
	]);
	expect([mean, weight]).toEqual([60, 2]);
	expect(parts.map(({lost}) => lost)).toEqual([40, null]);
});

test('without any score there is no sum', () => {
	expect(takeApart([{id: 'a', weight: 2, score: null}]).mean).toBe(null);
});
