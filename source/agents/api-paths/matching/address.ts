import type {Hole, TextPart} from '../evaluate/machine.ts';

/** Where a request goes, before anything is known of whose it is. */
export type Base =
	/** The origin of the page: a path, or an address put together from `location`. */
	| {kind: 'here'}
	/** Named in the code, or by a variable of the environment whose value is known. */
	| {kind: 'origin'; origin: string; fromEnv: string | null}
	/** Not known, and possibly more than an origin: `${apiUrl}/users`. */
	| {kind: 'unknown'; name: string};

/** One segment of a path: `['users']`, `[hole]`, `['item-', hole]`; `[]` is the nothing between two slashes. */
export type Segment = readonly TextPart[];

export interface Address {
	base: Base;
	segments: Segment[];
	hasTrailingSlash: boolean;
	/** A query or a fragment was written behind the path: what stands before it ends there. */
	hasQuery: boolean;
}

export type ReadAddress =
	| {kind: 'address'; address: Address}
	/** Nothing of the path is known. */
	| {kind: 'unreadable'; base: Base}
	/** `mailto:`, `data:`, `#top`: no request to anybody. */
	| {kind: 'no-request'};

/** Takes an address apart: whose origin, which path. Variables of the environment that are known are put in first. Pure. */
export function readAddress(parts: readonly TextPart[], envOf: (name: string) => string | undefined): ReadAddress {
	const {parts: text, fromEnv} = putEnvIn(parts, envOf);
	const split = splitBase(text, fromEnv);
	if (split === null) return {kind: 'no-request'};
	const {path, hasQuery} = cutQuery(split.path);
	if (path.length === 0 && split.base.kind === 'here' && split.isBare) return {kind: 'no-request'};
	if (isUnreadable(split.base, path)) return {kind: 'unreadable', base: split.base};
	return {kind: 'address', address: {base: split.base, hasQuery, ...splitSegments(path)}};
}

/** The path as people read it: holes as `{expression}`. */
export function printPath(segments: readonly Segment[], hasTrailingSlash = false): string {
	const printed = segments.map((segment) => segment.map((part) => (typeof part === 'string' ? part : printHole(part))).join('')).join('/');
	return `/${printed}${hasTrailingSlash && segments.length > 0 ? '/' : ''}`;
}

/** Origin as printed; null where the code names none. */
export function printOrigin(base: Base): string | null {
	return base.kind === 'origin' ? base.origin : null;
}

/** An expression with braces of its own would make the hole's end hard to see. */
const printHole = ({text}: Hole): string => `{${/[{}]/u.test(text) ? '…' : text.replaceAll(/\s+/gu, ' ')}}`;

interface Split {
	base: Base;
	path: TextPart[];
	/** Nothing at all was written in front of the path. */
	isBare: boolean;
}

function putEnvIn(parts: readonly TextPart[], envOf: (name: string) => string | undefined): {parts: TextPart[]; fromEnv: string | null} {
	let fromEnv: string | null = null;
	const text: TextPart[] = [];
	const read = parts.flatMap((part) => withPlaceholders(part));
	for (const [index, part] of read.entries()) {
		const name = typeof part === 'string' || part.value.kind !== 'env' ? null : part.value.name;
		const value = name === null ? undefined : envOf(name);
		if (name !== null && value !== undefined && index === 0) fromEnv = name;
		text.push(value === undefined ? part : withoutDoubledSlash(value.trim(), read[index + 1]));
	}
	return {parts: joined(text), fromEnv};
}

/** How a deployment ends its base is not the code's fault. */
const withoutDoubledSlash = (value: string, next: TextPart | undefined): string =>
	typeof next === 'string' && next.startsWith('/') ? value.replace(/\/+$/u, '') : value;

/** `__API_HOST__` and `%API_HOST%` are filled in by the build: what will stand there is not known. */
function withPlaceholders(part: TextPart): TextPart[] {
	if (typeof part !== 'string' || !/__[A-Z]|%[A-Z]/u.test(part)) return [part];
	return part
		.split(/(__[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__|%[A-Z][A-Z\d]*(?:_[A-Z\d]+)+%)/u)
		.map((text, index) => (index % 2 === 0 ? text : placeholder(text)));
}

const placeholder = (text: string): Hole => ({text, type: 'unknown', value: {kind: 'unknown', text, type: null, reason: 'runtime-value'}});

/** Neighbouring strings made one, empty ones dropped. */
function joined(parts: readonly TextPart[]): TextPart[] {
	const text: TextPart[] = [];
	for (const part of parts) {
		const last = text.at(-1);
		if (part === '') continue;
		if (typeof part === 'string' && typeof last === 'string') text[text.length - 1] = last + part;
		else text.push(part);
	}
	return text;
}

const scheme = /^([a-z][a-z\d+.-]*):/iu;
const bareLocalHost = /^(?:localhost|127\.0\.0\.1):\d/iu;

/** Null: no address of the web. */
function splitBase(parts: readonly TextPart[], fromEnv: string | null): Split | null {
	const [first, ...rest] = parts;
	if (first === undefined) return {base: {kind: 'here'}, path: [], isBare: true};
	if (typeof first === 'string') return splitText(first.trimStart(), rest, fromEnv);
	const [second] = rest;
	// `${protocol}//${host}`: the hole is a scheme.
	if (typeof second === 'string' && /^:?\/\//u.test(second)) {
		return splitAuthority('http', joined([second.replace(/^:?\/\//u, ''), ...rest.slice(1)]), fromEnv);
	}
	if (isOriginOfPage(first)) return {base: {kind: 'here'}, path: rest, isBare: false};
	return splitUnknown(parts);
}

function splitText(first: string, rest: readonly TextPart[], fromEnv: string | null): Split | null {
	if (first.startsWith('//')) return splitAuthority('http', joined([first.slice(2), ...rest]), fromEnv);
	if (bareLocalHost.test(first)) return splitAuthority('http', [first, ...rest], fromEnv);
	const named = scheme.exec(first)?.[1]?.toLowerCase();
	if (named === undefined) return {base: {kind: 'here'}, path: joined([withoutDots(first), ...rest]), isBare: true};
	if (!['http', 'https', 'ws', 'wss'].includes(named) || !first.startsWith('//', named.length + 1)) return null;
	return splitAuthority(named, joined([first.slice(named.length + 3), ...rest]), fromEnv);
}

/** `./users` is read as if the page were at the root. */
const withoutDots = (path: string): string => path.replace(/^(?:\.{1,2}\/)+/u, '/');

/** What stands before the first slash is the host; its unknown parts may all be the page's own. */
function splitAuthority(named: string, parts: readonly TextPart[], fromEnv: string | null): Split {
	const end = parts.findIndex((part) => typeof part === 'string' && /[/?#]/u.test(part));
	const host = end === -1 ? parts : parts.slice(0, end);
	const last = end === -1 ? '' : (parts[end] as string);
	const cut = last.search(/[/?#]/u);
	const authority = joined([...host, cut === -1 ? last : last.slice(0, cut)]);
	const path = end === -1 ? [] : joined([last.slice(cut), ...parts.slice(end + 1)]);
	return {base: baseOfAuthority(named, authority, fromEnv), path, isBare: false};
}

function baseOfAuthority(named: string, authority: readonly TextPart[], fromEnv: string | null): Base {
	const holes = authority.filter((part) => typeof part !== 'string');
	const texts = authority.filter((part) => typeof part === 'string');
	if (holes.some((hole) => isHostOfPage(hole)) && texts.every((text) => /^:\d*$/u.test(text))) return {kind: 'here'};
	const printed = authority.map((part) => (typeof part === 'string' ? part : printHole(part))).join('');
	// Only a port, or nothing, is known of the host.
	if (holes.length > 0 && texts.every((text) => /^(?::\d*)?$/u.test(text))) return {kind: 'unknown', name: printed};
	const secure = named === 'ws' ? 'http' : named === 'wss' ? 'https' : named;
	return {kind: 'origin', origin: `${secure}://${printed.toLowerCase().replace(/^[^@]*@/u, '')}`, fromEnv};
}

/** Holes at the start are a base, however many stand there: what follows them is the path. */
function splitUnknown(parts: readonly TextPart[]): Split {
	const count = parts.findIndex((part) => typeof part === 'string');
	const holes = (count === -1 ? parts : parts.slice(0, count)) as Hole[];
	const path = count === -1 ? [] : parts.slice(count);
	return {base: {kind: 'unknown', name: holes.map((hole) => nameOfHole(hole)).join('')}, path, isBare: false};
}

const nameOfHole = ({value, text}: Hole): string => (value.kind === 'env' ? value.name : text);

/** As the source writes the page's address, or as a copy of it is remembered: these are names of the browser, not of the analysed code. */
function readsLocation(hole: Hole, names: string): boolean {
	const around = '(?:window|globalThis|self|document|top|parent)\\??\\.';
	const pattern = new RegExp(
		`^(?:${around})*location\\??\\.(?:${names})$|^(?:${around})+(?:${names.includes('origin') ? 'origin|location' : 'host'})$`,
		'u',
	);
	const {value} = hole;
	if (value.kind === 'external') return pattern.test([value.module, ...value.path].filter((name) => name !== '').join('.'));
	return value.kind === 'unknown' && (pattern.test(value.text) || pattern.test(hole.text));
}
const isOriginOfPage = (hole: Hole): boolean => readsLocation(hole, 'origin|href');
const isHostOfPage = (hole: Hole): boolean => readsLocation(hole, 'host|hostname');

function cutQuery(parts: readonly TextPart[]): {path: TextPart[]; hasQuery: boolean} {
	const index = parts.findIndex((part) => typeof part === 'string' && /[?#]/u.test(part));
	if (index === -1) return {path: [...parts], hasQuery: false};
	const text = parts[index] as string;
	return {path: joined([...parts.slice(0, index), text.slice(0, text.search(/[?#]/u))]), hasQuery: true};
}

/** Behind an unknown base some letter of the path has to be known; a path of this origin may begin with a hole after its slash. */
function isUnreadable(base: Base, path: readonly TextPart[]): boolean {
	const isKnown = path.some((part) => typeof part === 'string' && /[^/]/u.test(part));
	if (base.kind === 'unknown') return !isKnown;
	const [first] = path;
	return first !== undefined && typeof first !== 'string' && !isKnown;
}

function splitSegments(path: readonly TextPart[]): {segments: Segment[]; hasTrailingSlash: boolean} {
	const segments: TextPart[][] = [[]];
	for (const part of path) {
		if (typeof part !== 'string') segments.at(-1)!.push(part);
		else for (const [index, text] of part.split('/').entries()) addText(segments, text, index > 0);
	}
	// The path's own first slash begins it; without one it begins all the same.
	if (segments[0]!.length === 0) segments.shift();
	const hasTrailingSlash = segments.length > 0 && segments.at(-1)!.length === 0;
	return {segments: withoutDotSegments(hasTrailingSlash ? segments.slice(0, -1) : segments), hasTrailingSlash};
}

function addText(segments: TextPart[][], text: string, isNext: boolean): void {
	if (isNext) segments.push([]);
	if (text !== '') segments.at(-1)!.push(text);
}

/** `/a/../b` is asked for as `/b`. */
function withoutDotSegments(segments: readonly Segment[]): Segment[] {
	const kept: Segment[] = [];
	for (const segment of segments) {
		const [only] = segment;
		if (segment.length === 1 && only === '..') kept.pop();
		else if (segment.length !== 1 || only !== '.') kept.push(segment);
	}
	return kept;
}
