import {isInWord, isSpace} from './characters.ts';
import {endOfQuoted, unterminated} from './literal-ends.ts';

/**
 * In a text of an unknown dialect: does a backslash before a quote keep a string open, as in MySQL? It does where the string would otherwise run into
 * a word (`'it\'s'`), or where only so the last string ends; `'C:\'` followed by a comma or a bracket ends at its quote.
 */
export function guessesBackslashes(sql: string): boolean {
	const plain = quotesFit(sql, false);
	return plain === 'touches a word' || (plain === 'never ends' && quotesFit(sql, true) === 'fits');
}

/**
 * Does the text write names in double quotes (PostgreSQL, SQLite by the book)? Seen by a name where no value can stand, or by what only PostgreSQL
 * knows: `$1`, `::`. Without such a sign, `= "x"` is more likely a string.
 */
export function quotesNames(sql: string, system: string | undefined): boolean {
	if (system !== 'sqlite' && /\$\d|::/.test(sql)) return true;
	return /\b(?:from|join|into|update|table|where|by)\s*"|"\s*\.|\.\s*"/i.test(sql);
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
