import {isDigit, isInWord} from './characters.ts';
import {endOfDigits, endOfWord} from './literal-ends.ts';

/** How far to look for the end of `${…}`. */
const longestTemplate = 200;

/** Where the placeholder that may begin at a colon ends (`:name`, `:1`, TypeORM's `:...ids`); `start` when it is none. */
export function endOfColonName(sql: string, start: number): number {
	const from = sql.startsWith('...', start + 1) ? start + 4 : start + 1;
	const end = endOfWord(sql, from);
	return end === from ? start : end;
}

/** Where the placeholder that may begin at a dollar sign ends (`$1`, `$name`, a template's `${name}`); `start` when it is none. */
export function endOfDollarName(sql: string, start: number): number {
	const next = sql.charCodeAt(start + 1);
	if (next === 123) {
		const closing = sql.slice(start, start + longestTemplate).indexOf('}');
		return closing === -1 ? start : start + closing + 1;
	}
	const end = isDigit(next) ? endOfDigits(sql, start + 1) : endOfWord(sql, start + 1);
	return end === start + 1 ? start : end;
}

/** Where the placeholder of Python's that may begin at a percent sign ends (`%s`, `%(name)s`); `start` when it is none. */
export function endOfPercentName(sql: string, start: number): number {
	const next = sql.charCodeAt(start + 1);
	if (next === 40) {
		const end = endOfWord(sql, start + 2);
		return end > start + 2 && sql.startsWith(')s', end) ? end + 2 : start;
	}
	return isFormat(next) && !isInWord(sql.charCodeAt(start + 2)) ? start + 2 : start;
}

/** Where the operator of PostgreSQL's that may begin at a question mark ends (`?|`, `?&`, but not `?||`); `start` when it is none. */
export function endOfExistsOperator(sql: string, start: number): number {
	const next = sql.charCodeAt(start + 1);
	return (next === 124 || next === 38) && sql.charCodeAt(start + 2) !== next ? start + 2 : start;
}

/** s, d, f, b, t, i */
function isFormat(code: number): boolean {
	return code === 115 || code === 100 || code === 102 || code === 98 || code === 116 || code === 105;
}
