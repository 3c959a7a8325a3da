/** The parser's own memory, as it hands it over: the tree, and at its end the source it was made of. */
export interface Memory extends Uint8Array {
	int32: Int32Array;
	float64: Float64Array;
}

/** Reads something at a place in the memory. */
export type Read<T = unknown> = (at: number) => T;

let bytes: Uint8Array = new Uint8Array(0);
let words: Int32Array = new Int32Array(0);
let doubles: Float64Array = new Float64Array(0);
let source = '';
let sourceAt = 0;
/** Up to here a byte of the source is a character of it. */
let plainUntil = 0;

/** From now on everything is read from here. One file at a time. */
export function openMemory(memory: Memory, text: string, textStart: number, textBytes: number): void {
	bytes = memory;
	words = memory.int32;
	doubles = memory.float64;
	source = text;
	sourceAt = textStart;
	plainUntil = textStart;
	const end = textStart + textBytes;
	if (text.length === textBytes) plainUntil = end;
	else while (plainUntil < end && (bytes[plainUntil] ?? 128) < 128) plainUntil++;
}

export const byteAt = (at: number): number => bytes[at] as number;
export const wordAt = (at: number): number => words[at >> 2] as number;
export const numberAt = (at: number): number => doubles[at >> 3] as number;
export const flagAt = (at: number): boolean => bytes[at] === 1;
/** A pointer, or the first word of a text or list, that is absent. */
export const isNull = (at: number): boolean => words[at >> 2] === 0 && words[(at >> 2) + 1] === 0;

const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

export function textAt(at: number): string {
	const length = wordAt(at + 8);
	if (length === 0) return '';
	const start = wordAt(at);
	const end = start + length;
	if (start >= sourceAt && end <= plainUntil) return source.slice(start - sourceAt, end - sourceAt);
	return decoder.decode(bytes.subarray(start, end));
}

const longestName = 24;
const names: string[] = Array.from({length: 8192}, () => '');

/**
 * Names, of which there are hundreds of thousands but few different ones: the same text is given for all mentions, found by its bytes, so that
 * most are never made. One that falls in the place of another takes it.
 */
export function nameAt(at: number): string {
	const length = wordAt(at + 8);
	const start = wordAt(at);
	if (length > longestName) return textAt(at);
	let hash = length;
	for (let index = start; index < start + length; index++) hash = (Math.imul(hash, 31) + (bytes[index] as number)) | 0;
	const place = (hash ^ (hash >>> 13)) & 8191;
	const known = names[place] as string;
	if (isText(known, start, length)) return known;
	const name = textAt(at);
	return (names[place] = name.length > 12 ? copied(name) : name);
}

function isText(known: string, start: number, length: number): boolean {
	if (known.length !== length) return false;
	for (let index = 0; index < length; index++) if (known.charCodeAt(index) !== bytes[start + index]) return false;
	return true;
}

/** A slice keeps the whole source of its file; what stays longer is a text of its own. */
const copied = (slice: string): string => decoder.decode(encoder.encode(slice));
const encoder = new TextEncoder();

/** Texts of literals: one with half a surrogate pair in it is kept in a form that no decoder takes. */
export function literalTextAt(at: number): string {
	if (bytes[at + 12] === 0) return textAt(at);
	const end = wordAt(at) + wordAt(at + 8);
	let text = '';
	for (let next = wordAt(at); next < end;) {
		const first = byteAt(next);
		const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
		let point = length === 1 ? first : first & (0xff >> (length + 1));
		for (let index = 1; index < length; index++) point = (point << 6) | (byteAt(next + index) & 0x3f);
		text += String.fromCodePoint(point);
		next += length;
	}
	return text;
}

/** A list of things of one size. */
export function listOf<T>(read: Read<T>, size: number): Read<T[]> {
	return (at) => {
		const first = wordAt(at);
		const length = wordAt(at + 8);
		// oxlint-disable-next-line unicorn/no-new-array -- as long as it gets: there are hundreds of thousands of lists
		const items = new Array<T>(length);
		for (let index = 0; index < length; index++) items[index] = read(first + index * size);
		return items;
	};
}
