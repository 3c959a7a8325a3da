/** Texts that one context counts; a text beyond them counts as new each time. */
const mostTexts = 2000;

/** How often a context sent each text. Statements hold on to it, so it holds on to nothing. */
export class TextCounts {
	/** No more is sent: nobody will ask. */
	isOver = false;
	/** Made when it is needed: many contexts send nothing. */
	#times: Map<string | number, number> | undefined;

	get size(): number {
		return this.#times?.size ?? 0;
	}

	get(key: string | number): number {
		return this.#times?.get(key) ?? 0;
	}

	set(key: string | number, times: number): void {
		(this.#times ??= new Map()).set(key, times);
	}

	/** Counts a text once more. Returns how often it was counted, this time included. */
	add(key: string | number): number {
		const times = this.get(key) + 1;
		if (times > 1 || this.size < mostTexts) this.set(key, times);
		return times;
	}
}
