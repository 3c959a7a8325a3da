import type {OxcError, Program} from 'oxc-parser';
import {blank} from './script-blocks.ts';

export interface Parsed {
	program: Program;
	errors: OxcError[];
}

/** How many faults of one file are looked for one by one; every one means parsing the whole file again. */
const mostRepairs = 12;
const longFile = 500_000;

/** The parser gives nothing at all of a file with an error it cannot step over. */
export const isFatal = ({program, errors}: {program: {body: readonly unknown[]}; errors: readonly unknown[]}): boolean =>
	errors.length > 0 && program.body.length === 0;

/**
 * Reads what can be read of a broken file: blanks out the statements with the errors one by one, and when that leads nowhere, every top-level
 * statement that cannot be parsed by itself. Offsets stay as they are. Null when nothing is left.
 */
export function recover(text: string, broken: Parsed, parse: (text: string) => Parsed): {parsed: Parsed | null; errors: OxcError[]} {
	const errors: OxcError[] = [];
	let repaired = text;
	let parsed = broken;
	const rounds = text.length > longFile ? 1 : mostRepairs;
	for (let round = 0; round < rounds && isFatal(parsed); round++) {
		errors.push(...parsed.errors.slice(0, 1));
		const next = repair(repaired, parsed.errors[0]);
		if (next === null) break;
		repaired = next;
		parsed = parse(repaired);
	}
	if (isFatal(parsed)) parsed = parse(withoutBrokenChunks(text, parse));
	return {parsed: isFatal(parsed) || parsed.program.body.length === 0 ? null : parsed, errors};
}

function repair(text: string, error: OxcError | undefined): string | null {
	const [found, opener] = error?.labels ?? [];
	if (found === undefined) return null;
	const isAtEnd = text.slice(found.start).trim() === '';
	if (!isAtEnd) return withoutStatement(text, found.start);
	const closer = opener === undefined ? undefined : closers.get(text.charAt(opener.start));
	return closer === undefined ? null : text + closer;
}

const closers = new Map([
	['{', '}'],
	['(', ')'],
	['[', ']'],
]);

/** Blanks out the line of an error, and what it opens; null when it is blank already. */
function withoutStatement(text: string, at: number): string | null {
	const start = text.lastIndexOf('\n', at - 1) + 1;
	let end = endOfLine(text, start);
	const line = text.slice(start, end);
	if (line.trim() === '') return null;
	if (/[{([]\s*$/.test(line)) end = endOfBlock(text, end, indentOf(line));
	return text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end);
}

/** Where a block that was opened with this indentation ends, judged by the indentation of the lines that follow. */
function endOfBlock(text: string, from: number, indent: number): number {
	let end = from;
	while (end < text.length) {
		const next = endOfLine(text, end + 1);
		const line = text.slice(end + 1, next);
		if (line.trim() !== '' && indentOf(line) <= indent) return /^\s*[\])}]/.test(line) ? next : end;
		end = next;
	}
	return end;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function endOfLine(text: string, from: number): number {
	const end = text.indexOf('\n', from);
	return end < 0 ? text.length : end;
}

/** Top-level statements start at the left margin in code as people write it. */
function withoutBrokenChunks(text: string, parse: (text: string) => Parsed): string {
	return text
		.split(/^(?=[^\s\])}])/m)
		.map((chunk) => (isFatal(parse(chunk)) ? blank(chunk) : chunk))
		.join('');
}
