/** A span longer than this is passed over. */
const longestBytes = 8 * 1024 * 1024;
const deepest = 200;
const longestName = 64;

const code = {
	quote: 0x22,
	backslash: 0x5c,
	open: 0x7b,
	close: 0x7d,
	openList: 0x5b,
	closeList: 0x5d,
	colon: 0x3a,
	comma: 0x2c,
	newline: 0x0a,
};
const document = Buffer.from('{"resourceSpans"');

/** What a scanner finds. `byte`: where in the log it begins. */
export interface SpanTaker {
	span(json: string, byte: number): void;
	/** The scope whose spans follow; '' where a new one begins, which may tell its name or not. */
	scope(json: string): void;
	broken(byte: number, why: string): void;
}

interface Taken {
	kind: 'span' | 'scope';
	/** It ends where this many levels are open again. */
	depth: number;
	byte: number;
	/** What of it came with earlier pieces of the log. */
	pieces: Buffer[];
	length: number;
}

/**
 * Finds the spans in OTLP JSON, whether it is one document of any size or one a line: each object in a list named `spans`, and the `scope` before
 * them. Holds one span at a time. Where the JSON breaks off it goes on at the next line.
 */
export class SpanScanner {
	readonly #taker: SpanTaker;
	/** Open lists and objects, with the names they are known by. */
	#levels: {isList: boolean; name: string}[] = [];
	#inText = false;
	#isEscaped = false;
	/** Of the text being read, where it may be the name of a member. */
	#textStart = 0;
	#textHead = '';
	#expectsName = false;
	#name = '';
	#taken: Taken | undefined;
	#takenStart = 0;
	/** Bytes before the piece being read. */
	#byte = 0;

	constructor(taker: SpanTaker) {
		this.#taker = taker;
	}

	push(bytes: Buffer): void {
		this.#textStart = 0;
		this.#takenStart = 0;
		for (let at = 0; at < bytes.length; at++) {
			if (this.#inText) this.#readText(bytes, at);
			else this.#readStructure(bytes, at);
		}
		if (this.#inText && this.#expectsName) this.#textHead += nameIn(bytes, this.#textStart, bytes.length);
		if (this.#taken !== undefined) this.#hold(this.#taken, Buffer.from(bytes.subarray(this.#takenStart)));
		this.#byte += bytes.length;
	}

	end(): void {
		this.#breakOff();
	}

	#readText(bytes: Buffer, at: number): void {
		const unit = bytes[at]!;
		if (this.#isEscaped) this.#isEscaped = false;
		else if (unit === code.backslash) this.#isEscaped = true;
		else if (unit === code.quote) {
			this.#inText = false;
			if (this.#expectsName) this.#name = this.#textHead + nameIn(bytes, this.#textStart, at);
		} else if (unit === code.newline) {
			// JSON has no line breaks within a text: the line before was cut.
			this.#breakOff();
		}
	}

	#readStructure(bytes: Buffer, at: number): void {
		switch (bytes[at]!) {
			case code.quote:
				this.#inText = true;
				this.#textStart = at + 1;
				this.#textHead = '';
				return;
			case code.open:
				return this.#open(false, at);
			case code.openList:
				return this.#open(true, at);
			case code.close:
			case code.closeList:
				return this.#close(bytes, at);
			case code.colon:
				this.#expectsName = false;
				return;
			case code.comma:
				this.#expectsName = this.#taken === undefined && this.#levels.at(-1)?.isList === false;
				return;
			case code.newline:
				if (this.#levels.length > 0 && bytes.subarray(at + 1, at + 1 + document.length).equals(document)) this.#breakOff();
		}
	}

	#open(isList: boolean, at: number): void {
		const parent = this.#levels.at(-1);
		const isElement = parent?.isList === true;
		const name = isElement ? parent.name : this.#name;
		const kind = isList ? undefined : kindOf(name, isElement);
		if (isElement && !isList && (name === 'scopeSpans' || name === 'instrumentationLibrarySpans')) this.#taker.scope('');
		if (kind !== undefined && this.#taken === undefined) {
			this.#taken = {kind, depth: this.#levels.length, byte: this.#byte + at, pieces: [], length: 0};
			this.#takenStart = at;
		}
		if (this.#levels.length >= deepest) return this.#breakOff();
		this.#levels.push({isList, name});
		this.#expectsName = !isList && this.#taken === undefined;
		this.#name = '';
	}

	#close(bytes: Buffer, at: number): void {
		this.#levels.pop();
		this.#expectsName = false;
		const taken = this.#taken;
		if (taken === undefined || this.#levels.length !== taken.depth) return;
		this.#taken = undefined;
		const last = bytes.subarray(this.#takenStart, at + 1);
		if (taken.length + last.length > longestBytes) return this.#taker.broken(taken.byte, 'is longer than 8 MB');
		const json = taken.pieces.length === 0 ? last.toString('utf8') : Buffer.concat([...taken.pieces, last]).toString('utf8');
		if (taken.kind === 'span') this.#taker.span(json, taken.byte);
		else this.#taker.scope(json);
	}

	#hold(taken: Taken, piece: Buffer): void {
		taken.length += piece.length;
		if (taken.length > longestBytes) taken.pieces = [];
		else taken.pieces.push(piece);
	}

	#breakOff(): void {
		const isBroken = this.#taken !== undefined || this.#levels.length > 0;
		if (isBroken) this.#taker.broken(this.#taken?.byte ?? this.#byte, 'breaks off');
		this.#taken = undefined;
		this.#levels = [];
		this.#inText = false;
		this.#isEscaped = false;
		this.#expectsName = false;
		this.#name = '';
	}
}

function kindOf(name: string, isElement: boolean): Taken['kind'] | undefined {
	if (isElement) return name === 'spans' ? 'span' : undefined;
	return name === 'scope' || name === 'instrumentationLibrary' ? 'scope' : undefined;
}

function nameIn(bytes: Buffer, from: number, to: number): string {
	return to - from > longestName ? '' : bytes.toString('latin1', from, to);
}
