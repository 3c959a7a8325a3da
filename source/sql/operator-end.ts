import {bitsOf, isDigit, isInWord, isOperatorBit} from './characters.ts';

/** Longer than any in use; without a bound a text of nothing but signs would be read again for each. */
const longestOperator = 16;

/** Operators of two and three characters where the set is fixed (MySQL, SQLite). */
const fixedOperators = new Set(['<=>', '->>', '<=', '>=', '<>', '!=', '==', '<<', '>>', '||', '&&', '->']);

/** Where the operator that begins at `start` ends. PostgreSQL lets everybody define operators: there it is all characters that could be one. */
export function endOfOperator(sql: string, start: number, isFixed: boolean): number {
	return isFixed ? endOfFixedOperator(sql, start) : endOfLongestOperator(sql, start);
}

function endOfFixedOperator(sql: string, start: number): number {
	const next = sql.charCodeAt(start + 1);
	// Most operators stand alone: nothing is cut out of the text for them.
	if (!(next < 128) || (bitsOf[next]! & isOperatorBit) === 0) return start + 1;
	if (start + 3 <= sql.length && fixedOperators.has(sql.slice(start, start + 3))) return start + 3;
	return fixedOperators.has(sql.slice(start, start + 2)) ? start + 2 : start + 1;
}

/** PostgreSQL's own operators that end in a sign. */
const signedOperators = new Set(['#-', '?-', '-|-']);

/**
 * The longest run of operator characters. A sign at its end belongs to the number behind it (`a=-1`). PostgreSQL leaves the sign to a run that has
 * one of `~!@#%^&|?`, and then knows no such operator: `a!=-1` and `a%-1` are written for other databases, or not at all.
 */
function endOfLongestOperator(sql: string, start: number): number {
	let at = start + 1;
	const most = Math.min(sql.length, start + longestOperator);
	while (at < most && continuesOperator(sql, start, at)) at++;
	if (!isSign(sql.charCodeAt(at - 1)) || signedOperators.has(sql.slice(start, at))) return at;
	while (at > start + 1 && isSign(sql.charCodeAt(at - 1))) at--;
	return at;
}

function isSign(code: number): boolean {
	return code === 43 || code === 45;
}

function continuesOperator(sql: string, start: number, at: number): boolean {
	const code = sql.charCodeAt(at);
	if (code >= 128 || (bitsOf[code]! & isOperatorBit) === 0) return false;
	const before = sql.charCodeAt(at - 1);
	const next = sql.charCodeAt(at + 1);
	switch (code) {
		case 45: // -
			return next !== 45;
		case 47: // /
			return next !== 42 && before !== 42;
		case 63: // `@?` is an operator, `=?` is an operator and a placeholder
			return before === 64 && at === start + 1;
		case 64: // `=@name` too
			return !(isInWord(next) && !isDigit(next)) || before === 60 || before === 64;
		case 37: // and `=%s`
			return next !== 115 && next !== 40;
		default:
			return true;
	}
}
