import type {Machine} from '../../evaluate/machine.ts';
import type {Route, RouteTable} from '../../routes/route.ts';
import {mergedInstances} from './copies.ts';
import {endsWithWildcard, mayGuard} from './fallback.ts';
import {refuses} from './handlers.ts';
import {flattenApp, type Flat} from './flatten.ts';
import {mountedRecords} from './mounts.ts';
import {recordsOf, type RouterRecord} from './record.ts';

/** The routes of every application that nothing else mounts, in the order in which they are tried. */
export function expressTable(machine: Machine): RouteTable {
	const flats = rootsOf(machine).map((same) => same.map((root) => flattenApp(machine, root)));
	const routes = flats.flatMap((same) => mergedInstances(same.map((flat) => withGuardsApart(flat.routes))));
	const all = flats.flat();
	return {routes, opaque: all.flatMap((flat) => readableBelow(flat)), faults: all.flatMap((flat) => flat.faults)};
}

/**
 * Applications by the place in the code that makes them. What only functions make that nobody was seen to call counts too, unless code that
 * surely runs makes it at the same place, or mounts what is made there.
 */
function rootsOf(machine: Machine): RouterRecord[][] {
	const mounted = mountedRecords(machine);
	const mountedPlaces = new Set([...mounted].map(placeOf));
	const roots = recordsOf(machine).filter((record) => record.isRoot && !mountedPlaces.has(placeOf(record)));
	return [...Map.groupBy(roots, placeOf).values()].map((same) => {
		const real = same.filter(({madeIn}) => madeIn === 0);
		return real.length > 0 ? real : same;
	});
}

const placeOf = ({kind, site}: RouterRecord): string => `${kind} ${site?.module.file} ${site?.at}`;

function withGuardsApart(routes: readonly Route[]): Route[] {
	const isGuard = (route: Route): boolean => (mayGuard(route) && hasRouteBelow(route.path, routes)) || guardsItsPath(route, routes);
	return routes.map((route) => (isGuard(route) ? {...route, isFallback: true} : route));
}

/** `app.route('/users').all(requireUser).get(list).all(notAllowed)`: what hands requests on, or refuses what others of its path left. */
function guardsItsPath({method, path, passesOn, handlers}: Route, routes: readonly Route[]): boolean {
	const last = handlers.at(-1);
	if (method !== 'ALL' || (passesOn !== true && last?.kind === 'closure' && !refuses(last))) return false;
	return routes.some((other) => other.path === path && other.method !== 'ALL');
}

/**
 * Where routes are found below its path, a handler of a package that is not known is taken for middleware, and one that answers all that is
 * left for the end of these routes.
 */
function readableBelow({opaque, routes}: Flat): RouteTable['opaque'] {
	return opaque.filter((mount) => !mayBeInPassing.has(mount.what) || !hasRouteBelow(mount.prefix, routes));
}

const mayBeInPassing = new Set(['unknown-handler', 'middleware']);

function hasRouteBelow(prefix: string, routes: readonly Route[]): boolean {
	const above = segmentsOf(prefix.replace(/\/?[*({].*$/, ''));
	return routes.some((route) => !route.isFallback && !endsWithWildcard(route) && isBelow(segmentsOf(route.path), above));
}

const isBelow = (segments: readonly string[], above: readonly string[]): boolean =>
	above.every((segment, index) => segments[index] === segment);
const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');
