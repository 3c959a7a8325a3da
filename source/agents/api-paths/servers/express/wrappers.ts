import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction, objectOf, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {newRouter} from './router.ts';

/** `asyncHandler(fn)`: the same handler, with its errors passed on. */
const sameHandler: NativeValue = native('handler wrapper', {
	call: ({args}) => args[0] ?? unknown('handler'),
	get: (name) => (name === 'then' ? undefined : sameHandler),
});

/** A router whose handlers may be asynchronous. */
const asyncRouter: NativeValue = native('async router', {
	call: (call) => newRouter(call, 'router', 'express'),
	construct: (call) => newRouter(call, 'router', 'express'),
	get: (name) => (name === 'default' || name.endsWith('Router') ? asyncRouter : undefined),
});

/** `expressWs(app)` adds `ws` to the application it is given, which all of ours have. */
const expressWs: NativeValue = nativeFunction('express-ws', ({args}) => objectOf({app: args[0] ?? unknown('app')}, unknown('express-ws')));

/** `addAsync(express())` adds `getAsync`, which all of ours have. */
const awaitjs: Record<string, Value> = {
	addAsync: nativeFunction('addAsync', ({args}: NativeCall) => args[0]),
	decorateApp: nativeFunction('decorateApp', ({args}: NativeCall) => args[0]),
	decorateRouter: nativeFunction('decorateRouter', ({args}: NativeCall) => args[0]),
	Router: asyncRouter,
	wrap: sameHandler,
};

const whole = (value: NativeValue) => (name: string, machine: Machine) =>
	name === 'default' || name === '*' ? value : value.get?.(name, machine);

/** Packages around Express that leave its way of routing as it is. */
export const wrapperModules: Record<string, (name: string, machine: Machine) => Value | undefined> = {
	'express-async-handler': whole(sameHandler),
	'async-middleware': whole(sameHandler),
	'express-async-wrap': whole(sameHandler),
	'express-promise-router': whole(asyncRouter),
	'express-async-router': whole(asyncRouter),
	'express-ws': whole(expressWs),
	'@awaitjs/express': (name) => awaitjs[name],
};
