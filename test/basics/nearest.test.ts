import fc from 'fast-check';
import {expect, test} from 'vitest';
import {editDistance, nearest} from '../../source/basics/nearest.ts';

test.each([
	['', '', 0],
	['', 'abc', 3],
	['abc', '', 3],
	['orders', 'orders', 0],
	['order', 'orders', 1],
	['costumers', 'customers', 2],
	['cancle', 'cancel', 1],
	['kitten', 'sitting', 3],
	['ca', 'abc', 3],
])('%s and %s are %i changes apart', (a, b, distance) => {
	expect(editDistance(a, b)).toBe(distance);
});

test('words are as far from each other as the other way round, and no further than the longer is long', () => {
	const word = fc.string({maxLength: 8, unit: fc.constantFrom('a', 'b', 'c')});
	fc.assert(
		fc.property(word, word, (a, b) => {
			expect(editDistance(a, b)).toBe(editDistance(b, a));
			expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
			expect(editDistance(a, b) === 0).toBe(a === b);
		}),
	);
});

test('a distance that is too large is found out earlier, and no other', () => {
	const word = fc.string({maxLength: 9, unit: fc.constantFrom('a', 'b', 'c', 'd')});
	fc.assert(
		fc.property(word, word, fc.nat(6), (a, b, most) => {
			const distance = editDistance(a, b);
			expect(editDistance(a, b, most)).toBe(distance > most ? Infinity : distance);
		}),
	);
});

test('a mistyped word finds the one that was meant, and a different one finds nothing', () => {
	expect(nearest('ststus', ['store', 'status', 'state'])).toBe('status');
	expect(nearest('weather', ['store', 'status', 'state'])).toBeUndefined();
});
