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

export type DistanceTo = (route: readonly RouteSegment[], most: number) => Distance;

/**
 * Tells how far routes are from a called path. Texts are compared as given: fold both. What is known of a segment holds for all routes that share
 * the object. What is further than `most` need not be measured exactly.
 */
export function distancesFrom(call: readonly CallSegment[]): DistanceTo {
	const known = new Map<RouteSegment, Column>();
	const extra = call.map((segment) => extraCost(segment));
	const columnOf = (segment: RouteSegment): Column => {
		let column = known.get(segment);
		if (column === undefined) known.set(segment, (column = columnFor(segment, call)));
		return column;
	};
	return (route, most) => {
		const prefix = prefixCost(call, route) ?? Infinity;
		const aligned = alignCost(
			extra,
			route.map((segment) => columnOf(segment)),
			Math.min(most, prefix),
		);
		return {cost: Math.min(prefix, aligned), isPrefix: prefix !== Infinity && prefix <= aligned};
	};
}

/** A segment of a route beside each one of a call. */
interface Column {
	/** What each segment of the call costs in its place; 0: it is right there. */
	costs: readonly number[];
	/** What it costs that the call has it nowhere. */
	lack: number;
	/** The cheapest of these. */
	least: number;
}

function columnFor(segment: RouteSegment, call: readonly CallSegment[]): Column {
	const costs = call.map((one) => segmentCost(one, segment, meet(one, segment)));
	const lack = segment.kind === 'literal' ? weights.text : weights.param;
	return {costs, lack, least: Math.min(lack, ...costs)};
}

/** Another beginning of at most two segments, and all that follows is right and shares some text: a prefix was forgotten, doubled or is out of date. */
function prefixCost(call: readonly CallSegment[], route: readonly RouteSegment[]): number | null {
	let shared = 0;
	let texts = 0;
	while (shared < call.length && shared < route.length) {
		const meeting = meet(call[call.length - 1 - shared]!, route[route.length - 1 - shared]!);
		if (meeting !== 'same' && meeting !== 'filled') break;
		if (meeting === 'same') texts++;
		shared++;
	}
	const [ofCall, ofRoute] = [call.length - shared, route.length - shared];
	if (texts === 0 || ofCall > 2 || ofRoute > 2 || ofCall + ofRoute === 0) return null;
	if (!isPlain(call, ofCall) || !isPlain(route, ofRoute)) return null;
	return weights.prefix + weights.perPrefixSegment * (ofCall + ofRoute);
}

/** Is the beginning nothing but text? */
function isPlain(segments: readonly {kind: string}[], length: number): boolean {
	for (let index = 0; index < length; index++) if (segments[index]!.kind !== 'literal') return false;
	return true;
}

/**
 * The cheapest way to turn one path into the other, segment by segment; two neighbours may have changed places. Infinite, or too much, where it
 * is more than `most`. `extra`: what each segment of the call costs where the route has none.
 */
function alignCost(extra: readonly number[], route: readonly Column[], most: number): number {
	let least = 0;
	for (const column of route) least += column.least;
	// Sums are not added up in the same order.
	const limit = most + 1e-9;
	if (least > limit) return Infinity;
	let before: readonly number[] = [];
	let current: readonly number[] = firstCosts(extra);
	let last: Column | null = null;
	for (const column of route) {
		const next = costsAfter(before, current, last, column, extra);
		// A swap looks two columns back.
		if (Math.min(...next) > limit && Math.min(...current) > limit) return Infinity;
		[before, current, last] = [current, next, column];
	}
	return current[extra.length]!;
}

function firstCosts(extra: readonly number[]): number[] {
	const costs = [0];
	for (const [index, cost] of extra.entries()) costs.push(costs[index]! + cost);
	return costs;
}

/** The costs of reading the call up to each of its segments, once the route was read one segment further. */
function costsAfter(
	before: readonly number[],
	current: readonly number[],
	last: Column | null,
	column: Column,
	extra: readonly number[],
): number[] {
	const next = [current[0]! + column.lack];
	for (const [row, cost] of column.costs.entries()) {
		let least = Math.min(current[row]! + cost, current[row + 1]! + column.lack, next[row]! + extra[row]!);
		const isCrossed = last !== null && row > 0 && last.costs[row] === 0 && column.costs[row - 1] === 0;
		if (isCrossed) least = Math.min(least, before[row - 1]! + weights.swapped);
		next.push(least);
	}
	return next;
}

function extraCost(segment: CallSegment): number {
	if (segment.kind !== 'literal') return weights.param;
	return segment.text === '' ? weights.nothing : weights.text;
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
	const [a, b] = [stem(one), stem(other)];
	let cost = a.costs.get(b);
	if (cost === undefined) a.costs.set(b, (cost = costOfStems(a, b)));
	return cost;
}

function costOfStems(a: Stem, b: Stem): number {
	if (a.text === b.text) return weights.sameWord;
	const longer = Math.max(a.text.length, b.text.length);
	const most = longer * mostOfWord;
	const isNear = Math.abs(a.text.length - b.text.length) <= most && lettersLacking(a, b) <= most;
	const distance = isNear ? editDistance(a.text, b.text, Math.ceil(most)) / longer : Infinity;
	if (distance <= mostOfWord) return weights.sameWord + distance;
	return a.text !== '' && (a.text.includes(b.text) || b.text.includes(a.text)) ? 0.8 : weights.otherWord;
}

/** How much of a word a typo may change. Words that differ more in their lengths or letters alone are not compared letter by letter. */
const mostOfWord = 0.34;

/** A word without what spelling changes; `letters` has a bit for each letter and digit in it. */
interface Stem {
	text: string;
	letters: number;
	/** Of turning it into others, as far as was asked: the same few words are compared with every route. */
	costs: Map<Stem, number>;
}

/** Letters of one word that the other has nowhere: each of them takes a change. */
const lettersLacking = (a: Stem, b: Stem): number => Math.max(bitsOf(a.letters & ~b.letters), bitsOf(b.letters & ~a.letters));

function bitsOf(letters: number): number {
	let count = 0;
	for (let left = letters; left !== 0; left &= left - 1) count++;
	return count;
}

const stems = new Map<string, Stem>();

function stem(word: string): Stem {
	const known = stems.get(word);
	if (known !== undefined) return known;
	if (stems.size > 2000) stems.clear();
	const text = stemOf(word);
	let letters = 0;
	// Some letters share a bit with a digit: that only makes two words look nearer than they are.
	for (let index = 0; index < text.length; index++) letters |= 1 << (text.charCodeAt(index) & 31);
	const found = {text, letters, costs: new Map<Stem, number>()};
	stems.set(word, found);
	return found;
}

const stemOf = (word: string): string =>
	word
		.replaceAll(/[^a-z\d]/giu, '')
		.toLowerCase()
		.replace(/ies$/u, 'y')
		.replace(/(?<=\w{2})s$/u, '');
