import * as token from './tokens.ts';

/** What was written last, beyond the kinds of tokens: a name (or a keyword that is called like a function), and nothing yet. */
export const name = 17;
export const nothing = 18;

const kinds = 19;

const sticksToNext = new Set([nothing, token.open, token.openBracket, token.dot, token.cast, token.colon]);
const sticksToLast = new Set([token.close, token.closeBracket, token.comma, token.semicolon, token.dot, token.cast, token.colon]);

/** By what was written last and the kind that follows: 1 for a space between. */
const spaces = table();

/** Does a space stand between what was written last and a token of this kind? */
export function needsSpace(last: number, kind: number): boolean {
	return spaces[last * kinds + kind] === 1;
}

function table(): Uint8Array {
	const answers = new Uint8Array(kinds * kinds);
	for (let last = 0; last < kinds; last++)
		for (let kind = 0; kind < kinds; kind++) answers[last * kinds + kind] = isApart(last, kind) ? 1 : 0;
	return answers;
}

function isApart(last: number, kind: number): boolean {
	// Three points would be the mark of a cut text, three colons nothing.
	if ((last === token.dot && kind === token.dot) || (last === token.operator && kind === token.cast)) return true;
	if (sticksToNext.has(last) || sticksToLast.has(kind)) return false;
	if (kind === token.open) return last !== name;
	if (kind === token.openBracket) return last !== name && last !== token.close && last !== token.closeBracket;
	return true;
}
