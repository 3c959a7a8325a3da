import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {nextAppNumber} from '../app-number.ts';
import {anything, templateOf} from './constraint.ts';
import {argumentsAround, reachableFrom} from './reach.ts';
import type {Role} from './scope.ts';
import {pathsBesideHandler, siteOfEntry, type KnownEntry} from './table-sites.ts';
import {routesInTable, routesInTables, type TableEntry} from './table.ts';
import {walkListener, type Findings} from './walk.ts';

/** A server that a listener was given to. */
export interface ListeningServer {
	site: Site;
	listener: Value;
	/** `node`: called with request and response; `fetch`: with a Request, and returns the answer. */
	style: 'node' | 'fetch';
}

const rolesOf: Record<ListeningServer['style'], readonly Role[]> = {
	node: [{kind: 'request'}, {kind: 'response'}],
	fetch: [{kind: 'request'}],
};

/** The routes of servers whose listeners are functions of the project. */
export function listenerRoutes(machine: Machine, servers: readonly ListeningServer[], framework: string): RouteTable {
	const table: RouteTable = {routes: [], opaque: []};
	const read = new Set<string>();
	for (const {listener, site, style} of servers) {
		for (const {value} of machine.eachOf(listener)) {
			if (value.kind !== 'closure') continue;
			const found = readListener(machine, value, {site, style, framework});
			const place = `${value.func.id}:${site.module.file}:${site.at}`;
			// One place that is run several times makes the same routes again.
			const known = new Set(read.has(place) ? table.routes.map(keyOf) : []);
			read.add(place);
			table.routes.push(...found.routes.filter((route) => !known.has(keyOf(route))));
			table.opaque.push(...found.opaque);
		}
	}
	return table;
}

interface Origin {
	site: Site;
	style: ListeningServer['style'];
	framework: string;
}

/** The routes of one listener: what it compares, and what stands in the tables it reads. */
function readListener(machine: Machine, listener: ClosureValue, {site, style, framework}: Origin): RouteTable {
	const app = nextAppNumber(machine);
	const findings = walkListener(machine, listener, rolesOf[style], anything);
	const compared = findings.answered.flatMap(({methods, path, site: at, handler}) =>
		path === null ? [] : (methods ?? ['ALL']).map((method) => ({method, path, isPartlyKnown: false, handler, site: at})),
	);
	const entries = tableEntries(machine, listener, findings);
	const known = entries.flatMap((entry) => withPath(machine, entry));
	const listed = known.flatMap((entry) => {
		const place = siteOfEntry(machine, entry, site);
		return byMethods(machine, entry, rolesOf[style]).map((one) => ({...one, site: one.site ?? place}));
	});
	const routes = [...compared, ...listed].map((one, order) => routeOf(one, {app, order, framework}));
	return {
		routes: [...new Map(routes.map((route) => [keyOf(route), route])).values()],
		opaque: [...opaqueOf(findings, app), ...lostRoutes(entries.length > 0 && known.length === 0, app, site)],
	};
}

function withPath(machine: Machine, entry: TableEntry): KnownEntry[] {
	if (entry.path !== null) return [{...entry, path: entry.path}];
	return pathsBesideHandler(machine, entry).map((path) => ({...entry, path, isPartlyKnown: false}));
}

/** A router of which not one path can be read could answer anything. */
function lostRoutes(isLost: boolean, app: number, site: Site): OpaqueMount[] {
	return isLost ? [{prefix: '', dialect: 'plain', what: 'unknown-router', detail: 'paths made into something else', site, app}] : [];
}

/** A table without methods leaves them to its functions. */
function byMethods(machine: Machine, entry: KnownEntry, roles: readonly Role[]): (KnownEntry & {site?: Site})[] {
	const handler = machine.force(entry.handler);
	if (entry.method !== 'ALL' || handler.kind !== 'closure') return [entry];
	const {answered} = walkListener(machine, handler, roles, {...anything, path: entry.path});
	const asked = answered.flatMap(({methods, site, path}) =>
		path === entry.path ? (methods ?? []).map((method) => ({...entry, method, site})) : [],
	);
	const isWhole = answered.some(({methods}) => methods === null);
	return asked.length === 0 ? [entry] : [...asked, ...(isWhole ? [entry] : [])];
}

function keyOf({method, path, site}: Route): string {
	return `${method} ${path} ${site.module.file}:${site.at}`;
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
	const given = routesInTables(machine, argumentsAround(machine, listener));
	if (given.length > 0 || findings.answered.length > 0) return distinct(given);
	return distinct(routesInTables(machine, reachableFrom(machine, listener)));
}

function distinct(entries: readonly TableEntry[]): TableEntry[] {
	return [...new Map(entries.map((entry, index) => [`${entry.method} ${entry.path ?? index}`, entry])).values()];
}

/** A route of a home-made router, which compares paths as they are. */
export function routeOf(
	{method, path, isPartlyKnown, handler, site}: KnownEntry & {site: Site},
	{app, order, framework}: {app: number; order: number; framework: string},
): Route {
	return {
		method,
		path,
		dialect: 'plain',
		framework,
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
