import {editDistance} from '../../../basics/nearest.ts';
import {meet} from './meet.ts';
import type {CallSegment, Meeting} from './meet.ts';
import type {RouteSegment} from './route-segments.ts';

/** What a difference between two paths weighs. */
const weights = {
	value: 0.15,
	maybe: 0.5,
	swapped: 0.5,
	prefix: 0.3,
	perPrefixSegment: 0.1,
	sameWord: 0.2,
	otherWord: 1.2,
	/** A segment too much or too few: text, a parameter, and the nothing of a doubled slash. */
	text: 1,
	param: 0.7,
	nothing: 0.1,
} as const;
/** Beyond this nothing is near any more. */
export const tooFar = 1.3;

export interface Distance {
	/** 0: the same; `Infinity`: further than `tooFar`. */
	cost: number;
	/** Only what stands in front differs. */
	isPrefix: boolean;
}

/** How far a called path is from a route's. Texts are compared as given: fold both. */
export function distanceOf(call: readonly CallSegment[], route: readonly RouteSegment[]): Distance {
	const prefix = prefixCost(call, route) ?? Infinity;
	const aligned = alignCost(call, route);
	return {cost: Math.min(prefix, aligned), isPrefix: prefix !== Infinity && prefix <= aligned};
}

/** Another beginning of at most two segments, and all that follows is right and shares some text: a prefix was forgotten, doubled or is out of date. */
function prefixCost(call: readonly CallSegment[], route: readonly RouteSegment[]): number | null {
	let shared = 0;
	let texts = 0;
	while (shared < Math.min(call.length, route.length)) {
		const meeting = meet(call.at(-1 - shared)!, route.at(-1 - shared)!);
		if (meeting !== 'same' && meeting !== 'filled') break;
		if (meeting === 'same') texts++;
		shared++;
	}
	const [fromCall, fromRoute] = [call.slice(0, call.length - shared), route.slice(0, route.length - shared)];
	const isPlain = fromCall.every((segment) => segment.kind === 'literal') && fromRoute.every((segment) => segment.kind === 'literal');
	if (texts === 0 || !isPlain || fromCall.length > 2 || fromRoute.length > 2 || fromCall.length + fromRoute.length === 0) return null;
	return weights.prefix + weights.perPrefixSegment * (fromCall.length + fromRoute.length);
}

/** The cheapest way to turn one path into the other, segment by segment; two neighbours may have changed places. Given up once it is too far. */
function alignCost(call: readonly CallSegment[], route: readonly RouteSegment[]): number {
	const gaps = call.filter((segment) => segment.kind === 'literal' && segment.text === '').length;
	if ((Math.abs(call.length - route.length) - gaps) * weights.param > tooFar) return Infinity;
	const meetings = call.map((segment) => route.map((other) => meet(segment, other)));
	const rows: number[][] = [costsOfAdding(route)];
	let leastBefore = 0;
	for (const [index, segment] of call.entries()) {
		const current = rowAfter(rows, meetings, segment, route, index);
		rows.push(current);
		const least = Math.min(...current);
		// A swap looks two rows back.
		if (Math.min(least, leastBefore) > tooFar) return Infinity;
		leastBefore = least;
	}
	return rows[call.length]![route.length]!;
}

function rowAfter(rows: number[][], meetings: Meetings, segment: CallSegment, route: readonly RouteSegment[], index: number): number[] {
	const before = rows[index]!;
	const extra = extraCost(segment);
	const current = [before[0]! + extra];
	for (const [column, other] of route.entries()) {
		const replaced = before[column]! > tooFar ? Infinity : before[column]! + segmentCost(segment, other, meetings[index]![column]!);
		const swapped = swapCost(rows, meetings, index + 1, column + 1);
		current.push(Math.min(replaced, before[column + 1]! + extra, current[column]! + lackCost(other), swapped));
	}
	return current;
}

type Meetings = readonly (readonly (Meeting | null)[])[];

function costsOfAdding(route: readonly RouteSegment[]): number[] {
	const costs = [0];
	for (const [index, segment] of route.entries()) costs.push(costs[index]! + lackCost(segment));
	return costs;
}
const lackCost = (segment: RouteSegment): number => (segment.kind === 'literal' ? weights.text : weights.param);
function extraCost(segment: CallSegment): number {
	if (segment.kind !== 'literal') return weights.param;
	return segment.text === '' ? weights.nothing : weights.text;
}

function swapCost(rows: number[][], meetings: Meetings, row: number, column: number): number {
	if (row < 2 || column < 2) return Infinity;
	const isCrossed = isRight(meetings[row - 1]![column - 2]!) && isRight(meetings[row - 2]![column - 1]!);
	return isCrossed ? rows[row - 2]![column - 2]! + weights.swapped : Infinity;
}

const isRight = (meeting: Meeting | null): boolean => meeting === 'same' || meeting === 'filled';

function segmentCost(call: CallSegment, route: RouteSegment, meeting: Meeting | null): number {
	if (isRight(meeting)) return 0;
	if (meeting === 'value') return weights.value;
	if (meeting === 'maybe') return weights.maybe;
	return call.kind === 'literal' && route.kind === 'literal' ? wordCost(call.text, route.text) : weights.otherWord;
}

/** Typos, plurals and other spellings of the same word are near; other words are as far as a segment too much and one too few. */
function wordCost(one: string, other: string): number {
	const key = `${one} ${other}`;
	const known = wordCosts.get(key);
	if (known !== undefined) return known;
	if (wordCosts.size > 50_000) wordCosts.clear();
	const cost = costOfWords(one, other);
	wordCosts.set(key, cost);
	return cost;
}

const wordCosts = new Map<string, number>();

function costOfWords(one: string, other: string): number {
	const [a, b] = [stem(one), stem(other)];
	if (a === b) return weights.sameWord;
	const longer = Math.max(a.length, b.length);
	const distance = Math.abs(a.length - b.length) > longer * mostOfWord ? 1 : editDistance(a, b) / longer;
	if (distance <= mostOfWord) return weights.sameWord + distance;
	return a !== '' && (a.includes(b) || b.includes(a)) ? 0.8 : weights.otherWord;
}

/** How much of a word a typo may change. Words that differ more in length alone are not compared letter by letter. */
const mostOfWord = 0.34;

const stems = new Map<string, string>();

/** The same few words are compared with every route. */
function stem(word: string): string {
	const known = stems.get(word);
	if (known !== undefined) return known;
	if (stems.size > 10_000) stems.clear();
	const found = stemOf(word);
	stems.set(word, found);
	return found;
}

const stemOf = (word: string): string =>
	word
		.replaceAll(/[^a-z\d]/giu, '')
		.toLowerCase()
		.replace(/ies$/u, 'y')
		.replace(/(?<=\w{2})s$/u, '');
