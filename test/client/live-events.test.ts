import {expect, test} from 'vitest';
import {retryDelay} from '../../source/client/live-events.ts';

test('waits longer with each failure in a row, up to half a minute', () => {
	expect([0, 1, 2, 3, 4, 5, 50].map((failures) => retryDelay(1_000, failures, 0))).toEqual([
		1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
	]);
});

test('a server may ask for more patience, not for a storm and not for silence', () => {
	expect(retryDelay(0, 0, 0)).toBe(250);
	expect(retryDelay(1e12, 0, 0)).toBe(30_000);
	expect(retryDelay(1_000, 0, 60_000)).toBe(60_000);
	expect(retryDelay(1_000, 0, 1e12)).toBe(900_000);
});
