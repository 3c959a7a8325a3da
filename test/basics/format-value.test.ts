import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {formatValue} from '../../source/basics/format-value.ts';

test.each([
	[310, 'ms', '310 ms'],
	[0.42, 'ms', '0.42 ms'],
	[4.25, 'ms', '4.3 ms'],
	[0.0001, 'ms', '<0.01 ms'],
	[0, 'ms', '0 ms'],
	[999.7, 'ms', '1 s'],
	[1234, 'ms', '1.2 s'],
	[59_960, 'ms', '1 min'],
	[90_000, 'ms', '1.5 min'],
	[1800, 's', '30 min'],
	[3600 * 5, 's', '5 h'],
	[86_400 * 3, 's', '3 d'],
	[0.61, 'ratio', '61 %'],
	[0.0002, 'ratio', '0.02 %'],
	[0.000_001, 'ratio', '<0.01 %'],
	[0.9995, 'ratio', '99.95 %'],
	[0.999_999, 'ratio', '>99.99 %'],
	[1, 'ratio', '100 %'],
	[0, 'ratio', '0 %'],
	[2.5, '%', '2.5 %'],
	[3_400_000, 'bytes', '3.4 MB'],
	[999_999, 'bytes', '1 MB'],
	[512, 'bytes', '512 B'],
	[1204, 'count', '1,204'],
	[1_234_567, 'count', '1,234,567'],
	[0.5, 'cores', '0.5 cores'],
	[-12, 'ms', '-12 ms'],
	[Number.NaN, 'ms', 'unknown'],
])('shows %d %s as %s', (value, unit, text) => {
	expect(formatValue(value, unit)).toBe(text);
});

test('never shows something as nothing, nor nearly all as all', () => {
	fc.assert(
		fc.property(fc.double({min: 1e-300, max: 0.999_999_999, noNaN: true}), (ratio) => {
			expect(formatValue(ratio, 'ratio')).not.toBe('0 %');
			expect(formatValue(ratio, 'ratio')).not.toBe('100 %');
		}),
		{numRuns: 1000},
	);
});

test('is short for every value and unit', () => {
	fc.assert(
		fc.property(fc.double({min: 0, max: 1e12, noNaN: true}), fc.constantFrom('ms', 's', 'bytes', '%', 'ratio'), (value, unit) => {
			expect(formatValue(value, unit).length).toBeLessThanOrEqual(20);
		}),
	);
});
