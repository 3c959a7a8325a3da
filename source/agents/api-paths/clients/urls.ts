import type {Hole, TextPart} from '../evaluate/machine.ts';

/** Puts a base and an address together the way one library does. */
export type Join = (base: readonly TextPart[], url: readonly TextPart[]) => TextPart[];

/** axios `combineURLs`: exactly one slash between the two; an absolute address is left alone. */
export const joinAxios: Join = (base, url) => {
	if (isNothing(base) || overridesBase(url)) return [...url];
	if (isNothing(url)) return [...base];
	return joinWithSlash(base, url);
};

/** ofetch `withBase`: as axios, and an address that has the base in front already keeps it. */
export const joinOfetch: Join = (base, url) => {
	if (isNothing(base) || isJust(base, '/') || overridesBase(url) || startsWithParts(url, trimEnd(base))) return [...url];
	return isNothing(url) ? [...base] : joinWithSlash(base, url);
};

/** ky `prefixUrl`, later `prefix`, and got `prefixUrl`: one slash between, whatever the address looks like. */
export const joinPrefix: Join = (base, url) => (isNothing(base) ? [...url] : joinWithSlash(base, url));

/** Text after text, as `request` (`baseUrl`) and wretch (`url()`) do it, and most wrappers. */
export const joinPlain: Join = (base, url) => (isNothing(base) ? [...url] : concatenate(base, url));

/** `new URL(url, base)`: a rooted address drops the path of the base, any other one replaces its last segment. */
export const resolveUrl: Join = (base, url) => {
	if (isNothing(base) || isAbsolute(url)) return [...url];
	if (isNothing(url)) return [...base];
	const {origin, path} = splitOrigin(base);
	if (startsWith(url, '/')) return concatenate(origin, url);
	return concatenate(concatenate(origin, folderOf(path)), dropDots(url));
};

/** An address as the browser asks for it: this page's own origin is taken off, and what is relative to the page is taken from the root. */
export function fromPage(url: readonly TextPart[]): TextPart[] {
	const own = withoutOwnOrigin(url);
	const first = own[0];
	if (first === undefined) return ['/'];
	if (typeof first !== 'string' || isAbsolute(own) || /^[a-z][a-z\d+.-]*:/i.test(first)) return own;
	const path = dropDots(own);
	return startsWith(path, '/') ? path : concatenate(['/'], path);
}

/** Names the page that is open, whatever that is: `''`, `.`, `?tab=1`. */
export function isPageItself(url: readonly TextPart[]): boolean {
	const [first] = url;
	return (
		first === undefined || (typeof first === 'string' && /^(?:\.\/?$|[?#])/.test(first) && (url.length === 1 || !first.startsWith('.')))
	);
}

/** Has a scheme, or a host after `//`, or starts with a base that the environment gives. */
export function isAbsolute(url: readonly TextPart[]): boolean {
	const [first, second] = url;
	if (first === undefined) return false;
	if (typeof first === 'string') return /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(first);
	return first.value.kind === 'env' || (typeof second === 'string' && second.startsWith('://'));
}

/** Joined where a slash may stand on either side, on both or on none. */
export function joinWithSlash(base: readonly TextPart[], url: readonly TextPart[]): TextPart[] {
	return concatenate(concatenate(trimEnd(base), ['/']), trimStart(url));
}

/** One text after another, neighbouring strings joined. */
export function concatenate(left: readonly TextPart[], right: readonly TextPart[]): TextPart[] {
	return right.reduce<TextPart[]>(appendPart, [...left]);
}

function appendPart(parts: TextPart[], part: TextPart): TextPart[] {
	const last = parts.at(-1);
	if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
	else if (part !== '') parts.push(part);
	return parts;
}

/** No base was given: the empty text, or what `undefined` reads as. */
export function isNothing(text: readonly TextPart[]): boolean {
	return text.length === 0 || isJust(text, '') || isJust(text, 'undefined') || isJust(text, 'null');
}

function isJust(text: readonly TextPart[], value: string): boolean {
	return text.length === 1 && text[0] === value;
}

/** Absolute, or nothing but one unknown text, which may well be absolute (the link to the next page): then no base is claimed. */
function overridesBase(url: readonly TextPart[]): boolean {
	if (isAbsolute(url)) return true;
	const [first] = url;
	return url.length === 1 && typeof first === 'object' && first.type !== 'number' && first.type !== 'boolean';
}

function startsWith(text: readonly TextPart[], start: string): boolean {
	return typeof text[0] === 'string' && text[0].startsWith(start);
}

function startsWithParts(text: readonly TextPart[], start: readonly TextPart[]): boolean {
	if (start.length === 0) return false;
	const last = start.length - 1;
	return start.every((part, index) => {
		const there = text[index];
		if (typeof part === 'string' && typeof there === 'string') return index === last ? isUnder(there, part) : there === part;
		return typeof part === 'object' && typeof there === 'object' && part.text === there.text;
	});
}

function isUnder(text: string, folder: string): boolean {
	return text.startsWith(folder) && (text.length === folder.length || '/?#'.includes(text[folder.length]!));
}

function trimEnd(text: readonly TextPart[]): TextPart[] {
	const last = text.at(-1);
	if (typeof last !== 'string') return [...text];
	const trimmed = last.replace(/\/+$/, '');
	return trimmed === '' ? text.slice(0, -1) : [...text.slice(0, -1), trimmed];
}

function trimStart(text: readonly TextPart[]): TextPart[] {
	const [first, ...others] = text;
	if (typeof first !== 'string') return [...text];
	const trimmed = first.replace(/^\/+/, '');
	return trimmed === '' ? others : [trimmed, ...others];
}

/** `./x` and `../x` at the root are `/x`. */
function dropDots(text: readonly TextPart[]): TextPart[] {
	const [first, ...others] = text;
	if (typeof first !== 'string') return [...text];
	const bare = first.replace(/^(?:\.\.?\/)+/, '');
	return bare === '' ? others : [bare, ...others];
}

/** Scheme and host (or the environment's base, or an unknown start), and the path after them. */
function splitOrigin(base: readonly TextPart[]): {origin: TextPart[]; path: TextPart[]} {
	const [first] = base;
	const scheme = typeof first === 'string' ? /^(?:[a-z][a-z\d+.-]*:)?\/\//i.exec(first) : null;
	if (typeof first === 'string' && scheme === null) return {origin: [], path: [...base]};
	return splitAtSlash(base, scheme?.[0].length ?? 0);
}

/** Before and from the first slash on; `offset` counts in the first part. */
function splitAtSlash(text: readonly TextPart[], offset: number): {origin: TextPart[]; path: TextPart[]} {
	for (const [index, part] of text.entries()) {
		const slash = typeof part === 'string' ? part.indexOf('/', index === 0 ? offset : 0) : -1;
		if (typeof part !== 'string' || slash === -1) continue;
		return {origin: concatenate(text.slice(0, index), [part.slice(0, slash)]), path: [part.slice(slash), ...text.slice(index + 1)]};
	}
	return {origin: [...text], path: []};
}

/** Up to and with the last slash. */
function folderOf(path: readonly TextPart[]): TextPart[] {
	const index = path.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
	const part = path[index];
	if (typeof part !== 'string') return ['/'];
	return concatenate(path.slice(0, index), [part.slice(0, part.lastIndexOf('/') + 1)]);
}

const ownHosts = new Set(['location.host', 'location.hostname']);

/** `location.origin + path`, `${location.protocol}//${location.host}/…`, `ws://${location.host}/…`; another port of the same host is our development server. */
function withoutOwnOrigin(url: readonly TextPart[]): TextPart[] {
	const [first, second] = url;
	if (isEnv(first, 'location.origin')) return url.slice(1);
	const host = url.findIndex((part) => typeof part === 'object' && part.value.kind === 'env' && ownHosts.has(part.value.name));
	if (host === -1 || host > 2 || !isScheme(first, second, host)) return [...url];
	const after = url.slice(host + 1);
	if (after.length === 0) return [];
	return isSubdomain(after[0]!) ? [...url] : withoutPort(after);
}

function isScheme(first: TextPart | undefined, second: TextPart | undefined, host: number): boolean {
	if (host === 0) return true;
	if (host === 1) return typeof first === 'string' && /^(?:(?:https?|wss?):)?\/\/$/.test(first);
	return typeof first === 'object' && (second === '//' || second === '://');
}

function isSubdomain(after: TextPart): boolean {
	return typeof after === 'string' && !/^[/:?#]/.test(after);
}

function withoutPort(after: readonly TextPart[]): TextPart[] {
	const [first, ...others] = after;
	if (typeof first !== 'string' || !first.startsWith(':')) return [...after];
	const rest = first.replace(/^:\d*/, '');
	if (rest !== '') return [rest, ...others];
	return first === ':' ? others.slice(1) : others;
}

function isEnv(part: TextPart | undefined, name: string): part is Hole {
	return typeof part === 'object' && part.value.kind === 'env' && part.value.name === name;
}
