/** Texts that one context counts; a text beyond them counts as new each time. */
const mostTexts = 2000;
/** Most contexts send a few texts: looking through them costs less than a map, which grows three times on its way to ten. */
const fewTexts = 16;
const stride = 3;

/** How often a context sent each text. Statements hold on to it, so it holds on to nothing. */
export class TextCounts {
	/** No more is sent: nobody will ask. */
	isOver = false;
	/** Of the first few texts: a sketch, the text, how often. */
	readonly #few: (string | number)[] = [];
	#more: Map<string | number, number> | undefined;

	get size(): number {
		return this.#few.length / stride + (this.#more?.size ?? 0);
	}

	get(key: string | number): number {
		const at = this.#find(key, sketchOf(key));
		return at === -1 ? (this.#more?.get(key) ?? 0) : (this.#few[at + 2] as number);
	}

	set(key: string | number, times: number): void {
		const sketch = sketchOf(key);
		const at = this.#find(key, sketch);
		if (at === -1) this.#setNew(key, sketch, times);
		else this.#few[at + 2] = times;
	}

	/** Counts a text once more. Returns how often it was counted, this time included. */
	add(key: string | number): number {
		const sketch = sketchOf(key);
		const at = this.#find(key, sketch);
		if (at !== -1) return (this.#few[at + 2] = (this.#few[at + 2] as number) + 1);
		const times = (this.#more?.get(key) ?? 0) + 1;
		if (times > 1 || this.size < mostTexts) this.#setNew(key, sketch, times);
		return times;
	}

	#setNew(key: string | number, sketch: number, times: number): void {
		if (this.#few.length < stride * fewTexts) this.#few.push(sketch, key, times);
		else (this.#more ??= new Map()).set(key, times);
	}

	#find(key: string | number, sketch: number): number {
		const few = this.#few;
		for (let at = few.length - stride; at >= 0; at -= stride) if (few[at] === sketch && few[at + 1] === key) return at;
		return -1;
	}
}

/** A number that is equal for equal texts and nearly always another for others: texts of one service begin alike, and to compare them takes longer. */
function sketchOf(key: string | number): number {
	if (typeof key === 'number') return key;
	const {length} = key;
	const step = (length >> 2) + 1;
	let sketch = length;
	for (let at = step >> 1; at < length; at += step) sketch = Math.imul(sketch, 31) + key.charCodeAt(at);
	return sketch | 0;
}
