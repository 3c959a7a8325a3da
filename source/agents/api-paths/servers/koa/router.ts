import {native, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {runOfMaking} from '../instances.ts';
import {isAbsent, methodsOf, pathOption, rareVerbs, verbs} from '../template.ts';
import {addRoute, addRoutes} from './layers.ts';
import {nestMiddleware} from './nesting.ts';
import {trimmedPrefix} from './prefix.ts';
import {koaState, noPath} from './record.ts';
import type {KoaRouter} from './record.ts';

type Member = (router: KoaRouter, call: NativeCall) => Value;

/** `new Router({prefix})` of @koa/router and koa-router, also without `new`. `more` are members that a router like it has besides. */
export function makeRouter({args, machine}: Pick<NativeCall, 'args' | 'machine'>, more: Record<string, Member> = {}): Value {
	const [options] = args;
	const memory = new Map<string, Value>();
	const anyVerb = nativeFunction('router[…]', (call) => declares(null)(router, call));
	const value: NativeValue = native('koa.router', {
		getAny: () => anyVerb,
		get: (name) => {
			const member = more[name] ?? members[name];
			if (member === undefined) return undefined;
			const known = memory.get(name) ?? nativeFunction(`router.${name}`, (call) => member(router, call));
			memory.set(name, known);
			return known;
		},
	});
	const router: KoaRouter = {
		kind: 'koa.router',
		madeIn: runOfMaking(machine),
		prefix: options === undefined ? noPath : prefixOption(machine, options),
		isStrict: options !== undefined && machine.literalOf(machine.get(options, 'strict')) === true,
		isCaseSensitive: options !== undefined && machine.literalOf(machine.get(options, 'sensitive')) === true,
		layers: [],
		value,
	};
	value.state = router;
	return value;
}

/** The router that a value is; null for others. */
export function routerOf(value: Value | undefined): KoaRouter | null {
	const state = value?.kind === 'native' ? (value.state as Partial<KoaRouter> | undefined) : undefined;
	return state?.kind === 'koa.router' ? (state as KoaRouter) : null;
}

function prefixOption(machine: Machine, options: Value): Value {
	const forced = machine.force(options);
	return isAbsent(forced) ? noPath : pathOption(machine, machine.get(forced, 'prefix'));
}

const members: Record<string, Member> = {
	...Object.fromEntries([...verbs, ...rareVerbs].map((verb) => [verb, declares([verb.toUpperCase()])])),
	del: declares(['DELETE']),
	all: declares(['ALL']),
	// From a path, or from the path of a route of that name, which is known then.
	redirect: (router, call) => {
		const [from, to] = call.args;
		const text = from === undefined ? undefined : call.machine.literalOf(from);
		if (from !== undefined && to !== undefined && typeof text === 'string' && text.startsWith('/'))
			addRoute(router, ['ALL'], from, [to], call);
		return router.value;
	},
	register: (router, call) => {
		const [path, methods, ...handlers] = call.args;
		if (path !== undefined && methods !== undefined)
			addRoutes(router, methodsOf(call.machine, methods), [path, ...handlers.slice(0, 1)], call);
		return router.value;
	},
	use: (router, call) => {
		nestMiddleware(router, call);
		return router.value;
	},
	prefix: (router, {args, machine}) => {
		if (args[0] !== undefined && machine.mayChange(router.madeIn)) router.prefix = trimmedPrefix(machine, args[0]);
		return router.value;
	},
	param: (router) => router.value,
	routes: routesMiddleware,
	middleware: routesMiddleware,
	allowedMethods: () => native('router.allowedMethods()', {state: {kind: 'koa.none'}}),
};

function declares(methods: string[] | null): Member {
	return (router, call) => {
		addRoutes(router, methods, call.args, call);
		return router.value;
	};
}

function routesMiddleware(router: KoaRouter): Value {
	return native('router.routes()', {
		state: {kind: 'koa.routes', router},
		call: ({machine, site}) => {
			koaState(machine).dispatched.push({router, site});
			return undefinedValue;
		},
		get: (name) => (name === 'router' ? router.value : undefined),
	});
}
