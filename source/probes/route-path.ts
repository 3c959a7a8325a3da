const maxSegments = 12;
const slash = 47;

/**
 * The route template that a concrete request target most likely belongs to: no query, no fragment, and every segment that reads as an
 * identifier (number, uuid, hex, date, e-mail, long or percent-encoded token) as `:id`, so that few names stand for many paths and no
 * personal value stays in a name. A path that is its own template comes back as the same string. Idempotent.
 */
export function normalisePath(target: string): string {
	const path = pathOf(target);
	if (isOwnTemplate(path)) return path;
	const segments = path.split('/').filter((segment) => segment !== '');
	const named = segments.slice(0, maxSegments).map(templateOf);
	return `/${named.join('/')}${segments.length > maxSegments ? '/*' : ''}`;
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

function pathEnd(target: string): number {
	for (let at = 0; at < target.length; at++) {
		const code = target.charCodeAt(at);
		// `?`, `#`, and `;`, which begins a session id in some older servers.
		if (code === 63 || code === 35 || code === 59) return at;
	}
	return target.length;
}

/** The quick way, without a single allocation: most paths of most services are static. */
function isOwnTemplate(path: string): boolean {
	if (path === '/') return true;
	let start = 1;
	let segments = 0;
	for (let at = 1; at <= path.length; at++) {
		if (at !== path.length && path.charCodeAt(at) !== slash) continue;
		if (at === start || ++segments > maxSegments || isIdentifier(path, start, at)) return false;
		start = at + 1;
	}
	return true;
}

/** Keeps a short file extension: `/assets/app.3f2a9c1b.js` is `/assets/:id.js`. */
function templateOf(segment: string): string {
	if (!isIdentifier(segment, 0, segment.length)) return segment;
	const extension = /\.[a-z]{1,5}$/.exec(segment)?.[0] ?? '';
	return `:id${extension}`;
}

/**
 * Does text[start, end) name one thing among many? Yes: digits only; four digits or more (uuid, date, ObjectId, `INV-0042-17`);
 * eight hex digits or more with a number among them; 16 characters or more with a digit; more than 32 characters; any character that a
 * hand-written route does not use (`@`, `%`, `,`, non-ASCII). No: `v1`, `oauth2`, `sha256`, `getUserOrders`.
 */
function isIdentifier(text: string, start: number, end: number): boolean {
	const length = end - start;
	if (length > 32) return true;
	let digits = 0;
	let hexadecimal = 0;
	for (let at = start; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code >= 48 && code <= 57) digits++;
		else if (isHexLetter(code)) hexadecimal++;
		else if (!isRouteCharacter(code)) return true;
	}
	if (digits === 0) return false;
	return digits === length || digits >= 4 || length >= 16 || (length >= 8 && digits + hexadecimal === length);
}

function isHexLetter(code: number): boolean {
	return (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** Letters, and `! ( ) * + - . : _ ~`. */
function isRouteCharacter(code: number): boolean {
	if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return true;
	return code === 45 || code === 46 || code === 95 || code === 58 || code === 126 || code === 33 || (code >= 40 && code <= 43);
}
