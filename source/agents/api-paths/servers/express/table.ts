import type {Machine} from '../../evaluate/machine.ts';
import type {Route, RouteTable} from '../../routes/route.ts';
import {mergedWithoutCopies} from './copies.ts';
import {isGuard} from './fallback.ts';
import {flattenApp, type Flat} from './flatten.ts';
import {mountedRecords} from './mounts.ts';
import {recordsOf, type RouterRecord} from './record.ts';

/** The routes of every application that nothing else mounts, in the order in which they are tried. */
export function expressTable(machine: Machine): RouteTable {
	const flats = rootsOf(machine).map((root) => flattenApp(machine, root));
	const routes = mergedWithoutCopies(flats.flatMap((flat) => withGuardsApart(flat.routes)));
	return {routes, opaque: flats.flatMap((flat) => readableBelow(flat)), faults: flats.flatMap((flat) => flat.faults)};
}

/**
 * An application that is only made by functions nobody was seen to call counts too, unless code that surely runs makes it at the same place.
 */
function rootsOf(machine: Machine): RouterRecord[] {
	const mounted = mountedRecords(machine);
	const roots = recordsOf(machine).filter((record) => record.isRoot && !mounted.has(record));
	const bySite = Map.groupBy(roots, ({site}) => `${site?.module.file} ${site?.at}`);
	return [...bySite.values()].flatMap((same) => {
		const real = same.filter(({madeIn}) => madeIn === 0);
		return real.length > 0 ? real : same;
	});
}

const withGuardsApart = (routes: readonly Route[]): Route[] =>
	routes.map((route) => (isGuard(route, routes) ? {...route, isFallback: true} : route));

/** A handler of a package that is not known is taken for middleware where routes are found below its path. */
function readableBelow({opaque, routes}: Flat): RouteTable['opaque'] {
	return opaque.filter((mount) => mount.what !== 'unknown-handler' || !routes.some((route) => isBelow(route, mount.prefix)));
}

function isBelow(route: Route, prefix: string): boolean {
	const segments = prefix.split('/').filter((segment) => segment !== '');
	return (
		!route.isFallback &&
		route.path
			.split('/')
			.filter((segment) => segment !== '')
			.slice(0, segments.length)
			.join('/') === segments.join('/')
	);
}
