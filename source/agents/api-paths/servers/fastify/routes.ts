import {literal} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {siteOfRoute} from '../route-object.ts';
import {isAbsent, listOf, methodsOf} from '../template.ts';
import type {DeclaredRoute} from './record.ts';
import type {Scope} from './scope.ts';

/** `app.get(path, handler)`, `app.get(path, options, handler)` and `app.get(path, {handler})`. */
export function declareShorthand(scope: Scope, methods: string[] | null, {args, machine, site}: NativeCall): void {
	const [path, second, third] = args;
	if (path === undefined || second === undefined) return;
	const options = third === undefined && isCallable(machine, second) ? null : second;
	const handler = third ?? (options === null ? second : machine.get(second, 'handler'));
	declare(scope, machine, {
		methods: withSockets(machine, options, methods),
		prefix: scope.prefix,
		path,
		trailingSlash: trailingSlashOf(machine, options),
		handlers: [...hooksOf(machine, options), handler],
		site,
	});
}

/** `app.route({method, url, handler})`, for each of the alternatives that the options can be. */
export function declareRoute(scope: Scope, {args, machine, site}: NativeCall): void {
	for (const {value: options} of machine.eachOf(args[0] ?? literal(undefined))) {
		if (isAbsent(options)) continue;
		const url = machine.force(machine.get(options, 'url'));
		const path = isAbsent(url) ? machine.force(machine.get(options, 'path')) : url;
		declare(scope, machine, {
			methods: withSockets(machine, options, methodsOf(machine, machine.get(options, 'method'))),
			prefix: scope.prefix,
			path: isAbsent(path) ? literal('') : path,
			trailingSlash: trailingSlashOf(machine, options),
			handlers: [...hooksOf(machine, options), machine.get(options, 'handler')],
			site: siteOfRoute(options, site),
		});
	}
}

/** Routes of `@fastify/websocket` take sockets beside requests, which they may answer with a 404. */
function withSockets(machine: Machine, options: Value | null, methods: string[] | null): string[] | null {
	if (options === null || methods === null) return methods;
	const handler = machine.force(machine.get(options, 'wsHandler'));
	const takesSockets =
		machine.literalOf(machine.get(options, 'websocket')) === true || handler.kind === 'closure' || handler.kind === 'native';
	return takesSockets ? [...methods, 'WS'] : methods;
}

function declare(scope: Scope, machine: Machine, route: DeclaredRoute): void {
	if (machine.mayChange(scope.app.madeIn) && scope.app.isMade) scope.app.routes.push(route);
}

function isCallable(machine: Machine, value: Value): boolean {
	return machine.eachOf(value).every((option) => ['closure', 'native', 'external', 'unknown', 'param'].includes(option.value.kind));
}

function trailingSlashOf(machine: Machine, options: Value | null): DeclaredRoute['trailingSlash'] {
	const given = options === null ? undefined : machine.literalOf(machine.get(options, 'prefixTrailingSlash'));
	return given === 'slash' || given === 'no-slash' ? given : 'both';
}

/** Functions that run before the handler and may read or write data. */
function hooksOf(machine: Machine, options: Value | null): Value[] {
	if (options === null) return [];
	const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'].map((name) => machine.force(machine.get(options, name)));
	return hooks.filter((hook) => !isAbsent(hook) && hook.kind !== 'unknown').flatMap((hook) => listOf(machine, hook));
}
