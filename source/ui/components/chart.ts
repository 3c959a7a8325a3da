import type {Theme, Tone} from '../theme.ts';
import {cellWidth} from './fit.ts';
import {cell, type Line, say, type Segment} from './line.ts';
import {shareOf} from './sparkline.ts';

export interface ChartPoint {
	min: number;
	mean: number;
	max: number;
}

interface ChartOptions {
	/** Oldest first; null is a gap. */
	points: readonly (ChartPoint | null)[];
	/** Cells for everything, the labels of both axes included. At least 4 rows, else nothing is drawn. */
	width: number;
	height: number;
	low: number;
	high: number;
	/** Which of a point's values is the line: for a score the worst (its minimum), for a duration its mean. */
	solid: 'min' | 'mean';
	format: (value: number) => string;
	/** The tone of the line where it stands at a value: one for each row, so that the scale itself tells good from bad. */
	toneOf: (value: number) => Tone;
	/** Index of the point under the cursor; null: none. */
	cursor: number | null;
	/** What stands under the axis, at the points where it begins. */
	labels: readonly {at: number; text: string}[];
	theme: Theme;
}

interface Plot extends ChartOptions {
	columns: readonly (ChartPoint | null)[];
	rows: number;
	labelWidth: number;
	columnOf: (point: number) => number;
	/** Patterns of dots, by row and column. */
	dots: readonly (readonly number[])[];
	/** Where the line is under the cursor; null without a cursor, or where there is no point. */
	read: {row: number; column: number} | null;
}

/**
 * A line in dots of a quarter of a cell, with axes, gaps and a cursor; over a line of means single dots mark the highest. The cursor is a mark on the
 * axis and one on the line: moving it changes two or three rows, where a line from top to bottom would change them all.
 */
export function chart(options: ChartOptions): Line[] {
	const plot = measure(options);
	if (plot.rows < 2 || plot.columns.length < 2) return [];
	const rows = Array.from({length: plot.rows}, (_, row) => plotRow(plot, row));
	return [...rows, axisRow(plot), labelRow(plot)];
}

function measure(options: ChartOptions): Plot {
	const {points, width, height, low, high, format} = options;
	const labelWidth = Math.max(...[low, (low + high) / 2, high].map((value) => cellWidth(format(value)))) + 1;
	const cells = Math.max(0, width - labelWidth - 2);
	const columns = Array.from({length: cells}, (_, column) => merged(shareOf(points, column, cells)));
	const columnOf = (point: number) =>
		points.length <= cells ? Math.ceil((point * cells) / points.length) : Math.floor((point * cells) / points.length);
	const rows = height - 2;
	return {
		...options,
		rows,
		labelWidth,
		columns,
		columnOf,
		dots: dotsOf(columns, rows, options),
		read: readCell(columns, rows, columnOf, options),
	};
}

function readCell(columns: Plot['columns'], rows: number, columnOf: Plot['columnOf'], options: ChartOptions): Plot['read'] {
	if (options.cursor === null) return null;
	const column = columnOf(options.cursor);
	const point = columns[column];
	return point == null ? null : {row: rows - 1 - Math.floor(levelOf(point[options.solid], rows, options) / 4), column};
}

/** The height of a value in dots from the bottom. */
function levelOf(value: number, rows: number, {low, high}: Pick<ChartOptions, 'low' | 'high'>): number {
	return Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * (rows * 4 - 1));
}

/** Several points in one column: the lowest minimum, the highest maximum. */
function merged(points: readonly (ChartPoint | null)[]): ChartPoint | null {
	const present = points.filter((point) => point !== null);
	if (present.length === 0) return null;
	return {
		min: Math.min(...present.map((point) => point.min)),
		mean: present.reduce((sum, point) => sum + point.mean, 0) / present.length,
		max: Math.max(...present.map((point) => point.max)),
	};
}

/** Bits of the Braille patterns, left and right column, from the bottom dot up. */
const leftDots = [0x40, 0x04, 0x02, 0x01];
const rightDots = [0x80, 0x20, 0x10, 0x08];
/** Set beside the dots of a cell through which the line goes; without it they are the mark of a highest value. */
const isLine = 0x100;

function dotsOf(columns: readonly (ChartPoint | null)[], rows: number, options: ChartOptions): number[][] {
	const {solid} = options;
	const dots = Array.from({length: Math.max(0, rows)}, () => columns.map(() => 0));
	const set = (column: number, level: number, bits: readonly number[], also = 0) => {
		const row = dots[rows - 1 - Math.floor(level / 4)];
		if (row !== undefined) row[column] = (row[column] ?? 0) | (bits[level % 4] ?? 0) | also;
	};
	let before: number | null = null;
	columns.forEach((point, column) => {
		if (point === null) {
			before = null;
			return;
		}
		const level = levelOf(point[solid], rows, options);
		const highest = levelOf(point.max, rows, options);
		if (solid === 'mean' && highest > level) set(column, highest, leftDots);
		// The line does not break where the value jumps.
		const from: number = before ?? level;
		for (let each = Math.min(from, level); each <= Math.max(from, level); each++) set(column, each, leftDots, isLine);
		set(column, level, rightDots, isLine);
		before = level;
	});
	return dots;
}

function plotRow(plot: Plot, row: number): Line {
	const {theme, rows, low, high, format, labelWidth} = plot;
	const label = labelAt(row, rows, [format(high), format((low + high) / 2), format(low)]);
	const axis = say(` ${label === '' ? theme.glyphs.axis : theme.glyphs.tick}`, 'dim');
	const tone = plot.toneOf(low + ((high - low) * (rows - row - 0.5)) / rows);
	return [
		cell(label, labelWidth, 'dim', 'right'),
		axis,
		...plot.columns.map((point, column) => plotCell(plot, point, {row, column, tone})),
	];
}

function labelAt(row: number, rows: number, [top = '', middle = '', bottom = '']: readonly string[]): string {
	if (row === 0) return top;
	if (row === rows - 1) return bottom;
	return rows >= 5 && rows % 2 === 1 && row === (rows - 1) / 2 ? middle : '';
}

function plotCell(plot: Plot, point: ChartPoint | null, {row, column, tone}: {row: number; column: number; tone: Tone}): Segment {
	const pattern = plot.dots[row]?.[column] ?? 0;
	const isGap = point === null && row === plot.rows - 1;
	if (plot.read?.row === row && plot.read.column === column) return {text: plot.theme.glyphs.point, tone: 'accent', bold: true};
	const glyph = isGap ? plot.theme.glyphs.gap : plot.theme.glyphs.dots(pattern & ~isLine);
	return say(glyph, (pattern & isLine) === 0 ? 'dim' : tone);
}

function axisRow({theme, labelWidth, columns, cursor, columnOf}: Plot): Line {
	const line = theme.glyphs.rule.repeat(columns.length);
	const start: Line = [cell('', labelWidth), say(` ${theme.glyphs.corner}`, 'dim')];
	if (cursor === null) return [...start, say(line, 'dim')];
	const at = columnOf(cursor);
	return [...start, say(line.slice(0, at), 'dim'), say(theme.glyphs.pointer, 'accent'), say(line.slice(at + 1), 'dim')];
}

/** Labels that would run into the one before, or off the edge, are left out. */
function labelRow({labelWidth, columns, labels, columnOf}: Plot): Line {
	let text = '';
	for (const label of labels) {
		const at = columnOf(label.at);
		const begins = text === '' ? at : Math.max(at, text.length + 1);
		if (begins !== at || at + label.text.length > columns.length) continue;
		text = text.padEnd(at) + label.text;
	}
	return [cell('', labelWidth + 2), say(text, 'dim')];
}
