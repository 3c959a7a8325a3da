/**
 * How well a text fits what was typed, higher is better; null when it does not. Every word of the query must fit: as the beginning, at the start of a
 * word, inside, or at least as letters in order. Both sides are expected in lower case.
 */
export function fuzzyScore(text: string, words: readonly string[]): number | null {
	let total = 0;
	for (const word of words) {
		const score = wordScore(text, word);
		if (score === null) return null;
		total += score;
	}
	// Of two texts that fit alike the shorter is meant.
	return total - text.length / 100;
}

function wordScore(text: string, word: string): number | null {
	const index = text.indexOf(word);
	if (index === 0) return 100;
	if (index > 0) return text[index - 1] === ' ' || text.includes(` ${word}`) ? 80 : 60;
	return lettersScore(text, word);
}

/** Letters in order, the fewer gaps the better: 40 down to 1. */
function lettersScore(text: string, word: string): number | null {
	let at = -1;
	let gaps = 0;
	for (const letter of word) {
		const next = text.indexOf(letter, at + 1);
		if (next === -1) return null;
		if (at !== -1) gaps += next - at - 1;
		at = next;
	}
	return Math.max(1, 40 - gaps);
}
