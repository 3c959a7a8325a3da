import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readTime} from '../../../../../source/agents/queries/input/postgres/entry.ts';

test('a time is that moment in its zone, whatever was read before in the same second of another zone', () => {
	const zones = [' UTC', ' CET', ' +02:00', '+0530', ' -08', ' -03:30', ''];
	const offsets = [0, 0, 120, 330, -480, -210, 0];
	const moment = fc.record({second: fc.integer({min: 0, max: 3}), ms: fc.nat(999), zone: fc.nat(zones.length - 1)});
	fc.assert(
		fc.property(fc.array(moment), (moments) => {
			for (const {second, ms, zone} of moments) {
				const text = `2026-11-23 02:31:0${second}.${String(ms).padStart(3, '0')}${zones[zone]!}`;
				const expected = Date.UTC(2026, 10, 23, 2, 31, second) - offsets[zone]! * 60_000;
				expect([text, readTime(text)]).toEqual([text, expected + ms]);
			}
		}),
	);
});

test.each([
	['2026-11-23 02:31:07.123456 UTC', 123.456],
	['2026-11-23 02:31:07 UTC', 0],
	['[100] 2026-11-23T02:31:07.5Z x', 500],
])('%s is read to its last digit', (text, ms) => {
	expect(readTime(text)).toBeCloseTo(Date.UTC(2026, 10, 23, 2, 31, 7) + ms, 3);
});

test('a text without a time has none', () => {
	expect(readTime('2026-11-23 02:31')).toBeNaN();
});
