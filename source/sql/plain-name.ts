import {bitsOf, isInWord, startsWordBit} from './characters.ts';
import {hashStep, keywordAt} from './keywords.ts';

/** The name needs its quotes. */
export const notPlain = -1;

/**
 * Would the name that stands in the text from `start` to `end` be the same without quotes? Then which keyword it spells (or `none`), else `notPlain`.
 * Capitals need the quotes where names without quotes are made small (`makesSmall`: not where the dialect makes all names small).
 */
export function plainNameKeyword(sql: string, start: number, end: number, makesSmall: boolean): number {
	const first = sql.charCodeAt(start);
	if (!(start < end) || (first < 128 && (bitsOf[first]! & startsWordBit) === 0)) return notPlain;
	let hash = 0;
	for (let at = start; at < end; at++) {
		const code = sql.charCodeAt(at);
		if (!isInWord(code) || isPicture(code) || (!makesSmall && code >= 65 && code <= 90)) return notPlain;
		hash = hashStep(hash, code);
	}
	return keywordAt(sql, start, end, hash);
}

/** What stands for a control character in a pattern. */
function isPicture(code: number): boolean {
	return (code >= 0x2400 && code <= 0x2421) || code === 0xfffd;
}
