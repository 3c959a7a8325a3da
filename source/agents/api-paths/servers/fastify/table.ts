import type {Machine} from '../../evaluate/machine.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {absentMounts} from '../absent-code.ts';
import {isFallback} from '../answering.ts';
import {withoutRehearsals} from '../instances.ts';
import {mountPrefix, routeTable} from '../route-table.ts';
import {templatesOf} from '../template.ts';
import {routePath} from './prefix.ts';
import {fastifyApps} from './record.ts';
import type {DeclaredRoute, FastifyApp, OpaquePlugin} from './record.ts';

/** Everything the servers of an analysis answer; the same route of two runs of one factory is one route. */
export function fastifyTable(machine: Machine): RouteTable {
	const apps = withoutRehearsals(fastifyApps(machine));
	const routes = apps.flatMap((app) => app.routes.flatMap((route) => routesOf(machine, app, route)));
	const opaque = apps.flatMap((app) => [...app.opaque.flatMap((mount) => mountsOf(machine, app, mount)), ...givenAway(machine, app)]);
	return routeTable(routes, opaque);
}

function givenAway(machine: Machine, app: FastifyApp): OpaqueMount[] {
	return absentMounts(machine, app, [app.site, ...[...app.routes, ...app.opaque].map(({site}) => site)], 'fastify');
}

/** Handlers of Fastify cannot hand a request on. */
const noNext = Infinity;

function routesOf(machine: Machine, app: FastifyApp, route: DeclaredRoute): Route[] {
	const path = routePath(machine, route.prefix, route.path, route.trailingSlash === 'slash');
	return templatesOf(machine, path).flatMap((template) =>
		(route.methods ?? ['ALL']).map((method) => ({
			method,
			path: template.path,
			dialect: 'fastify',
			framework: 'fastify',
			site: route.site,
			handlers: route.handlers,
			app: app.number,
			// The router goes by how special a path is, not by order.
			order: 0,
			isPartlyKnown: template.isPartlyKnown || route.methods === null,
			isFallback: template.path.endsWith('*') && isFallback({method, handlers: route.handlers}, template.path === '/*', noNext),
			isCaseSensitive: app.isCaseSensitive,
			isStrict: !app.ignoresTrailingSlash && !(answersBothWays(machine, route) && !template.path.endsWith('/')),
		})),
	);
}

/** `/` under a prefix answers with and without the slash. */
function answersBothWays(machine: Machine, route: DeclaredRoute): boolean {
	return route.trailingSlash === 'both' && machine.literalOf(route.path) === '/' && machine.literalOf(route.prefix) !== '';
}

function mountsOf(machine: Machine, app: FastifyApp, mount: OpaquePlugin): OpaqueMount[] {
	return templatesOf(machine, mount.prefix).map(({path}) => ({
		prefix: mountPrefix(path),
		dialect: 'fastify',
		what: mount.what,
		detail: mount.detail,
		site: mount.site,
		app: app.number,
	}));
}
