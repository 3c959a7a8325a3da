import {accepts, both, either, empty, everything, includes, none, optional, seq, text, type Language} from './language.ts';
import type {Piece, Template} from './piece.ts';
import type {Dialect, Route} from './route.ts';
import {languageOfRegExp} from './regexp.ts';
import {readTemplate} from './template.ts';

/** A path template as its framework understands it. */
export interface Pattern {
	/** As given. */
	source: string;
	isCaseSensitive: boolean;
	isStrict: boolean;
	/** Every way to write its optional parts, by segments (what stands between slashes); null when it only can be read as a whole. */
	alternatives: readonly (readonly PatternSegment[])[] | null;
	/** The paths that it matches. */
	language: Language;
	/** What the framework says when it refuses the template at start-up; such a pattern matches nothing. */
	fault: string | null;
}
/** Literals and parameters in order; a trailing slash that counts is an empty last segment. */
export type PatternSegment = readonly (string | PatternParam)[];
export interface PatternParam {
	name: string;
	shape: Language;
	/** Takes whatever a segment can hold. */
	isFree: boolean;
	/** May go over several segments. */
	spans: boolean;
}

export interface PatternOptions {
	isCaseSensitive?: boolean;
	isStrict?: boolean;
}

/** Whether case and a trailing slash decide, where the code says nothing. */
export const defaultsOf: Readonly<Record<Dialect, {isCaseSensitive: boolean; isStrict: boolean}>> = {
	express4: {isCaseSensitive: false, isStrict: false},
	express5: {isCaseSensitive: false, isStrict: false},
	fastify: {isCaseSensitive: true, isStrict: true},
	koa: {isCaseSensitive: false, isStrict: false},
	hono: {isCaseSensitive: true, isStrict: true},
	nest: {isCaseSensitive: false, isStrict: false},
	next: {isCaseSensitive: true, isStrict: false},
	plain: {isCaseSensitive: true, isStrict: false},
};

/** Reads a full template (mounts in front of it included) as a framework does. */
export function parsePattern(path: string, dialect: Dialect, options: PatternOptions = {}): Pattern {
	const {isCaseSensitive, isStrict} = {...defaultsOf[dialect], ...options};
	const template = readTemplate(path, dialect, !isCaseSensitive);
	const {alternatives, fault, languageOf} = meaningOf(template, isCaseSensitive, isStrict);
	let language: Language | null = null;
	// Most patterns are only ever compared by their segments.
	return {
		source: path,
		isCaseSensitive,
		isStrict,
		alternatives,
		fault,
		get language() {
			return (language ??= languageOf());
		},
	};
}

/** The pattern of a route: of its regular expression where it has one, else of its path. The same one every time. */
export function patternOf(route: Pick<Route, 'path' | 'dialect' | 'isCaseSensitive' | 'isStrict' | 'regExp'>): Pattern {
	let pattern = patterns.get(route);
	if (pattern === undefined) patterns.set(route, (pattern = readRoute(route)));
	return pattern;
}
const patterns = new WeakMap<object, Pattern>();

function readRoute({path, dialect, isCaseSensitive, isStrict, regExp}: Parameters<typeof patternOf>[0]): Pattern {
	const options = {isCaseSensitive, isStrict};
	return regExp === undefined ? parsePattern(path, dialect, options) : regExpPattern(path, dialect, options, regExp);
}

/** Does the framework take this path (no query, not decoded) for the pattern's? */
export const matchesPath = (pattern: Pattern, path: string): boolean => accepts(pattern.language, path);

/** Is every path of `part` one of `whole`? False also where it cannot be told. */
export function covers(whole: Pattern, part: Pattern): boolean {
	return !isDisjoint(whole, part) && (coversBySegments(whole, part) ?? includes(whole.language, part.language));
}

/** By comparing segments, where both are nothing but words and parameters that take anything; null for others. */
function coversBySegments(whole: Pattern, part: Pattern): boolean | null {
	if (whole.isCaseSensitive !== part.isCaseSensitive || whole.isStrict !== part.isStrict) return null;
	const [a, b] = [plainSegments(whole), plainSegments(part)];
	if (a === null || b === null) return null;
	return (
		a.length === b.length &&
		a.every((word, index) => word === null || (b[index] !== null && isSameText(word, b[index] ?? '', !whole.isCaseSensitive)))
	);
}

/** The texts of all segments, null for a parameter. */
function plainSegments({alternatives}: Pattern): (string | null)[] | null {
	const [segments, other] = alternatives ?? [];
	if (segments === undefined || other !== undefined) return null;
	const texts = segments.map(literalOf);
	const isPlain = segments.every((segment, index) => (texts[index] === null ? isFreeSegment(segment) : texts[index] !== ''));
	return isPlain ? texts : null;
}

function isFreeSegment([only, ...others]: PatternSegment): boolean {
	return others.length === 0 && typeof only === 'object' && only.isFree && !only.spans && !only.shape.isNullable;
}

/** A regular expression that is tried on what follows the prefix; one that cannot be read is taken to match everything there. */
function regExpPattern(
	path: string,
	dialect: Dialect,
	options: PatternOptions,
	{prefix, source, flags}: NonNullable<Route['regExp']>,
): Pattern {
	const mount = parsePattern(prefix, dialect, {...options, isStrict: true});
	const rest = languageOfRegExp(source, flags) ?? everything;
	const below = seq(mount.language, both(rest, seq(text('/'), everything)));
	return {...mount, source: path, alternatives: null, language: either(below, accepts(rest, '/') ? mount.language : none)};
}

interface Meaning {
	alternatives: Pattern['alternatives'];
	fault: string | null;
	languageOf: () => Language;
}

function meaningOf(template: Template, isCaseSensitive: boolean, isStrict: boolean): Meaning {
	switch (template.kind) {
		case 'fault':
			return {alternatives: [], languageOf: () => none, fault: template.message};
		case 'language':
			return {alternatives: null, languageOf: () => template.language, fault: null};
		case 'pieces': {
			const ways = flatten(template.pieces, [[]])?.map((way) => withRoot(isStrict ? way : withoutTrailingSlash(way))) ?? null;
			if (ways === null) return {alternatives: null, languageOf: () => everything, fault: null};
			const languageOf = (): Language => either(...ways.map((way) => languageOfWay(way, isCaseSensitive, isStrict)));
			return {alternatives: ways.map(segmentsOf), languageOf, fault: null};
		}
	}
}

/** Beyond this many a template is read as matching anything; path-to-regexp refuses more than 256 itself. */
const mostWays = 256;

/** All combinations of optional parts; null when there are too many. */
function flatten(pieces: readonly Piece[], before: Piece[][]): Piece[][] | null {
	let ways: Piece[][] | null = before;
	for (const piece of pieces) {
		const sofar: Piece[][] = ways;
		if (piece.kind === 'optional') ways = combine(sofar, flatten(piece.pieces, sofar));
		else ways = sofar.map((way) => [...way, piece]);
		if (ways === null || ways.length > mostWays) return null;
	}
	return ways;
}
const combine = (without: Piece[][], withIt: Piece[][] | null): Piece[][] | null => withIt && [...withIt, ...without];

function withoutTrailingSlash(way: Piece[]): Piece[] {
	const last = way.at(-1);
	if (last?.kind !== 'text' || !last.text.endsWith('/')) return way;
	const stripped = last.text.replace(/\/+$/, '');
	return stripped === '' ? way.slice(0, -1) : [...way.slice(0, -1), {kind: 'text', text: stripped}];
}

/** A template need not start with a slash; a path does. */
function withRoot(way: Piece[]): Piece[] {
	const [first] = way;
	if (first === undefined || first.kind === 'rest' || (first.kind === 'text' && first.text.startsWith('/'))) return way;
	return [{kind: 'text', text: '/'}, ...way];
}

function languageOfWay(way: Piece[], isCaseSensitive: boolean, isStrict: boolean): Language {
	const parts = way.map((piece) => {
		if (piece.kind === 'optional') return empty;
		return piece.kind === 'text' ? text(piece.text, !isCaseSensitive) : piece.shape;
	});
	return seq(...parts, isStrict ? empty : optional(text('/')));
}

function segmentsOf(way: Piece[]): PatternSegment[] {
	const segments: (string | PatternParam)[][] = [];
	for (const piece of way) {
		if (piece.kind === 'text') addText(segments, piece.text);
		else if (piece.kind !== 'optional') {
			if (segments.length === 0) segments.push([]);
			const isFree = piece.kind === 'param' ? piece.isFree : true;
			segments.at(-1)?.push({name: piece.name, shape: piece.shape, isFree, spans: piece.kind === 'rest'});
		}
	}
	return segments;
}

function addText(segments: (string | PatternParam)[][], content: string): void {
	const [first = '', ...others] = content.split('/');
	if (first !== '') addToLast(segments, first);
	for (const other of others) segments.push(other === '' ? [] : [other]);
}

function addToLast(segments: (string | PatternParam)[][], content: string): void {
	const last = segments.at(-1);
	const before = last?.at(-1);
	if (last === undefined) segments.push([content]);
	else if (typeof before === 'string') last[last.length - 1] = before + content;
	else last.push(content);
}

/** A cheap no: no way of one can meet any way of the other because literal segments differ. */
function isDisjoint(one: Pattern, other: Pattern): boolean {
	if (one.alternatives === null || other.alternatives === null) return false;
	const isFolded = !one.isCaseSensitive || !other.isCaseSensitive;
	return one.alternatives.every((a) => (other.alternatives ?? []).every((b) => differ(a, b, isFolded)));
}

function differ(a: readonly PatternSegment[], b: readonly PatternSegment[], isFolded: boolean): boolean {
	for (let index = 0; index < Math.min(a.length, b.length); index++) {
		const [left, right] = [a[index] ?? [], b[index] ?? []];
		if (spans(left) || spans(right)) return false;
		const [leftText, rightText] = [literalOf(left), literalOf(right)];
		if (leftText !== null && rightText !== null && !isSameText(leftText, rightText, isFolded)) return true;
	}
	return a.length !== b.length && isClosed(a, b) && isClosed(b, a);
}

/** The longer one has a segment that the shorter one cannot have, not even as a trailing slash. */
function isClosed(longer: readonly PatternSegment[], shorter: readonly PatternSegment[]): boolean {
	if (longer.length <= shorter.length) return true;
	const extra = longer.slice(shorter.length);
	return extra.length > 1 || (extra[0] !== undefined && typeof extra[0][0] === 'string');
}

const spans = (segment: PatternSegment): boolean => segment.some((part) => typeof part !== 'string' && part.spans);

/** The text of a segment without parameters; null for others. */
export function literalOf(segment: PatternSegment): string | null {
	if (segment.length === 0) return '';
	const [first] = segment;
	return segment.length === 1 && typeof first === 'string' ? first : null;
}

/** Compares literal text as a pattern does. */
export const isSameText = (a: string, b: string, isFolded: boolean): boolean =>
	a === b || (isFolded && a.toLowerCase() === b.toLowerCase());
