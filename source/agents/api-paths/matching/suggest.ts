import type {Call, JudgedCall} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {takes} from './backend.ts';
import type {Backend} from './backend.ts';
import {compareRoutes} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {callSegmentOf} from './meet.ts';
import type {CallSegment} from './meet.ts';
import {candidatesOf} from './candidates.ts';
import {distancesFrom, tooFar} from './path-distance.ts';
import type {Distance, DistanceTo} from './path-distance.ts';
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
	const paths = ways.flatMap((way) => follow(way, path) ?? []).flatMap((followed) => readingsOf(followed).map((reading) => reading.path));
	const called = paths.map(({segments}) =>
		folded(
			segments.map((segment) => callSegmentOf(segment)),
			true,
		),
	);
	const ofPath = new Set(outcome.kind === 'method-mismatch' ? outcome.routes : []);
	const ranking = rank(backend, call, called, ofPath);
	return ranking.best.map((one) => ({method: one.route.method, path: one.route.path, fix: fixOf(one, ranking, outcome, call.method)}));
}

/** A route, how far a call is from it, and by which change alone the call would be right. */
interface Scored {
	route: Route;
	cost: number;
	change: 'method' | 'prefix' | null;
}

/** What is nearest, best first, each method and path once; and of what one change makes right, as much as tells whether it is the only one. */
interface Ranking {
	best: Scored[];
	method: Scored[];
	prefix: Scored[];
}

/** What another method weighs: between methods that change something less, and least between the two that change a part or all of it. */
const methodWeights = {other: 0.45, otherWrite: 0.42, putForPatch: 0.35} as const;
/** Where only the method is wrong, another method of the path goes before all other paths. */
const samePath = 10;

/** Compares a call with all routes that could be among the nearest. */
function rank(backend: Backend, call: Call, called: readonly (readonly CallSegment[])[], ofPath: ReadonlySet<Route>): Ranking {
	const ranking: Ranking = {best: [], method: [], prefix: []};
	const distances = called.map((one) => distancesFrom(one));
	for (const {spellings, routes} of candidatesOf(backend)) {
		const isOfPath = ofPath.size > 0 && routes.some((route) => ofPath.has(route));
		const distance = leastDistance(distances, spellings, isOfPath ? tooFar : mostOf(ranking));
		if (distance === null) continue;
		for (const route of routes) {
			const scored = scoreOf(route, call, distance);
			const isKind = (route.method === 'WS') === (call.kind === 'socket');
			if (isKind && scored.cost <= tooFar) addTo(ranking, ofPath.has(route) ? {...scored, cost: scored.cost - samePath} : scored);
		}
	}
	return ranking;
}

/** How far a route may be and still change the ranking. */
function mostOf({best}: Ranking): number {
	const worst = best[mostSuggestions - 1];
	return worst === undefined ? tooFar : Math.max(worst.cost, methodWeights.other);
}

/** By the nearest spelling; null: further than `most`. */
function leastDistance(distances: readonly DistanceTo[], spellings: readonly (readonly RouteSegment[])[], most: number): Distance | null {
	let least: Distance | null = null;
	for (const spelling of spellings) {
		for (const distanceTo of distances) {
			const distance = distanceTo(spelling, most);
			if (distance.cost <= (least === null ? most : least.cost) && distance.cost !== least?.cost) least = distance;
		}
	}
	return least;
}

function scoreOf(route: Route, {method, kind}: Call, {cost, isPrefix}: Distance): Scored {
	if (takes(route, {method, kind})) return {route, cost, change: isPrefix ? 'prefix' : null};
	return {route, cost: cost + methodCost(method, route.method), change: cost === 0 ? 'method' : null};
}

function methodCost(asked: string | null, given: string): number {
	const both = new Set([asked, given]);
	if (both.has('PUT') && both.has('PATCH')) return methodWeights.putForPatch;
	return both.has('GET') || both.has('HEAD') ? methodWeights.other : methodWeights.otherWrite;
}

function addTo(ranking: Ranking, scored: Scored): void {
	keep(ranking.best, scored, mostSuggestions);
	// Two are enough to tell that one is not the only one.
	if (scored.change !== null) keep(ranking[scored.change], scored, 2);
}

/** Puts one in its place among the best so many, each method and path once. */
function keep(list: Scored[], one: Scored, most: number): void {
	const last = list[most - 1];
	if (last !== undefined && compareScored(last, one) <= 0) return;
	const same = list.findIndex(({route}) => route.method === one.route.method && route.path === one.route.path);
	if (same !== -1 && compareScored(list[same]!, one) <= 0) return;
	if (same !== -1) list.splice(same, 1);
	const place = list.findIndex((other) => compareScored(one, other) < 0);
	list.splice(place === -1 ? list.length : place, 0, one);
	list.length = Math.min(list.length, most);
}

const compareScored = (a: Scored, b: Scored): number => a.cost - b.cost || compareRoutes(a.route, b.route);

/** Written without being asked only where no other route is as near by the same kind of change, and never into something that deletes. */
function fixOf(one: Scored, ranking: Ranking, outcome: Outcome, asked: string | null): Suggestion['fix'] {
	const {change, route} = one;
	if (change === null || (change === 'method') !== (outcome.kind === 'method-mismatch')) return null;
	const rivals = ranking[change];
	if (change === 'prefix') return rivals.filter((other) => other.cost <= one.cost).length === 1 ? change : null;
	const isPair = methodCost(asked, route.method) === methodWeights.putForPatch;
	return isPair || (rivals.length === 1 && route.method !== 'DELETE') ? change : null;
}
