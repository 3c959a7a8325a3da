import {isInWord, isSpace} from './characters.ts';
import {endOfQuoted, unterminated} from './literal-ends.ts';
import {notPlain, plainNameKeyword} from './plain-name.ts';

/**
 * In a text of an unknown dialect: does a backslash before a quote keep a string open, as in MySQL? It does where the string would otherwise run into
 * a word (`'it\'s'`), or where only so the last string ends; `'C:\'` followed by a comma or a bracket ends at its quote.
 */
export function guessesBackslashes(sql: string): boolean {
	if (!sql.includes("\\'")) return false;
	const plain = quotesFit(sql, false);
	return plain === 'touches a word' || (plain === 'never ends' && quotesFit(sql, true) === 'fits');
}

/**
 * Does the text write names in double quotes (PostgreSQL, SQLite by the book)? Seen by a name where no value can stand, or by what only PostgreSQL
 * knows: `$1`, `::`. Without such a sign, `= "x"` is more likely a string.
 */
export function quotesNames(sql: string, system: string | undefined): boolean {
	return (system !== 'sqlite' && /\$\d|::/.test(sql)) || hasQuotedName(sql, () => true);
}

/** The same by signs that a pattern keeps: names that need their quotes, and casts. */
export function quotesLastingNames(sql: string): boolean {
	return sql.includes('::') || hasQuotedName(sql, (start, end) => plainNameKeyword(sql, start, end, false) === notPlain);
}

/** `userId`: more likely a name than a value. */
export function isCamelCase(sql: string, start: number, end: number): boolean {
	return end - start < 64 && /^[a-z][a-z\d]*(?:[A-Z][a-z\d]*)+$/.test(sql.slice(start, end));
}

/** Is a text in double quotes a name by where it stands, and one that is asked for? */
function hasQuotedName(sql: string, isAsked: (start: number, end: number) => boolean): boolean {
	for (let at = 0; at < sql.length; at++) {
		const code = sql.charCodeAt(at);
		if (code !== 34 && code !== 39) continue;
		const end = endOfQuoted(sql, at, code, false);
		if (end === unterminated) return false;
		if (code === 34 && isAsked(at + 1, end - 1) && isNameBy(sql, at, end)) return true;
		at = end - 1;
	}
	return false;
}

function isNameBy(sql: string, start: number, end: number): boolean {
	if (sql.charCodeAt(start - 1) === 46 || (sql.charCodeAt(end) === 46 && sql.charCodeAt(end + 1) !== 46)) return true;
	return /\b(?:from|join|into|update|table|where|by)\s*$/i.test(sql.slice(Math.max(0, start - 12), start));
}

function quotesFit(sql: string, hasBackslashes: boolean): 'fits' | 'touches a word' | 'never ends' {
	for (let at = sql.indexOf("'"); at !== -1; at = sql.indexOf("'", at)) {
		const end = endOfQuoted(sql, at, 39, hasBackslashes);
		if (end === unterminated) return 'never ends';
		if (end < sql.length && isInWord(sql.charCodeAt(end)) && !isSpace(sql.charCodeAt(end))) return 'touches a word';
		at = end;
	}
	return 'fits';
}
