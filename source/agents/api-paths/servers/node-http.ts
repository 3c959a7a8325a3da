import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, objectOf, type ClosureValue, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {anything, templateOf} from './listener/constraint.ts';
import {argumentsAround, reachableFrom} from './listener/reach.ts';
import type {Role} from './listener/scope.ts';
import {siteOfEntry} from './listener/table-sites.ts';
import {routesInTable, type TableEntry} from './listener/table.ts';
import {walkListener, type Findings} from './listener/walk.ts';

/** A server that a listener was given to. */
interface Server {
	site: Site;
	listener: Value;
	/** `fetch`: called with a Request, returns the answer. */
	style: 'node' | 'fetch';
}

/** Servers without a framework: `http.createServer(listener)` and its like, with a table of routes or conditions in the listener. */
export const nodeHttpModel: Model = {
	name: 'node-http',
	modules: {
		http: httpModule,
		'node:http': httpModule,
		https: httpModule,
		'node:https': httpModule,
		http2: httpModule,
		'node:http2': httpModule,
	},
	routes: listenerRoutes,
};

function httpModule(name: string): Value | undefined {
	return name === 'default' || name === '*' ? objectOf(httpExports, {kind: 'external', module: 'node:http', path: []}) : httpExports[name];
}

const createServer = nativeFunction('http.createServer', ({args, site, machine}) => serverOf(machine, site, args));

const httpExports: Record<string, Value> = {
	createServer,
	createSecureServer: createServer,
	Server: native('http.Server', {construct: ({args, site, machine}) => serverOf(machine, site, args)}),
};

function serversOf(machine: Machine): Server[] {
	return machine.state('http servers', () => [] as Server[]);
}

/** Takes the listener wherever it stands: options may come before it, and `on('request', …)` adds one later. */
function serverOf(machine: Machine, site: Site, args: readonly Value[]): NativeValue {
	for (const listener of args) serversOf(machine).push({site, listener, style: 'node'});
	const server: NativeValue = native(serverLabel, {
		get(name) {
			if (name === 'on' || name === 'addListener' || name === 'once') return nativeFunction(`http.Server.${name}`, listen);
			return undefined;
		},
	});
	const listen = ({args: [event, listener], site: here}: NativeCall): Value => {
		const name = event === undefined ? undefined : machine.literalOf(event);
		if (listener !== undefined && name === 'request') serversOf(machine).push({site: here, listener, style: 'node'});
		if (listener !== undefined && name === 'upgrade') upgradesOf(machine).push({site: here, listener});
		return server;
	};
	return server;
}

/** An HTTP server's label, for models that attach to one. */
export const serverLabel = 'http.server';

/** Listeners for `upgrade`. */
export function upgradesOf(machine: Machine): {site: Site; listener: Value}[] {
	return machine.state('http upgrades', () => [] as {site: Site; listener: Value}[]);
}

function listenerRoutes(machine: Machine): RouteTable {
	const table: RouteTable = {routes: [], opaque: []};
	const seen = new Set<string>();
	for (const {listener, site, style} of serversOf(machine)) {
		for (const {value} of machine.eachOf(listener)) {
			if (value.kind !== 'closure') continue;
			const place = `${value.func.id}:${site.module.file}:${site.at}`;
			const found = readListener(machine, value, site, style);
			if (seen.has(place) && found.routes.length === 0) continue;
			seen.add(place);
			addOnce(table, found);
		}
	}
	return table;
}

/** One place that is run several times makes the same routes again. */
function addOnce(table: RouteTable, found: RouteTable): void {
	const known = new Set(table.routes.map(keyOf));
	table.routes.push(...found.routes.filter((route) => !known.has(keyOf(route))));
	table.opaque.push(...found.opaque);
}

function keyOf({method, path, site}: Route): string {
	return `${method} ${path} ${site.module.file}:${site.at}`;
}

const nodeRoles: readonly Role[] = [{kind: 'request'}, {kind: 'response'}];

/** The routes of one listener: what it compares, and what stands in the tables it reads. */
function readListener(machine: Machine, listener: ClosureValue, site: Site, style: Server['style']): RouteTable {
	const app = nextAppNumber(machine);
	const findings = walkListener(machine, listener, style === 'node' ? nodeRoles : [{kind: 'request'}], anything);
	const entries = tableEntries(machine, listener, findings);
	const compared = findings.answered.flatMap(({methods, path, site: at, handler}) =>
		path === null ? [] : (methods ?? ['ALL']).map((method) => ({method, path, isPartlyKnown: false, handler, site: at})),
	);
	const listed = entries.map((entry) => ({...entry, site: siteOfEntry(machine, entry, site)}));
	const routes = new Map(
		[...compared, ...listed].map((one, order) => [
			`${one.method} ${one.path} ${one.site.module.file}:${one.site.at}`,
			routeOf(one, app, order),
		]),
	);
	return {routes: [...routes.values()], opaque: opaqueOf(findings, app)};
}

/** Tables that were read with the request at hand; else, where nothing was found, whatever the listener can come upon. */
function tableEntries(machine: Machine, listener: ClosureValue, findings: Findings): TableEntry[] {
	const seen = new Set<Value>();
	const consulted = findings.consulted.flatMap(({value, under}) => {
		const path = templateOf(under);
		if (seen.has(value) || (path !== null && !path.endsWith('*'))) return [];
		seen.add(value);
		return routesInTable(machine, value);
	});
	if (consulted.length > 0) return distinct(consulted);
	const given = argumentsAround(machine, listener).flatMap((value) => routesInTable(machine, value));
	if (given.length > 0 || findings.answered.length > 0) return distinct(given);
	return distinct(reachableFrom(machine, listener).flatMap((value) => routesInTable(machine, value)));
}

function distinct(entries: readonly TableEntry[]): TableEntry[] {
	return [...new Map(entries.map((entry) => [`${entry.method} ${entry.path}`, entry])).values()];
}

function routeOf({method, path, isPartlyKnown, handler, site}: TableEntry & {site: Site}, app: number, order: number): Route {
	return {
		method,
		path,
		dialect: 'plain',
		framework: 'node',
		site,
		handlers: [handler],
		app,
		order,
		isPartlyKnown,
		isFallback: false,
		isCaseSensitive: true,
		isStrict: true,
	};
}

/** Functions of packages that answer below a prefix; those that are handed everything say nothing of the API (static files, a framework's own handler). */
function opaqueOf({handedOn}: Findings, app: number): OpaqueMount[] {
	return handedOn.flatMap(({callee, under, site}) => {
		const path = templateOf(under);
		if (path === null) return [];
		return [{prefix: path.replace(/\/?\*$/u, ''), dialect: 'plain' as const, what: 'package', detail: callee, site, app}];
	});
}
