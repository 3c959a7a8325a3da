import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {safeText} from '../../source/basics/safe-text.ts';

const forbidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u;
/** Strings that are mostly trouble: every kind of forbidden character, pieces of sequences, wide and combining text. */
const troublesome = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'\u001b[31m',
				'\u001b]52;c;aGk=\u0007',
				'\u001b]8;;http://evil\u001b\\',
				'\u009b2J',
				'\u0090q\u009c',
				'\u001bc',
				'\u001b',
				'\r\n',
				'\t',
				'\u202e',
				'\u2066',
				'\u200b',
				'\ufeff',
				'\u061c',
				'\u00ad',
				'\ufe0f',
				'\u{e0041}',
				'\u0301',
				'\ud800',
				'\udc00',
				'\u3164',
				'日本',
				'👩‍👩‍👧',
				'🇫🇷',
				'👍🏽',
				'ᄀ',
				'क्',
				'\n',
			),
			fc.string({unit: 'binary', maxLength: 8}),
			fc.string({unit: 'grapheme', maxLength: 8}),
			fc.integer({min: 0, max: 0xffff}).map((code) => String.fromCharCode(code)),
		),
		{maxLength: 60},
	)
	.map((parts) => parts.join(''));

describe('as a law', () => {
	test('nothing that steers a terminal or hides survives, and the result fits', () => {
		fc.assert(
			fc.property(troublesome, fc.integer({min: 0, max: 50}), (text, maxCells) => {
				const safe = safeText(text, {maxCells});
				expect(safe).not.toMatch(forbidden);
				expect(safe).not.toContain('\n');
				expect(stringWidth(safe)).toBeLessThanOrEqual(maxCells);
			}),
			{numRuns: 2_000},
		);
	});

	test('cleaning twice is cleaning once', () => {
		fc.assert(
			fc.property(troublesome, fc.integer({min: 0, max: 50}), fc.boolean(), (text, maxCells, lines) => {
				const once = safeText(text, {maxCells, lines});
				expect(safeText(once, {maxCells, lines})).toBe(once);
			}),
			{numRuns: 2_000},
		);
	});

	test('printable ASCII that fits is returned as it is', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme-ascii', maxLength: 200}), (text) => {
				expect(safeText(text)).toBe(text);
			}),
		);
	});

	test('Latin text that fits is returned as it is', () => {
		const character = fc
			.oneof(fc.integer({min: 0xa1, max: 0x2af}), fc.integer({min: 0x2010, max: 0x2026}))
			.map((code) => String.fromCodePoint(code));
		const latin = fc.string({unit: character.filter((one) => !/[\p{C}\p{M}\p{Z}]/u.test(one)), maxLength: 100});
		fc.assert(
			fc.property(latin, (text) => {
				expect(safeText(text)).toBe(text);
				expect(stringWidth(text)).toBe(text.length);
			}),
		);
	});

	test('kept lines hold no other control character', () => {
		fc.assert(
			fc.property(troublesome, (text) => {
				expect(safeText(text, {lines: true})).not.toMatch(forbidden);
			}),
		);
	});
});

test.each([
	['a colour', '\u001b[1;31mfailed\u001b[0m', 'failed'],
	['a clipboard write', 'a\u001b]52;c;ZXZpbA==\u0007b', 'ab'],
	['a spoofed link', '\u001b]8;;http://evil\u001b\\safe\u001b]8;;\u001b\\', 'safe'],
	['a C1 control sequence', 'a\u009b2Jb', 'ab'],
	['a terminal reset', 'a\u001bcb', 'ab'],
	['an unfinished sequence keeps its text', 'a\u001b]0;title', 'a0;title'],
	['a sequence hidden in another', '\u001b[\u001b[31m31mx', '31mx'],
	['an override of direction', 'user\u202Etxt.exe', 'usertxt.exe'],
	['isolates and marks of direction', '\u2066a\u2069\u200Eb\u200F\u061C', 'ab'],
	['zero-width characters', 'pass\u200B\u200C\u200D\u2060\uFEFFword', 'password'],
	['tag characters', 'hi\u{E0068}\u{E0069}', 'hi'],
	['variation selectors', '❤\uFE0F', '❤'],
	['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
	['a private-use glyph', 'a\uE0B0b', 'a\uFFFDb'],
	['line breaks of every kind', 'a\r\nb\nc\rd\u2028e\u0085f', 'a␤b␤c␤d␤e␤f'],
	['a tab', 'a\tb', 'a b'],
	['a flood of marks', `z${'\u0301'.repeat(100)}`, `z${'\u0301'.repeat(4)}`],
	['accented, wide and emoji text as written', 'Zażółć 日本語 🚀', 'Zażółć 日本語 🚀'],
])('%s', (_, text, expected) => {
	expect(safeText(text)).toBe(expected);
});

test('keeps line breaks where lines are asked for', () => {
	expect(safeText('a\r\nb\u001b[31m\nc', {lines: true})).toBe('a\nb\nc');
});

test('cuts by cells, never through a wide character', () => {
	expect(safeText('日本語日本語', {maxCells: 6})).toBe('日本…');
	expect(safeText('abcdef', {maxCells: 6})).toBe('abcdef');
	expect(safeText('abcdefg', {maxCells: 6})).toBe('abcde…');
	expect(safeText('abc', {maxCells: 0})).toBe('');
});

test('says that something is missing when only invisible text came before the cut', () => {
	expect(safeText('\u200B'.repeat(1_000_000), {maxCells: 10})).toBe('…');
});
