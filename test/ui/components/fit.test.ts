import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {toAscii} from '../../../source/ui/components/ascii.ts';
import {cellWidth, fit, truncate, wrapWords} from '../../../source/ui/components/fit.ts';
import {steady} from '../../../source/ui/components/steady.ts';

/** Any string at all, and strings of what is hard: wide, joined, combining, bidi, control, escape. */
const anyText = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({unit: 'grapheme'}),
	fc.array(fc.constantFrom('a', ' ', '長', '👩‍👩‍👧‍👦', 'e\u0301', '\u0301', '🇩🇪', '❤️', '1️⃣', '👍🏽', '\u202E', '\u2066', '\u200B', '\u001B[31m', '\u009B', '\u0007', '\n', '\t', '\uD800', '\u{E0041}', '﷽', 'ｶﾞ', '한', '\u1100')).map((parts) => parts.join('')),
); // prettier-ignore

describe('cells', () => {
	test('the fast path measures what string-width measures', () => {
		const drawn = '▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░·…–−─│┤└▸◆✔●▲✖○⠋⠿→←↑↓×“”éßñ';
		for (const character of drawn) expect([character, cellWidth(character)]).toEqual([character, stringWidth(character)]);
	});

	test('a fitted text is exactly as wide as asked', () => {
		fc.assert(
			fc.property(anyText, fc.nat(60), fc.constantFrom('left' as const, 'right' as const), (text, width, align) => {
				expect(cellWidth(fit(steady(text), width, {align}))).toBe(width);
			}),
			{numRuns: 500},
		);
	});

	test('what was cut says so', () => {
		expect(truncate('abcdef', 4)).toBe('abc…');
		expect(truncate('abcdef', 5, '...')).toBe('ab...');
		expect(truncate('長い名前', 5)).toBe('長い…');
		expect(truncate('長い名前', 4)).toBe('長…');
		expect(truncate('abc', 3)).toBe('abc');
		expect(truncate('abc', 1)).toBe('a');
	});

	test('numbers keep their right edge', () => {
		expect(fit('7', 3, {align: 'right'})).toBe('  7');
	});
});

describe('words', () => {
	test('break between words, and inside one only where it is wider than the line', () => {
		expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
		expect(wrapWords('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
	});

	test('lose nothing silently when there are too few lines', () => {
		expect(wrapWords('one two three four', 7, {most: 2})).toEqual(['one two', 'three…']);
	});

	test('no line is wider than asked', () => {
		fc.assert(
			fc.property(anyText, fc.integer({min: 2, max: 40}), fc.integer({min: 1, max: 5}), (text, width, most) => {
				const lines = wrapWords(text, width, {most});
				expect(lines.length).toBeLessThanOrEqual(most);
				for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(width);
			}),
			{numRuns: 300},
		);
	});
});

describe('foreign text', () => {
	test('never keeps a control byte, a bidi override or a joiner', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(steady(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
			}),
			{numRuns: 500},
		);
	});

	test('keeps words in every script as they are', () => {
		for (const text of ['Überlänge', '结账服务', 'データベース', 'заказы', 'ελληνικά', '한국어', 'e\u0301'])
			expect(steady(text)).toBe(text);
	});

	test('is printable ASCII of the same width where nothing else is allowed', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const clean = steady(text).normalize('NFC');
				expect(toAscii(clean)).toMatch(/^[ -~]*$/);
			}),
			{numRuns: 300},
		);
		expect(toAscii('Überlänge 31 → 2 · 结账')).toBe('Uberlange 31 > 2 - ????');
	});
});
