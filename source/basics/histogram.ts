import {EsaError} from './esa-error.ts';

const gamma = 1.02;
const inverseLogGamma = 1 / Math.log(gamma);
const lowest = 0.001;
const highest = 1e7;
/** Slot 0 is the zero bucket; slot i > 0 holds γ^(i + offset − 1) < value ≤ γ^(i + offset). */
const offset = Math.ceil(Math.log(lowest) * inverseLogGamma) - 1;
const slots = Math.ceil(Math.log(highest) * inverseLogGamma) - offset + 1;
/** Sums are kept in steps of 2^-20 (1 ns for ms): exact, so in any order the same, up to 99 days of summed milliseconds. */
const step = 2 ** 20;
const uint32Max = 0xff_ff_ff_ff;
const format = 1;
const headerBytes = 25;
const checksumBytes = 4;
/** What was read last: kept outside, because merging a month reads a million numbers and should not make garbage of them. */
const scratch = new Float64Array(2 * slots);
let varint = 0;

/**
 * Counts values (milliseconds) in logarithmic buckets 2 % wide, so that any quantile is within 1 % of the value recorded, and merging
 * is addition: merging two histograms equals recording both sets of values into one. Values are clamped to 0 … 1e7; what is
 * under 0.001 counts as zero; NaN is no value and is ignored.
 */
export class LogHistogram {
	#buckets: Uint32Array | Float64Array = new Uint32Array(slots);
	#count = 0;
	#sum = 0;
	#min = Infinity;
	#max = -Infinity;

	/** Adds a value `count` times (a whole number). About 30 ns. */
	record(value: number, count = 1): void {
		if (!(count > 0) || Number.isNaN(value)) return;
		const clamped = clamp(value);
		this.#count += count;
		if (this.#count > uint32Max) this.#widen();
		this.#buckets[slotOf(clamped)]! += count;
		this.#sum += (Math.round(clamped * step) / step) * count;
		if (clamped < this.#min) this.#min = clamped;
		if (clamped > this.#max) this.#max = clamped;
	}

	/** Adds everything the other one holds; the other stays as it is. */
	merge(other: LogHistogram): void {
		this.#count += other.#count;
		if (this.#count > uint32Max) this.#widen();
		const theirs = other.#buckets;
		for (let slot = 0; slot < slots; slot++) this.#buckets[slot]! += theirs[slot]!;
		this.#sum += other.#sum;
		this.#min = Math.min(this.#min, other.#min);
		this.#max = Math.max(this.#max, other.#max);
	}

	/** The value under which a share `q` (0–1) of all lies, within 1 %; 0 and 1 give min and max exactly. Null when empty. */
	quantile(q: number): number | null {
		if (this.#count === 0 || Number.isNaN(q)) return null;
		if (q <= 0) return this.#min;
		if (q >= 1) return this.#max;
		let left = Math.ceil(q * this.#count);
		for (let slot = 0; slot < slots; slot++) {
			left -= this.#buckets[slot]!;
			if (left <= 0) return Math.min(this.#max, Math.max(this.#min, middleOf(slot)));
		}
		return this.#max;
	}

	get count(): number {
		return this.#count;
	}

	get sum(): number {
		return this.#sum;
	}

	/** Null when empty. */
	get min(): number | null {
		return this.#count === 0 ? null : this.#min;
	}

	/** Null when empty. */
	get max(): number | null {
		return this.#count === 0 ? null : this.#max;
	}

	/** How many values lie at or under `bound`, to the bucket: for cumulative buckets such as those of OpenMetrics. */
	countUpTo(bound: number): number {
		if (this.#count === 0 || !(bound >= this.#min)) return 0;
		if (bound >= this.#max) return this.#count;
		const last = slotOf(clamp(bound));
		let total = 0;
		for (let slot = 0; slot <= last; slot++) total += this.#buckets[slot]!;
		return total;
	}

	/** Empty again, with the same memory. */
	reset(): void {
		this.#buckets.fill(0);
		this.#count = 0;
		this.#sum = 0;
		this.#min = Infinity;
		this.#max = -Infinity;
	}

	/** Compact bytes for storing: about 60 for 20 observations, 290 for 300 spread ones. */
	serialize(): Uint8Array {
		const pairs: number[] = [];
		let previous = -1;
		for (let slot = 0; slot < slots; slot++) {
			const held = this.#buckets[slot]!;
			if (held === 0) continue;
			writeVarint(pairs, slot - previous);
			writeVarint(pairs, held);
			previous = slot;
		}
		const bytes = new Uint8Array(headerBytes + pairs.length + checksumBytes);
		const view = new DataView(bytes.buffer);
		bytes[0] = format;
		view.setFloat64(1, this.#sum, true);
		view.setFloat64(9, this.#count === 0 ? 0 : this.#min, true);
		view.setFloat64(17, this.#count === 0 ? 0 : this.#max, true);
		bytes.set(pairs, headerBytes);
		view.setUint32(bytes.length - checksumBytes, checksum(bytes, bytes.length - checksumBytes), true);
		return bytes;
	}

	/** The histogram that `serialize` wrote. Throws an EsaError `histogram-corrupt` for anything else. */
	static parse(bytes: Uint8Array): LogHistogram {
		const histogram = new LogHistogram();
		histogram.mergeSerialized(bytes);
		return histogram;
	}

	/** Adds what `serialize` wrote, without building a second histogram: for merging thousands. Throws like `parse`, nothing added. */
	mergeSerialized(bytes: Uint8Array): void {
		const end = bytes.length - checksumBytes;
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		if (end < headerBytes) throw corrupt(`only ${bytes.length} bytes`);
		if (bytes[0] !== format) throw corrupt(`format ${bytes[0]}, this program reads ${format}`);
		if (view.getUint32(end, true) !== checksum(bytes, end)) throw corrupt('checksum does not match');
		const length = readPairs(bytes, end);
		if (length === 0) return;
		const [sum, min, max] = [view.getFloat64(1, true), view.getFloat64(9, true), view.getFloat64(17, true)];
		if (!(min <= max) || !Number.isFinite(sum)) throw corrupt('impossible bounds');
		this.#addScratch(length);
		this.#sum += sum;
		this.#min = Math.min(this.#min, min);
		this.#max = Math.max(this.#max, max);
	}

	#addScratch(length: number): void {
		for (let at = 1; at < length; at += 2) this.#count += scratch[at]!;
		if (this.#count > uint32Max) this.#widen();
		for (let at = 0; at < length; at += 2) this.#buckets[scratch[at]!]! += scratch[at + 1]!;
	}

	/** Past 4.29e9 values a bucket may not fit 32 bits; only merged windows of busy services get here. */
	#widen(): void {
		if (this.#buckets instanceof Uint32Array) this.#buckets = Float64Array.from(this.#buckets);
	}
}

function clamp(value: number): number {
	if (value > highest) return highest;
	return value > 0 ? value : 0;
}

function slotOf(value: number): number {
	if (value < lowest) return 0;
	return Math.ceil(Math.log(value) * inverseLogGamma) - offset;
}

function middleOf(slot: number): number {
	return slot === 0 ? 0 : (2 * gamma ** (slot + offset)) / (gamma + 1);
}

function writeVarint(bytes: number[], value: number): void {
	let rest = value;
	while (rest >= 128) {
		bytes.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}
	bytes.push(rest);
}

/** Reads slots and counts, one after the other, into `scratch`; how many numbers those are. */
function readPairs(bytes: Uint8Array, end: number): number {
	let at = headerBytes;
	let slot = -1;
	let length = 0;
	while (at < end) {
		at = readVarint(bytes, at, end);
		slot += varint;
		at = readVarint(bytes, at, end);
		if (slot >= slots) throw corrupt('bucket out of range');
		scratch[length++] = slot;
		scratch[length++] = varint;
	}
	return length;
}

/** Reads a number into `varint`; gives the position after it. */
function readVarint(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	let scale = 1;
	varint = 0;
	while (at < end) {
		const byte = bytes[at++]!;
		varint += (byte & 127) * scale;
		if (byte < 128) {
			if (varint === 0 || !Number.isSafeInteger(varint)) throw corrupt('impossible number');
			return at;
		}
		scale *= 128;
	}
	throw corrupt('it ends in the middle of a number');
}

/** FNV-1a: every change of a single byte changes it. */
function checksum(bytes: Uint8Array, end: number): number {
	let hash = 0x81_1c_9d_c5;
	for (let at = 0; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01_00_01_93);
	return hash >>> 0;
}

function corrupt(why: string): EsaError {
	return new EsaError('histogram-corrupt', `Reading a stored histogram failed: ${why}.`);
}
