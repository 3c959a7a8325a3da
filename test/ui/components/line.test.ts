import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cellWidth} from '../../../source/ui/components/fit.ts';
import {
	beside,
	boxed,
	cell,
	emboldened,
	faded,
	firstThatFits,
	layOut,
	type Line,
	paint,
	plainText,
	say,
	spring,
} from '../../../source/ui/components/line.ts';
import {makeTheme} from '../../../source/ui/theme.ts';
import {withoutSgr} from '../../support/render-frame.tsx';

const theme = makeTheme({env: {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, background: 'dark'});
const mono = makeTheme({env: {TERM: 'xterm', NO_COLOR: '1'}});

const anyLine: fc.Arbitrary<Line> = fc.array(
	fc.record({
		text: fc.string({unit: 'grapheme', maxLength: 20}),
		tone: fc.constantFrom('text' as const, 'dim' as const, 'status.critical' as const),
		bold: fc.boolean(),
		grow: fc.boolean(),
		width: fc.nat(15),
	}),
	{maxLength: 8},
);

describe('a line', () => {
	test('is never wider than its terminal, with or without colours', () => {
		fc.assert(
			fc.property(anyLine, fc.nat(120), (line, columns) => {
				expect(cellWidth(withoutSgr(paint(line, columns, theme)))).toBeLessThanOrEqual(columns);
				expect(cellWidth(layOut(line, columns).map(({text}) => text).join(''))).toBeLessThanOrEqual(columns); // prettier-ignore
			}),
			{numRuns: 300},
		);
	});

	test('in a box is exactly as wide as the box', () => {
		fc.assert(
			fc.property(anyLine, fc.nat(80), (line, columns) => {
				expect(cellWidth(plain(boxed(line, columns)))).toBe(columns);
			}),
			{numRuns: 300},
		);
	});

	test('gives what is left over to the parts that grow', () => {
		expect(plainText([say('left'), spring, say('right')], 12, mono)).toBe('left   right');
		expect(plainText([{text: 'a long title', grow: true}, cell('+14', 5, 'text', 'right')], 12, mono)).toBe('a long…  +14');
	});

	test('falls back to its shortest form', () => {
		expect(firstThatFits([[say('live · 5 s old')], [say('5 s old')], [say('5 s')]], 8)).toEqual([say('5 s old')]);
		expect(firstThatFits([[say('too long')], [say('long')]], 2)).toEqual([say('long')]);
	});

	test('beside another begins where that one ends', () => {
		const [row = []] = beside([[say('ab')]], [[say('cd')]], 6, 1);
		expect(plain(row)).toBe('ab    cd');
	});
});

describe('looks', () => {
	test('a tone is switched on before its text and off after it', () => {
		expect(paint([say('62', 'status.warning')], 10, theme)).toBe('\u001B[38;5;214m62\u001B[39m');
		expect(paint([say('62', 'status.critical')], 10, theme)).toBe('\u001B[1m\u001B[38;5;210m62\u001B[39m\u001B[22m');
	});

	test('neighbours of one tone share one pair of escape sequences, blanks have none, and trailing blanks are not sent', () => {
		expect(paint([say('a', 'accent'), say('b', 'accent'), cell('', 4, 'accent'), say('   ')], 20, theme)).toBe(
			'\u001B[38;5;75mab\u001B[39m',
		);
	});

	test('bold takes the place of faint, with which it shares its end', () => {
		expect(paint([{...say('x', 'dim'), bold: true}], 5, mono)).toBe('\u001B[1mx\u001B[22m');
	});

	test('the line under the cursor has its plain words in bold and keeps its tones', () => {
		expect(emboldened([say('name'), say('62', 'status.warning')]).map(({bold}) => bold)).toEqual([true, undefined]);
	});

	test('what is no longer current loses every other tone', () => {
		expect(faded([[say('62', 'status.critical'), {text: 'x', bold: true}]])[0]?.map(({tone, bold}) => [tone, bold])).toEqual([
			['status.stale', false],
			['status.stale', false],
		]);
	});

	test('an escape sequence inside a text is drawn as text', () => {
		expect(paint([say('\u001B[31mred\u001B]0;title\u0007')], 40, mono)).toBe('[31mred]0;title');
	});
});

function plain(line: Line): string {
	return line.map(({text, width}) => text.padEnd(width ?? 0)).join('');
}
