import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {isBatched} from '../../sql/batched.ts';
import {fingerprint} from '../../sql/fingerprint.ts';
import {inListSizes, literalsOf} from '../../sql/literals.ts';
import {hashValues} from './value-hash.ts';

/** What is known of one exact text. */
export interface KnownText {
	readonly pattern: string;
	readonly system: DatabaseSystem;
	/** Made by `batchable`: nobody wrote it. */
	readonly isBatched: boolean;
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
	#recent = new Generation();
	#older = new Generation();

	of(text: string, system: DatabaseSystem): KnownText {
		const recent = this.#recent[system].get(text);
		if (recent !== undefined) return recent;
		const known = this.#older[system].get(text) ?? read(text, system);
		if (text.length <= longestText) this.#remember(text, known);
		return known;
	}

	/** Texts held. */
	get size(): number {
		return this.#recent.size + this.#older.size;
	}

	#remember(text: string, known: KnownText): void {
		if (this.#recent.isFull) {
			this.#older = this.#recent;
			this.#recent = new Generation();
		}
		this.#recent.add(text, known);
	}
}

/** A map for each system: two databases may be sent the same text, and a key made of both would have to be hashed at each look. */
class Generation {
	readonly postgresql = new Map<string, KnownText>();
	readonly mysql = new Map<string, KnownText>();
	readonly sqlite = new Map<string, KnownText>();
	#characters = 0;

	get size(): number {
		return this.postgresql.size + this.mysql.size + this.sqlite.size;
	}

	get isFull(): boolean {
		return this.size >= mostTexts || this.#characters >= mostCharacters;
	}

	add(text: string, known: KnownText): void {
		this[known.system].set(text, known);
		this.#characters += text.length + known.pattern.length;
	}
}

function read(text: string, system: DatabaseSystem): KnownText {
	const pattern = fingerprint(text, system);
	const literals = literalsOf(text, system);
	const lists = inListSizes(text, system);
	return {
		pattern,
		system,
		isBatched: isBatched(text),
		// As `isCut` has it, without reading the text again.
		isCut: pattern.endsWith('...'),
		literals: literals.length === 0 ? undefined : hashValues(literals),
		listLength: lists.length === 0 ? undefined : Math.max(...lists),
	};
}
