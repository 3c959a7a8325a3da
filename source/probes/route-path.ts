const maxSegments = 12;

/**
 * The route template that a concrete request target most likely belongs to: no query, no fragment, and every segment that reads as an
 * identifier (number, uuid, hex, date, e-mail, long or percent-encoded token) as `:id`, so that few names stand for many paths and no
 * personal value stays in a name. Idempotent.
 */
export function normalisePath(target: string): string {
	const path = pathOf(target);
	let template = '';
	let copied = 0;
	let segments = 0;
	for (let start = 1; start < path.length;) {
		const end = segmentEnd(path, start);
		if (end === start || end === path.length - 1 || ++segments > maxSegments) return normaliseUneven(path);
		if (readsAsIdentifier(path, start, end)) {
			template += path.slice(copied, start) + idOf(path, start, end);
			copied = end;
		}
		start = end + 1;
	}
	return copied === 0 ? path : template + path.slice(copied);
}

/** The path of a request target (origin form, absolute form or `*`), without query and fragment. */
export function pathOf(target: string): string {
	const end = pathEnd(target);
	if (target.charCodeAt(0) === slash) return end === target.length ? target : target.slice(0, end);
	const scheme = target.indexOf('://');
	if (scheme === -1 || scheme > end) return '/*';
	const start = target.indexOf('/', scheme + 3);
	return start === -1 || start >= end ? '/' : target.slice(start, end);
}

/** Empty segments (`//`, a slash at the end) and paths that are too deep: rare, so the slow and plain way. */
function normaliseUneven(path: string): string {
	const segments = path.split('/').filter((segment) => segment !== '');
	const named = segments
		.slice(0, maxSegments)
		.map((segment) => (readsAsIdentifier(segment, 0, segment.length) ? idOf(segment, 0, segment.length) : segment));
	return `/${named.join('/')}${segments.length > maxSegments ? '/*' : ''}`;
}

const slash = 47;
/** What each ASCII character says about the segment it is in; every other character makes it an identifier. */
const digit = 1;
const hexLetter = 2;
const routeCharacter = 3;
const classes = new Uint8Array(128);
for (const character of 'ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ!()*+-.:_~') classes[character.charCodeAt(0)] = routeCharacter;
for (const character of 'abcdefABCDEF') classes[character.charCodeAt(0)] = hexLetter;
for (const character of '0123456789') classes[character.charCodeAt(0)] = digit;

/** Up to the first `?`, `#`, or `;`, which begins a session id in some older servers. */
function pathEnd(target: string): number {
	for (let at = 0; at < target.length; at++) {
		const code = target.charCodeAt(at);
		if (code <= 63 && (code === 63 || code === 35 || code === 59)) return at;
	}
	return target.length;
}

function segmentEnd(path: string, start: number): number {
	const end = path.indexOf('/', start);
	return end === -1 ? path.length : end;
}

/**
 * Does text[start, end) name one thing among many? Yes: digits only; four digits or more (uuid, date, ObjectId, `INV-0042-17`);
 * eight hex digits or more with a number among them; 16 characters or more with a digit; more than 32 characters; any character that a
 * hand-written route does not use (`@`, `%`, `,`, non-ASCII). No: `v1`, `oauth2`, `sha256`, `getUserOrders`.
 */
function readsAsIdentifier(text: string, start: number, end: number): boolean {
	const length = end - start;
	if (length > 32) return true;
	let digits = 0;
	let hexLetters = 0;
	for (let at = start; at < end; at++) {
		const kind = classes[text.charCodeAt(at)] ?? 0;
		if (kind === 0) return true;
		if (kind === digit) digits++;
		else if (kind === hexLetter) hexLetters++;
	}
	if (digits === 0) return false;
	return digits === length || digits >= 4 || length >= 16 || (length >= 8 && digits + hexLetters === length);
}

const knownExtension = /\.(?:m?js|css|map|json|html?|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|pdf|txt|xml|csv|zip|mp[34]|webm)$/;

/** Keeps the extension of a file: `/assets/app.3f2a9c1b.js` is `/assets/:id.js`. */
function idOf(text: string, start: number, end: number): string {
	if (text.lastIndexOf('.', end - 1) < start) return ':id';
	return `:id${knownExtension.exec(text.slice(start, end))?.[0] ?? ''}`;
}
