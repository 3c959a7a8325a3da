const startSize = 4096;
/** A larger buffer is given back after use. */
const keptSize = 65_536;

/**
 * Where a pattern is written character by character: cheaper than strings, and what was written can be taken back. Grows as needed.
 */
export class PatternWriter {
	length = 0;
	private codes: Uint16Array<ArrayBuffer> = new Uint16Array(startSize);

	/** Begins anew. */
	reset(): void {
		this.length = 0;
		if (this.codes.length > keptSize) this.codes = new Uint16Array(startSize);
	}

	put(code: number): void {
		if (this.length === this.codes.length) this.grow(1);
		this.codes[this.length++] = code;
	}

	putText(text: string): void {
		if (this.length + text.length > this.codes.length) this.grow(text.length);
		for (let at = 0; at < text.length; at++) this.codes[this.length++] = text.charCodeAt(at);
	}

	/** Adds a part of a text, its ASCII letters made small. */
	putSmall(text: string, start: number, end: number): void {
		if (this.length + end - start > this.codes.length) this.grow(end - start);
		for (let at = start; at < end; at++) {
			const code = text.charCodeAt(at);
			this.codes[this.length++] = code >= 65 && code <= 90 ? code + 32 : code;
		}
	}

	/** Adds a character of a quoted name; control characters become their pictures (␊), so that a pattern is always one line. */
	putVisible(code: number, makesSmall: boolean): void {
		this.put(makesSmall && code >= 65 && code <= 90 ? code + 32 : visible(code));
	}

	/** Adds a part of a text, its ASCII letters made capitals. */
	putLarge(text: string, start: number, end: number): void {
		if (this.length + end - start > this.codes.length) this.grow(end - start);
		for (let at = start; at < end; at++) {
			const code = text.charCodeAt(at);
			this.codes[this.length++] = code >= 97 && code <= 122 ? code - 32 : code;
		}
	}

	/** Were the same characters written from `start` as from `other`, `length` of them? */
	isSame(start: number, other: number, length: number): boolean {
		const {codes} = this;
		for (let at = 0; at < length; at++) if (codes[start + at] !== codes[other + at]) return false;
		return true;
	}

	/** What was written. One byte a character is kept where that is enough. */
	text(): string {
		const {codes, length} = this;
		let all = 0;
		for (let at = 0; at < length; at++) all |= codes[at]!;
		if (all > 255) return Buffer.from(codes.buffer, 0, length * 2).toString('utf16le');
		if (narrow.length < length) narrow = Buffer.allocUnsafe(length);
		for (let at = 0; at < length; at++) narrow[at] = codes[at]!;
		const text = narrow.toString('latin1', 0, length);
		if (narrow.length > keptSize) narrow = Buffer.allocUnsafe(startSize);
		return text;
	}

	private grow(by: number): void {
		const larger = new Uint16Array(Math.max(this.codes.length * 2, this.length + by));
		larger.set(this.codes.subarray(0, this.length));
		this.codes = larger;
	}
}

let narrow = Buffer.allocUnsafe(startSize);

function visible(code: number): number {
	if (code < 32) return 0x2400 + code;
	if (code === 127) return 0x2421;
	return (code >= 0x80 && code < 0xa0) || code === 0x2028 || code === 0x2029 ? 0xfffd : code;
}
