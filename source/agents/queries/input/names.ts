import {Column} from './column.ts';

/** Bytes of a piece of memory for texts; a longer text has one of its own. */
const pieceBits = 20;
/** Of the first piece: most stores hold little. */
const firstBytes = 1 << 12;
/** Texts that are kept as such for the next time one of them is asked for, and how long they may be. */
const mostRecent = 4096;
const longestRecent = 2048;

/**
 * Texts by number, each held once: as bytes outside of the heap, since a log may have a million, and objects of that number take four times the
 * memory and are looked at again and again by the garbage collector. A text stands behind its length, in one byte for each character or in two.
 */
export class Names {
	#size = 0;
	#held = 0;
	readonly #pieces: Buffer[] = [];
	/** Bytes of the last piece that are taken. */
	#used = 0;
	/** Of each text: its piece, and where in it. */
	readonly #places = new Column(Uint32Array);
	/** A hash table: numbers of texts, plus 1, and eight bits of their hashes. */
	#slots = new Uint32Array(32);
	#marks = new Uint8Array(32);
	readonly #recent: string[] = Array.from({length: mostRecent}, () => '');
	readonly #recentIndex = new Int32Array(mostRecent).fill(-1);

	get size(): number {
		return this.#size;
	}

	/** What is held, tables included. */
	get bytes(): number {
		return this.#held + this.#places.bytes + 5 * this.#slots.length;
	}

	/** The number of a text, a new one where it is new. */
	indexOf(name: string): number {
		const hash = hashOf(name);
		const mark = hash >>> 24;
		const last = this.#slots.length - 1;
		for (let slot = hash & last; ; slot = (slot + 1) & last) {
			const found = this.#slots[slot]! - 1;
			if (found < 0) return this.#add(name, slot, mark);
			if (this.#marks[slot] === mark && this.#isAt(found, name)) return found;
		}
	}

	at(index: number): string {
		const slot = index & (mostRecent - 1);
		if (this.#recentIndex[slot] === index) return this.#recent[slot]!;
		const text = this.#read(index);
		if (text.length <= longestRecent) {
			this.#recentIndex[slot] = index;
			this.#recent[slot] = text;
		}
		return text;
	}

	#isAt(index: number, name: string): boolean {
		const place = this.#places.at(index);
		const piece = this.#pieces[place >>> pieceBits]!;
		const start = place & ((1 << pieceBits) - 1);
		const told = piece.readUInt32LE(start);
		if (told >>> 1 !== name.length) return false;
		if ((told & 1) === 1) return this.#read(index) === name;
		for (let at = 0; at < name.length; at++) if (piece[start + 4 + at] !== name.charCodeAt(at)) return false;
		return true;
	}

	#read(index: number): string {
		const place = this.#places.at(index);
		const piece = this.#pieces[place >>> pieceBits]!;
		const start = place & ((1 << pieceBits) - 1);
		const told = piece.readUInt32LE(start);
		const isWide = (told & 1) === 1;
		const bytes = isWide ? told & ~1 : told >>> 1;
		return piece.toString(isWide ? 'utf16le' : 'latin1', start + 4, start + 4 + bytes);
	}

	#add(name: string, slot: number, mark: number): number {
		const index = this.#size++;
		const isWide = hasWide(name);
		const start = this.#roomFor(4 + (isWide ? 2 * name.length : name.length));
		const piece = this.#pieces.at(-1)!;
		piece.writeUInt32LE(2 * name.length + (isWide ? 1 : 0), start);
		piece.write(name, start + 4, isWide ? 'utf16le' : 'latin1');
		this.#places.set(index, ((this.#pieces.length - 1) << pieceBits) | start);
		this.#slots[slot] = index + 1;
		this.#marks[slot] = mark;
		if (this.#size * 4 > this.#slots.length * 3) this.#hashAnew();
		return index;
	}

	/** Where in the last piece so many bytes are free. */
	#roomFor(bytes: number): number {
		if (this.#pieces.length === 0 || this.#used + bytes > this.#pieces.at(-1)!.length) {
			const piece = Buffer.allocUnsafeSlow(Math.max(bytes, this.#pieces.length === 0 ? firstBytes : 1 << pieceBits));
			this.#held += piece.length;
			this.#pieces.push(piece);
			this.#used = 0;
		}
		const start = this.#used;
		this.#used += bytes;
		return start;
	}

	#hashAnew(): void {
		const slots = new Uint32Array(2 * this.#slots.length);
		const marks = new Uint8Array(slots.length);
		const last = slots.length - 1;
		for (let index = 0; index < this.#size; index++) {
			const hash = hashOf(this.#read(index));
			let slot = hash & last;
			while (slots[slot] !== 0) slot = (slot + 1) & last;
			slots[slot] = index + 1;
			marks[slot] = hash >>> 24;
		}
		this.#slots = slots;
		this.#marks = marks;
	}
}

/** 32 bits that depend on every character (FNV-1a, and the finaliser of MurmurHash3). */
function hashOf(text: string): number {
	let hash = 0x81_1c_9d_c5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

function hasWide(text: string): boolean {
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return true;
	return false;
}
