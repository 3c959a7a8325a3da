import type {Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeValue, Value} from '../evaluate/value.ts';
import {annotatedApp, makeApp} from './koa/app.ts';
import {startEgg} from './koa/egg.ts';
import {joiRouter} from './koa/joi-router.ts';
import {combineRouters, compose, everywhere, mount, opaqueMiddleware, singleRoutes} from './koa/packages.ts';
import {makeRouter} from './koa/router.ts';
import {koaTable} from './koa/table.ts';

// Classes are labelled as their instances are: `x instanceof Router` goes by that.

/** Koa 2 and 3 with @koa/router or koa-router, koa-mount, koa-compose, koa-route, koa-joi-router. Only what an app uses answers. */
export const koaModel: Model = {
	name: 'koa',
	modules: {
		koa: exported(native('koa', {call: makeApp, construct: makeApp})),
		'@koa/router': exported(native('koa.router', {call: makeRouter, construct: makeRouter}), 'Router'),
		'koa-router': exported(native('koa.router', {call: makeRouter, construct: makeRouter}), 'Router'),
		'koa-joi-router': exported(joiRouter),
		'koa-mount': exported(mount),
		'koa-compose': exported(compose),
		'koa-convert': exported(
			native('koa-convert', {call: ({args}) => args[0], get: (name) => (name === 'compose' ? variadicCompose : undefined)}),
		),
		'koa-websocket': exported(nativeFunction('koa-websocket', ({args}) => args[0])),
		'koa-qs': exported(nativeFunction('koa-qs', ({args}) => args[0])),
		'koa-combine-routers': exported(combineRouters),
		'koa-route': (name) => (name === 'default' || name === '*' ? singleRoutes : singleRoutes.get?.(name, undefined as never)),
		'koa-static': exported(opaqueMiddleware('static', 'koa-static', everywhere)),
		'koa-static-cache': exported(opaqueMiddleware('static', 'koa-static-cache', everywhere)),
		'koa-proxies': exported(opaqueMiddleware('proxy', 'koa-proxies', ({args}) => args[0] ?? everywhere())),
	},
	types: {
		'koa#default': annotatedApp,
		'@koa/router#default': (machine) => makeRouter({args: [], machine}),
		'@koa/router#Router': (machine) => makeRouter({args: [], machine}),
		'koa-router#default': (machine) => makeRouter({args: [], machine}),
	},
	start: startEgg,
	routes: koaTable,
};

const variadicCompose = nativeFunction('convert.compose', (call) =>
	compose.call?.({...call, args: call.args.length === 1 ? call.args : [{kind: 'array', items: call.args, rest: null, born: null}]}),
);

/** The export of a CommonJS package: the value itself, its `default`, and the names that it is exported by besides. */
function exported(value: NativeValue, ...names: string[]): (name: string) => Value | undefined {
	const known = new Set(['default', '*', ...names]);
	const module: NativeValue = {...value, get: (name, machine) => (known.has(name) ? module : value.get?.(name, machine))};
	return (name) => (known.has(name) ? module : undefined);
}
