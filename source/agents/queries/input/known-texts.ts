/** What is known of a text besides its plan. */
export interface KnownText {
	pattern: number;
	literalsKey: number | null;
	hasPlaceholders: boolean;
}

/** Entries at first and at most: 12 kB, and 10 MB. */
const fewest = 512;
const most = 1 << 19;

/** Places that a key may have. */
const ways = 4;

const withPlaceholders = 0x80_00_00_00;

/**
 * What is known of exact texts, by their keys (`valueKeyOf`, which no two texts of a log have in common): no text is held. A table that forgets: each
 * key has four places, and the oldest of those that want the same ones goes.
 */
export class KnownTexts {
	#keys = new Float64Array(fewest).fill(Number.NaN);
	#literals = new Float64Array(fewest);
	#patterns = new Uint32Array(fewest);
	#added = 0;

	find(key: number): KnownText | undefined {
		const first = this.#placeOf(key);
		for (let place = first; place < first + ways; place++) if (this.#keys[place] === key) return this.#at(place);
		return undefined;
	}

	add(key: number, {pattern, literalsKey, hasPlaceholders}: KnownText): void {
		if (++this.#added > this.#keys.length / 4 && this.#keys.length < most) this.#grow();
		const place = this.#placeOf(key);
		for (let at = place + ways - 1; at > place; at--) this.#set(at, this.#keys[at - 1]!, this.#literals[at - 1]!, this.#patterns[at - 1]!);
		this.#set(place, key, literalsKey ?? Number.NaN, hasPlaceholders ? pattern | withPlaceholders : pattern);
	}

	/** The first of four; keys are evenly distributed as they are. */
	#placeOf(key: number): number {
		return ways * ((key >>> 0) & (this.#keys.length / ways - 1));
	}

	#at(place: number): KnownText {
		const pattern = this.#patterns[place]!;
		const literals = this.#literals[place]!;
		return {
			pattern: pattern & ~withPlaceholders,
			literalsKey: Number.isNaN(literals) ? null : literals,
			hasPlaceholders: (pattern & withPlaceholders) !== 0,
		};
	}

	#set(place: number, key: number, literals: number, pattern: number): void {
		this.#keys[place] = key;
		this.#literals[place] = literals;
		this.#patterns[place] = pattern;
	}

	#grow(): void {
		const [keys, literals, patterns] = [this.#keys, this.#literals, this.#patterns];
		const length = 2 * keys.length;
		this.#keys = new Float64Array(length).fill(Number.NaN);
		this.#literals = new Float64Array(length);
		this.#patterns = new Uint32Array(length);
		for (const [at, key] of keys.entries()) {
			if (Number.isNaN(key)) continue;
			const place = this.#placeOf(key);
			// In the same order, which is that of their age.
			let free = place;
			while (!Number.isNaN(this.#keys[free]!)) free++;
			this.#set(free, key, literals[at]!, patterns[at]!);
		}
	}
}
