const pageBits = 14;
const pageLength = 1 << pageBits;

type Numbers = Uint32Array | Int32Array | Float64Array | Uint8Array;

/** Numbers by index, in pages: it grows without a copy, and pages on which nothing was put take nothing. */
export class Column {
	readonly #newPage: () => Numbers;
	readonly #empty: number;
	readonly #pages: (Numbers | undefined)[] = [];
	bytes = 0;

	/** `empty`: what stands where nothing was put. */
	constructor(kind: new (length: number) => Numbers, empty = 0) {
		this.#newPage = () => (empty === 0 ? new kind(pageLength) : new kind(pageLength).fill(empty));
		this.#empty = empty;
	}

	at(index: number): number {
		const page = this.#pages[index >>> pageBits];
		return page === undefined ? this.#empty : page[index & (pageLength - 1)]!;
	}

	set(index: number, value: number): void {
		const page = this.#pages[index >>> pageBits] ?? this.#addPage(index >>> pageBits);
		page[index & (pageLength - 1)] = value;
	}

	#addPage(number: number): Numbers {
		const page = this.#newPage();
		// Without holes before it: V8 would make a dictionary of a list with many.
		while (this.#pages.length < number) this.#pages.push(undefined);
		this.#pages[number] = page;
		this.bytes += page.byteLength;
		return page;
	}
}
