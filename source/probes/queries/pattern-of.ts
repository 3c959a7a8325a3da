import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {fingerprint} from '../../sql/fingerprint.ts';

/** Texts of one generation; a text asked for again moves into the young one. */
const mostTexts = 2000;
const mostCharacters = 2_000_000;
const longestText = 10_000;

type Generation = Record<DatabaseSystem, Map<string, string>>;

let young = newGeneration();
let old = newGeneration();
let size = {texts: 0, characters: 0};

/** The pattern of a text, remembered for as long as the text is used: services send the same few texts. Bounded by number and length. */
export function patternOf(text: string, system: DatabaseSystem): string {
	const known = young[system].get(text);
	if (known !== undefined) return known;
	const pattern = old[system].get(text) ?? fingerprint(text, system);
	if (text.length <= longestText) remember(text, pattern, system);
	return pattern;
}

function remember(text: string, pattern: string, system: DatabaseSystem): void {
	if (size.texts >= mostTexts || size.characters >= mostCharacters) {
		old = young;
		young = newGeneration();
		size = {texts: 0, characters: 0};
	}
	young[system].set(text, pattern);
	size.texts++;
	size.characters += text.length + pattern.length;
}

function newGeneration(): Generation {
	return {postgresql: new Map(), mysql: new Map(), sqlite: new Map()};
}
