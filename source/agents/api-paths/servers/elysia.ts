import type {Machine, Model} from '../evaluate/machine.ts';
import {native} from '../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';
import {annotatedElysia, makeElysia} from './elysia/instance.ts';
import {elysiaApps} from './elysia/record.ts';
import type {ElysiaApp, ElysiaRoute} from './elysia/record.ts';
import {withoutRehearsals} from './instances.ts';
import {mountPrefix, routeTable} from './route-table.ts';
import {templatesOf} from './template.ts';

const elysia = native('elysia', {construct: makeElysia});

/** Elysia: instances with prefixes used in each other, groups and guards. */
export const elysiaModel: Model = {
	name: 'elysia',
	modules: {elysia: (name) => (name === 'Elysia' || name === 'default' ? elysia : undefined)},
	types: {'elysia#Elysia': annotatedElysia},
	routes: table,
};

function table(machine: Machine): RouteTable {
	const apps = servingApps(withoutRehearsals(elysiaApps(machine).filter(({isMade}) => isMade)));
	const all = apps.flatMap((app) => app.routes.map((route) => ({app, route})));
	return routeTable(
		all.flatMap(({app, route}) => (route.kind === 'route' ? routesOf(machine, app, route) : [])),
		all.flatMap(({app, route}) => (route.kind === 'opaque' ? mountsOf(machine, app, route) : [])),
	);
}

/** What listens; where nothing does, what no other one uses: runtimes take what an entry file exports. */
function servingApps(apps: ElysiaApp[]): ElysiaApp[] {
	const listening = apps.filter(({isListening}) => isListening);
	return listening.length > 0 ? listening : apps.filter(({isUsed}) => !isUsed);
}

function routesOf(machine: Machine, app: ElysiaApp, route: ElysiaRoute): Route[] {
	return templatesOf(machine, route.path).flatMap((template) =>
		(route.methods ?? ['ALL']).map((method) => ({
			method,
			path: template.path,
			dialect: 'plain' as const,
			framework: 'elysia',
			site: route.site,
			handlers: route.handlers,
			app: app.number,
			// The router goes by how special a path is, not by order.
			order: 0,
			isPartlyKnown: template.isPartlyKnown || route.methods === null,
			isFallback: template.path === '/*' && method === 'GET',
			isCaseSensitive: true,
			isStrict: app.isStrict,
		})),
	);
}

function mountsOf(machine: Machine, app: ElysiaApp, mount: ElysiaRoute): OpaqueMount[] {
	return templatesOf(machine, mount.path).map(({path}) => ({
		prefix: mountPrefix(path),
		dialect: 'plain',
		what: 'unknown-router',
		detail: 'elysia',
		site: mount.site,
		app: app.number,
	}));
}
