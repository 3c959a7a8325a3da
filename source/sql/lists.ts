import type {PatternWriter} from './pattern-writer.ts';

/** Numbers kept for each open bracket: its kind, where its present element and the separator before that begin, and its first entry in `elements`. */
const stride = 4;
/** A longer memory would make lists of many different elements slow; what repeats, repeats soon. */
const memory = 16;

/**
 * Folds lists while their pattern is written: an element that is written like one before it is taken back, so that `(?, ?, ?)` becomes `(?)`.
 * A stack of open brackets, since elements may hold lists; never recursive.
 */
export class Lists {
	/** How many brackets are open. */
	depth = 0;
	private readonly writer: PatternWriter;
	private open = new Int32Array(64 * stride);
	/** Start and length of each different element of the open lists. */
	private elements = new Int32Array(64);
	private count = 0;

	constructor(writer: PatternWriter) {
		this.writer = writer;
	}

	reset(): void {
		this.depth = this.count = 0;
	}

	/** A bracket of this kind was opened and written. */
	push(kind: number): void {
		if ((this.depth + 1) * stride > this.open.length) this.open = larger(this.open);
		const at = this.depth++ * stride;
		this.open[at] = kind;
		this.open[at + 1] = this.open[at + 2] = this.writer.length;
		this.open[at + 3] = this.count;
	}

	/** The kind of the innermost open bracket, -1 outside of all. */
	kind(): number {
		return this.depth === 0 ? -1 : this.open[(this.depth - 1) * stride]!;
	}

	setKind(kind: number): void {
		this.open[(this.depth - 1) * stride] = kind;
	}

	/** Was nothing written since the bracket was opened? */
	isEmpty(): boolean {
		const at = (this.depth - 1) * stride;
		return this.writer.length === this.open[at + 1] && this.count === this.open[at + 3];
	}

	/** An element of the innermost list is complete: it is kept, or taken back if it is known or empty. */
	endElement(): void {
		const at = (this.depth - 1) * stride;
		const start = this.open[at + 1]!;
		const length = this.writer.length - start;
		if (length === 0 || this.isKnown(this.open[at + 3]!, start, length)) this.writer.length = this.open[at + 2]!;
		else this.keep(start, length);
	}

	/** The next element follows: writes the separator. */
	startElement(): void {
		const at = (this.depth - 1) * stride;
		this.open[at + 2] = this.writer.length;
		if (this.count > this.open[at + 3]!) {
			this.writer.put(44);
			this.writer.put(32);
		}
		this.open[at + 1] = this.writer.length;
	}

	pop(): void {
		this.depth--;
		this.count = this.open[this.depth * stride + 3]!;
	}

	/** The text was cut inside brackets: of the outermost list that has a whole element only the first stays, as if the list were complete. */
	takeBackCutElement(): void {
		for (let at = 0; at < this.depth * stride; at += stride) {
			const first = this.open[at + 3]!;
			const count = at === (this.depth - 1) * stride ? this.count : this.open[at + stride + 3]!;
			if (count === first) continue;
			this.writer.length = this.elements[first]! + this.elements[first + 1]!;
			return;
		}
	}

	private isKnown(first: number, start: number, length: number): boolean {
		for (let at = Math.max(first, this.count - memory * 2); at < this.count; at += 2) {
			if (this.elements[at + 1] === length && this.writer.isSame(start, this.elements[at]!, length)) return true;
		}
		return false;
	}

	private keep(start: number, length: number): void {
		if (this.count + 2 > this.elements.length) this.elements = larger(this.elements);
		this.elements[this.count++] = start;
		this.elements[this.count++] = length;
	}
}

function larger(numbers: Int32Array): Int32Array<ArrayBuffer> {
	const doubled = new Int32Array(numbers.length * 2);
	doubled.set(numbers);
	return doubled;
}
