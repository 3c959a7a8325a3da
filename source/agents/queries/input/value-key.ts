import {randomBytes} from 'node:crypto';

const key = randomBytes(8);
const firstSeed = key.readInt32LE(0);
const secondSeed = key.readInt32LE(4);

/**
 * A hash of 53 bits with a key of this process: equal for equal texts, and nobody learns a value by trying candidates without the key. All of
 * the text counts, however long. `before` chains texts: the key of `a` and then `b` is another than that of `ab`.
 */
export function valueKeyOf(text: string, before = 0): number {
	const {length} = text;
	let first = firstSeed ^ length ^ Math.trunc(before);
	let second = secondSeed ^ Math.trunc(before / 0x1_0000_0000);
	for (let at = 0; at < length; at++) {
		const unit = text.charCodeAt(at);
		first = Math.imul(first ^ unit, 0x85_eb_ca_6b);
		second = Math.imul(second ^ unit, 0xc2_b2_ae_35);
	}
	first = finish(first ^ (second >>> 15));
	second = finish(second ^ (first >>> 13));
	return (second >>> 11) * 0x1_0000_0000 + (first >>> 0);
}

/** Every bit depends on every other (the finaliser of MurmurHash3). */
function finish(hash: number): number {
	let mixed = hash ^ (hash >>> 16);
	mixed = Math.imul(mixed, 0x85_eb_ca_6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2_b2_ae_35);
	return mixed ^ (mixed >>> 16);
}

/**
 * The key of parameters as a log has them, in whatever JSON form; null: there are none, or a log hid them (`***`, `[REDACTED]`), so that equal
 * ones say nothing.
 */
export function keyOfParameters(parameters: unknown): number | null {
	if (parameters === undefined || parameters === null) return null;
	if (isHidden(parameters)) return null;
	return typeof parameters === 'string' ? valueKeyOf(parameters) : keyOfJson(JSON.stringify(parameters) ?? '');
}

/** The key of values in JSON: `7` and `"7"` are one, as they are on the wire of most drivers, and code that got a key from a URL has a text. */
export function keyOfJson(json: string): number {
	return valueKeyOf(json.includes('"') ? json.replaceAll(quotedInteger, '$1') : json);
}

const quotedInteger = /"(0|-?[1-9]\d{0,14})"/g;

const hidden = /^(?:\*+|\?|x{3,}|[[<{(]?(?:redacted|filtered|masked|hidden|removed|sanitized)[\]>})]?)$/i;

function isHidden(parameters: unknown): boolean {
	if (typeof parameters !== 'object' || parameters === null) return isMask(parameters);
	const values: unknown[] = Array.isArray(parameters) ? parameters : Object.values(parameters);
	return values.length > 0 && values.every(isMask);
}

function isMask(value: unknown): boolean {
	return typeof value === 'string' && value.length <= 16 && hidden.test(value);
}
