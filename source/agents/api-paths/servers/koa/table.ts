import type {Machine, Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {absentMounts} from '../absent-code.ts';
import {handsOn, isFallback} from '../answering.ts';
import {pathTextsOf} from '../path-text.ts';
import {withoutRehearsals} from '../instances.ts';
import {mountPrefix, routeTable} from '../route-table.ts';
import {listOf, templatesOf} from '../template.ts';
import {layersBehind} from './nesting.ts';
import {mounted} from './prefix.ts';
import {knownMiddleware, koaState, noPath} from './record.ts';
import type {KnownMiddleware, KoaApp, KoaRouter, Layer, OpaqueLayer} from './record.ts';
import {isUnreadable, opaqueOf} from './unreadable.ts';

/** A layer as an app reaches it, all prefixes in its path. */
interface Reached {
	layer: Layer | OpaqueLayer;
	path: Value;
	/** Of the mounts around its router: all that counts for a regular expression. */
	prefix: Value;
	isStrict: boolean;
	isCaseSensitive: boolean;
}

/** Everything that the apps answer, in the order in which middleware runs. */
export function koaTable(machine: Machine): RouteTable {
	const table: RouteTable = {routes: [], opaque: []};
	const {apps: made, dispatched} = koaState(machine);
	const apps = withoutRehearsals(made);
	for (const app of apps) {
		if (app.isMade && !app.isMounted) addLayers(machine, table, app.number, reachedIn(machine, app, noPath, 0));
		if (app.isMade) table.opaque.push(...absentMounts(machine, app, [app.site, ...app.uses.map(({site}) => site)], 'koa'));
	}
	const mountedRouters = new Set(table.routes.map((route) => route.site));
	for (const {router} of dispatched) {
		const reached = reachedThrough(machine, router, noPath).filter(({layer}) => !mountedRouters.has(layer.site));
		addLayers(machine, table, apps[0]?.number ?? 0, reached);
	}
	return routeTable(table.routes, table.opaque);
}

/** Apps may be mounted in each other in circles only by mistake. */
const deepestMounts = 20;

function reachedIn(machine: Machine, app: KoaApp, prefix: Value, depth: number): Reached[] {
	if (depth > deepestMounts) return [];
	return app.uses.flatMap(({middleware, site}) => reachedBy(machine, middleware, prefix, site, depth));
}

function reachedBy(machine: Machine, middleware: Value, prefix: Value, site: Site, depth: number): Reached[] {
	return listOf(machine, middleware).flatMap((value) => {
		const known = knownMiddleware(value);
		if (known !== null) return reachedByKnown(machine, known, prefix, site, depth);
		return isUnreadable(value) ? [reachedLayer(machine, opaqueOf(value, noPath, site), prefix)] : [];
	});
}

function reachedByKnown(machine: Machine, known: KnownMiddleware, prefix: Value, site: Site, depth: number): Reached[] {
	switch (known.kind) {
		case 'koa.routes':
			return reachedThrough(machine, known.router, prefix);
		case 'koa.mount':
			return reachedBy(machine, known.inner, mounted(machine, prefix, known.prefix), site, depth + 1);
		case 'koa.compose':
			return reachedBy(machine, known.of, prefix, site, depth + 1);
		case 'koa.app':
			return reachedIn(machine, known, prefix, depth + 1);
		case 'koa.layer':
			return [reachedLayer(machine, known.layer, prefix)];
		case 'koa.none':
			return [];
	}
}

function reachedThrough(machine: Machine, router: KoaRouter, prefix: Value): Reached[] {
	return layersBehind(machine, router, noPath).map((layer) => reachedLayer(machine, layer, prefix, router));
}

function reachedLayer(machine: Machine, layer: Layer | OpaqueLayer, prefix: Value, router?: KoaRouter): Reached {
	return {
		layer,
		path: mounted(machine, prefix, layer.path),
		prefix,
		isStrict: router?.isStrict ?? false,
		isCaseSensitive: router?.isCaseSensitive ?? false,
	};
}

function addLayers(machine: Machine, table: RouteTable, app: number, reached: Reached[]): void {
	for (const one of reached) {
		if (one.layer.kind === 'opaque') table.opaque.push(...opaqueMounts(machine, one.layer, one.path, app));
		else table.routes.push(...routesOf(machine, one.layer, one, {app, order: table.routes.length}));
	}
}

function routesOf(machine: Machine, layer: Layer, reached: Reached, at: {app: number; order: number}): Route[] {
	if (layer.regExp !== null) return routesOfRegExp(machine, layer, layer.regExp, reached, at);
	return templatesOf(machine, reached.path).flatMap((template) =>
		(layer.methods ?? ['ALL']).map((method) => ({
			...at,
			...commonOf(layer, reached),
			method,
			path: template.path,
			// A slash at the end may be added to a path, but one that the template has must be there.
			isStrict: reached.isStrict || (template.path.endsWith('/') && template.path !== '/'),
			isPartlyKnown: template.isPartlyKnown || layer.methods === null,
			isFallback:
				/[*}]|\(\.\*\)$/u.test(template.path) && isFallback({method, handlers: layer.handlers}, wholeWildcard.test(template.path), nextAt),
		})),
	);
}

/** No prefix of a router applies to a regular expression; those of mounts do. */
function routesOfRegExp(
	machine: Machine,
	layer: Layer,
	regExp: NonNullable<Layer['regExp']>,
	reached: Reached,
	at: {app: number; order: number},
): Route[] {
	return pathTextsOf(machine, reached.prefix).flatMap((prefix) =>
		(layer.methods ?? ['ALL']).map((method) => ({
			...at,
			...commonOf(layer, reached),
			method,
			path: `${prefix.text}/${regExp.source}/${regExp.flags}`,
			regExp: {prefix: prefix.text, ...regExp},
			isPartlyKnown: prefix.isPartlyKnown || layer.methods === null,
			isFallback: false,
		})),
	);
}

const commonOf = (layer: Layer, reached: Reached) => ({
	dialect: 'koa' as const,
	framework: 'koa',
	site: layer.site,
	handlers: layer.handlers,
	passesOn: handsOn(layer.handlers, nextAt),
	isCaseSensitive: reached.isCaseSensitive,
	isStrict: reached.isStrict,
});

/** `(ctx, next)`. */
const nextAt = 1;

/** `*`, `(.*)`, `/:path*`, `{/*rest}`: any path at all. */
const wholeWildcard = /^\/?(?:\*\w*|\(\.\*\)|:\w+(?:\*|\(\.\*\))|\{\/?\*\w*\})$/u;

function opaqueMounts(machine: Machine, layer: OpaqueLayer, path: Value, app: number): OpaqueMount[] {
	return templatesOf(machine, path).flatMap((template): OpaqueMount[] => {
		const prefix = mountPrefix(template.path);
		// Middleware for all paths hardly ever answers.
		if (prefix === '' && !layer.isRouter) return [];
		return [{prefix, dialect: 'koa', what: layer.what, detail: layer.detail, site: layer.site, app}];
	});
}
