import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, objectOf, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {pathTextsOf, type PathText} from './path-text.ts';
import {listOf, methodsOf} from './template.ts';

/** One server with what was put on it, in order. */
interface HapiServer {
	routes: HapiRoute[];
	number: number;
	run: number;
}

interface HapiRoute {
	methods: readonly string[];
	path: PathText;
	handler: Value;
	site: Site;
}

/** hapi: `server.route({method, path, handler})`, plugins with prefixes. */
export const hapiModel: Model = {
	name: 'hapi',
	modules: {'@hapi/hapi': hapiExport, hapi: hapiExport},
	types: {'@hapi/hapi#Server': () => native('hapi.someServer')},
	routes: hapiRoutes,
};

const makeServer = nativeFunction('hapi.server', ({machine}) => serverOf(newServer(machine), []));
const exported: Record<string, Value> = {
	server: makeServer,
	Server: native('hapi.Server', {construct: ({machine}) => serverOf(newServer(machine), []), call: ({machine}) => serverOf(newServer(machine), [])}),
};

function hapiExport(name: string): Value | undefined {
	return name === 'default' || name === '*' ? objectOf(exported, {kind: 'external', module: '@hapi/hapi', path: []}) : exported[name];
}

function serversOf(machine: Machine): HapiServer[] {
	return machine.state('hapi servers', () => [] as HapiServer[]);
}

function newServer(machine: Machine): HapiServer {
	const server: HapiServer = {routes: [], number: nextAppNumber(machine), run: machine.run};
	if (machine.mayChange(machine.run)) serversOf(machine).push(server);
	return server;
}

/** The server as its plugins see it: each with its prefix. */
function serverOf(server: HapiServer, prefix: readonly Value[]): NativeValue {
	return native('hapi.server', {
		state: server,
		get(name) {
			if (name === 'route') return nativeFunction('hapi.route', (call) => addRoutes(server, prefix, call));
			return name === 'register' ? nativeFunction('hapi.register', (call) => register(server, prefix, call)) : undefined;
		},
	});
}

function addRoutes(server: HapiServer, prefix: readonly Value[], {args: [given], machine, site}: NativeCall): null {
	if (given === undefined || !machine.mayChange(server.run)) return null;
	for (const one of listOf(machine, given)) {
		const place = placeOf(machine, one, site);
		const methods = methodsOf(machine, machine.get(one, 'method'))?.map((method) => (method === '*' ? 'ALL' : method)) ?? ['ALL'];
		const handler = handlerOf(machine, one);
		for (const path of pathTextsOf(machine, joined(machine, [...prefix, machine.get(one, 'path')]))) server.routes.push({methods, path, handler, site: place});
	}
	return null;
}

/** In the options too. */
function handlerOf(machine: Machine, route: Value): Value {
	const own = machine.force(machine.get(route, 'handler'));
	const isThere = own.kind !== 'literal' && own.kind !== 'unknown';
	if (isThere) return own;
	const options = ['options', 'config'].map((name) => machine.force(machine.get(machine.get(route, name), 'handler')));
	return options.find(({kind}) => kind !== 'literal' && kind !== 'unknown') ?? own;
}

/** Where its method is written; a route that was put together is told where it was added. */
function placeOf(machine: Machine, route: Value, fallback: Site): Site {
	const [object] = machine.eachOf(route);
	const from = object?.value.kind === 'object' ? object.value.from : undefined;
	const method = from?.props.find((prop) => prop.kind === 'prop' && prop.key === 'method');
	return from === undefined || method === undefined ? fallback : {module: from.module, at: method.at};
}

/** `/` alone is no more than the prefix. */
function joined(machine: Machine, parts: readonly Value[]): Value {
	return machine.combine([...parts], (...texts) => {
		const path = texts.flat();
		const last = texts.at(-1) ?? [];
		return texts.length > 1 && last.length === 1 && last[0] === '/' ? texts.slice(0, -1).flat() : path;
	});
}

function register(server: HapiServer, prefix: readonly Value[], {args: [plugins, options], machine, site}: NativeCall): null {
	if (plugins === undefined || !machine.mayChange(server.run)) return null;
	for (const one of listOf(machine, plugins)) {
		const inner = machine.force(machine.get(one, 'plugin'));
		const plugin = inner.kind === 'literal' || inner.kind === 'unknown' ? one : inner;
		const own = [one, ...(options === undefined ? [] : [options])].map((from) => machine.get(machine.get(from, 'routes'), 'prefix'));
		const set = own.map((value) => machine.force(value)).filter(({kind}) => kind === 'concat' || kind === 'env' || kind === 'literal');
		const added = set.find((value) => value.kind !== 'literal' || typeof value.value === 'string');
		const named = machine.force(machine.get(plugin, 'plugin'));
		const start = machine.get(named.kind === 'object' ? named : plugin, 'register');
		machine.force(machine.call(start, [serverOf(server, added === undefined ? prefix : [...prefix, added]), machine.get(one, 'options')], site));
	}
	return null;
}

function hapiRoutes(machine: Machine): RouteTable {
	const servers = serversOf(machine).filter(({routes}) => routes.length > 0);
	const sure = servers.filter(({run}) => run === 0);
	const routes = (sure.length > 0 ? sure : servers).flatMap(({routes: own, number}) => own.flatMap((one) => routesOf(one, number)));
	const distinct = new Map(routes.map((route) => [`${route.method} ${route.path} ${route.site.module.file}:${route.site.at}`, route]));
	const opaque = [...distinct.values()].flatMap((route) => mountOf(machine, route));
	return {routes: [...distinct.values()].filter(({handlers}) => handlers.length > 0 && !handlers.some((handler) => isPackageHandler(machine, handler))), opaque};
}

function routesOf({methods, path, handler, site}: HapiRoute, app: number): Route[] {
	return methods.map((method) => ({
		method,
		path: inOurWords(path.text),
		dialect: 'next',
		framework: 'hapi',
		site,
		handlers: [handler],
		app,
		// The most exact path wins, whatever came first.
		order: 0,
		isPartlyKnown: path.isPartlyKnown,
		isFallback: path.text === '/{any*}' && method === 'ALL',
		isCaseSensitive: true,
		isStrict: true,
	}));
}

/** `{id}`, `{id?}`, `{path*}`, `{path*2}`. */
function inOurWords(path: string): string {
	return path.replaceAll(/\{(\w+)(\?|\*\d*)?\}/gu, (_, name: string, more = '') => `:${name}${more === '' ? '' : more[0]}`);
}

/** `handler: {directory: …}` and `{proxy: …}` are written by plugins of hapi. */
function isPackageHandler(machine: Machine, handler: Value): boolean {
	return machine.force(handler).kind === 'object';
}

function mountOf(machine: Machine, {path, dialect, handlers, site, app}: Route): OpaqueMount[] {
	const [handler] = handlers;
	if (handler === undefined || !isPackageHandler(machine, handler)) return [];
	const names = machine.keysOf(handler).names;
	const what = names.some((name) => name === 'directory' || name === 'file') ? 'static' : 'proxy';
	return [{prefix: path.replace(/\/?:\w+\*$/u, ''), dialect, what, detail: names.join(', '), site, app}];
}

