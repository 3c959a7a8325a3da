import type {Site} from '../../evaluate/machine.ts';
import {arrayOf, literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {listOf, rareVerbs, verbs} from '../template.ts';
import {noPath} from './record.ts';
import type {KnownMiddleware} from './record.ts';
import {routerOf} from './router.ts';

const middleware = (label: string, state: KnownMiddleware): NativeValue => native(label, {state});

/** `mount('/api', app)`, `mount(app)`; the app may be middleware too, or a list of it. */
export const mount = nativeFunction('koa-mount', ({args}) => {
	const [first, second] = args;
	if (first === undefined) return undefined;
	if (second === undefined) return middleware('mount()', {kind: 'koa.mount', prefix: noPath, inner: first});
	return middleware('mount()', {kind: 'koa.mount', prefix: first, inner: second});
});

/** `compose([a, b])`. */
export const compose = nativeFunction('koa-compose', ({args}) =>
	middleware('compose()', {kind: 'koa.compose', of: args[0] ?? arrayOf([])}),
);

/** `combineRouters(a, b)()`. */
export const combineRouters = nativeFunction('koa-combine-routers', ({args, machine}) => {
	const routes = args
		.flatMap((arg) => listOf(machine, arg))
		.flatMap((value) => {
			const router = routerOf(value);
			return router === null ? [] : [middleware('router.routes()', {kind: 'koa.routes', router})];
		});
	return nativeFunction('combined', () => middleware('combined()', {kind: 'koa.compose', of: arrayOf(routes)}));
});

/** koa-route: `route.get('/path', handler)` is middleware for one route; without handler it waits for it. */
export const singleRoutes: NativeValue = native('koa-route', {
	get: (name) => {
		if (name === 'default') return singleRoutes;
		const method =
			name === 'all' ? 'ALL' : name === 'del' ? 'DELETE' : [...verbs, ...rareVerbs].find((verb) => verb === name)?.toUpperCase();
		return method === undefined ? undefined : nativeFunction(`route.${name}`, (call) => singleRoute(method, call));
	},
});

function singleRoute(method: string, {args, site}: NativeCall): Value | undefined {
	const [path, handler] = args;
	if (path === undefined) return undefined;
	if (handler !== undefined) return layerFor(method, path, handler, site);
	return nativeFunction('route', (call) => (call.args[0] === undefined ? undefined : layerFor(method, path, call.args[0], site)));
}

function layerFor(method: string, path: Value, handler: Value, site: Site): Value {
	return middleware('route()', {
		kind: 'koa.layer',
		layer: {kind: 'route', methods: [method], path, regExp: null, handlers: [handler], site},
	});
}

/** Middleware that answers below a path in ways only it knows. */
export function opaqueMiddleware(what: string, detail: string, pathOf: (call: NativeCall) => Value): NativeValue {
	return nativeFunction(detail, (call) => {
		return middleware(detail, {
			kind: 'koa.layer',
			layer: {kind: 'opaque', path: pathOf(call), what, detail, isRouter: true, site: call.site},
		});
	});
}

export const everywhere = (): Value => literal('');
