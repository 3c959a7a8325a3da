import type {QueryContext} from './query-context.ts';

/** Texts that one context counts; a text beyond them counts as new each time. */
const mostTexts = 2000;
/** Literals stand in the text itself where there are no values: so much of it is looked at to see through them. */
const mostCharacters = 512;

/**
 * Counts a query in its context and tells whether its call site is worth taking: for the 2nd, 5th, 10th, 20th, 50th, 100th … equal one. Taking one
 * costs about 4 µs, so a request without repeats pays for none. Texts without values are equal when they differ in literals only: a loop that
 * writes its values into the text repeats as well.
 */
export function isSiteDue(context: QueryContext, text: string, values: number | undefined): boolean {
	return countRepeat(context, values === undefined ? shapeOf(text) : text);
}

/** The same for a key made before: of a statement that is used many times. */
export function countRepeat({counts}: QueryContext, key: string | number): boolean {
	const count = (counts.get(key) ?? 0) + 1;
	if (count === 1 && counts.size >= mostTexts) return false;
	counts.set(key, count);
	return count > 1 && isRound(count);
}

function isRound(count: number): boolean {
	let rest = count;
	while (rest % 10 === 0) rest /= 10;
	return rest === 1 || rest === 2 || rest === 5;
}

/** A number that is equal for texts that differ only in digits and in what stands between single quotes. About 1 ns a character. */
export function shapeOf(text: string): number {
	const length = Math.min(text.length, mostCharacters);
	let hash = 0x81_1c_9d_c5;
	let isQuoted = false;
	let before = 0;
	for (let at = 0; at < length; at++) {
		const code = text.charCodeAt(at);
		if (code === 39) isQuoted = !isQuoted;
		if (code === 39 || isQuoted || isLiteral(code, before)) continue;
		hash = Math.imul(hash ^ code, 0x01_00_01_93);
		before = code;
	}
	return hash;
}

/** A digit or dot of a number; those of a name such as `users_2023` tell tables apart. */
function isLiteral(code: number, before: number): boolean {
	const isDigit = code >= 48 && code <= 57;
	return (isDigit || code === 46) && !isNamePart(before);
}

function isNamePart(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57) || code === 34;
}
