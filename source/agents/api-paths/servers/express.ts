import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../evaluate/value.ts';
import {controllerModules, startTsoa} from './express/controllers.ts';
import {packageHandler, packageModules} from './express/packages.ts';
import {newRouter, typedRouter} from './express/router.ts';
import {expressTable} from './express/table.ts';
import {wrapperModules} from './express/wrappers.ts';

/** Express 4 and 5: applications, routers and what is mounted on them. */
export const expressModel: Model = {
	name: 'express',
	modules: {
		express: (name) => (name === 'default' || name === '*' || name === 'express' ? express : express.get?.(name, undefined as never)),
		router: (name) => (name === 'default' || name === '*' || name === 'Router' ? bareRouter : undefined),
		...packageModules,
		...wrapperModules,
		...controllerModules,
	},
	types: {...typesOf('express'), ...typesOf('express-serve-static-core'), ...typesOf('@types/express-serve-static-core')},
	start: startTsoa,
	routes: expressTable,
};

function typesOf(source: string): NonNullable<Model['types']> {
	const app = (machine: Machine): Value => typedRouter(machine, 'app');
	const router = (machine: Machine): Value => typedRouter(machine, 'router');
	return {[`${source}#Express`]: app, [`${source}#Application`]: app, [`${source}#Router`]: router, [`${source}#IRouter`]: router};
}

const makeApp = (call: NativeCall): Value => newRouter(call, 'app', 'express');
const makeRouter = (call: NativeCall): Value => newRouter(call, 'router', 'express');
const makeBareRouter = (call: NativeCall): Value => newRouter(call, 'router', 'router');

const bareRouter: NativeValue = native('router()', {call: makeBareRouter, construct: makeBareRouter});
const routerFactory: NativeValue = native('express.Router', {call: makeRouter, construct: makeRouter});
const pass = packageHandler('express middleware', {kind: 'pass'});
const bodyParsers = ['json', 'urlencoded', 'raw', 'text'];

const express: NativeValue = native('express', {
	call: makeApp,
	construct: makeApp,
	get: (name) => {
		if (name === 'Router') return routerFactory;
		if (name === 'default' || name === 'express') return express;
		if (name === 'static')
			return nativeFunction('express.static', () =>
				packageHandler('express.static', {kind: 'opaque', what: 'static', detail: 'express.static', prefix: null}),
			);
		return bodyParsers.includes(name) ? pass : undefined;
	},
});
