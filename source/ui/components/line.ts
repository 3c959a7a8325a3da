import type {Theme, Tone} from '../theme.ts';
import {toAscii} from './ascii.ts';
import {cellWidth, fit} from './fit.ts';
import {steady} from './steady.ts';

/** A piece of a line. Without a width it is as wide as its text; one that grows takes what the others leave. */
export interface Segment {
	text: string;
	tone?: Tone;
	bold?: boolean;
	width?: number;
	align?: 'left' | 'right';
	grow?: boolean;
}

/** One row of the screen, left to right; an empty line is a blank row. */
export type Line = readonly Segment[];

export const blank: Line = [];
/** Pushes what follows to the right edge. */
export const spring: Segment = {text: '', grow: true};

/** A piece of text with its meaning: `say('62', 'status.warning')`. */
export function say(text: string, tone: Tone = 'text'): Segment {
	return {text, tone};
}

/** A piece of exactly `width` cells. */
export function cell(text: string, width: number, tone: Tone = 'text', align: 'left' | 'right' = 'left'): Segment {
	return {text, tone, width, align};
}

/** What a line needs at least to show all of its fixed pieces uncut. */
export function naturalWidth(line: Line): number {
	return line.reduce((sum, segment) => sum + naturalOf(segment), 0);
}

/** The first of some lines, richest first, that fits; else the last, which will be cut. */
export function firstThatFits(lines: readonly Line[], width: number): Line {
	return lines.find((line) => naturalWidth(line) <= width) ?? lines.at(-1) ?? blank;
}

/** The same line as the one under the cursor: its plain words in bold. What has a tone keeps it, and costs no more bytes. */
export function emboldened(line: Line): Line {
	return line.map((segment) => ((segment.tone ?? 'text') === 'text' ? {...segment, bold: true} : segment));
}

/** The same lines in the one dim tone of what is no longer current. */
export function faded(lines: readonly Line[]): Line[] {
	return lines.map((line) => line.map((segment) => ({...segment, bold: false, tone: 'status.stale' as const})));
}

/** The line laid out into at most `columns` cells, each piece cut or filled to its share. */
export function layOut(line: Line, columns: number, ellipsis = '…'): Segment[] {
	const clean = line.map((segment) => ({...segment, text: steady(segment.text)}));
	const shares = growShares(clean, columns);
	const pieces: Segment[] = [];
	let left = columns;
	for (const segment of clean) {
		const asked = segment.grow ? (shares.shift() ?? 0) : naturalOf(segment);
		const width = Math.min(asked, left);
		if (width <= 0) continue;
		const align = segment.align === undefined ? {} : {align: segment.align};
		pieces.push(piece(fit(segment.text, width, {...align, ellipsis}), segment));
		left -= width;
	}
	return pieces;
}

/** Only text and looks are left of a segment that has found its place. */
function piece(text: string, {tone = 'text', bold = false}: Segment): Segment {
	return {text, tone, bold};
}

/** What is left over, in equal shares; the first gets what cannot be shared. */
function growShares(line: Line, columns: number): number[] {
	const growing = line.filter((segment) => segment.grow).length;
	if (growing === 0) return [];
	const left = Math.max(0, columns - naturalWidth(line));
	const share = Math.floor(left / growing);
	return Array.from({length: growing}, (_, index) => (index === 0 ? left - share * (growing - 1) : share));
}

function naturalOf(segment: Segment): number {
	if (segment.grow) return 0;
	return segment.width ?? cellWidth(segment.text);
}

/** The line as one string: at most `columns` cells, colours as SGR, nothing else that a terminal would obey. */
export function paint(line: Line, columns: number, theme: Theme): string {
	let painted = '';
	for (const {text, tone = 'text', bold = false} of joined(withoutTail(layOut(line, columns, theme.glyphs.ellipsis)))) {
		painted += styled(theme.ascii ? toAscii(text) : text, theme.sgr[tone], bold);
	}
	return painted;
}

/** Blanks at the end of a row need not be sent. */
function withoutTail(pieces: readonly Segment[]): Segment[] {
	const end = pieces.findLastIndex((each) => each.text.trimEnd() !== '');
	return pieces.slice(0, end + 1).map((each, index) => (index === end ? {...each, text: each.text.trimEnd()} : each));
}

/** Neighbours of one look as one piece, and blanks, which have no look, with the piece before them: fewer escape sequences, fewer bytes. */
function joined(pieces: readonly Segment[]): Segment[] {
	const runs: Segment[] = [];
	for (const each of pieces) {
		const last = runs.at(-1);
		if (last && (each.text.trim() === '' || (last.tone === each.tone && last.bold === each.bold))) last.text += each.text;
		else runs.push({...each});
	}
	return runs;
}

/** Blank text needs no colour. Bold replaces faint, which shares its end code. */
function styled(text: string, tone: readonly string[], bold: boolean): string {
	if (text.trim() === '') return text;
	const on = bold ? ['1', ...tone.filter((code) => code !== '1' && code !== '2')] : tone;
	if (on.length === 0) return text;
	const start = on.map((code) => `\u001B[${code}m`).join('');
	const weight = on.includes('1') || on.includes('2') ? '\u001B[22m' : '';
	const colour = on.some((code) => code !== '1' && code !== '2') ? '\u001B[39m' : '';
	return start + text + colour + weight;
}

/** The text of a line without its looks: for tests and for screen readers. */
export function plainText(line: Line, columns: number, theme: Theme): string {
	return layOut(line, columns, theme.glyphs.ellipsis)
		.map(({text}) => (theme.ascii ? toAscii(text) : text))
		.join('')
		.trimEnd();
}

/** The line laid out into exactly `columns` cells, to be followed by another one on the same row. */
export function boxed(line: Line, columns: number, ellipsis = '…'): Line {
	const pieces = layOut(line, columns, ellipsis);
	return [...pieces, cell('', columns - naturalWidth(pieces))];
}

/** Two columns as one list of at most `rows` lines; the left one is `leftColumns` wide. */
export function beside(left: readonly Line[], right: readonly Line[], leftColumns: number, rows: number): Line[] {
	const count = Math.min(rows, Math.max(left.length, right.length));
	return Array.from({length: count}, (_, row) => [...boxed(left[row] ?? blank, leftColumns), ...(right[row] ?? blank)]);
}
