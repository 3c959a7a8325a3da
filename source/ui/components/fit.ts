import stringWidth from 'string-width';
import {steady} from './steady.ts';

/** Characters of one cell each on every terminal: the fast path for nearly all that we draw. */
const narrow =
	/^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u2193\u2212\u2500-\u25A0\u25B2\u25B8\u25C6\u25CB\u25CF\u2714\u2716\u2800-\u28FF]*$/u;
const widths = new Map<string, number>();
const segmenter = new Intl.Segmenter();

/** Width in terminal cells, measured as Ink measures it. */
export function cellWidth(text: string): number {
	if (narrow.test(text)) return text.length;
	const known = widths.get(text);
	if (known !== undefined) return known;
	if (widths.size > 2_000) widths.clear();
	const width = stringWidth(text);
	widths.set(text, width);
	return width;
}

/** Cuts to at most `width` cells; what was cut ends in the ellipsis, if there is room for one. */
export function truncate(text: string, width: number, ellipsis = '…'): string {
	if (width <= 0) return '';
	if (cellWidth(text) <= width) return text;
	const mark = cellWidth(ellipsis) < width ? ellipsis : '';
	const room = width - cellWidth(mark);
	if (narrow.test(text)) return text.slice(0, room).trimEnd() + mark;
	return cut(text, room).trimEnd() + mark;
}

/** The longest start of whole graphemes that fits into `width` cells. */
function cut(text: string, width: number): string {
	let used = 0;
	let end = 0;
	for (const {segment, index} of segmenter.segment(text)) {
		used += cellWidth(segment);
		if (used > width) break;
		end = index + segment.length;
	}
	return text.slice(0, end);
}

/** Exactly `width` cells: cut or filled with spaces. */
export function fit(
	text: string,
	width: number,
	{align = 'left', ellipsis = '…'}: {align?: 'left' | 'right'; ellipsis?: string} = {},
): string {
	const short = truncate(text, width, ellipsis);
	const space = ' '.repeat(Math.max(0, width - cellWidth(short)));
	return align === 'left' ? short + space : space + short;
}

/** Breaks prose into lines of at most `width` cells, at most `most` of them; a word wider than a line is broken. */
export function wrapWords(
	text: string,
	width: number,
	{most = Number.POSITIVE_INFINITY, ellipsis = '…'}: {most?: number; ellipsis?: string} = {},
): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of steady(text)
		.split(' ')
		.flatMap((part) => slices(part, width))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line === '' || cellWidth(longer) <= width) line = longer;
		else {
			lines.push(line);
			line = word;
		}
	}
	if (line !== '') lines.push(line);
	const shown = lines.slice(0, most);
	if (lines.length > most) shown[most - 1] = `${shown[most - 1]} ${lines.slice(most).join(' ')}`;
	return shown.map((text_) => truncate(text_, width, ellipsis));
}

function slices(word: string, width: number): string[] {
	const parts: string[] = [];
	let rest = word;
	while (rest !== '') {
		const part = cellWidth(rest) <= width ? rest : cut(rest, width) || rest;
		parts.push(part);
		rest = rest.slice(part.length);
	}
	return parts;
}
