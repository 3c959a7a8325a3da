import {safeText} from '../../../basics/safe-text.ts';

/** A line of a file below the root, 1-based; undefined where there is none any more. */
export type LineOf = (file: string, line: number) => string | undefined;

/** Reads lines of a project, each file once. */
export function lineReader(readText: (file: string) => string | undefined): LineOf {
	const known = new Map<string, string[]>();
	return (file, line) => {
		const lines = known.get(file) ?? (readText(file) ?? '').split(/\r\n|[\n\r]/);
		known.set(file, lines);
		return lines[line - 1];
	};
}

const widest = 120;

/** Two lines of code, the one meant and the one after it, with their numbers and without the indent they share; what is blank is left out. */
export function codeFrame(file: string, line: number, lineOf: LineOf, bar: string): string[] {
	const numbered = [line, line + 1].map((number) => ({number, text: (lineOf(file, number) ?? '').replaceAll('\t', '  ')}));
	const shown = numbered.filter(({text}) => text.trim() !== '');
	const indent = Math.min(...shown.map(({text}) => text.length - text.trimStart().length));
	const width = String(line + 1).length;
	return shown.map(({number, text}) => `${String(number).padStart(width)} ${bar} ${safeText(text.slice(indent), {maxCells: widest})}`);
}
