import type {Machine, Site} from '../../evaluate/machine.ts';
import {undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {siteOfRoute} from '../route-object.ts';
import {isAbsent, listOf, methodsOf} from '../template.ts';
import {prefixedPath} from './paths.ts';
import type {Realm} from './record.ts';

/** `server.route({method, path, handler})`, or a list of these. */
export function declareRoutes(realm: Realm, {args, machine, site}: NativeCall): void {
	if (!machine.mayChange(realm.app.madeIn)) return;
	for (const description of args.flatMap((arg) => listOf(machine, arg))) declare(realm, description, machine, site);
}

function declare(realm: Realm, given: Value, machine: Machine, call: Site): void {
	const description = described(given, machine, realm, call);
	if (isAbsent(description)) return;
	const path = prefixedPath(machine, realm.prefix, machine.get(description, 'path'));
	const handler = handlerOf(machine, description);
	const what = opaqueKind(machine, handler);
	const site = siteOfRoute(description, call);
	if (what !== null) realm.app.routes.push({kind: 'opaque', path, what, detail: `hapi ${what}`, site});
	else realm.app.routes.push({kind: 'route', methods: methodsOfRoute(machine, description), path, handlers: [handler], site});
}

/** A description may be a function of the server that gives it. */
function described(given: Value, machine: Machine, realm: Realm, site: Site): Value {
	return given.kind === 'closure' ? machine.force(machine.call(given, [realm.server], site)) : given;
}

function methodsOfRoute(machine: Machine, description: Value): string[] | null {
	return (
		methodsOf(machine, machine.get(description, 'method'))?.map((method) => (method === '*' || method === '_SPECIAL' ? 'ALL' : method)) ??
		null
	);
}

/** Beside the method, in `options`, or in what older versions call `config`. */
function handlerOf(machine: Machine, description: Value): Value {
	const own = machine.force(machine.get(description, 'handler'));
	if (!isAbsent(own)) return own;
	for (const name of ['options', 'config']) {
		const options = machine.force(machine.get(description, name));
		const inner = isAbsent(options) ? undefinedValue : machine.force(machine.get(options, 'handler'));
		if (!isAbsent(inner)) return inner;
	}
	return undefinedValue;
}

/** `handler: {proxy: …}` of h2o2 and `handler: {directory: …}` of inert. */
function opaqueKind(machine: Machine, handler: Value): string | null {
	if (handler.kind !== 'object') return null;
	const {names} = machine.keysOf(handler);
	return names.includes('proxy') ? 'proxy' : names.includes('directory') ? 'static' : null;
}
