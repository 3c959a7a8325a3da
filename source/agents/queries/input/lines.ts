/** Where lines go. `number` counts from 1. */
export interface LineTaker {
	line(text: string, number: number): void;
	/** Longer than the bound: passed over, never held. */
	tooLong(number: number): void;
}

const newline = 0x0a;

/**
 * Cuts bytes into lines of UTF-8 without holding more than one: LF or CRLF, a byte order mark is dropped, empty lines count and are not told.
 * Lines own their memory: what is kept of one keeps no piece of the file.
 */
export class LineSplitter {
	readonly #taker: LineTaker;
	readonly #longest: number;
	/** The begun line: pieces of it, while it is within the bound. */
	#begun: Buffer[] = [];
	#begunBytes = 0;
	#number = 0;

	constructor(taker: LineTaker, longestBytes = 16 * 1024 * 1024) {
		this.#taker = taker;
		this.#longest = longestBytes;
	}

	push(bytes: Buffer): void {
		let start = 0;
		for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
			if (this.#begunBytes === 0) this.#tell(bytes, start, end);
			else this.#finish(bytes.subarray(start, end));
			start = end + 1;
		}
		if (start < bytes.length) this.#keep(bytes.subarray(start));
	}

	/** The last line may have no line break. */
	end(): void {
		if (this.#begunBytes > 0) this.#finish(Buffer.alloc(0));
	}

	#keep(piece: Buffer): void {
		this.#begunBytes += piece.length;
		if (this.#begunBytes > this.#longest) this.#begun = [];
		// A copy: the piece is a view of a chunk that its stream may use again.
		else this.#begun.push(Buffer.from(piece));
	}

	#finish(last: Buffer): void {
		const length = this.#begunBytes + last.length;
		const whole = length > this.#longest ? undefined : Buffer.concat([...this.#begun, last]);
		this.#begun = [];
		this.#begunBytes = 0;
		if (whole === undefined) this.#taker.tooLong(++this.#number);
		else this.#tell(whole, 0, whole.length);
	}

	#tell(bytes: Buffer, start: number, end: number): void {
		const number = ++this.#number;
		const first = number === 1 && hasByteOrderMark(bytes, start) ? start + 3 : start;
		const last = bytes[end - 1] === 0x0d && end > first ? end - 1 : end;
		if (last - first > this.#longest) this.#taker.tooLong(number);
		else if (last > first) this.#taker.line(bytes.toString('utf8', first, last), number);
	}
}

function hasByteOrderMark(bytes: Buffer, start: number): boolean {
	return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
}
