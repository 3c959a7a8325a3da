import {boundary, isIdentifier, slash, weights} from './path-character.ts';

export const maxSegments = 12;

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

function pathEnd(target: string): number {
	for (let at = 0; at < target.length; at++) {
		const code = target.charCodeAt(at);
		if (weights[code] === boundary && code !== slash) return at;
	}
	return target.length;
}

function segmentEnd(path: string, start: number): number {
	const end = path.indexOf('/', start);
	return end === -1 ? path.length : end;
}

function readsAsIdentifier(text: string, start: number, end: number): boolean {
	let tally = 0;
	for (let at = start; at < end; at++) tally += weights[text.charCodeAt(at)]!;
	return isIdentifier(end - start, tally);
}

const knownExtension = /\.(?:m?js|css|map|json|html?|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|pdf|txt|xml|csv|zip|mp[34]|webm)$/;

/** Keeps the extension of a file: `/assets/app.3f2a9c1b.js` is `/assets/:id.js`. */
function idOf(text: string, start: number, end: number): string {
	if (text.lastIndexOf('.', end - 1) < start) return ':id';
	return `:id${knownExtension.exec(text.slice(start, end))?.[0] ?? ''}`;
}
