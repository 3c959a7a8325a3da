import type {Hole} from '../evaluate/machine.ts';
import type {Segment} from './address.ts';
import {escapeText} from './escape-text.ts';
import type {RouteSegment} from './route-segments.ts';

/** One segment of a call's path as the matcher sees it. */
export type CallSegment =
	| {kind: 'literal'; text: string}
	/** Nothing but holes. `canSpan`: it may hold slashes. */
	| {kind: 'hole'; values: 'any' | 'number' | 'boolean'; canSpan: boolean}
	/** Text and holes: `item-${id}`, `report.${format}`, `articles${query}`. */
	| {kind: 'mixed'; head: string; isGlued: boolean; pattern: RegExp; sample: string};

/**
 * How a segment of a call meets one of a route. `same`: text on the same text; `filled`: a hole on a parameter; `value`: text on a parameter;
 * `maybe`: the hole might be that text.
 */
export type Meeting = 'same' | 'filled' | 'value' | 'maybe';

/** What is known of a segment of a call. */
export function callSegmentOf(segment: Segment): CallSegment {
	const holes = segment.filter((part) => typeof part !== 'string');
	const texts = segment.filter((part) => typeof part === 'string');
	if (holes.length === 0) return {kind: 'literal', text: decode(texts.join(''))};
	if (holes.length === segment.length) return holeOf(holes);
	const head = typeof segment[0] === 'string' ? segment[0] : '';
	const last = segment.at(-1)!;
	return {
		kind: 'mixed',
		head,
		isGlued: typeof last !== 'string' && head !== '' && segment.length === 2 && canHoldSlash(last),
		pattern: new RegExp(`^${segment.map((part) => (typeof part === 'string' ? escapeText(part) : patternOf(part))).join('')}$`, 'iu'),
		sample: segment.map((part) => (typeof part === 'string' ? part : '1')).join(''),
	};
}

/** Null: they never meet. Literals are compared as they are given: fold both where case does not count. */
export function meet(call: CallSegment, route: RouteSegment): Meeting | null {
	switch (route.kind) {
		case 'literal':
			return meetLiteral(call, route.text);
		case 'param':
			return meetParam(call, route);
		case 'mixed':
			return meetMixed(call, route);
		case 'rest':
			return call.kind === 'literal' ? 'value' : 'filled';
	}
}

/** Percent escapes as their letters; a broken escape stays as it is. */
function decode(text: string): string {
	if (!text.includes('%')) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		// Not an escape: `100%`.
		return text;
	}
}

function holeOf(holes: readonly Hole[]): CallSegment {
	const [only] = holes;
	const values = holes.length > 1 || (only!.type !== 'number' && only!.type !== 'boolean') ? 'any' : only!.type;
	return {kind: 'hole', values, canSpan: holes.some((hole) => canHoldSlash(hole))};
}

/** `encodeURIComponent` is a global of the language. */
const canHoldSlash = ({type, text}: Hole): boolean => type !== 'number' && type !== 'boolean' && !text.startsWith('encodeURIComponent(');

function patternOf({type}: Hole): string {
	if (type === 'number') return String.raw`-?\d+`;
	return type === 'boolean' ? '(?:true|false)' : '.*';
}

function meetLiteral(call: CallSegment, text: string): Meeting | null {
	switch (call.kind) {
		case 'literal':
			return call.text === text ? 'same' : null;
		case 'hole':
			return canBe(call.values, text) ? 'maybe' : null;
		case 'mixed':
			return call.pattern.test(text) ? 'maybe' : null;
	}
}

function canBe(values: 'any' | 'number' | 'boolean', text: string): boolean {
	if (values === 'number') return /^-?\d+$/u.test(text);
	return values === 'any' || text === 'true' || text === 'false';
}

function meetParam(call: CallSegment, route: RouteSegment & {kind: 'param'}): Meeting | null {
	if (call.kind !== 'literal') return 'filled';
	return call.text !== '' && route.accepts(call.text) ? 'value' : null;
}

/** Text around a parameter (`:id.json`): a sample in the holes tells whether the texts are the same; if not, a value of the hole might still fit. */
function meetMixed(call: CallSegment, route: RouteSegment & {kind: 'mixed'}): Meeting | null {
	if (call.kind === 'literal') return route.accepts(call.text) ? 'value' : null;
	if (call.kind === 'hole') return 'maybe';
	if (route.accepts(call.sample)) return 'filled';
	const [one, other] = [call.head.toLowerCase(), route.head.toLowerCase()];
	return one.startsWith(other) || other.startsWith(one) ? 'maybe' : null;
}
