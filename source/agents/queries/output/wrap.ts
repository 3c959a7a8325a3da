import stringWidth from 'string-width';
import {safeText} from '../../../basics/safe-text.ts';

/** Cells of a line of text output. */
export const lineCells = 80;

/**
 * A foreign text as lines of at most 80 cells with `indent` before each, broken at spaces where there are some; what goes beyond `mostLines` ends in
 * an ellipsis.
 */
export function wrap(text: string, indent: string, mostLines = 12): string[] {
	const room = lineCells - stringWidth(indent);
	const words = safeText(text, {maxCells: room * mostLines})
		.split(' ')
		.flatMap((word) => brokenWord(word, room));
	const lines: string[] = [];
	for (const word of words) {
		const last = lines.at(-1);
		if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	const shown =
		lines.length > mostLines ? [...lines.slice(0, mostLines - 1), safeText(lines.slice(mostLines - 1).join(' '), {maxCells: room})] : lines;
	return shown.map((line) => `${indent}${line}`.trimEnd());
}

/** Code keeps its lines and their indentation; a line that is too long goes on below, indented further. */
export function wrapCode(code: string, indent: string, mostLines = 24): string[] {
	const lines = code.split('\n');
	const wrapped = lines.slice(0, mostLines).flatMap((line) => {
		const text = line.replaceAll('\t', '  ');
		const own = `${indent}${/^ */.exec(text)?.[0] ?? ''}`;
		const [first = indent, ...rest] = wrap(text.trim(), own.length < lineCells / 2 ? own : indent, 6);
		return [first, ...rest.map((more) => `  ${more}`)];
	});
	return lines.length > mostLines ? [...wrapped, `${indent}…`] : wrapped;
}

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

function brokenWord(word: string, room: number): string[] {
	if (stringWidth(word) <= room) return [word];
	const pieces = [''];
	let width = 0;
	for (const {segment} of graphemes.segment(word)) {
		width += stringWidth(segment);
		if (width <= room) pieces[pieces.length - 1] += segment;
		else {
			pieces.push(segment);
			width = stringWidth(segment);
		}
	}
	return pieces;
}
