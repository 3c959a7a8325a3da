import type {UndecidedReason} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {couldBePartlyKnown, isBelowOpaque, takes} from './backend.ts';
import type {Ask, Backend} from './backend.ts';
import {couldReachFurther} from './open-ends.ts';
import {readingsOf} from './readings.ts';
import {byLevel, lookUp, placesAfter} from './route-index.ts';
import {isText} from './namespaces.ts';
import type {CalledPath} from './route-index.ts';
import type {Found, Node} from './trie.ts';

/** What a backend does with a method and a path. */
export type Outcome =
	/** `isDetoured`: the route that was meant, and as which the level counts, is never reached; the given one answers in its place. `same`: segments that are the same text in both. */
	| {kind: 'answered'; route: Route; level: 'exact' | 'weak'; same: number; isDetoured: boolean}
	| {kind: 'undecidable'; reason: UndecidedReason}
	/** Routes of this path with other methods, best first. */
	| {kind: 'method-mismatch'; routes: Route[]}
	/** The fallback that would answer all the same, with a page or a 404. */
	| {kind: 'missing'; fallback: Route | null};

/** Judges one path of this backend. Pure; the order of routes decides nothing but which of two equal ones is named. */
export function judgePath(backend: Backend, ask: Ask, path: CalledPath): Outcome {
	if (!backend.hasRoutes || (ask.kind === 'socket' && !backend.hasSockets)) return withoutRoutes(backend, ask, path);
	const found = findAll(backend, path);
	const sure = found.filter(({level}) => level !== 'maybe');
	const answering = sure.filter(({entry}) => takes(entry.route, ask));
	if (answering.length > 0) return ask.method === null ? judgeAnyMethod(backend, sure) : answered(backend, answering);
	const others = sure.filter((one) => isSamePath(one, path) && one.entry.route.method !== 'WS' && ask.kind !== 'socket').toSorted(byLevel);
	const reason = whyUndecided(backend, ask, path, found, others[0]?.level === 'exact');
	if (reason !== null) return {kind: 'undecidable', reason};
	if (others.length > 0) return {kind: 'method-mismatch', routes: others.map(({entry}) => entry.route)};
	const fallback = lookUp(backend.fallbacks, path).find(({entry}) => takes(entry.route, ask));
	// Whoever asks for the page itself gets it.
	if (fallback !== undefined && path.segments.length === 0)
		return {kind: 'answered', route: fallback.entry.route, level: 'exact', same: 0, isDetoured: false};
	return {kind: 'missing', fallback: fallback?.entry.route ?? null};
}

/** Sockets are served by many packages beside the router: with none known, nothing is claimed. */
function withoutRoutes(backend: Backend, ask: Ask, path: CalledPath): Outcome {
	return {kind: 'undecidable', reason: isBelowOpaque(backend, ask, path) ? 'opaque-mount' : 'no-routes'};
}

/** Each route once, by the best way to read the path. */
function findAll(backend: Backend, path: CalledPath): Found[] {
	const best = new Map<Route, Found>();
	for (const reading of readingsOf(path)) {
		const isOpen = reading.mayGoOn && isNamespace(placesAfter(backend.index, reading.path.segments));
		for (const one of lookUp(backend.index, reading.path)) {
			const found: Found = isOpen ? {...one, level: 'maybe'} : one;
			const before = best.get(found.entry.route);
			if (reading.isCut && !found.endsSame) continue;
			if (before === undefined || byLevel(found, before) < 0) best.set(found.entry.route, found);
		}
	}
	return [...best.values()];
}

/** `/api${path}` goes on below `/api`, though that is a route too; `/items${query}` does not, where `/items/:id` makes it a resource. */
function isNamespace(places: readonly Node[]): boolean {
	if (places.some(({others}) => [...others.values()].some(({segment}) => segment.kind !== 'rest'))) return false;
	const below = places.flatMap(({literals}) => [...literals]);
	const goesDeeper = below.some(([, {literals, others}]) => literals.size + others.size > 0);
	return goesDeeper && new Set(below.map(([word]) => word)).size >= 2;
}

function answered(backend: Backend, answering: readonly Found[]): Outcome {
	const [best] = answering.toSorted((a, b) => byLevelAndReach(backend, a, b));
	const route = reachedInstead(backend, best!.entry.route);
	const reached = answering.find(({entry}) => entry.route === route) ?? best!;
	const isDetoured = best!.level === 'exact' && reached.level === 'weak';
	return {kind: 'answered', route, level: best!.level === 'exact' ? 'exact' : 'weak', same: best!.same, isDetoured};
}

/** Of equals the one that is reached, then the one that comes first in its app; files decide between apps. */
function byLevelAndReach({shadows}: Backend, a: Found, b: Found): number {
	const [one, other] = [a.entry.route, b.entry.route];
	const byShadow = Number(shadows.has(one)) - Number(shadows.has(other));
	return (a.level === b.level ? byShadow : 0) || byLevel(a, b) || compareRoutes(one, other);
}

/** A fixed order of routes, whatever order they were given in. */
export function compareRoutes(a: Route, b: Route): number {
	if (a.app === b.app && a.order !== b.order) return a.order - b.order;
	return (
		compareText(a.site.module.file, b.site.module.file) ||
		a.site.at - b.site.at ||
		compareText(a.method, b.method) ||
		compareText(a.path, b.path)
	);
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A fallback in front of everything is the fault of the route that it shadows, and said there. */
function reachedInstead({shadows}: Backend, route: Route): Route {
	const seen = new Set<Route>();
	let reached = route;
	while (!seen.has(reached)) {
		seen.add(reached);
		const first = shadows.get(reached);
		if (first !== undefined && !first.isFallback) reached = first;
	}
	return reached;
}

const usualMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Whatever the method will be, it is answered; or that depends on the method. */
function judgeAnyMethod(backend: Backend, sure: readonly Found[]): Outcome {
	const methods = new Set(sure.map(({entry}) => entry.route.method));
	if (methods.has('ALL') || usualMethods.every((method) => methods.has(method)))
		return answered(
			backend,
			sure.filter(({entry}) => entry.route.method !== 'WS'),
		);
	return {kind: 'undecidable', reason: 'dynamic-method'};
}

/** `isThere`: the very path is there, and only takes other methods. */
function whyUndecided(backend: Backend, ask: Ask, path: CalledPath, found: readonly Found[], isThere: boolean): UndecidedReason | null {
	const possible = found.filter((one) => one.level === 'maybe' && !isCrossed(one, path));
	if (possible.some(({entry}) => takes(entry.route, ask))) return 'dynamic-segment';
	if (isBelowOpaque(isThere ? withoutAbsentCode(backend) : backend, ask, path)) return 'opaque-mount';
	if (couldBePartlyKnown(backend, ask, path)) return 'unreadable-route';
	return couldReachFurther(backend, ask, path) ? 'dynamic-segment' : null;
}

/** Code that is not there has paths of its own: it hardly takes what another's path leaves. */
const withoutAbsentCode = (backend: Backend): Pick<Backend, 'opaque'> => ({
	opaque: backend.opaque.filter(({mount}) => mount.what !== 'absent-code'),
});

/** The path is there, and not only because a parameter takes anything. */
const isSamePath = ({level, same, viaRest}: Found, {segments}: CalledPath): boolean =>
	(same > 0 || segments.length === 0) && (level === 'exact' || !viaRest);

/** `/orders/cancel/${id}` could be `/orders/:id/cancel` only for an id `cancel` and an order named `cancel`: that is a mistake, no possibility. */
function isCrossed({entry, viaRest}: Found, {segments}: CalledPath): boolean {
	if (viaRest || entry.segments.length !== segments.length) return false;
	const needed = entry.segments.flatMap((route, index) =>
		route.kind === 'literal' && !isText(segments[index]!, route.text) ? [route.text] : [],
	);
	return entry.segments.some((route, index) => route.kind !== 'literal' && needed.some((text) => isText(segments[index]!, text)));
}
