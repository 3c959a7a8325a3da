import {charsExcept, everything, includes, meets, oneOrMore, optional, seq, text, type Language} from './language.ts';
import {isSameText, literalOf, type Pattern, type PatternParam, type PatternSegment} from './pattern.ts';

/** Part of a called path: literal text, or a hole. */
export type CallPart = string | CallHole;
export interface CallHole {
	/** What it can be: any text of a segment, or (`spans`) anything, also nothing and several segments. */
	spans: boolean;
}
/** What stands between two slashes of a called path: `/users/${id}/` is `[['users'], [hole], []]`, `/` is `[[]]`. */
export type CallSegment = readonly CallPart[];

/**
 * - `exact`: every literal segment meets a literal, every hole a parameter
 * - `weak`: a literal of the call meets a parameter that takes it
 * - `maybe`: it depends on what a hole holds: it would have to be a literal of the route
 * - `none`: whatever the holes hold, the route does not match
 */
export type CallMatch = 'exact' | 'weak' | 'maybe' | 'none';

/** How a call meets a route's pattern. */
export function matchCall(pattern: Pattern, segments: readonly CallSegment[]): CallMatch {
	if (pattern.alternatives === null || segments.some((segment) => segment.some(isSpanning))) return matchAsWhole(pattern, segments);
	const calls = waysToWrite(segments, pattern.isStrict);
	return best(pattern.alternatives.flatMap((alternative) => calls.map((call) => align(alternative, call, pattern))));
}

const order: readonly CallMatch[] = ['none', 'maybe', 'weak', 'exact'];
const best = (matches: readonly CallMatch[]): CallMatch => order[Math.max(0, ...matches.map((match) => order.indexOf(match)))] ?? 'none';
const worst = (one: CallMatch, other: CallMatch): CallMatch => (order.indexOf(one) < order.indexOf(other) ? one : other);

/** A trailing slash counts only where the pattern is strict; a wildcard may want it all the same. */
function waysToWrite(segments: readonly CallSegment[], isStrict: boolean): (readonly CallSegment[])[] {
	const hasTrailingSlash = segments.at(-1)?.length === 0;
	return hasTrailingSlash && !isStrict ? [segments, segments.slice(0, -1)] : [segments];
}

function align(pattern: readonly PatternSegment[], call: readonly CallSegment[], options: Pattern): CallMatch {
	const [first, ...others] = pattern;
	if (first === undefined) return call.length === 0 ? 'exact' : 'none';
	const rest = restOf(first);
	if (rest !== null) return alignRest(rest, others, call, options);
	if (first.some((part) => typeof part !== 'string' && part.spans))
		return relation(languageOfPattern(pattern, options), languageOfCall(call), call);
	const [segment, ...following] = call;
	if (segment === undefined) return 'none';
	const here = matchSegment(first, segment, options);
	return here === 'none' ? 'none' : worst(here, align(others, following, options));
}

/** A parameter over several segments that is a segment by itself. */
function restOf(segment: PatternSegment): PatternParam | null {
	const [only] = segment;
	return segment.length === 1 && typeof only === 'object' && only.spans ? only : null;
}

function alignRest(rest: PatternParam, others: readonly PatternSegment[], call: readonly CallSegment[], options: Pattern): CallMatch {
	const counts = others.length === 0 ? [call.length] : call.map((_, index) => index + 1);
	const matches = counts.map((count) => {
		const taken = call.slice(0, count);
		if (count === 0 || !meets(rest.shape, languageOfCall(taken, false))) return 'none';
		const here = taken.some((segment) => segment.some(isHole)) ? 'exact' : 'weak';
		return worst(here, align(others, call.slice(count), options));
	});
	return best(matches);
}

function matchSegment(pattern: PatternSegment, call: CallSegment, options: Pattern): CallMatch {
	const [wanted, given] = [literalOf(pattern), literalOfCall(call)];
	const isFolded = !options.isCaseSensitive;
	if (wanted !== null && given !== null) return isSameText(wanted, given, isFolded) ? 'exact' : 'none';
	if (wanted !== null) return meets(text(wanted, isFolded), languageOfSegment(call)) ? 'maybe' : 'none';
	const language = seq(...pattern.map((part) => languageOfPart(part, isFolded)));
	if (given !== null) return meets(language, text(given)) ? 'weak' : 'none';
	if (pattern.length === 1 && call.length === 1) return 'exact';
	return segmentRelation(pattern, language, call, isFolded);
}

/** Holes and texts on one side at least: exact when the texts are where the pattern has them. */
function segmentRelation(pattern: PatternSegment, language: Language, call: CallSegment, isFolded: boolean): CallMatch {
	if (!meets(language, languageOfSegment(call))) return 'none';
	if (pattern.length === 1) return 'exact';
	const free = seq(...pattern.map((part) => (typeof part === 'string' ? text(part, isFolded) : oneOrMore(charsExcept('/')))));
	return includes(free, languageOfSegment(call)) ? 'exact' : 'maybe';
}

/** Where segments do not line up: by the paths that both can be. */
const matchAsWhole = (pattern: Pattern, call: readonly CallSegment[]): CallMatch => relation(pattern.language, languageOfCall(call), call);

function relation(pattern: Language, language: Language, call: readonly CallSegment[]): CallMatch {
	if (!meets(pattern, language)) return 'none';
	if (!includes(pattern, language)) return 'maybe';
	return call.some((segment) => segment.some(isHole)) ? 'exact' : 'weak';
}

const languageOfPattern = (segments: readonly PatternSegment[], {isCaseSensitive, isStrict}: Pattern): Language =>
	seq(
		...segments.flatMap((segment) => [text('/'), ...segment.map((part) => languageOfPart(part, !isCaseSensitive))]),
		isStrict ? seq() : optional(text('/')),
	);

const languageOfPart = (part: string | PatternParam, isFolded: boolean): Language =>
	typeof part === 'string' ? text(part, isFolded) : part.shape;

function languageOfCall(call: readonly CallSegment[], hasLeadingSlash = true): Language {
	const parts = call.flatMap((segment, index) =>
		index === 0 && !hasLeadingSlash ? [languageOfSegment(segment)] : [text('/'), languageOfSegment(segment)],
	);
	return seq(...parts);
}

const languageOfSegment = (segment: CallSegment): Language =>
	seq(...segment.map((part) => (typeof part === 'string' ? text(part) : languageOfHole(part))));
const languageOfHole = ({spans}: CallHole): Language => (spans ? everything : someSegment);
const someSegment = oneOrMore(charsExcept('/'));

const isHole = (part: CallPart): part is CallHole => typeof part !== 'string';
const isSpanning = (part: CallPart): boolean => isHole(part) && part.spans;

function literalOfCall(segment: CallSegment): string | null {
	const texts = segment.filter((part) => typeof part === 'string');
	return texts.length === segment.length ? texts.join('') : null;
}
