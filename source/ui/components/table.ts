import type {Theme} from '../theme.ts';
import {cell, emboldened, type Line, type Segment} from './line.ts';

export interface Column<Row> {
	title: string;
	/** In cells; `grow` takes what the others leave, but never less than `least`. */
	width: number | 'grow';
	least?: number;
	align?: 'left' | 'right';
	/** 1 stays for ever; of the others the highest goes first when the table is too narrow. */
	priority: number;
	/** What stands in the cell: cut or filled to the column's width, whatever its pieces are. */
	cell: (row: Row) => Segment;
}

interface TableOptions<Row> {
	columns: readonly Column<Row>[];
	rows: readonly Row[];
	/** Index of the row under the cursor. */
	cursor: number;
	isMarked?: (row: Row) => boolean;
	width: number;
	/** Rows on the screen, the headings included. */
	height: number;
	theme: Theme;
}

const gap = 2;

/** The page of a list that holds its cursor. Pages, not a following scroll: moving inside a page repaints two rows, not all of them. */
export function pageOf(count: number, cursor: number, height: number): {from: number; to: number} {
	const size = Math.max(1, height);
	const at = Math.min(Math.max(0, cursor), Math.max(0, count - 1));
	const from = Math.max(0, Math.min(Math.floor(at / size) * size, count - size));
	return {from, to: Math.min(count, from + size)};
}

/** The same for rows of several heights: each page is filled from the top, wherever the cursor is in it. */
export function pageByHeight(heights: readonly number[], cursor: number, height: number): {from: number; to: number} {
	const at = Math.min(Math.max(0, cursor), Math.max(0, heights.length - 1));
	let page = {from: 0, to: 0};
	while (page.to <= at && page.to < heights.length) page = {from: page.to, to: endOfPage(heights, page.to, height)};
	return page;
}

function endOfPage(heights: readonly number[], from: number, height: number): number {
	let to = from + 1;
	let used = heights[from]!;
	while (to < heights.length && used + heights[to]! <= height) used += heights[to++]!;
	return to;
}

/** `12–30 of 214`, or nothing where all is on the screen. */
export function positionText(count: number, page: {from: number; to: number}): string {
	return page.to - page.from >= count ? '' : `${page.from + 1}–${page.to} of ${count.toLocaleString('en-US')}`;
}

/** Headings and the page of rows under the cursor; builds only what is seen. */
export function table<Row>(options: TableOptions<Row>): {lines: Line[]; position: string} {
	const {rows, cursor, width, height} = options;
	const columns = columnsThatFit(options.columns, width);
	const page = pageOf(rows.length, cursor, height - 1);
	const headings = columns.flatMap((column, index) => [...spaceBefore(index), asCell({text: column.title, tone: 'dim'}, column)]);
	const shown = rows.slice(page.from, page.to).map((row, index) => rowLine(row, columns, options, page.from + index === cursor));
	const lines = [[cell('', gap), ...headings], ...shown].slice(0, Math.max(0, height));
	return {lines, position: positionText(rows.length, page)};
}

function rowLine<Row>(row: Row, columns: readonly Column<Row>[], {theme, isMarked}: TableOptions<Row>, isCursor: boolean): Line {
	const line = columns.flatMap((column, index) => [...spaceBefore(index), asCell(column.cell(row), column)]);
	const marked = isMarked?.(row) === true;
	const edge: Line = [cell(isCursor ? theme.glyphs.cursor : '', 1, 'accent'), cell(marked ? theme.glyphs.marked : '', 1, 'accent')];
	return isCursor ? [...edge, ...emboldened(line)] : [...edge, ...line];
}

function asCell<Row>(segment: Segment, column: Column<Row>): Segment {
	const align = column.align === undefined ? {} : {align: column.align};
	return column.width === 'grow' ? {...segment, ...align, grow: true} : {...segment, ...align, width: column.width};
}

function spaceBefore(index: number): Line {
	return index === 0 ? [] : [cell('', gap)];
}

/** Drops the least important columns, one by one, until the rest fits. */
export function columnsThatFit<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
	let kept = columns;
	while (neededWidth(kept) > width) {
		const least = Math.max(...kept.map((column) => column.priority));
		if (least <= 1) return kept;
		const at = kept.findLastIndex((column) => column.priority === least);
		kept = kept.filter((_, index) => index !== at);
	}
	return kept;
}

function neededWidth<Row>(columns: readonly Column<Row>[]): number {
	const cells = columns.map((column) => (column.width === 'grow' ? (column.least ?? 10) : column.width));
	return cells.reduce((sum, each) => sum + each, 0) + gap * columns.length;
}
