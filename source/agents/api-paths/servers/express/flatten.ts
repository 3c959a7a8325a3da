import {mergeGuards} from '../../evaluate/facts.ts';
import type {Guards} from '../../evaluate/facts.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {unknown, type Value} from '../../evaluate/value.ts';
import {parsePattern} from '../../routes/pattern.ts';
import type {Dialect, OpaqueMount, Route, RouteFault} from '../../routes/route.ts';
import {callsOfAbsentCode} from '../absent-code.ts';
import {nextAppNumber} from '../app-number.ts';
import {listed} from './arguments.ts';
import {isFallbackRoute, passesOn} from './fallback.ts';
import {mountedHandler} from './middleware.ts';
import {routersOf} from './mounts.ts';
import {asMount, canNeverMatch, joined, pathsOf, printed, rootPrefix, type PathSpec, type Prefix} from './paths.ts';
import {type Operation, type RouterRecord} from './record.ts';
import {isEnabled} from './router.ts';

/** What an application answers. */
export interface Flat {
	routes: Route[];
	opaque: OpaqueMount[];
	faults: RouteFault[];
}

interface Walk extends Flat {
	machine: Machine;
	app: number;
	/** Routers around the one walked through: one that mounts itself ends there. */
	around: RouterRecord[];
	/** Under which the mounts around hold. */
	guards: Guards;
}

/** Follows the operations of an application in order, with those of its mounts in their places. */
export function flattenApp(machine: Machine, root: RouterRecord): Flat {
	const walk: Walk = {machine, app: nextAppNumber(machine), around: [], guards: null, routes: [], opaque: [], faults: []};
	walkRouter(walk, root, rootPrefix);
	return {routes: walk.routes, opaque: walk.opaque, faults: walk.faults};
}

/** Routes of one application beyond this many are a loop that adds to itself. */
const mostRoutes = 20_000;

function walkRouter(walk: Walk, record: RouterRecord, prefix: Prefix): void {
	if (walk.around.includes(record) || walk.routes.length > mostRoutes) return;
	const around = [...walk.around, record];
	for (const operation of [...record.operations, ...absentMounts(walk.machine, record)]) {
		const guards = mergeGuards(walk.guards, operation.guards ?? null);
		if (guards === false) continue;
		const inner = {...walk, around, guards};
		if (operation.kind === 'route') addRoutes(inner, record, operation, prefix);
		else addMounts(inner, record, operation, prefix);
	}
}

/** Code that is not there mounts whatever it likes on what it is given. */
function absentMounts(machine: Machine, {site: made, operations}: RouterRecord): Operation[] {
	const places = [...(made === null ? [] : [made]), ...operations.map(({site}) => site)];
	return callsOfAbsentCode(machine, places).map((site) => ({
		kind: 'use',
		path: null,
		handlers: [unknown('absent code', 'unresolved-import')],
		site,
	}));
}

function addRoutes(walk: Walk, record: RouterRecord, operation: Operation & {kind: 'route'}, prefix: Prefix): void {
	const handlers = operation.handlers.flatMap((handler) => listed(walk.machine, handler));
	const routers = handlers.flatMap((handler) => routersOf(walk.machine, handler));
	for (const path of pathsOf(walk.machine, operation.path)) {
		if (isRefused(walk, record, path, operation.site)) continue;
		if (routers.length > 0) {
			for (const router of routers) addHandedRoutes(walk, router, operation.method, path, prefix);
			continue;
		}
		const route = routeOf(walk, record, operation, joined(prefix, path), handlers);
		walk.routes.push({...route, passesOn: passesOn(route), isFallback: isFallbackRoute(walk.machine, route)});
	}
}

/** `app.all('/users*', router)`: nothing is taken off the path, so the router answers those of its own paths that the template lets through. */
function addHandedRoutes(walk: Walk, router: RouterRecord, method: string, path: PathSpec, prefix: Prefix): void {
	const inner: Walk = {...walk, routes: []};
	walkRouter(inner, router, prefix);
	const start = path.kind === 'regexp' ? '' : joined(prefix, path).text.replace(/[:*({\\+?].*$/s, '');
	for (const route of inner.routes) {
		const isReached = route.path.startsWith(start) && (method === 'ALL' || route.method === 'ALL' || route.method === method);
		if (isReached) walk.routes.push({...route, method: route.method === 'ALL' ? method : route.method, order: walk.routes.length});
	}
}

function routeOf(
	walk: Walk,
	record: RouterRecord,
	{method, site, isOfAnyMethod = false}: Operation & {kind: 'route'},
	place: Prefix,
	handlers: Value[],
): Route {
	return {
		method,
		path: printed(place),
		dialect: dialectOf(walk.machine, record, printed(place)),
		...(place.regExp === null ? {} : {regExp: place.regExp}),
		framework: 'express',
		site,
		handlers,
		app: walk.app,
		order: walk.routes.length,
		guards: walk.guards,
		isPartlyKnown: place.isPartlyKnown || isOfAnyMethod,
		isFallback: false,
		isCaseSensitive: isEnabled(record, 'case sensitive routing', walk.machine),
		isStrict: isEnabled(record, 'strict routing', walk.machine),
	};
}

function addMounts(walk: Walk, record: RouterRecord, operation: Operation & {kind: 'use'}, prefix: Prefix): void {
	for (const place of placesOf(walk, record, operation, prefix)) {
		const handlers = operation.handlers.flatMap((handler) => listed(walk.machine, handler));
		for (const [index, handler] of handlers.entries()) addMount(walk, handler, place, operation.site, index === handlers.length - 1);
	}
}

function placesOf(walk: Walk, record: RouterRecord, {path, site}: Operation & {kind: 'use'}, prefix: Prefix): Prefix[] {
	if (path === null) return [prefix];
	const paths = pathsOf(walk.machine, path).filter((one) => !isRefused(walk, record, one, site));
	return paths.map((one) => asMount(joined(prefix, one)));
}

function addMount(walk: Walk, handler: Value, place: Prefix, site: Site, isLast: boolean): void {
	const routers = routersOf(walk.machine, handler);
	for (const router of routers) walkRouter(walk, router, place);
	if (routers.length > 0) return;
	const mount = mountedHandler(walk.machine, handler, {place, site, isLast});
	if (mount === null) return;
	const dialect = dialectAt(walk.machine, site, 'express');
	walk.opaque.push({prefix: mount.prefix, dialect: dialect ?? 'express4', what: mount.what, detail: mount.detail, site, app: walk.app});
}

/** Says why a path is none of a route, if it is none. */
function isRefused(walk: Walk, record: RouterRecord, path: PathSpec, site: Site): boolean {
	if (path.kind === 'regexp') return false;
	if (canNeverMatch(path)) {
		walk.faults.push({
			rule: 'unreachable-route-template',
			message: `'${path.text}' has no slash in front, and no path is without one`,
			site,
		});
		return true;
	}
	if (isPlain(path.text)) return false;
	const {fault} = parsePattern(path.text, dialectOf(walk.machine, record, path.text));
	if (fault !== null) walk.faults.push({rule: 'invalid-route-template', message: `'${path.text}' is refused at start-up: ${fault}`, site});
	return fault !== null;
}

/** Words and named parameters, which no version refuses. */
const isPlain = (path: string): boolean => /^(?:[\w/.-]|:[A-Za-z_])*$/.test(path);

/** By the version that is installed where the router is made; where nothing says it, what can be read as Express 5 is. */
function dialectOf(machine: Machine, record: RouterRecord, path: string): Dialect {
	if (!dialects.has(record)) dialects.set(record, record.site === null ? null : dialectAt(machine, record.site, record.packageName));
	const known = dialects.get(record) ?? null;
	if (known !== null) return known;
	return isPlain(path) || parsePattern(path, 'express5').fault === null ? 'express5' : 'express4';
}
const dialects = new WeakMap<RouterRecord, Dialect | null>();

/** Express 5 and version 2 of its router read templates alike. */
function dialectAt(machine: Machine, {module}: Site, packageName: string): Dialect | null {
	const major = machine.project.majorOf(module.file, packageName);
	if (major === null) return null;
	return major >= (packageName === 'router' ? 2 : 5) ? 'express5' : 'express4';
}
