import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {fingerprint} from '../../sql/fingerprint.ts';
import {inListSizes, literalsOf} from '../../sql/literals.ts';
import {hashValues} from './value-hash.ts';

/** What is known of one exact text. */
export interface KnownText {
	readonly pattern: string;
	readonly isCut: boolean;
	/** Keyed hash of the values that are written in the text; undefined: there are none. */
	readonly literals: number | undefined;
	/** Entries of its longest list; undefined: it has none. */
	readonly listLength: number | undefined;
}

/** Bounds of each of the two generations: texts, and characters of texts and patterns. */
const mostTexts = 4096;
const mostCharacters = 1_500_000;
/** Longer ones are read anew each time. */
const longestText = 16_384;

/** Texts that were read already: a service has few, and reading one costs some microseconds. What was not asked for lately is forgotten. */
export class KnownTexts {
	#recent = new Map<string, KnownText>();
	#older = new Map<string, KnownText>();
	#characters = 0;

	of(text: string, system: DatabaseSystem): KnownText {
		const key = system + text;
		const recent = this.#recent.get(key);
		if (recent !== undefined) return recent;
		const known = this.#older.get(key) ?? read(text, system);
		if (text.length <= longestText) this.#remember(key, known);
		return known;
	}

	/** Texts held. */
	get size(): number {
		return this.#recent.size + this.#older.size;
	}

	#remember(key: string, known: KnownText): void {
		this.#recent.set(key, known);
		this.#characters += key.length + known.pattern.length;
		if (this.#recent.size < mostTexts && this.#characters < mostCharacters) return;
		this.#older = this.#recent;
		this.#recent = new Map();
		this.#characters = 0;
	}
}

function read(text: string, system: DatabaseSystem): KnownText {
	const pattern = fingerprint(text, system);
	const literals = literalsOf(text, system);
	const lists = inListSizes(text, system);
	return {
		pattern,
		// As `isCut` has it, without reading the text again.
		isCut: pattern.endsWith('...'),
		literals: literals.length === 0 ? undefined : hashValues(literals),
		listLength: lists.length === 0 ? undefined : Math.max(...lists),
	};
}
