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
	/** Open lists and objects, with the names they are known by; none of those within a span. */
	#levels: {isList: boolean; name: string}[] = [];
	/** How many are open within what is being taken, itself included. */
	#within = 0;
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
		for (let at = 0; at < bytes.length;) {
			if (this.#inText) at = this.#readText(bytes, at);
			else if (this.#within > 0) at = this.#readTaken(bytes, at);
			else this.#readStructure(bytes, at++);
		}
		if (this.#inText && this.#expectsName) this.#textHead += nameIn(bytes, this.#textStart, bytes.length);
		if (this.#taken !== undefined) this.#hold(this.#taken, Buffer.from(bytes.subarray(this.#takenStart)));
		this.#byte += bytes.length;
	}

	end(): void {
		this.#breakOff();
	}

	/** Goes to the end of a text, or of the piece; answers with where it is. */
	#readText(bytes: Buffer, from: number): number {
		let at = from;
		if (this.#isEscaped) at++;
		this.#isEscaped = false;
		for (; at < bytes.length; at++) {
			const unit = bytes[at]!;
			if (unit === code.quote) {
				this.#inText = false;
				if (this.#expectsName) this.#name = this.#textHead + nameIn(bytes, this.#textStart, at);
				return at + 1;
			}
			if (unit === code.backslash) at++;
			else if (unit === code.newline) {
				// JSON has no line breaks within a text: the line before was cut.
				this.#breakOff();
				return at + 1;
			}
		}
		this.#isEscaped = at > bytes.length;
		return bytes.length;
	}

	/** Within a span or a scope only brackets and texts matter: nine of ten bytes are read here. */
	#readTaken(bytes: Buffer, from: number): number {
		let within = this.#within;
		for (let at = from; at < bytes.length; at++) {
			const unit = bytes[at]!;
			if (unit === code.quote) {
				this.#within = within;
				this.#inText = true;
				return at + 1;
			}
			if (unit === code.open || unit === code.openList) {
				if (++within + this.#levels.length > deepest) return this.#giveUp(at);
			} else if (unit === code.close || unit === code.closeList) {
				if (--within === 0) return this.#finish(bytes, at);
			} else if (unit === code.newline && beginsDocument(bytes, at + 1)) return this.#giveUp(at);
		}
		this.#within = within;
		return bytes.length;
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
				this.#levels.pop();
				this.#expectsName = false;
				return;
			case code.colon:
				this.#expectsName = false;
				return;
			case code.comma:
				this.#expectsName = this.#levels.at(-1)?.isList === false;
				return;
			case code.newline:
				if (this.#levels.length > 0 && beginsDocument(bytes, at + 1)) this.#breakOff();
		}
	}

	#open(isList: boolean, at: number): void {
		const parent = this.#levels.at(-1);
		const isElement = parent?.isList === true;
		const name = isElement ? parent.name : this.#name;
		const kind = isList ? undefined : kindOf(name, isElement);
		if (isElement && !isList && (name === 'scopeSpans' || name === 'instrumentationLibrarySpans')) this.#taker.scope('');
		if (this.#levels.length >= deepest) return this.#breakOff();
		this.#name = '';
		if (kind === undefined) {
			this.#levels.push({isList, name});
			this.#expectsName = !isList;
			return;
		}
		this.#taken = {kind, byte: this.#byte + at, pieces: [], length: 0};
		this.#takenStart = at;
		this.#within = 1;
		this.#expectsName = false;
	}

	#finish(bytes: Buffer, at: number): number {
		const taken = this.#taken!;
		this.#taken = undefined;
		this.#within = 0;
		const last = bytes.subarray(this.#takenStart, at + 1);
		if (taken.length + last.length > longestBytes) this.#taker.broken(taken.byte, 'is longer than 8 MB');
		else {
			const json = taken.pieces.length === 0 ? last.toString('utf8') : Buffer.concat([...taken.pieces, last]).toString('utf8');
			if (taken.kind === 'span') this.#taker.span(json, taken.byte);
			else this.#taker.scope(json);
		}
		return at + 1;
	}

	#hold(taken: Taken, piece: Buffer): void {
		taken.length += piece.length;
		if (taken.length > longestBytes) taken.pieces = [];
		else taken.pieces.push(piece);
	}

	#giveUp(at: number): number {
		this.#breakOff();
		return at + 1;
	}

	#breakOff(): void {
		const isBroken = this.#taken !== undefined || this.#levels.length > 0;
		if (isBroken) this.#taker.broken(this.#taken?.byte ?? this.#byte, 'breaks off');
		this.#taken = undefined;
		this.#levels = [];
		this.#within = 0;
		this.#inText = false;
		this.#isEscaped = false;
		this.#expectsName = false;
		this.#name = '';
	}
}

function beginsDocument(bytes: Buffer, at: number): boolean {
	return bytes.subarray(at, at + document.length).equals(document);
}

function kindOf(name: string, isElement: boolean): Taken['kind'] | undefined {
	if (isElement) return name === 'spans' ? 'span' : undefined;
	return name === 'scope' || name === 'instrumentationLibrary' ? 'scope' : undefined;
}

function nameIn(bytes: Buffer, from: number, to: number): string {
	return to - from > longestName ? '' : bytes.toString('latin1', from, to);
}
