import type {Machine} from '../../evaluate/machine.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {isFallback} from '../answering.ts';
import {withoutRehearsals} from '../instances.ts';
import {mountPrefix, routeTable} from '../route-table.ts';
import {templatesOf} from '../template.ts';
import {colonTemplate} from './paths.ts';
import {hapiApps} from './record.ts';
import type {HapiApp, HapiOpaque, HapiRoute} from './record.ts';

/** Everything the servers of an analysis answer. */
export function hapiTable(machine: Machine): RouteTable {
	const apps = withoutRehearsals(hapiApps(machine).filter(({isMade}) => isMade));
	const routes = apps.flatMap((app) => app.routes.flatMap((route) => (route.kind === 'route' ? routesOf(machine, app, route) : [])));
	const opaque = apps.flatMap((app) => app.routes.flatMap((route) => (route.kind === 'opaque' ? mountsOf(machine, app, route) : [])));
	return routeTable(routes, opaque);
}

function routesOf(machine: Machine, app: HapiApp, route: HapiRoute): Route[] {
	return templatesOf(machine, machine.combine([route.path], colonTemplate)).flatMap((template) =>
		(route.methods ?? ['ALL']).map((method) => ({
			method,
			path: template.path,
			dialect: 'plain' as const,
			framework: 'hapi',
			site: route.site,
			handlers: route.handlers,
			app: app.number,
			// The router goes by how special a path is, not by order.
			order: 0,
			isPartlyKnown: template.isPartlyKnown || route.methods === null,
			isFallback: /^\/:\w+\*$/u.test(template.path) && isFallback({method, handlers: route.handlers}, true, Infinity),
			isCaseSensitive: app.isCaseSensitive,
			isStrict: app.isStrict,
		})),
	);
}

function mountsOf(machine: Machine, app: HapiApp, mount: HapiOpaque): OpaqueMount[] {
	return templatesOf(machine, machine.combine([mount.path], colonTemplate)).map(({path}) => ({
		prefix: mountPrefix(path.replace(/\/:\w+\*$/u, '')),
		dialect: 'plain',
		what: mount.what,
		detail: mount.detail,
		site: mount.site,
		app: app.number,
	}));
}
