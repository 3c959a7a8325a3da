import type {Machine, Site} from '../../evaluate/machine.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {listOf} from '../template.ts';
import {prefixed} from './prefix.ts';
import {knownMiddleware, noPath} from './record.ts';
import type {KoaRouter, Layer, OpaqueLayer} from './record.ts';
import {isUnreadable, opaqueOf} from './unreadable.ts';

/**
 * `router.use(child.routes())` and `router.use('/path', child.routes())`: the routes that the child has at that time are taken over, later ones
 * are not.
 */
export function nestMiddleware(router: KoaRouter, {args, machine, site}: NativeCall): void {
	if (!machine.mayChange(router.madeIn)) return;
	const [first, ...others] = args;
	if (first === undefined) return;
	const isMount = others.length > 0 && machine.eachOf(first).every(({value}) => !isMiddleware(value));
	const paths = isMount ? listOf(machine, first) : [noPath];
	for (const middleware of (isMount ? others : args).flatMap((value) => listOf(machine, value))) {
		for (const path of paths) router.layers.push(...layersOf(machine, middleware, path, site));
	}
}

function isMiddleware(value: Value): boolean {
	return value.kind === 'closure' || value.kind === 'native' || value.kind === 'external';
}

function layersOf(machine: Machine, middleware: Value, path: Value, site: Site): (Layer | OpaqueLayer)[] {
	const known = knownMiddleware(middleware);
	if (known === null) return isUnreadable(middleware) ? [opaqueOf(middleware, path, site)] : [];
	if (known.kind === 'koa.routes') return layersBehind(machine, known.router, path);
	if (known.kind === 'koa.compose') return listOf(machine, known.of).flatMap((inner) => layersOf(machine, inner, path, site));
	return known.kind === 'koa.layer' ? [{...known.layer, path: prefixed(machine, path, known.layer.path)}] : [];
}

/** The layers of a router with its own prefix, and another one in front. */
export function layersBehind(machine: Machine, router: KoaRouter, path: Value): (Layer | OpaqueLayer)[] {
	return router.layers.map((layer) => {
		if (layer.kind === 'route' && layer.regExp !== null) return layer;
		return {...layer, path: prefixed(machine, path, prefixed(machine, router.prefix, layer.path, router.isStrict), router.isStrict)};
	});
}
