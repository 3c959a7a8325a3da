import type {Route} from '../routes/route.ts';
import {readBackend} from './backend.ts';
import type {KnownRoutes} from './backend.ts';
import {judgePath} from './judge-path.ts';
import {isEnough, startsOf} from './origins.ts';
import type {Located} from './origins.ts';

export interface SettledRoutes {
	table: KnownRoutes;
	/** By the route as it is with the prefix that was found: the one of the table. */
	originals: ReadonlyMap<Route, Route>;
}

/**
 * A whole backend may stand below a prefix that only its settings know: `app.use(config.get('baseUrl'), routes)`. Most calls tell what it is
 * taken to be, nothing or the beginning that they share. Routes as they then are come beside those that are written, so that a call is
 * answered by more; it is missing as seldom as before. Without enough calls that agree, the table stays as it is.
 */
export function settlePrefix(table: KnownRoutes, callsOf: () => readonly Located[]): SettledRoutes {
	const open = belowOpenPrefix(table.routes);
	if (open.length === 0) return {table, originals: new Map()};
	const written = readBackend(table);
	const local = callsOf().filter(({base}) => base.kind !== 'origin');
	const distinct = [...new Map(local.map((call) => [call.key, call])).values()];
	const undecided = distinct.filter(({ask, path}) => judgePath(written, ask, path).kind !== 'answered');
	const tried = startsOf(undecided).map((prefix) => ({originals: withPrefix(open, prefix), matched: 0}));
	for (const one of tried) one.matched = countAnswered(undecided, [...one.originals.keys()]);
	const best = tried.toSorted((a, b) => b.matched - a.matched)[0]!;
	if (!isEnough(best.matched, undecided.length)) return {table, originals: new Map()};
	return {table: withRoutes(table, best.originals), originals: best.originals};
}

/** Fewer routes are no whole backend. */
const leastRoutes = 3;
const openPrefix = /^\/:\w+(?=\/.)/u;

/** The routes whose path begins with the same part that could not be read. */
function belowOpenPrefix(routes: readonly Route[]): Route[] {
	const open = routes.filter(
		(route) => route.isPartlyKnown && route.regExp === undefined && !route.isFallback && openPrefix.test(route.path),
	);
	const groups = [...Map.groupBy(open, ({path}) => openPrefix.exec(path)![0]).values()];
	const [largest = []] = groups.toSorted((a, b) => b.length - a.length);
	return largest.length < leastRoutes ? [] : largest;
}

function withPrefix(open: readonly Route[], prefix: readonly string[]): Map<Route, Route> {
	const start = prefix.map((text) => `/${text}`).join('');
	return new Map(open.map((route) => [{...route, path: start + route.path.replace(openPrefix, ''), isPartlyKnown: false}, route]));
}

function countAnswered(calls: readonly Located[], routes: readonly Route[]): number {
	const backend = readBackend({routes, opaque: [], shadows: new Map()});
	return calls.filter(({ask, path}) => {
		const outcome = judgePath(backend, ask, path);
		return outcome.kind === 'answered' && outcome.same > 0;
	}).length;
}

function withRoutes({routes, opaque, shadows}: KnownRoutes, originals: ReadonlyMap<Route, Route>): KnownRoutes {
	const now = new Map([...originals].map(([settled, original]) => [original, settled]));
	const moved = [...shadows].flatMap(([route, first]): [Route, Route][] => {
		const settled = now.get(route);
		return settled === undefined ? [] : [[settled, now.get(first) ?? first]];
	});
	return {routes: [...routes, ...originals.keys()], opaque, shadows: new Map([...shadows, ...moved])};
}
