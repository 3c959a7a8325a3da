import {editDistance} from '../../../basics/nearest.ts';
import type {Call, JudgedCall} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {takes} from './backend.ts';
import type {Backend} from './backend.ts';
import {compareRoutes} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {callSegmentOf, meet} from './meet.ts';
import type {CallSegment, Meeting} from './meet.ts';
import {readingsOf} from './readings.ts';
import {folded} from './route-index.ts';
import type {CalledPath} from './route-index.ts';
import type {RouteSegment} from './route-segments.ts';
import {follow} from './ways.ts';
import type {Way} from './ways.ts';

type Suggestion = JudgedCall['suggestions'][number];
const mostSuggestions = 3;

/** The routes that a call most likely meant, best first. `fix` is set where one change, and only one, makes the call right. */
export function suggest(backend: Backend, call: Call, path: CalledPath, ways: readonly Way[], outcome: Outcome): Suggestion[] {
	const asked = {method: call.method, kind: call.kind};
	const paths = ways.flatMap((way) => follow(way, path) ?? []).flatMap((followed) => readingsOf(followed).map((reading) => reading.path));
	const called = paths.map(({segments}) =>
		folded(
			segments.map((segment) => callSegmentOf(segment)),
			true,
		),
	);
	const scored = new Map<Route, Scored>();
	for (const entry of backend.index.entries) {
		if (entry.route.method === 'WS' ? call.kind !== 'socket' : call.kind === 'socket') continue;
		const route = loweredOf(entry.segments);
		for (const segments of called)
			keepBest(scored, score(entry.route, segments, route, takes(entry.route, asked) ? null : methodCost(call.method, entry.route.method)));
	}
	const isOfPath = new Set(outcome.kind === 'method-mismatch' ? outcome.routes : []);
	const ranked = [...scored.values()]
		.map((one) => (isOfPath.has(one.route) ? {...one, cost: one.cost - samePath} : one))
		.toSorted((a, b) => a.cost - b.cost || compareRoutes(a.route, b.route))
		.filter(({cost}) => cost <= tooFar);
	const chosen = distinct(ranked).slice(0, mostSuggestions);
	return chosen.map((one) => ({method: one.route.method, path: one.route.path, fix: fixOf(one, ranked, outcome, call.method)}));
}

/** A route, how far a call is from it, and by which change alone the call would be right. */
interface Scored {
	route: Route;
	cost: number;
	change: 'method' | 'prefix' | null;
}

/** What a difference weighs. */
const weights = {
	otherMethod: 0.45,
	/** Between methods that change something, and between the two that change a part or all of it. */
	otherWrite: 0.42,
	putForPatch: 0.35,
	value: 0.15,
	maybe: 0.5,
	prefix: 0.3,
	perPrefixSegment: 0.1,
	sameWord: 0.2,
	otherWord: 1.2,
	/** A segment too much or too few: text, a parameter, and the nothing of a doubled slash. */
	text: 1,
	param: 0.7,
	nothing: 0.1,
} as const;
/** Where only the method is wrong, another method of the path goes before all other paths. */
const samePath = 10;
/** Beyond this nothing is near any more. */
const tooFar = 1.6;

/** `ofMethod` is what another method costs; null where it is right. */
function score(route: Route, call: readonly CallSegment[], segments: readonly RouteSegment[], ofMethod: number | null): Scored {
	const hasMethod = ofMethod === null;
	const prefix = prefixCost(call, segments);
	const path = Math.min(prefix ?? Infinity, alignCost(call, segments));
	const change = path === 0 ? (hasMethod ? null : 'method') : prefix !== null && path === prefix && hasMethod ? 'prefix' : null;
	return {route, cost: path + (ofMethod ?? 0), change};
}

function methodCost(asked: string | null, given: string): number {
	const both = new Set([asked, given]);
	if (both.has('PUT') && both.has('PATCH')) return weights.putForPatch;
	return both.has('GET') || both.has('HEAD') ? weights.otherMethod : weights.otherWrite;
}

function keepBest(scored: Map<Route, Scored>, one: Scored): void {
	const before = scored.get(one.route);
	if (before === undefined || one.cost < before.cost) scored.set(one.route, one);
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

/** The cheapest way to turn one path into the other, segment by segment; two neighbours may have changed places. */
function alignCost(call: readonly CallSegment[], route: readonly RouteSegment[]): number {
	const meetings = call.map((segment) => route.map((other) => meet(segment, other)));
	const rows: number[][] = [costsOfAdding(route)];
	for (const [index, segment] of call.entries()) {
		const before = rows[index]!;
		const current = [before[0]! + extraCost(segment)];
		for (const [column, other] of route.entries()) {
			const replaced = before[column]! + segmentCost(segment, other, meetings[index]![column]!);
			const dropped = before[column + 1]! + extraCost(segment);
			const swapped = swapCost(rows, meetings, index + 1, column + 1);
			current.push(Math.min(replaced, dropped, current[column]! + lackCost(other), swapped));
		}
		rows.push(current);
	}
	return rows[call.length]![route.length]!;
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
	return isCrossed ? rows[row - 2]![column - 2]! + 0.5 : Infinity;
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

const lowered = (segment: RouteSegment): RouteSegment =>
	segment.kind === 'literal' ? {...segment, text: segment.text.toLowerCase()} : segment;

const loweredRoutes = new WeakMap<readonly RouteSegment[], readonly RouteSegment[]>();

function loweredOf(segments: readonly RouteSegment[]): readonly RouteSegment[] {
	const known = loweredRoutes.get(segments);
	if (known !== undefined) return known;
	const route = segments.map((segment) => lowered(segment));
	loweredRoutes.set(segments, route);
	return route;
}

function distinct(ranked: readonly Scored[]): Scored[] {
	return [...new Map(ranked.toReversed().map((one) => [`${one.route.method} ${one.route.path}`, one])).values()].toReversed();
}

/** Written without being asked only where no other route is as near by the same kind of change, and never into something that deletes. */
function fixOf(one: Scored, ranked: readonly Scored[], outcome: Outcome, asked: string | null): Suggestion['fix'] {
	const {change, route} = one;
	if (change === null || (change === 'method') !== (outcome.kind === 'method-mismatch')) return null;
	const rivals = distinct(ranked).filter((other) => other.change === change);
	if (change === 'prefix') return rivals.filter((other) => other.cost <= one.cost).length === 1 ? change : null;
	const isPair = methodCost(asked, route.method) === weights.putForPatch;
	return isPair || (rivals.length === 1 && route.method !== 'DELETE') ? change : null;
}
