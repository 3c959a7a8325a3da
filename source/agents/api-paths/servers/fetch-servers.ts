import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import type {RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {defaultExportPlace} from './file-routes.ts';
import {listenerRoutes, routeOf, type ListeningServer} from './listener/listener-routes.ts';
import {siteOfEntry, type KnownEntry} from './listener/table-sites.ts';
import {handlersByMethod} from './listener/table.ts';

/** Servers that take a Request and return a Response: Bun, Deno, and workers whose default export has a `fetch`. */
export const fetchServersModel: Model = {
	name: 'fetch-servers',
	modules: {bun: (name) => (name === 'serve' ? bunServe : undefined)},
	globals: {
		Bun: () => native('Bun', {get: (name) => (name === 'serve' ? bunServe : undefined)}),
		Deno: () => native('Deno', {get: (name) => (name === 'serve' ? denoServe : undefined)}),
	},
	routes: serverRoutes,
};

/** `routes` of `Bun.serve`, with the place of the call. */
interface BunTable {
	routes: Value;
	site: Site;
}

function serversOf(machine: Machine): ListeningServer[] {
	return machine.state('fetch servers', () => [] as ListeningServer[]);
}

function tablesOf(machine: Machine): BunTable[] {
	return machine.state('bun routes', () => [] as BunTable[]);
}

const bunServe = nativeFunction('Bun.serve', ({args: [options], machine, site}) => {
	if (options === undefined || !machine.mayChange(machine.run)) return null;
	serversOf(machine).push({site, listener: machine.get(options, 'fetch'), style: 'fetch'});
	tablesOf(machine).push({routes: machine.get(options, 'routes'), site});
	return null;
});

/** `Deno.serve(handler)`, `Deno.serve(options, handler)`, `Deno.serve({handler})`. */
const denoServe = nativeFunction('Deno.serve', ({args, machine, site}: NativeCall) => {
	for (const arg of machine.mayChange(machine.run) ? args : []) {
		const isOptions = machine.force(arg).kind === 'object';
		serversOf(machine).push({site, listener: isOptions ? machine.get(arg, 'handler') : arg, style: 'fetch'});
	}
	return null;
});

function serverRoutes(machine: Machine): RouteTable {
	const listening = listenerRoutes(machine, [...serversOf(machine), ...workersOf(machine)], 'fetch');
	const listed = tablesOf(machine).flatMap(({routes, site}) => {
		const app = nextAppNumber(machine);
		return bunEntries(machine, routes).map((entry) =>
			routeOf({...entry, site: siteOfEntry(machine, entry, site)}, {app, order: 0, framework: 'bun'}),
		);
	});
	const distinct = new Map(listed.map((route) => [`${route.method} ${route.path} ${route.site.module.file}:${route.site.at}`, route]));
	return {routes: [...listening.routes, ...distinct.values()], opaque: listening.opaque};
}

/** Keys are paths; a value is a function, an answer, or functions by method. `/*` is the page of a single-page app. */
function bunEntries(machine: Machine, routes: Value): KnownEntry[] {
	return machine.keysOf(routes).names.flatMap((path) => {
		if (!path.startsWith('/') || path === '/*') return [];
		const value = machine.get(routes, path);
		const byMethod = handlersByMethod(machine, value);
		const handlers = byMethod.length > 0 ? byMethod : [{method: 'ALL', handler: value}];
		return handlers.map(({method, handler}) => ({method, path, isPartlyKnown: false, handler}));
	});
}

/** `export default {fetch(request, env) {…}}`, in a package that is built for workers. */
function workersOf(machine: Machine): ListeningServer[] {
	if (!['wrangler', '@cloudflare/workers-types', '@cloudflare/vite-plugin'].some((name) => machine.project.dependsOn(name))) return [];
	return machine.modules().flatMap((module): ListeningServer[] => {
		const exported = module.exports.has('default') ? machine.force(machine.exportOf(module.file, 'default') ?? unknown('default')) : null;
		if (exported?.kind !== 'object') return [];
		return [{site: {module, at: defaultExportPlace(module)}, listener: machine.get(exported, 'fetch'), style: 'fetch'}];
	});
}
