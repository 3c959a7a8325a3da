import {accepts} from '../routes/language.ts';
import {literalOf} from '../routes/pattern.ts';
import type {Pattern, PatternParam, PatternSegment} from '../routes/pattern.ts';
import {escapeText} from './escape-text.ts';

/** One segment of a route's path as the matcher walks it. `key`: the same for segments that take the same. */
export type RouteSegment =
	| {kind: 'literal'; text: string}
	/** A parameter that is the whole segment. */
	| {kind: 'param'; key: string; accepts(text: string): boolean}
	/** Text and parameters: `:id.json`. `head` is the text in front. */
	| {kind: 'mixed'; key: string; head: string; accepts(text: string): boolean}
	/** All that follows, of at least so many segments. */
	| {kind: 'rest'; key: string; least: 0 | 1; accepts(text: string): boolean};

/** One way to write a route's path. */
export interface Spelling {
	segments: RouteSegment[];
	hasTrailingSlash: boolean;
}

/** Every way to write a route's path; null for one that can only be read as a whole (a regular expression). */
export function spellingsOf(pattern: Pattern): Spelling[] | null {
	return pattern.alternatives?.map((segments) => spellingOf(segments, pattern)) ?? null;
}

function spellingOf(segments: readonly PatternSegment[], pattern: Pattern): Spelling {
	const hasTrailingSlash = segments.at(-1)?.length === 0;
	const kept = hasTrailingSlash ? segments.slice(0, -1) : segments;
	return {segments: kept.flatMap((segment) => segmentsOf(segment, pattern)), hasTrailingSlash};
}

function segmentsOf(segment: PatternSegment, {isCaseSensitive}: Pattern): RouteSegment[] {
	const text = literalOf(segment);
	if (text !== null) return [{kind: 'literal', text}];
	const [first] = segment;
	if (segment.length === 1 && typeof first === 'object') return [ofParam(first)];
	const head = typeof first === 'string' ? first : '';
	const spanning = segment.find((part) => typeof part !== 'string' && part.spans);
	const mixed: RouteSegment = {
		kind: 'mixed',
		key: segment.map((part) => (typeof part === 'string' ? part : `:${part.shape.key}`)).join(''),
		head,
		accepts: acceptsMixed(segment, isCaseSensitive, spanning !== undefined),
	};
	return spanning === undefined ? [mixed] : [mixed, {kind: 'rest', key: '', least: 0, accepts: () => true}];
}

function ofParam({shape, isFree, spans}: PatternParam): RouteSegment {
	if (spans) return {kind: 'rest', key: shape.key, least: shape.isNullable ? 0 : 1, accepts: (text) => accepts(shape, text)};
	return {kind: 'param', key: isFree ? '' : shape.key, accepts: (text) => isFree || accepts(shape, text)};
}

/** A segment that begins a wildcard only has to begin like it. */
function acceptsMixed(segment: PatternSegment, isCaseSensitive: boolean, isOpen: boolean): (text: string) => boolean {
	const written = segment.map((part) => (typeof part === 'string' ? escapeText(part) : part.spans ? '.*' : '(.+)'));
	const pattern = new RegExp(`^${written.join('')}${isOpen ? '' : '$'}`, isCaseSensitive ? 'u' : 'iu');
	const shapes = segment.filter((part) => typeof part !== 'string' && !part.spans) as PatternParam[];
	return (text) => {
		const found = pattern.exec(text);
		return found !== null && shapes.every((param, index) => param.isFree || accepts(param.shape, found[index + 1] ?? ''));
	};
}
