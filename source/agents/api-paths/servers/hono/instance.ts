import type {Machine} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {listOf, methodsOf, verbs} from '../template.ts';
import {mergePath} from './merge-path.ts';
import {openapiMembers} from './openapi.ts';
import {addToApp, honoInstanceOf, newHonoApp} from './record.ts';
import type {HonoApp, HonoInstance} from './record.ts';
import {addRoute, declare, isPathText} from './routes.ts';
import {useMiddleware} from './middleware.ts';

type Member = (instance: HonoInstance, call: NativeCall) => Value | undefined;

/** `new Hono(options)`. */
export function makeHono({args, machine, site}: Pick<NativeCall, 'args' | 'machine' | 'site'>): Value {
	const [options] = args;
	const isStrict = options === undefined || machine.literalOf(machine.get(options, 'strict')) !== false;
	return instanceOf(newHonoApp(machine, {isMade: true, site, isStrict}), literal('/')).value;
}

/** What stands for a parameter of type `Hono`: what is declared on it belongs to no app until one is passed. */
export const annotatedHono = (machine: Machine): Value =>
	instanceOf(newHonoApp(machine, {isMade: false, site: null, isStrict: true}), literal('/')).value;

function instanceOf(app: HonoApp, basePath: Value): HonoInstance {
	const memory = new Map<string, Value>();
	const anyVerb = nativeFunction('hono[…]', (call) => {
		declare(instance, null, call);
		return value;
	});
	const value: NativeValue = native('hono', {
		getAny: () => anyVerb,
		get: (name) => {
			if (name === 'fetch' || name === 'request') return servedFunction(instance, name);
			const member = members[name];
			if (member === undefined) return undefined;
			const known = memory.get(name) ?? nativeFunction(`hono.${name}`, (call) => member(instance, call));
			memory.set(name, known);
			return known;
		},
	});
	const instance: HonoInstance = {app, basePath, lastPath: literal('/'), value};
	value.state = instance;
	return instance;
}

/** Whoever holds `app.fetch` serves the app. */
function servedFunction(instance: HonoInstance, name: string): Value | undefined {
	if (name !== 'fetch') return undefined;
	instance.app.served++;
	return native('hono.fetch', {state: instance, call: () => undefined});
}

const chained =
	(act: (instance: HonoInstance, call: NativeCall) => void): Member =>
	(instance, call) => {
		act(instance, call);
		return instance.value;
	};

const members: Record<string, Member> = {
	...Object.fromEntries(
		[...verbs, 'query', 'trace', 'all'].map((verb) => [verb, chained((instance, call) => declare(instance, [verb.toUpperCase()], call))]),
	),
	on: chained((instance, {args, machine, site}) => {
		const [methods, paths, ...handlers] = args;
		if (methods === undefined || paths === undefined) return;
		for (const path of listOf(machine, paths)) addRoute(instance, methodsOf(machine, methods), path, handlers, {machine, site});
	}),
	use: chained(useMiddleware),
	route: chained(takeRoutes),
	basePath: (instance, {args, machine}) => instanceOf(instance.app, mergePath(machine, instance.basePath, args[0] ?? literal('/'))).value,
	mount: chained(mountHandler),
	notFound: (instance) => instance.value,
	onError: (instance) => instance.value,
	fire: (instance) => {
		instance.app.served++;
		return undefinedValue;
	},
	...openapiMembers,
};

/** `app.route('/path', sub)` takes over the routes that the other has at that time. */
function takeRoutes(instance: HonoInstance, {args, machine, site}: NativeCall): void {
	const [path, sub] = args;
	if (path === undefined || sub === undefined || !machine.mayChange(instance.app.madeIn)) return;
	const base = mergePath(machine, instance.basePath, path);
	for (const {value} of machine.eachOf(sub)) {
		const taken = honoInstanceOf(value);
		if (taken !== null) takeFrom(machine, instance.app, taken.app, base);
		else if (!isNothing(value))
			addToApp(machine, instance.app, {kind: 'opaque', path: base, what: 'unknown-router', detail: nameOf(value), site});
	}
}

function takeFrom(machine: Machine, app: HonoApp, sub: HonoApp, base: Value): void {
	sub.routed++;
	app.routesOthers = true;
	if (sub === app) return;
	for (const route of sub.routes) app.routes.push({...route, path: mergePath(machine, base, route.path)});
}

const isNothing = (value: Value): boolean => value.kind === 'literal';
const nameOf = (value: Value): string =>
	value.kind === 'unknown' || value.kind === 'param' ? value.text : value.kind === 'external' ? value.module : value.kind;

/** `app.mount('/path', handler)`: another framework answers below the path, unless it is the `fetch` of an app that is known. */
function mountHandler(instance: HonoInstance, {args, machine, site}: NativeCall): void {
	const [path, handler] = args;
	if (path === undefined || handler === undefined || !isPathText(machine, path)) return;
	const mayChange = machine.mayChange(instance.app.madeIn);
	const base = mergePath(machine, instance.basePath, path);
	const forced = machine.force(handler);
	if (forced.kind === 'native' && forced.label === 'hono.fetch') {
		const inner = forced.state as HonoInstance;
		inner.app.served--;
		if (mayChange) takeFrom(machine, instance.app, inner.app, base);
		return;
	}
	addToApp(machine, instance.app, {kind: 'opaque', path: base, what: 'unknown-router', detail: nameOf(forced), site});
}
