import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';

/** What a handler of a package does, where it is known. */
export type PackageHandler =
	/** Lets requests through that it does not refuse. */
	| {kind: 'pass'}
	/** Answers by itself. `prefix`: below the path of its mount. */
	| {kind: 'opaque'; what: string; detail: string; prefix: Value | null};

/** What is known of a handler that a package made. */
export function packageHandlerOf(value: Value): PackageHandler | null {
	const state = value.kind === 'native' ? value.state : undefined;
	return typeof state === 'object' && state !== null && handlers.has(state) ? (state as PackageHandler) : null;
}
const handlers = new WeakSet<object>();

/** A handler; so is whatever is called on it or read from it, as these packages are used in many ways. */
export function packageHandler(label: string, handler: PackageHandler): NativeValue {
	const made: NativeValue = native(label, {
		state: handler,
		call: () => made,
		construct: () => made,
		get: (name) => (notThere.has(name) ? undefined : made),
	});
	handlers.add(handler);
	return made;
}
const notThere = new Set(['then', 'catch', 'length', 'prototype']);

/** Packages whose middleware lets requests through. */
const passing = [
	'body-parser',
	'cors',
	'helmet',
	'morgan',
	'compression',
	'cookie-parser',
	'cookie-session',
	'express-session',
	'csurf',
	'csrf-csrf',
	'lusca',
	'passport',
	'express-rate-limit',
	'express-slow-down',
	'rate-limiter-flexible',
	'express-fileupload',
	'multer',
	'method-override',
	'response-time',
	'serve-favicon',
	'express-jwt',
	'express-validator',
	'celebrate',
	'connect-flash',
	'express-mongo-sanitize',
	'xss-clean',
	'hpp',
	'pino-http',
	'express-pino-logger',
	'express-winston',
	'connect-history-api-fallback',
	'express-openapi-validator',
	'express-oauth2-jwt-bearer',
	'connect-timeout',
	'express-useragent',
	'express-basic-auth',
	'express-http-context',
	'connect-livereload',
	'webpack-dev-middleware',
	'webpack-hot-middleware',
	'express-prom-bundle',
	'express-request-id',
	'nocache',
	'i18next-http-middleware',
	'express-ejs-layouts',
	'express-handlebars',
	'errorhandler',
	'vhost',
	'express-mung',
	'apicache',
	'express-async-errors',
	'@clerk/express',
];

/** Packages whose handlers answer on their own below the path they are mounted at. */
const answering: Record<string, string> = {
	'serve-static': 'static',
	'serve-index': 'static',
	sirv: 'static',
	'express-static-gzip': 'static',
	'express-http-proxy': 'proxy',
	'express-graphql': 'package',
	'graphql-http/lib/use/express': 'package',
	'@apollo/server/express4': 'package',
	'@as-integrations/express4': 'package',
	'@as-integrations/express5': 'package',
	'graphql-yoga': 'package',
	'swagger-ui-express': 'package',
	'swagger-ui-dist': 'static',
	'@scalar/express-api-reference': 'package',
	'redoc-express': 'package',
	'@bull-board/express': 'package',
	'@trpc/server/adapters/express': 'package',
	'@ts-rest/express': 'package',
	'@auth/express': 'package',
	'@adminjs/express': 'package',
	'admin-bro-expressjs': 'package',
	'json-server': 'package',
	'parse-server': 'package',
	peer: 'package',
	'uploadthing/express': 'package',
	'inngest/express': 'package',
	'oidc-provider': 'package',
	'json-graphql-server': 'package',
	agendash: 'package',
	'express-status-monitor': 'package',
};

type Exports = Record<string, (name: string, machine: Machine) => Value | undefined>;

/** The exports of all these packages. */
export const packageModules: Exports = {
	...Object.fromEntries(passing.map((name) => [name, exportsOf(() => packageHandler(name, {kind: 'pass'}))])),
	...Object.fromEntries(
		Object.entries(answering).map(([name, what]) => [
			name,
			exportsOf(() => packageHandler(name, {kind: 'opaque', what, detail: name, prefix: null})),
		]),
	),
	'http-proxy-middleware': exportsOf(() =>
		native('proxies', {call: makeProxy, get: (name) => (name === 'then' ? undefined : nativeFunction(name, makeProxy))}),
	),
};

function exportsOf(make: () => NativeValue): Exports[string] {
	const made = make();
	return (name, machine) => (name === 'default' || name === '*' ? made : made.get?.(name, machine));
}

/** `createProxyMiddleware('/api', options)` and its option `pathFilter` say what is proxied; without them the mount does. */
function makeProxy({args, machine}: {args: Value[]; machine: Machine}): Value {
	const [first] = args;
	const filter = first === undefined ? null : pathFilterOf(machine, machine.force(first));
	return packageHandler('proxy', {kind: 'opaque', what: 'proxy', detail: 'http-proxy-middleware', prefix: filter});
}

function pathFilterOf(machine: Machine, first: Value): Value | null {
	if (first.kind !== 'object') return first.kind === 'closure' ? null : first;
	const filter = machine.force(machine.get(first, 'pathFilter'));
	return filter.kind === 'literal' && filter.value === undefined ? null : filter;
}
