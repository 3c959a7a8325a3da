import type {System} from './keywords.ts';
import {Scanner} from './scanner.ts';
import * as token from './tokens.ts';

/**
 * The values written out in a text, in order and as they were written (quotes and signs included), without placeholders: what tells two runs of one
 * pattern apart when the values are in the text. They are personal data: hash them, keep none.
 */
export function literalsOf(sql: string, system?: System): string[] {
	const scanner = new Scanner();
	const found: string[] = [];
	scanner.reset(sql, system);
	for (let kind = scanner.next(); kind !== token.end; kind = scanner.next()) if (kind === token.literal) found.push(scanner.text());
	return found;
}
