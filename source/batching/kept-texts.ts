/** Texts are few where values are parameters; where they are not, old ones make room. */
const mostKept = 1000;

/** Reads each text once. */
export class KeptTexts<Known> {
	readonly #kept = new Map<string, Known | undefined>();
	readonly #read: (text: string) => Known | undefined;

	constructor(read: (text: string) => Known | undefined) {
		this.#read = read;
	}

	of(text: string): Known | undefined {
		if (this.#kept.has(text)) return this.#kept.get(text);
		if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value!);
		const known = this.#read(text);
		this.#kept.set(text, known);
		return known;
	}
}
