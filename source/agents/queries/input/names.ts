import {ownText} from './own-text.ts';

/** Texts by number, each held once. */
export class Names {
	readonly #indexes = new Map<string, number>();
	readonly #names: string[] = [];

	get size(): number {
		return this.#names.length;
	}

	/** The number of a text, a new one where it is new. */
	indexOf(name: string): number {
		const known = this.#indexes.get(name);
		if (known !== undefined) return known;
		const own = ownText(name);
		this.#indexes.set(own, this.#names.length);
		return this.#names.push(own) - 1;
	}

	at(index: number): string {
		return this.#names[index]!;
	}
}
