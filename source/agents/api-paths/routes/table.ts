import type {Machine, Model} from '../evaluate/machine.ts';
import {shadowsOf} from './shadows.ts';
import type {OpaqueMount, Rewrite, Route, RouteFault} from './route.ts';

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
	const tables = models.flatMap((model) => (model.routes === undefined ? [] : [model.routes(machine)]));
	const routes = tables.flatMap((table) => table.routes);
	return {
		routes: routes.toSorted(byPlace),
		opaque: tables.flatMap((table) => table.opaque),
		faults: tables.flatMap((table) => table.faults ?? []),
		rewrites: tables.flatMap((table) => table.rewrites ?? []),
		shadows: shadowsOf(routes),
	};
}

function byPlace(a: Route, b: Route): number {
	if (a.site.module.file !== b.site.module.file) return a.site.module.file < b.site.module.file ? -1 : 1;
	return a.site.at - b.site.at || a.app - b.app || a.order - b.order;
}
