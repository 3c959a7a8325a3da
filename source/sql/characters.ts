/** What a character can be in SQL; several may hold. */
export const isSpaceBit = 1;
export const startsWordBit = 2;
export const inWordBit = 4;
export const isDigitBit = 8;
export const isOperatorBit = 16;

/** Three points in one character: the mark of a cut text. */
export const ellipsis = 0x2026;

/** The bits of each ASCII character; everything beyond ASCII is asked with {@link isWideSpace}. */
export const bitsOf: Uint8Array = table();

const wideSpaces = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);

/** Spaces and line ends beyond ASCII, and the marks of a text's start: white space to a reader, whatever a server makes of them. */
export function isWideSpace(code: number): boolean {
	if (!(code > 0xa0)) return code >= 128;
	return wideSpaces.has(code) || (code >= 0x2000 && code <= 0x200b);
}

/** Can the character stand inside a name without quotes? NaN, behind the end of a text, cannot. */
export function isInWord(code: number): boolean {
	return code < 128 ? (bitsOf[code]! & inWordBit) !== 0 : code >= 128 && code !== ellipsis && !isWideSpace(code);
}

export function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

export function isSpace(code: number): boolean {
	return code < 128 ? (bitsOf[code]! & isSpaceBit) !== 0 : isWideSpace(code);
}

function table(): Uint8Array {
	const bits = new Uint8Array(128);
	for (let code = 0; code <= 32; code++) bits[code] = isSpaceBit;
	bits[127] = isSpaceBit;
	for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') bits[letter.charCodeAt(0)] = startsWordBit | inWordBit;
	for (const digit of '0123456789') bits[digit.charCodeAt(0)] = isDigitBit | inWordBit;
	bits['$'.charCodeAt(0)] = inWordBit;
	for (const sign of '+-*/<>=~!@#%^&|?') bits[sign.charCodeAt(0)] = isOperatorBit;
	return bits;
}
