export const slash = 47;

/** Ends a segment: `/`, and what ends the path: `?`, `#`, and `;`, which begins a session id in some older servers. */
export const boundary = -1;

/**
 * What each character adds to the tally of its segment: one in a field of six bits per kind, so that one addition counts all kinds. Fields
 * overflow in segments of 64 characters or more, which are identifiers by their length. The kinds: digits, hex letters, characters that no
 * hand-written route uses, dots; other letters and `! ( ) * + - : _ ~` add nothing.
 */
export const weights = new Int32Array(65_536).fill(1 << 12);
for (const character of 'ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ!()*+-:_~') weights[character.charCodeAt(0)] = 0;
for (const character of '0123456789') weights[character.charCodeAt(0)] = 1;
for (const character of 'abcdefABCDEF') weights[character.charCodeAt(0)] = 1 << 6;
weights['.'.charCodeAt(0)] = 1 << 18;
for (const character of '/?#;') weights[character.charCodeAt(0)] = boundary;

export const longestName = 32;

/**
 * Does a segment of this length and tally name one thing among many? Yes: digits only; four digits or more (uuid, date, ObjectId,
 * `INV-0042-17`); eight hex digits or more with a number among them; 16 characters or more with a digit; more than 32 characters; any character
 * that a hand-written route does not use (`@`, `%`, `,`, non-ASCII). No: `v1`, `oauth2`, `sha256`, `getUserOrders`.
 */
export function isIdentifier(length: number, tally: number): boolean {
	if (length > longestName || ((tally >> 12) & 63) > 0) return true;
	const digits = tally & 63;
	if (digits === 0) return false;
	return digits === length || digits >= 4 || length >= 16 || (length >= 8 && digits + ((tally >> 6) & 63) === length);
}

/** Is there a dot in the segment, which may begin a file's extension? */
export function hasDot(tally: number): boolean {
	return tally >> 18 > 0;
}
