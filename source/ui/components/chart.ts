import type {Theme, Tone} from '../theme.ts';
import {cellWidth} from './fit.ts';
import {cell, type Line, say, type Segment} from './line.ts';
import {shareOf} from './sparkline.ts';

export interface ChartPoint {
	min: number;
	mean: number;
	max: number;
}

export interface ChartOptions {
	/** Oldest first; null is a gap. */
	points: readonly (ChartPoint | null)[];
	/** Cells for everything, the labels of both axes included. At least 4 rows, else nothing is drawn. */
	width: number;
	height: number;
	low: number;
	high: number;
	/** Which of a point's values is solid: for a score the worst (its minimum), for a duration its mean. A shade reaches from there to the maximum. */
	solid: 'min' | 'mean';
	format: (value: number) => string;
	toneOf: (point: ChartPoint) => Tone;
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
	pointWidth: number;
}

/** An area chart in eighths of a cell with axes, gaps and a cursor. */
export function chart(options: ChartOptions): Line[] {
	const plot = measure(options);
	if (plot.rows < 2 || plot.columns.length < 2) return [];
	const rows = Array.from({length: plot.rows}, (_, row) => plotRow(plot, row));
	return [...rows, axisRow(plot), labelRow(plot)];
}

function measure(options: ChartOptions): Plot {
	const {points, width, height, low, high, format} = options;
	const labelWidth = Math.max(...[low, (low + high) / 2, high].map((value) => cellWidth(format(value)))) + 1;
	const room = Math.max(0, width - labelWidth - 2);
	const pointWidth = Math.max(1, Math.floor(room / Math.max(1, points.length)));
	const cells = Math.min(room, pointWidth * points.length);
	const columns = Array.from({length: cells}, (_, column) => merged(shareOf(points, column, cells)));
	const columnOf = (point: number) => (points.length <= cells ? point * pointWidth : Math.floor((point * cells) / points.length));
	return {...options, rows: height - 2, labelWidth, columns, columnOf, pointWidth};
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

function plotRow(plot: Plot, row: number): Line {
	const {theme, rows, low, high, format, labelWidth} = plot;
	const label = labelAt(row, rows, [format(high), format((low + high) / 2), format(low)]);
	const axis = say(` ${label === '' ? theme.glyphs.axis : theme.glyphs.tick}`, 'dim');
	return [cell(label, labelWidth, 'dim', 'right'), axis, ...plot.columns.map((point, column) => plotCell(plot, point, row, column))];
}

function labelAt(row: number, rows: number, [top = '', middle = '', bottom = '']: readonly string[]): string {
	if (row === 0) return top;
	if (row === rows - 1) return bottom;
	return rows >= 5 && rows % 2 === 1 && row === (rows - 1) / 2 ? middle : '';
}

function plotCell(plot: Plot, point: ChartPoint | null, row: number, column: number): Segment {
	const glyph = glyphOf(plot, point, row);
	const isCursor = plot.cursor !== null && isUnderCursor(plot, column);
	if (isCursor) return {text: glyph === ' ' ? plot.theme.glyphs.axis : glyph, tone: 'accent', bold: true};
	return say(glyph, point === null || glyph === plot.theme.glyphs.shade ? 'dim' : plot.toneOf(point));
}

/** The cursor marks the first column of its point only, so that a wide point is not mistaken for several. */
function isUnderCursor({cursor, columnOf}: Plot, column: number): boolean {
	return cursor !== null && columnOf(cursor) === column;
}

function glyphOf({rows, low, high, solid, theme}: Plot, point: ChartPoint | null, row: number): string {
	const floor = (rows - 1 - row) * 8;
	if (point === null) return floor === 0 ? theme.glyphs.gap : ' ';
	const eighths = (value: number) => Math.round((Math.min(1, Math.max(0, (value - low) / (high - low))) * rows * 8));
	const fill = Math.max(1, eighths(point[solid])) - floor;
	if (fill > 0) return theme.glyphs.levels[Math.min(8, fill) - 1] ?? ' ';
	return eighths(point.max) - floor >= 4 ? theme.glyphs.shade : ' ';
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
