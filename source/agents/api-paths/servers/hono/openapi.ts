import {literal, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine, Site, TextPart} from '../../evaluate/machine.ts';
import {isAbsent, listOf, methodsOf} from '../template.ts';
import type {HonoInstance} from './record.ts';
import {addRoute} from './routes.ts';

/** What `OpenAPIHono` of @hono/zod-openapi has besides the members of `Hono`. */
export const openapiMembers: Record<string, (instance: HonoInstance, call: NativeCall) => Value> = {
	openapi: (instance, {args, machine, site}) => {
		const [route, handler] = args;
		if (route !== undefined) declareOpenapi(instance, route, handler ?? undefinedValue, {machine, site});
		return instance.value;
	},
	openapiRoutes: (instance, {args, machine, site}) => {
		for (const entry of args.flatMap((arg) => listOf(machine, arg))) {
			if (machine.literalOf(machine.get(entry, 'addRoute')) === false) continue;
			declareOpenapi(instance, machine.get(entry, 'route'), machine.get(entry, 'handler'), {machine, site});
		}
		return instance.value;
	},
	doc: document,
	doc31: document,
};

/** Serves the description at a path. */
function document(instance: HonoInstance, {args, machine, site}: NativeCall): Value {
	if (args[0] !== undefined) addRoute(instance, ['GET'], args[0], [], {machine, site});
	return instance.value;
}

function declareOpenapi(instance: HonoInstance, route: Value, handler: Value, at: {machine: Machine; site: Site}): void {
	const {machine} = at;
	for (const {value} of machine.eachOf(route)) {
		if (isAbsent(value)) continue;
		const path = machine.combine([machine.get(value, 'path')], colonParams);
		const middleware = machine.force(machine.get(value, 'middleware'));
		const before = isAbsent(middleware) || middleware.kind === 'unknown' ? [] : listOf(machine, middleware);
		addRoute(instance, methodsOf(machine, machine.get(value, 'method')), path, [...before, handler], at);
	}
}

/** `/users/{id}` of OpenAPI is `/users/:id`. */
export function colonParams(parts: readonly TextPart[]): readonly TextPart[] {
	return parts.map((part) => (typeof part === 'string' ? part.replace(/\/\{(.+?)\}/gu, '/:$1') : part));
}

/** `createRoute({method, path})` gives back the description, and can tell its path as Hono writes it. */
export const createRoute: NativeValue = nativeFunction('createRoute', ({args, machine}) => {
	const [config] = args;
	const forced = config === undefined ? undefinedValue : machine.force(config);
	if (forced.kind !== 'object') return config;
	const routingPath = nativeFunction('getRoutingPath', () => machine.combine([machine.get(forced, 'path')], colonParams));
	return {...forced, props: new Map(forced.props).set('getRoutingPath', routingPath)};
});

export const identity: NativeValue = nativeFunction('identity', ({args}) => args[0] ?? literal(undefined));
