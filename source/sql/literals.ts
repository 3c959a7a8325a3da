import type {System} from './keywords.ts';
import {Scanner} from './scanner.ts';
import * as token from './tokens.ts';
import {is} from './word-roles.ts';

/**
 * The values written out in a text, in order, as {@link literalValue} has them, without placeholders: what tells two runs of one pattern apart when the
 * values are in the text. They are personal data: hash them, keep none.
 */
export function literalsOf(sql: string, system?: System): string[] {
	const scanner = new Scanner();
	const found: string[] = [];
	scanner.reset(sql, system);
	for (let kind = scanner.next(); kind !== token.end; kind = scanner.next())
		if (isWrittenOut(scanner, kind)) found.push(literalValue(scanner.text()));
	return found;
}

/** A literal as it was written (quotes and signs included), but for a whole number in quotes: `7` and `'7'` ask a column for the same. */
export function literalValue(literal: string): string {
	return literal.charCodeAt(0) === 39 && quotedInteger.test(literal) ? literal.slice(1, -1) : literal;
}

/** Not `'007'`, which may be a name. */
const quotedInteger = /^'(?:0|-?[1-9]\d{0,14})'$/;

/** Is the scanner's token, of this kind, a value written out? What SET sets may be a name: there all words count (`SET search_path TO tenant_7`). */
export function isWrittenOut(scanner: Scanner, kind: number): boolean {
	return kind === token.literal || (scanner.verb === is.set && (kind === token.word || kind === token.quotedName));
}

/** How many elements each list has, in the order in which the lists begin: `IN (…)`, `ARRAY[…]` and the rows of VALUES. The pattern does not tell. */
export function inListSizes(sql: string, system?: System): number[] {
	const scanner = new Scanner();
	const sizes: number[] = [];
	/** For each open bracket where its size stands, or -1 when it is no list. */
	const open: number[] = [];
	let rows = -1;
	scanner.reset(sql, system);
	for (let kind = scanner.next(), last = token.end; kind !== token.end; last = kind, kind = scanner.next()) {
		const list = open.at(-1) ?? noList;
		if (list !== noList && isElement(kind, last)) sizes[list]!++;
		if (kind === token.open && scanner.bracket === token.rowBracket) {
			if (!scanner.isNextRow) rows = sizes.push(0) - 1;
			sizes[rows]!++;
		}
		if (kind === token.open || kind === token.openBracket) open.push(isList(scanner.bracket) ? sizes.push(0) - 1 : noList);
		else if (kind === token.close || kind === token.closeBracket) open.pop();
		else if (list !== noList && last === token.open && scanner.bracket === token.plainBracket)
			open[open.length - 1] = notAList(sizes, list);
	}
	return sizes.filter((each) => each !== noList);
}

/** `IN (SELECT …)` */
function notAList(sizes: number[], list: number): number {
	sizes[list] = noList;
	return noList;
}

const noList = -1;

/** The first token of an element: behind the bracket or a comma. */
function isElement(kind: number, last: number): boolean {
	const isFirst = last === token.open || last === token.openBracket || last === token.comma;
	return isFirst && kind !== token.close && kind !== token.closeBracket;
}

function isList(bracket: number): boolean {
	return bracket === token.listBracket || bracket === token.arrayBracket;
}
