import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Names} from '../../../../source/agents/queries/input/names.ts';

test('equal texts have one number, and each number tells its text, whatever characters are in it', () => {
	const anyText = fc.oneof(
		fc.string(),
		fc.string({unit: 'binary'}),
		fc.constantFrom('', 'é', '日本', '\u0000', '\ud800', 'a'.repeat(5000)),
	);
	fc.assert(
		fc.property(fc.array(anyText), (texts) => {
			const names = new Names();
			const indexes = texts.map((text) => names.indexOf(text));
			expect(indexes.map((index) => names.at(index))).toEqual(texts);
			expect(indexes).toEqual(texts.map((text) => [...new Set(texts)].indexOf(text)));
			expect(names.size).toBe(new Set(texts).size);
		}),
	);
});

test('texts of every length are told apart, over many pieces of memory', () => {
	const names = new Names();
	const texts = Array.from({length: 3000}, (_, at) => `${'x'.repeat(at)}${at % 7 === 0 ? '→' : ''}`);
	for (const text of texts) names.indexOf(text);
	expect(texts.every((text, at) => names.at(at) === text && names.indexOf(text) === at)).toBe(true);
});

test('a text longer than a piece of memory is held as well', () => {
	const names = new Names();
	const [long, wide] = ['x'.repeat(3_000_000), '→'.repeat(1_000_000)];
	expect([names.indexOf('a'), names.indexOf(long), names.indexOf(wide), names.indexOf('b')]).toEqual([0, 1, 2, 3]);
	expect([names.at(0), names.at(1) === long, names.at(2) === wide, names.at(3)]).toEqual(['a', true, true, 'b']);
});

test('a hundred thousand ids of 32 characters take less than 80 bytes each, and are counted', () => {
	const names = new Names();
	for (let at = 0; at < 100_000; at++) names.indexOf(at.toString(16).padStart(32, '0'));
	expect(names.bytes).toBeGreaterThan(3_200_000);
	expect(names.bytes).toBeLessThan(8_000_000);
});

test('a store of a few texts is small', () => {
	const names = new Names();
	names.indexOf('40001');
	expect(names.bytes).toBeLessThan(80_000);
});
