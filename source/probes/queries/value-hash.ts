import {randomBytes} from 'node:crypto';

/** A secret of this process: without it nobody learns a value by trying candidates. */
const key = randomBytes(8);
const seed = key.readInt32LE(0);
const seedOfIntegers = key.readInt32LE(4);
/** Of a longer text, buffer or list only so much is looked at: at its head, at its tail, and evenly in between. */
const partLength = 32;
const partCount = 16;
/** Characters, bytes and elements looked at for one query. */
const mostWork = 2048;
const deepest = 4;
const tags = {nothing: 0x11, false: 0x22, true: 0x33, date: 0x44, bytes: 0x55, list: 0x66, named: 0x77} as const;

let workLeft = 0;
let isUnknown = false;

/** Hashes of single values by their place, or by their name without `$`, `:` or `@`. */
export type ValueParts = readonly number[] | Readonly<Record<string, number>>;

/** Of the values hashed last, of as many as this. Written as they are hashed: whether they are wanted is known only then. */
const mostSingles = 16;
const singles: number[] = Array.from({length: mostSingles}, () => 0);
const singleNames: string[] = Array.from({length: mostSingles}, () => '');
let singleCount = 0;
let isNamed = false;
let singlesHash: number | undefined;

/**
 * A keyed hash of a query's values: equal for equal values in this process, and different for different ones but for chance (32 bits) and
 * for long values that differ only where we do not look. Undefined: there are none, or what they are cannot be told without running code of
 * the service. Never throws; the values are not kept. `1`, `1n` and `'1'` are one value, as they are on the wire of most drivers.
 */
export function hashValues(values: unknown): number | undefined {
	if (values === undefined) return undefined;
	// The commonest of all: one small number.
	if (typeof values === 'number' && (values | 0) === values) return hashSmall(values);
	workLeft = mostWork;
	isUnknown = false;
	singleCount = 0;
	singlesHash = undefined;
	try {
		const flat = Array.isArray(values) ? hashFlat(values) : undefined;
		if (flat !== undefined) return (singlesHash = flat);
		workLeft = mostWork;
		if (typeof values === 'object' && values !== null && isEmpty(values)) return undefined;
		const hash = hashOf(values, 0);
		return isUnknown ? undefined : (singlesHash = hash);
	} catch {
		// A getter or a proxy of the service threw: its values stay unknown, and its query goes on.
		return undefined;
	}
}

/** The hashes of the single values that were hashed last to this one; of a single value that is itself. */
export function partsOfLast(hash: number): ValueParts {
	if (hash !== singlesHash || singleCount === 0) return [hash];
	if (!isNamed) return singles.slice(0, singleCount);
	return Object.fromEntries(singleNames.slice(0, singleCount).map((name, at) => [name.replace(/^[$:@]/, ''), singles[at]!]));
}

/** As `hashList` has it, for the commonest of lists: a few whole numbers and short texts. Undefined: it is another. */
function hashFlat(list: readonly unknown[]): number | undefined {
	const {length} = list;
	if (length === 0 || length > mostSingles) return undefined;
	let hash = mix(seed ^ tags.list, length);
	for (let at = 0; at < length; at++) {
		const value = list[at];
		let part: number;
		if (typeof value === 'number' && (value | 0) === value) part = hashSmall(value);
		else if (typeof value === 'string' && value.length <= 3 * partLength) part = hashString(value);
		else return undefined;
		singles[at] = part;
		hash = mix(hash, part);
	}
	singleCount = length;
	isNamed = false;
	return finish(hash);
}

function isEmpty(values: object): boolean {
	if (Array.isArray(values)) return values.length === 0;
	if (ArrayBuffer.isView(values) || values instanceof Date) return false;
	for (const _ in values) return false;
	return true;
}

function hashOf(value: unknown, depth: number): number {
	workLeft--;
	switch (typeof value) {
		case 'number':
			return Number.isSafeInteger(value) ? hashInteger(value) : hashText(String(value));
		case 'string':
			return hashString(value);
		case 'boolean':
			return finish(seed ^ (value ? tags.true : tags.false));
		case 'bigint':
			return hashString(String(value));
		case 'undefined':
			return finish(seed ^ tags.nothing);
		case 'object':
			return value === null ? finish(seed ^ tags.nothing) : hashObject(value, depth);
		case 'function':
		case 'symbol':
			return unknown();
	}
}

function hashInteger(value: number): number {
	return (value | 0) === value ? hashSmall(value) : finish(mix(mix(seedOfIntegers, value | 0), Math.floor(value / 0x1_0000_0000)));
}

function hashSmall(value: number): number {
	return finish(mix(seedOfIntegers, value));
}

function hashString(text: string): number {
	const integer = integerOf(text);
	return integer === undefined ? hashText(text) : hashInteger(integer);
}

/** The whole number that a text is the one usual writing of. */
function integerOf(text: string): number | undefined {
	const {length} = text;
	if (length === 0 || length > 16) return undefined;
	const isNegative = text.charCodeAt(0) === 45;
	let at = isNegative ? 1 : 0;
	const first = text.charCodeAt(at);
	if (!(first >= 49 && first <= 57)) return text === '0' ? 0 : undefined;
	if (length - at > 15) return undefined;
	let value = 0;
	for (; at < length; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9) return undefined;
		value = value * 10 + digit;
	}
	return isNegative ? -value : value;
}

function hashText(text: string): number {
	const {length} = text;
	if (length > 3 * partLength) return hashLongText(text);
	workLeft -= length;
	let hash = seed ^ length;
	for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	return finish(hash);
}

function hashLongText(text: string): number {
	const {length} = text;
	let hash = seed ^ length;
	workLeft -= 2 * partLength + partCount;
	for (let at = 0; at < partLength; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	for (let at = length - partLength; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	const stride = strideOf(length);
	for (let at = partLength; at < length - partLength; at += stride) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	return finish(hash);
}

function strideOf(length: number): number {
	return Math.max(1, Math.floor((length - 2 * partLength) / partCount));
}

function hashObject(value: object, depth: number): number {
	if (depth > deepest || workLeft < 0) return finish(seed ^ tags.nothing);
	if (Array.isArray(value)) return hashList(value, depth);
	// Not getTime(): a subclass may have its own, and Date.prototype's is what cannot be someone else's code.
	if (value instanceof Date) return mix(seed ^ tags.date, hashOf(Date.prototype.getTime.call(value), depth));
	if (ArrayBuffer.isView(value)) return hashBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
	return hashNamed(value as Record<string, unknown>, depth);
}

function hashList(list: readonly unknown[], depth: number): number {
	const {length} = list;
	let hash = mix(seed ^ tags.list, length);
	const headLength = length <= 3 * partLength ? length : partLength;
	for (let at = 0; at < headLength; at++) {
		const part = hashOf(list[at], depth + 1);
		if (depth === 0 && at < mostSingles) singles[at] = part;
		hash = mix(hash, part);
	}
	if (depth === 0) {
		singleCount = Math.min(headLength, mostSingles);
		isNamed = false;
	}
	if (headLength === length) return finish(hash);
	for (let at = length - partLength; at < length; at++) hash = mix(hash, hashOf(list[at], depth + 1));
	const stride = strideOf(length);
	for (let at = partLength; at < length - partLength; at += stride) hash = mix(hash, hashOf(list[at], depth + 1));
	return finish(hash);
}

function hashBytes(bytes: Uint8Array): number {
	const {length} = bytes;
	let hash = mix(seed ^ tags.bytes, length);
	const headLength = length <= 3 * partLength ? length : partLength;
	workLeft -= Math.min(length, 3 * partLength);
	for (let at = 0; at < headLength; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01_00_01_93);
	if (headLength === length) return finish(hash);
	for (let at = length - partLength; at < length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01_00_01_93);
	const stride = strideOf(length);
	for (let at = partLength; at < length - partLength; at += stride) hash = Math.imul(hash ^ bytes[at]!, 0x01_00_01_93);
	return finish(hash);
}

/** Named values are a sum: their order says nothing. */
function hashNamed(named: Record<string, unknown>, depth: number): number {
	let hash = 0;
	let count = 0;
	for (const name in named) {
		if (workLeft < 0) break;
		// Methods that an old class (moment's) puts in sight.
		if (typeof named[name] === 'function') continue;
		const part = hashOf(named[name], depth + 1);
		if (depth === 0) noteSingle(name, part);
		hash = (hash + finish(mix(hashText(name), part))) | 0;
		count++;
	}
	// A Map, a Temporal, an object with private fields: two of them look alike from outside.
	if (count === 0 && !isPlain(named)) return unknown();
	return finish(mix(seed ^ tags.named, hash ^ count));
}

function noteSingle(name: string, part: number): void {
	if (singleCount === mostSingles) return;
	singles[singleCount] = part;
	singleNames[singleCount++] = name;
	isNamed = true;
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || prototype === Object.prototype;
}

function unknown(): number {
	isUnknown = true;
	return 0;
}

function mix(hash: number, next: number): number {
	const turned = Math.imul((hash << 13) | (hash >>> 19), 0x5b_d1_e9_95);
	return (Math.imul(turned ^ next, 0x27_d4_eb_2f) + 0x16_56_67_b1) | 0;
}

/** Every bit of the hash depends on every other (the finaliser of MurmurHash3). A small integer to V8: it costs no memory. */
function finish(hash: number): number {
	let mixed = hash ^ (hash >>> 16);
	mixed = Math.imul(mixed, 0x85_eb_ca_6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2_b2_ae_35);
	return mixed ^ (mixed >>> 16);
}
