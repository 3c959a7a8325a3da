import type {Machine, Model} from '../evaluate/machine.ts';
import {shadowsOf} from './shadows.ts';
import type {OpaqueMount, Rewrite, Route, RouteFault, RouteTable} from './route.ts';

/** What the server code of a project answers, over all frameworks. */
export interface GatheredRoutes {
	/** By file and place. */
	routes: Route[];
	opaque: OpaqueMount[];
	faults: RouteFault[];
	rewrites: Rewrite[];
	/** For each route that is never reached, the earlier one that answers in its place. */
	shadows: Map<Route, Route>;
}

/** Asks all models for their routes, once all code ran. */
export function gatherRoutes(models: readonly Model[], machine: Machine): GatheredRoutes {
	return withShadows(gatherTables(models, machine));
}

/** As `gatherRoutes`; which routes are never reached is not asked. The routes are in the order of the models. */
export function gatherTables(models: readonly Model[], machine: Machine): Required<RouteTable> {
	const tables = models.flatMap((model) => (model.routes === undefined ? [] : [model.routes(machine)]));
	return {
		routes: tables.flatMap((table) => table.routes),
		opaque: tables.flatMap((table) => table.opaque),
		faults: tables.flatMap((table) => table.faults ?? []),
		rewrites: tables.flatMap((table) => table.rewrites ?? []),
	};
}

/** Puts routes in their order, with those that are never reached. */
export const withShadows = (tables: Required<RouteTable>): GatheredRoutes => ({
	...tables,
	routes: tables.routes.toSorted(byPlace),
	shadows: shadowsOf(tables.routes),
});

function byPlace(a: Route, b: Route): number {
	if (a.site.module.file !== b.site.module.file) return a.site.module.file < b.site.module.file ? -1 : 1;
	return a.site.at - b.site.at || a.app - b.app || a.order - b.order;
}
