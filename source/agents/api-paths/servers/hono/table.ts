import type {Machine} from '../../evaluate/machine.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {handsOn, isFallback} from '../answering.ts';
import {mountPrefix, routeTable} from '../route-table.ts';
import {templatesOf} from '../template.ts';
import type {HonoApp, HonoOpaque, HonoRoute} from './record.ts';
import {rootApps} from './roots.ts';

/** Everything that the apps which answer requests have, in the order in which Hono tries it. */
export function honoTable(machine: Machine): RouteTable {
	const apps = rootApps(machine);
	const routes = apps.flatMap((app) =>
		app.routes.flatMap((route, order) => (route.kind === 'route' ? routesOf(machine, app, route, order) : [])),
	);
	const opaque = apps.flatMap((app) => app.routes.flatMap((route) => (route.kind === 'opaque' ? mountsOf(machine, app, route) : [])));
	return routeTable(routes, opaque);
}

/** `(c, next)`. */
const nextAt = 1;

function routesOf(machine: Machine, app: HonoApp, route: HonoRoute, order: number): Route[] {
	return templatesOf(machine, route.path).flatMap((template) =>
		(route.methods ?? ['ALL']).map((method) => ({
			method,
			path: template.path,
			dialect: 'hono' as const,
			framework: 'hono',
			site: route.site,
			handlers: route.handlers,
			passesOn: handsOn(route.handlers, nextAt),
			app: app.number,
			order,
			isPartlyKnown: template.isPartlyKnown || route.methods === null,
			isFallback: template.path.endsWith('*') && isFallback({method, handlers: route.handlers}, template.path === '/*', nextAt),
			isCaseSensitive: true,
			isStrict: app.isStrict,
		})),
	);
}

function mountsOf(machine: Machine, app: HonoApp, mount: HonoOpaque): OpaqueMount[] {
	return templatesOf(machine, mount.path).map(({path}) => ({
		prefix: mountPrefix(path),
		dialect: 'hono',
		what: mount.what,
		detail: mount.detail,
		site: mount.site,
		app: app.number,
	}));
}
