import fc from 'fast-check';
import {expect, test} from 'vitest';
import {defaultRetryPolicy, retryDelayMs} from '../../source/jobs/retry-delay.ts';

test('the wait doubles with every attempt up to five minutes', () => {
	const latest = (attempt: number): number => retryDelayMs(attempt, () => 1);
	expect([1, 2, 3, 6, 7, 8, 1000].map(latest)).toEqual([5000, 10_000, 20_000, 160_000, 300_000, 300_000, 300_000]);
});

test('chance spreads it over the upper half', () => {
	expect([0, 0.5, 1].map((chance) => retryDelayMs(1, () => chance))).toEqual([2500, 3750, 5000]);
});

test('it is always a whole positive number of ms under the cap', () => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 100_000}), fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), (attempt, chance) => {
			const delayMs = retryDelayMs(attempt, () => chance);
			expect(Number.isSafeInteger(delayMs) && delayMs > 0 && delayMs <= defaultRetryPolicy.capMs).toBe(true);
		}),
	);
});
