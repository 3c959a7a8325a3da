import type {System} from './keywords.ts';
import {Scanner} from './scanner.ts';
import * as token from './tokens.ts';

/** One token of a text, for readers that look back and ahead; where speed matters, use the {@link Scanner} itself. */
export interface SqlToken {
	/** As in tokens.ts. */
	readonly kind: number;
	/** As it was written. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** Brackets around it; a bracket itself is outside of what it encloses. */
	readonly depth: number;
	/** Of a word without quotes: in small letters. Else empty. */
	readonly name: string;
}

/** All tokens of a text in order, without the end. Never throws. Comments are not among them. */
export function listTokens(sql: string, system?: System): SqlToken[] {
	const scanner = new Scanner();
	scanner.reset(sql, system);
	const tokens: SqlToken[] = [];
	while (scanner.next() !== token.end) tokens.push(tokenAt(scanner));
	return tokens;
}

function tokenAt(scanner: Scanner): SqlToken {
	const {kind, start, end} = scanner;
	const text = scanner.text();
	const isOpening = kind === token.open || kind === token.openBracket;
	return {
		kind,
		text,
		start,
		end,
		depth: isOpening ? scanner.depth - 1 : scanner.depth,
		name: kind === token.word ? text.toLowerCase() : '',
	};
}
