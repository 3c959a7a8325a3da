/** What a source map says of a place: one of its sources, a line of that and a column, all from 0; null: nobody wrote it. */
export interface Mark {
	readonly source: number;
	readonly line: number;
	readonly column: number;
}

/** After so many marks the state is written down, so that a look need not begin at the start. */
const stride = 512;

/**
 * The mappings of a source map (version 3), read where they stand: node's own reader makes an object of each mark, which takes a second and 150 MB for
 * the map of a bundle of some MB. Lines and columns count from 0.
 */
export class Marks {
	readonly #text: string;
	readonly #stops: State[] = [];

	constructor(mappings: string) {
		this.#text = mappings;
		const state = new State();
		for (let count = 0; state.next(mappings); count++) if (count % stride === 0) this.#stops.push(state.copy());
	}

	/** The last mark at or before a column of the same line; null where there is none, or it names no source. */
	at(line: number, column: number): Mark | null {
		const stop = this.#stops.findLast((each) => each.isUpTo(line, column));
		if (stop === undefined) return null;
		const state = stop.copy();
		let found = stop.mark();
		let foundLine = stop.line;
		while (state.next(this.#text) && state.isUpTo(line, column)) {
			found = state.mark();
			foundLine = state.line;
		}
		return foundLine === line ? found : null;
	}
}

/** A mark, and where in the text the next one begins. */
class State {
	line = 0;
	#at = 0;
	#column = 0;
	#source = 0;
	#sourceLine = 0;
	#sourceColumn = 0;
	#hasSource = false;

	copy(): State {
		const copy = new State();
		copy.line = this.line;
		copy.#at = this.#at;
		copy.#column = this.#column;
		copy.#source = this.#source;
		copy.#sourceLine = this.#sourceLine;
		copy.#sourceColumn = this.#sourceColumn;
		copy.#hasSource = this.#hasSource;
		return copy;
	}

	isUpTo(line: number, column: number): boolean {
		return this.line < line || (this.line === line && this.#column <= column);
	}

	mark(): Mark | null {
		return this.#hasSource ? {source: this.#source, line: this.#sourceLine, column: this.#sourceColumn} : null;
	}

	/** Goes to the next mark; false at the end. */
	next(text: string): boolean {
		for (; this.#at < text.length; this.#at++) {
			const code = text.charCodeAt(this.#at);
			if (code === semicolon) {
				this.line++;
				this.#column = 0;
			} else if (code !== comma) {
				this.#read(text);
				return true;
			}
		}
		return false;
	}

	/** One to five numbers: column; source, line, column there; name. Each is the difference to the one before. */
	#read(text: string): void {
		this.#column += this.#number(text);
		this.#hasSource = !this.#isAtEnd(text);
		if (!this.#hasSource) return;
		this.#source += this.#number(text);
		this.#sourceLine += this.#number(text);
		this.#sourceColumn += this.#number(text);
		while (!this.#isAtEnd(text)) this.#number(text);
	}

	#isAtEnd(text: string): boolean {
		const code = this.#at < text.length ? text.charCodeAt(this.#at) : comma;
		return code === comma || code === semicolon;
	}

	/** A number in base 64, five bits a character, the lowest first; its lowest bit is its sign. */
	#number(text: string): number {
		let value = 0;
		let shift = 0;
		while (!this.#isAtEnd(text)) {
			const digit = digits[text.charCodeAt(this.#at++)] ?? 0;
			value |= (digit & 31) << shift;
			shift += 5;
			if ((digit & 32) === 0) break;
		}
		return (value & 1) === 1 ? -(value >>> 1) : value >>> 1;
	}
}

const comma = 44;
const semicolon = 59;
const digits = new Uint8Array(128);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, value) => (digits[letter.charCodeAt(0)] = value));
