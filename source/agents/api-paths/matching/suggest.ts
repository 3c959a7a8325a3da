import type {Call, JudgedCall} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {takes} from './backend.ts';
import type {Backend} from './backend.ts';
import {compareRoutes} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {callSegmentOf} from './meet.ts';
import type {CallSegment} from './meet.ts';
import {distanceOf, tooFar} from './path-distance.ts';
import type {Distance} from './path-distance.ts';
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
	const isOfPath = new Set(outcome.kind === 'method-mismatch' ? outcome.routes : []);
	const ranked = scoreAll(backend, call, called)
		.map((one) => (isOfPath.has(one.route) ? {...one, cost: one.cost - samePath} : one))
		.toSorted((a, b) => a.cost - b.cost || compareRoutes(a.route, b.route));
	const chosen = distinct(ranked).slice(0, mostSuggestions);
	return chosen.map((one) => ({method: one.route.method, path: one.route.path, fix: fixOf(one, ranked, outcome, call.method)}));
}

/** A route, how far a call is from it, and by which change alone the call would be right. */
interface Scored {
	route: Route;
	cost: number;
	change: 'method' | 'prefix' | null;
}

/** What another method weighs: between methods that change something less, and least between the two that change a part or all of it. */
const methodWeights = {other: 0.45, otherWrite: 0.42, putForPatch: 0.35} as const;
/** Where only the method is wrong, another method of the path goes before all other paths. */
const samePath = 10;

/** All routes that are near enough, each by its nearest spelling. */
function scoreAll(backend: Backend, call: Call, called: readonly (readonly CallSegment[])[]): Scored[] {
	const scored = new Map<Route, Scored>();
	for (const {segments, routes} of pathsOf(backend)) {
		for (const one of called) {
			const distance = distanceOf(one, segments);
			if (distance.cost <= tooFar) for (const route of routes) keepBest(scored, scoreOf(route, call, distance));
		}
	}
	const isKind = ({route}: Scored): boolean => (route.method === 'WS') === (call.kind === 'socket');
	return [...scored.values()].filter((one) => isKind(one) && one.cost <= tooFar);
}

function scoreOf(route: Route, {method, kind}: Call, {cost, isPrefix}: Distance): Scored {
	if (takes(route, {method, kind})) return {route, cost, change: isPrefix ? 'prefix' : null};
	return {route, cost: cost + methodCost(method, route.method), change: cost === 0 ? 'method' : null};
}

/** Routes of the same path are compared once. */
interface SamePath {
	segments: readonly RouteSegment[];
	routes: Route[];
}
const knownPaths = new WeakMap<Backend, readonly SamePath[]>();

function pathsOf(backend: Backend): readonly SamePath[] {
	const known = knownPaths.get(backend);
	if (known !== undefined) return known;
	const paths = new Map<string, SamePath>();
	for (const {route, segments} of backend.index.entries) {
		const lowered = segments.map((segment) => (segment.kind === 'literal' ? {...segment, text: segment.text.toLowerCase()} : segment));
		const key = lowered.map((segment) => (segment.kind === 'literal' ? segment.text : `${segment.kind}:${segment.key}`)).join('/');
		const same = paths.get(key) ?? {segments: lowered, routes: []};
		same.routes.push(route);
		paths.set(key, same);
	}
	const all = [...paths.values()];
	knownPaths.set(backend, all);
	return all;
}

function methodCost(asked: string | null, given: string): number {
	const both = new Set([asked, given]);
	if (both.has('PUT') && both.has('PATCH')) return methodWeights.putForPatch;
	return both.has('GET') || both.has('HEAD') ? methodWeights.other : methodWeights.otherWrite;
}

function keepBest(scored: Map<Route, Scored>, one: Scored): void {
	const before = scored.get(one.route);
	if (before === undefined || one.cost < before.cost) scored.set(one.route, one);
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
	const isPair = methodCost(asked, route.method) === methodWeights.putForPatch;
	return isPair || (rivals.length === 1 && route.method !== 'DELETE') ? change : null;
}
