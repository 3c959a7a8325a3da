import {literal, native, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {isAbsent, pathOption} from '../template.ts';
import {nestedPrefix} from './prefix.ts';
import {scopeOf} from './scope.ts';
import type {Scope} from './scope.ts';

/** A plugin of a package: what registering it does to the instance. */
export type PackagePlugin = (scope: Scope, options: Value, call: NativeCall) => void;

/** The value that plays it; it works on the instance that it is registered on, as `fastify-plugin` makes them. */
export function packagePlugin(name: string, run: PackagePlugin): NativeValue {
	const plugin: NativeValue = native(name, {
		state: {kind: 'unscoped-plugin'},
		call: (call) => {
			const scope = scopeOf(call.args[0]);
			if (scope !== null && call.args[1] !== undefined) run(scope, call.args[1], call);
			return undefinedValue;
		},
		get: (member) => (member === 'default' || /^fastify[A-Z]/u.test(member) ? plugin : undefined),
	});
	return plugin;
}

/** Plugins that answer below a path in ways only they know. */
export const packagePlugins: Record<string, PackagePlugin> = {
	'@fastify/static': opaqueBelow('prefix', '/', 'static', '@fastify/static'),
	'fastify-static': opaqueBelow('prefix', '/', 'static', 'fastify-static'),
	'@fastify/http-proxy': opaqueBelow('prefix', '', 'proxy', '@fastify/http-proxy'),
	'fastify-http-proxy': opaqueBelow('prefix', '', 'proxy', 'fastify-http-proxy'),
	'@fastify/swagger-ui': opaqueBelow('routePrefix', '/documentation', 'package', '@fastify/swagger-ui'),
	'@scalar/fastify-api-reference': opaqueBelow('routePrefix', '/reference', 'package', '@scalar/fastify-api-reference'),
	'@fastify/express': addsUse,
	'@fastify/middie': addsUse,
	'fastify-express': addsUse,
	middie: addsUse,
	mercurius: opaqueBelow('path', '/graphql', 'package', 'mercurius'),
	'fastify-metrics': opaqueBelow('endpoint', '/metrics', 'package', 'fastify-metrics'),
	'fastify-openapi-glue': opaqueBelow('prefix', '', 'package', 'fastify-openapi-glue'),
	'@fastify/oauth2': opaqueBelow('startRedirectPath', null, 'package', '@fastify/oauth2'),
	'@fastify/under-pressure': opaqueBelow('exposeStatusRoute', null, 'package', '@fastify/under-pressure'),
	'fastify-healthcheck': opaqueBelow('healthcheckUrl', '/health', 'package', 'fastify-healthcheck'),
};

/** `app.use('/path', router)` of other frameworks: what is no function of the code may answer below the path. */
function addsUse(scope: Scope): void {
	const use = nativeFunction('fastify.use', ({args: [path, ...handlers], machine, site}) => {
		const text = path === undefined ? undefined : machine.literalOf(path);
		const isMount = path !== undefined && typeof text === 'string' && text !== '/';
		if (isMount && handlers.some((handler) => mayAnswer(machine.force(handler)))) {
			addOpaque(scope, path, {what: 'unknown-router', detail: 'middleware'}, site, machine);
		}
		return scope.instance;
	});
	scope.decorations.set('use', use);
}

const mayAnswer = (handler: Value): boolean =>
	handler.kind === 'native' || handler.kind === 'param' || (handler.kind === 'unknown' && handler.reason !== 'external-code');

/** `absent` is where it answers unless the option says so; null: nowhere. */
function opaqueBelow(option: string, absent: string | null, what: string, detail: string): PackagePlugin {
	return (scope, options, {machine, site}) => {
		const given = machine.force(machine.get(options, option));
		if (isAbsent(given) && absent === null) return;
		const path = isAbsent(given) || given.kind === 'unknown' ? literal(absent) : given;
		addOpaque(scope, path, {what, detail}, site, machine);
	};
}

/** Notes that something answers below a path of the instance. */
export function addOpaque(scope: Scope, path: Value, about: {what: string; detail: string}, site: Site, machine: Machine): void {
	if (!machine.mayChange(scope.app.madeIn) || !scope.app.isMade) return;
	scope.app.opaque.push({prefix: nestedPrefix(machine, scope.prefix, pathOption(machine, path)), ...about, site});
}
