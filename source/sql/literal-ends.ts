import {isDigit, isInWord} from './characters.ts';

/** What the `endOf…` functions answer when the text ends first. */
export const unterminated = -1;

const backslashCode = 92;

/** Where the quoted text that opens at `start` ends (behind its closing quote, `""` being one quote inside), or `unterminated`. */
export function endOfQuoted(sql: string, start: number, quote: number, hasBackslashes: boolean): number {
	for (let at = start + 1; at < sql.length; at++) {
		const code = sql.charCodeAt(at);
		if (code === backslashCode && hasBackslashes) at++;
		else if (code === quote) {
			if (sql.charCodeAt(at + 1) !== quote) return at + 1;
			at++;
		}
	}
	return unterminated;
}

/** Where the dollar quote that opens at `start` ends; `start` itself when no dollar quote opens there (`$1`, `$name`). */
export function endOfDollarQuote(sql: string, start: number): number {
	let at = start + 1;
	if (isDigit(sql.charCodeAt(at))) return start;
	while (at < sql.length && sql.charCodeAt(at) !== 36 && isInWord(sql.charCodeAt(at))) at++;
	if (sql.charCodeAt(at) !== 36) return start;
	const tag = sql.slice(start, at + 1);
	const closing = sql.indexOf(tag, at + 1);
	return closing === -1 ? unterminated : closing + tag.length;
}

/** Where the unsigned number that begins at `start` (a digit, or a point before one) ends. */
export function endOfNumber(sql: string, start: number): number {
	const second = sql.charCodeAt(start + 1) | 32;
	// 0x1F, 0b01, 0o17
	if (sql.charCodeAt(start) === 48 && (second === 120 || second === 98 || second === 111)) return endOfWord(sql, start + 2);
	let at = endOfDigits(sql, start);
	if (sql.charCodeAt(at) === 46 && sql.charCodeAt(at + 1) !== 46) at = endOfDigits(sql, at + 1);
	if ((sql.charCodeAt(at) | 32) === 101) at = endOfExponent(sql, at);
	return at;
}

/** Where the word that goes on at `start` ends. */
export function endOfWord(sql: string, start: number): number {
	let at = start;
	while (at < sql.length && isInWord(sql.charCodeAt(at))) at++;
	return at;
}

/** Where the comment that opens at `start` with its two characters ends, or `unterminated`. */
export function endOfComment(sql: string, start: number, nests: boolean): number {
	if (!nests) {
		const closing = sql.indexOf('*/', start + 2);
		return closing === -1 ? unterminated : closing + 2;
	}
	let depth = 1;
	for (let at = start + 2; at < sql.length - 1; at++) {
		const code = sql.charCodeAt(at);
		if (code !== 42 && code !== 47) continue;
		const next = sql.charCodeAt(at + 1);
		if (code === 42 && next === 47) depth--;
		else if (code === 47 && next === 42) depth++;
		else continue;
		if (depth === 0) return at + 2;
		at++;
	}
	return unterminated;
}

function endOfExponent(sql: string, start: number): number {
	const sign = sql.charCodeAt(start + 1);
	const at = sign === 43 || sign === 45 ? start + 2 : start + 1;
	return isDigit(sql.charCodeAt(at)) ? endOfDigits(sql, at) : start;
}

/** Where the digits that go on at `start` end; none end where they begin. */
export function endOfDigits(sql: string, start: number): number {
	let at = start;
	// `1_000` is one number.
	while (isDigit(sql.charCodeAt(at)) || (sql.charCodeAt(at) === 95 && at > start && isDigit(sql.charCodeAt(at + 1)))) at++;
	return at;
}
