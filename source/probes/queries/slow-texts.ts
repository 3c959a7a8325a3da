const mostTexts = 100;
/** So often its place is taken without its being slow again: at some 4 µs each, next to nothing beside the time it took once. */
const mostTimes = 100;

/**
 * Texts, or shapes of them, that took long: the next times they are sent, the place is taken, be they repeated or not. More than once, since what is slow now and then would else be told with its place and without it by turns, as two issues. The last 100 are kept.
 */
export class SlowTexts {
	readonly #left = new Map<string | number, number>();

	/** Asked before anything is made of a text: an idle service pays for no more. */
	get isEmpty(): boolean {
		return this.#left.size === 0;
	}

	add(key: string | number): void {
		this.#left.delete(key);
		if (this.#left.size >= mostTexts) this.#left.delete(this.#left.keys().next().value!);
		this.#left.set(key, mostTimes);
	}

	/** Is the place of this text to be taken? Counts that it is. */
	take(key: string | number): boolean {
		const left = this.#left.get(key);
		if (left === undefined) return false;
		if (left > 1) this.#left.set(key, left - 1);
		else this.#left.delete(key);
		return true;
	}
}
