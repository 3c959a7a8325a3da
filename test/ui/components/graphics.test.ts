import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {bar} from '../../../source/ui/components/bar.ts';
import {chart, type ChartPoint} from '../../../source/ui/components/chart.ts';
import {cellWidth} from '../../../source/ui/components/fit.ts';
import {plainText} from '../../../source/ui/components/line.ts';
import {sparkline} from '../../../source/ui/components/sparkline.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/glyphs.ts';
import {asciiTheme, plainTheme} from '../../support/render-frame.tsx';

const anyValues = fc.array(fc.option(fc.double({min: 0, max: 100, noNaN: true})), {maxLength: 200});
const bothGlyphs = fc.constantFrom(unicodeGlyphs, asciiGlyphs);

describe('a sparkline', () => {
	test('is exactly as wide as asked, whatever it is made of', () => {
		fc.assert(
			fc.property(anyValues, fc.nat(300), bothGlyphs, (values, width, glyphs) => {
				const cells = sparkline(values, width, 50, glyphs);
				expect(cellWidth(cells.map(({glyph}) => glyph).join(''))).toBe(width);
			}),
			{numRuns: 300},
		);
	});

	test('shows the highest of the values that share a cell, so that a short trouble is seen', () => {
		fc.assert(
			fc.property(fc.nat(47), fc.integer({min: 8, max: 48}), (at, width) => {
				const values = Array.from({length: 48}, (_, index) => (index === at ? 50 : 0));
				expect(sparkline(values, width, 50, unicodeGlyphs).filter(({glyph}) => glyph === '█')).toHaveLength(1);
			}),
		);
	});

	test('draws a gap as a gap and not as zero', () => {
		expect(text([0, null, 25, 50, 80])).toBe('▁·▄██');
		expect(text([null, null])).toBe('·····');
		expect(text([])).toBe('·····');
	});

	function text(values: (number | null)[]): string {
		return sparkline(values, 5, 50, unicodeGlyphs).map(({glyph}) => glyph).join(''); // prettier-ignore
	}
});

describe('a bar', () => {
	test('is exactly as wide as asked, for any share, also one that is no number', () => {
		fc.assert(
			fc.property(fc.double(), fc.nat(200), bothGlyphs, (share, width, glyphs) => {
				const {filled, rest} = bar(share, width, glyphs);
				expect(cellWidth(filled) + cellWidth(rest)).toBe(width);
			}),
			{numRuns: 300},
		);
	});

	test('looks empty only at zero and full only at one', () => {
		expect(bar(0, 4, unicodeGlyphs)).toEqual({filled: '', rest: '░░░░'});
		expect(bar(0.0001, 4, unicodeGlyphs)).toEqual({filled: '▏', rest: '░░░'});
		expect(bar(0.9999, 4, unicodeGlyphs)).toEqual({filled: '███▉', rest: ''});
		expect(bar(1, 4, unicodeGlyphs)).toEqual({filled: '████', rest: ''});
	});
});

describe('a chart', () => {
	const point = (min: number, max = min): ChartPoint => ({min, mean: (min + max) / 2, max});
	const draw = (points: (ChartPoint | null)[], options: Partial<Parameters<typeof chart>[0]> = {}) =>
		chart({
			points,
			width: 30,
			height: 8,
			low: 0,
			high: 100,
			solid: 'min',
			format: String,
			toneOf: () => 'accent',
			cursor: null,
			labels: [],
			theme: plainTheme,
			...options,
		});

	test('is never wider or taller than asked', () => {
		const anyPoint = fc.option(
			fc.tuple(fc.double({min: -1e9, max: 1e9, noNaN: true}), fc.nat(1000)).map(([min, more]) => point(min, min + more)),
		);
		fc.assert(
			fc.property(
				fc.array(anyPoint, {maxLength: 120}),
				fc.nat(150),
				fc.nat(40),
				fc.boolean(),
				fc.nat(119),
				(points, width, height, ascii, cursor) => {
					const lines = draw(points, {
						width,
						height,
						theme: ascii ? asciiTheme : plainTheme,
						cursor: cursor < points.length ? cursor : null,
						labels: [{at: 0, text: '00:00'}],
					});
					expect(lines.length).toBeLessThanOrEqual(height);
					for (const line of lines) expect(cellWidth(plainText(line, 1_000, plainTheme))).toBeLessThanOrEqual(width);
				},
			),
			{numRuns: 200},
		);
	});

	test('draws a gap on the axis and no line across it', () => {
		const rows = draw([point(100), null, point(100)]).map((line) => plainText(line, 30, plainTheme));
		expect(rows[0]).toMatch(/^ 100 ┤⠉+ +⡏?⠉+$/);
		expect(rows[5]).toMatch(/^ {3}0 ┤ +·+/);
	});

	test('marks the point under the cursor on the plot and on the axis', () => {
		const rows = draw([point(0), point(0), point(0)], {cursor: 1}).map((line) => plainText(line, 30, plainTheme));
		const at = rows[6]?.indexOf('▲') ?? -1;
		expect(at).toBeGreaterThan(5);
		expect(rows.slice(0, 6).map((row) => row[at] ?? ' ')).toEqual([' ', ' ', ' ', ' ', ' ', '●']);
	});

	test('leaves out labels that would run into one another', () => {
		const labels = Array.from({length: 10}, (_, at) => ({at, text: '00:00'}));
		const last = plainText(
			draw(
				Array.from({length: 10}, () => point(50)),
				{labels},
			).at(-1) ?? [],
			30,
			plainTheme,
		);
		expect(last.trim().split(/ +/).every((label) => label === '00:00')).toBe(true); // prettier-ignore
	});
});
