import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {plainText, say} from '../../../source/ui/components/line.ts';
import {type Column, columnsThatFit, pageByHeight, pageOf, positionText, table} from '../../../source/ui/components/table.ts';
import {plainTheme} from '../../support/render-frame.tsx';

const columns: Column<number>[] = [
	{title: 'state', width: 8, priority: 1, cell: () => say('done')},
	{title: 'name', width: 'grow', least: 10, priority: 1, cell: (row) => say(`row ${row}`)},
	{title: 'by', width: 10, priority: 3, cell: () => say('ana')},
	{title: 'took', width: 6, align: 'right', priority: 2, cell: () => say('4 s')},
];
const rows = Array.from({length: 100}, (_, row) => row);
const draw = (options: {cursor: number; width: number; height: number}) => table({columns, rows, theme: plainTheme, ...options});

describe('a page of a list', () => {
	test('always holds its cursor, and is as full as it can be', () => {
		fc.assert(
			fc.property(fc.nat(10_000), fc.nat(10_000), fc.integer({min: 1, max: 100}), (count, cursor, height) => {
				const {from, to} = pageOf(count, cursor, height);
				const at = Math.min(cursor, count - 1);
				expect(to - from).toBe(Math.min(count, height));
				if (count > 0) expect(from <= at && at < to).toBe(true);
			}),
		);
	});

	test('stays where it is while the cursor moves inside it', () => {
		expect([0, 5, 9].map((cursor) => pageOf(100, cursor, 10).from)).toEqual([0, 0, 0]);
		expect(pageOf(100, 10, 10).from).toBe(10);
	});

	test('says which part it is, unless it is all', () => {
		expect(positionText(10_000, {from: 11, to: 30})).toBe('12–30 of 10,000');
		expect(positionText(5, {from: 0, to: 5})).toBe('');
	});
});

describe('a table', () => {
	test('drops its least important columns first when it gets narrow', () => {
		const titles = (width: number) => columnsThatFit(columns, width).map(({title}) => title);
		expect(titles(80)).toEqual(['state', 'name', 'by', 'took']);
		expect(titles(40)).toEqual(['state', 'name', 'took']);
		expect(titles(24)).toEqual(['state', 'name']);
		expect(titles(5)).toEqual(['state', 'name']);
	});

	test('builds the rows on the screen only, the one under the cursor marked', () => {
		const {lines, position} = draw({cursor: 12, width: 40, height: 6});
		expect(lines.map((line) => plainText(line, 40, plainTheme))).toEqual([
			'  state     name                    took',
			'  done      row 10                   4 s',
			'  done      row 11                   4 s',
			'▸ done      row 12                   4 s',
			'  done      row 13                   4 s',
			'  done      row 14                   4 s',
		]);
		expect(position).toBe('11–15 of 100');
	});
});

test('pages of rows of several heights hold every row once, fit, and hold the cursor', () => {
	const heights = fc.array(fc.integer({min: 1, max: 2}), {minLength: 1, maxLength: 60});
	fc.assert(
		fc.property(heights, fc.nat(), fc.integer({min: 2, max: 12}), (sizes, at, height) => {
			const cursor = at % sizes.length;
			const {from, to} = pageByHeight(sizes, cursor, height);
			expect(from).toBeLessThanOrEqual(cursor);
			expect(to).toBeGreaterThan(cursor);
			expect(sizes.slice(from, to).reduce((sum, row) => sum + row, 0)).toBeLessThanOrEqual(height);
			if (from > 0) expect(pageByHeight(sizes, from - 1, height).to).toBe(from);
		}),
	);
});
