import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Poll} from '../../source/client/connection.ts';
import {nextPollDelay} from '../../source/client/poll-delay.ts';

const unreadable: Poll = {kind: 'unreadable', at: 0, detail: ''};
const unreachable: Poll = {kind: 'unreachable', at: 0, detail: ''};
const refused = (retryAfterMs: number | null): Poll => ({kind: 'refused', at: 0, status: 429, detail: '', retryAfterMs});
const middle = 0.5;

test('the next poll comes after one interval, ten percent more or less', () => {
	expect(nextPollDelay(unreadable, 0, 30_000, 0)).toBe(27_000);
	expect(nextPollDelay(unreadable, 0, 30_000, middle)).toBe(30_000);
	expect(nextPollDelay(unreadable, 0, 30_000, 1)).toBe(33_000);
});

test('retries of a server that is away begin quick and grow', () => {
	expect([1, 2, 3, 4, 5, 6].map((failures) => nextPollDelay(unreachable, failures, 30_000, middle))).toEqual([
		2_000, 4_000, 8_000, 16_000, 27_000, 27_000,
	]);
});

test('recovery is seen within one interval, whatever the interval and however long the outage', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 1_000, max: 3_600_000}),
			fc.integer({min: 1, max: 100_000}),
			fc.double({min: 0, max: 1, noNaN: true}),
			(interval, failures, random) => {
				const delay = nextPollDelay(unreachable, failures, interval, random);
				expect(delay).toBeGreaterThan(0);
				expect(delay).toBeLessThan(interval);
			},
		),
	);
});

test('Retry-After is honoured where it is longer than the interval', () => {
	expect(nextPollDelay(refused(120_000), 0, 30_000, middle)).toBe(120_000);
	expect(nextPollDelay(refused(1_000), 0, 30_000, middle)).toBe(30_000);
	expect(nextPollDelay(refused(null), 0, 30_000, middle)).toBe(30_000);
});

test('a server cannot silence the monitor for more than a quarter of an hour', () => {
	expect(nextPollDelay(refused(1e12), 0, 30_000, middle)).toBe(900_000);
});
