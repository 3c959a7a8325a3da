import type {Machine, Site} from '../../evaluate/machine.ts';
import {native, nativeFunction, objectOf, undefinedValue, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {isHandlerList} from './arguments.ts';
import {methods} from './methods.ts';
import {delegationsOf, noteRecord, recordOf, recordsOf, type Operation, type RouterRecord} from './record.ts';

/** Makes an application or a router, and remembers what is done with it. */
export function newRouter(call: Pick<NativeCall, 'machine' | 'site' | 'args'>, kind: 'app' | 'router', packageName: string): NativeValue {
	const record = makeRecord(call.machine, call.site, kind, packageName);
	recordsOf(call.machine).push(record);
	const [options] = call.args;
	if (kind === 'router' && options !== undefined) readOptions(record, options, call.machine);
	return record.value;
}

/** For code that only says by a type that it is given one: it takes operations, and belongs to no server. */
export const typedRouter = (machine: Machine, kind: 'app' | 'router'): NativeValue => makeRecord(machine, null, kind, 'express').value;

function makeRecord(machine: Machine, site: Site | null, kind: 'app' | 'router', packageName: string): RouterRecord {
	const members = new Map<string, Value | undefined>();
	const value = native(`express ${kind}`, {
		get: (name) => memberOf(record, name, members),
		set: (name, given) => void members.set(name, given),
		getAny: () => anyMethod,
		call: (call) => delegate(record, call),
	});
	const anyMethod = nativeFunction(`${kind}[…]`, (call) => addRouteOfAny(record, call));
	const isRoot = kind === 'app' || packageName === 'router';
	const record: RouterRecord = {kind, value, operations: [], site, madeIn: machine.run, settings: new Map(), packageName, isRoot};
	value.state = record;
	noteRecord(record);
	return record;
}

function memberOf(record: RouterRecord, name: string, members: Map<string, Value | undefined>): Value | undefined {
	if (!members.has(name)) members.set(name, methodOf(record, name));
	return members.get(name);
}

function methodOf(record: RouterRecord, name: string): Value | undefined {
	const plain = name.endsWith('Async') ? name.slice(0, -'Async'.length) : name;
	const method = verbs.get(plain);
	if (method !== undefined) return nativeFunction(`${record.kind}.${name}`, (call) => addRoute(record, method, call));
	if (name === 'locals' && record.kind === 'app') return objectOf({}, unknown('app.locals'));
	const other = others[plain];
	return other === undefined ? undefined : nativeFunction(`${record.kind}.${name}`, (call) => other(record, call));
}

/** Names of methods, as Express derives them from Node's parser, and what they answer. */
const verbs = new Map<string, string>([
	...methods.map((method) => [method.toLowerCase(), method] as const),
	['all', 'ALL'],
	['del', 'DELETE'],
	['ws', 'WS'],
]);

const others: Record<string, (record: RouterRecord, call: NativeCall) => Value | undefined> = {
	use: addUse,
	route: ({value}, call) => routeOf(value, call),
	set: (record, call) => set(record, call, call.args[1]),
	enable: (record, call) => set(record, call, {kind: 'literal', value: true}),
	disable: (record, call) => set(record, call, {kind: 'literal', value: false}),
	param: ({value}) => value,
	engine: ({value}) => value,
	on: ({value}) => value,
	listen: runCallbacks,
};

/** `app.get(name)` alone reads a setting. */
function addRoute(record: RouterRecord, method: string, call: NativeCall): Value {
	const [path, ...handlers] = call.args;
	if (path === undefined) return record.value;
	if (handlers.length === 0 && !call.hasOpenArgs) return readSetting(record, path, call.machine);
	perform(record, call, {kind: 'route', method, path, handlers, site: call.site});
	return record.value;
}

/** `app[method](path, handler)` with a method that is not known; of a path that is not known either, nothing can be said. */
function addRouteOfAny(record: RouterRecord, call: NativeCall): Value {
	const [path, ...handlers] = call.args;
	call.machine.mayChange(record.madeIn);
	if (path !== undefined && handlers.length > 0 && namesSegment(call.machine, path))
		perform(record, call, {kind: 'route', method: 'ALL', path, handlers, site: call.site, isOfAnyMethod: true});
	return record.value;
}

const namesSegment = (machine: Machine, path: Value): boolean =>
	machine.textsOf(path).some(({parts}) => parts.some((part) => typeof part === 'string' && /\w/.test(part)));

function addUse(record: RouterRecord, call: NativeCall): Value {
	const [first, ...following] = call.args;
	if (first === undefined) return record.value;
	const isPathless = isHandlerList(call.machine, first, following.length === 0 && !call.hasOpenArgs);
	perform(record, call, {kind: 'use', path: isPathless ? null : first, handlers: isPathless ? call.args : following, site: call.site});
	return record.value;
}

function perform(record: RouterRecord, {machine}: NativeCall, operation: Operation): void {
	if (machine.mayChange(record.madeIn)) record.operations.push({...operation, guards: machine.guards});
}

/** `router.route(path)`, on which methods are chained. */
function routeOf(router: NativeValue, {args, machine}: NativeCall): Value | undefined {
	const record = recordOf(router);
	const [path] = args;
	if (record === null || path === undefined) return undefined;
	machine.mayChange(record.madeIn);
	const route = native(`${record.kind}.route()`, {
		get: (name) => {
			const method = verbs.get(name.endsWith('Async') ? name.slice(0, -'Async'.length) : name);
			if (method === undefined) return undefined;
			return nativeFunction(`route.${name}`, (call) => {
				if (call.args.length > 0 || call.hasOpenArgs)
					perform(record, call, {kind: 'route', method, path, handlers: call.args, site: call.site});
				return route;
			});
		},
	});
	return route;
}

function set(record: RouterRecord, {args, machine}: NativeCall, value: Value | undefined): Value {
	const name = args[0] === undefined ? undefined : machine.literalOf(args[0]);
	if (typeof name !== 'string') return record.value;
	if (value === undefined) return readSetting(record, args[0] ?? undefinedValue, machine);
	if (machine.mayChange(record.madeIn)) record.settings.set(name, value);
	return record.value;
}

function readSetting(record: RouterRecord, name: Value, machine: Machine): Value {
	const known = machine.literalOf(name);
	return (typeof known === 'string' ? record.settings.get(known) : undefined) ?? unknown(`app.get('${String(known)}')`);
}

function readOptions(record: RouterRecord, options: Value, machine: Machine): void {
	for (const [option, setting] of [
		['caseSensitive', 'case sensitive routing'],
		['strict', 'strict routing'],
	] as const) {
		const value = machine.get(options, option);
		if (machine.literalOf(value) !== undefined) record.settings.set(setting, value);
	}
}

/** What is done once the server listens is done. */
function runCallbacks(record: RouterRecord, {args, machine, site}: NativeCall): Value {
	for (const arg of args) {
		const callback = machine.force(arg);
		if (callback.kind === 'closure') machine.call(callback, [], site);
	}
	return unknown(`${record.kind}.listen()`, 'external-code');
}

/** A router called as a function: by a handler it is below that handler's path; by a server it is the root. */
function delegate(record: RouterRecord, {args, machine, site}: NativeCall): Value {
	if (args.length >= 2) delegationsOf(machine).push({record, site});
	return undefinedValue;
}

/** Is it a setting that is switched on? */
export function isEnabled(record: RouterRecord, setting: string, machine: Machine): boolean {
	const value = record.settings.get(setting);
	return value !== undefined && Boolean(machine.literalOf(value));
}
