/**
 * Does a text pass a filter? Every word must occur, in any order and case; `!word` must not.
 * `text` is expected in lower case already, since it is asked thousands of times per key.
 */
export function passes(text: string, words: readonly string[]): boolean {
	return words.every((word) => (word.length > 1 && word.startsWith('!') ? !text.includes(word.slice(1)) : text.includes(word)));
}

export function filterWords(filter: string): readonly string[] {
	return filter
		.toLowerCase()
		.split(' ')
		.filter((word) => word !== '' && word !== '!');
}
