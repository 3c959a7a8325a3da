import type {Type} from '../code/ir.ts';
import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent} from './callables.ts';
import {concatenate, isNothing, joinAxios, joinWithSlash, type Join} from './urls.ts';

/** RTK Query: every endpoint's `query` is run, and what it gives is handed to the base query, whose own code (or ours) decides. */
export const rtkQuery: Model = {
	name: 'rtk-query',
	modules: Object.fromEntries(
		[
			'@reduxjs/toolkit/query',
			'@reduxjs/toolkit/query/react',
			'@reduxjs/toolkit/dist/query',
			'@reduxjs/toolkit/dist/query/react',
			'@rtk-incubator/rtk-query',
			'@rtk-incubator/rtk-query/react',
		].map((name) => [name, (exported: string) => exports[exported]]),
	),
};

const createApi = nativeFunction('createApi', ({machine, args}) => {
	const options = args[0] ?? literal(undefined);
	const baseQuery = machine.get(options, 'baseQuery');
	return apiWith(baseQuery, options, machine);
});

const exports: Record<string, Value> = {
	createApi,
	/** `buildCreateApi(coreModule(), …)` gives a `createApi`. */
	buildCreateApi: nativeFunction('buildCreateApi', () => createApi),
	fetchBaseQuery: nativeFunction('fetchBaseQuery', fetchBaseQuery),
	fakeBaseQuery: nativeFunction('fakeBaseQuery', () => nativeFunction('baseQuery', () => undefined)),
	retry: nativeFunction('retry', ({args}) => args[0]),
	skipToken: native('skipToken'),
};

function apiWith(baseQuery: Value, options: Value, machine: Machine): Value {
	const endpoints = machine.force(machine.get(options, 'endpoints'));
	if (isCallable(endpoints)) machine.callInPlace(endpoints, [builder(baseQuery)]);
	const api: Value = native('api', {
		get(name) {
			if (name === 'injectEndpoints')
				return nativeFunction(name, (call) => apiWith(baseQuery, call.args[0] ?? literal(undefined), call.machine));
			return name === 'enhanceEndpoints' ? nativeFunction(name, () => api) : undefined;
		},
	});
	return api;
}

function builder(baseQuery: Value): Value {
	const endpoint = nativeFunction('endpoint', (call) => define(baseQuery, call));
	return native('builder', {get: (name) => (['query', 'mutation', 'infiniteQuery'].includes(name) ? endpoint : undefined)});
}

function define(baseQuery: Value, {machine, args, site, typeArgs}: NativeCall): Value {
	const definition = args[0] ?? literal(undefined);
	const own = machine.force(machine.get(definition, 'queryFn'));
	const toQuery = machine.force(machine.get(definition, 'query'));
	if (isCallable(own)) {
		machine.call(own, [argumentOf(own, typeArgs), unknown('api'), unknown('extraOptions'), baseQuery], site);
	} else if (isCallable(toQuery)) {
		const wanted = machine.call(toQuery, [argumentOf(toQuery, typeArgs)], site);
		for (const {guards, value} of machine.eachOf(wanted)) {
			machine.under(guards, () => {
				request(baseQuery, value, site, machine);
				return value;
			});
		}
	}
	return unknown('endpoint');
}

/** The argument comes from the components; its type is the second one of `builder.query<Result, Argument>`. */
function argumentOf(query: Value, typeArgs: readonly Type[]): Value {
	const param = query.kind === 'closure' ? query.func.params[0] : undefined;
	const text = param?.pattern.kind === 'bind' ? param.pattern.binding.name : 'arg';
	return unknown(text, 'runtime-value', param?.type ?? typeArgs[1] ?? null);
}

function request(baseQuery: Value, wanted: Value, site: Site, machine: Machine): void {
	for (const {value: run} of machine.eachOf(baseQuery)) {
		if (isCallable(run)) machine.call(run, [wanted, unknown('api'), unknown('extraOptions')], site);
		else if (!isKnownAbsent(urlOf(wanted, machine))) unreadable(wanted, site, machine);
	}
}

/** A base query out of a package may put anything in front of the path. */
function unreadable(wanted: Value, site: Site, machine: Machine): void {
	const url = machine.combine([unknown('baseQuery', 'external-code'), urlOf(wanted, machine)], joinWithSlash);
	machine.emit({client: 'rtk-query', method: methodOf(wanted, machine), url, site, kind: 'http'});
}

function fetchBaseQuery({args, machine}: NativeCall): Value {
	const baseUrl = machine.get(args[0] ?? objectOf({}), 'baseUrl');
	return nativeFunction('baseQuery', (call) => {
		const wanted = call.args[0] ?? literal(undefined);
		for (const {value} of machine.eachOf(wanted)) {
			const url = joined(baseUrl, urlOf(value, machine), machine);
			machine.emit({client: 'rtk-query', method: methodOf(value, machine), url, site: call.site, kind: 'http'});
		}
		return undefined;
	});
}

function urlOf(wanted: Value, machine: Machine): Value {
	const forced = machine.force(wanted);
	return forced.kind === 'object' || forced.kind === 'native' ? machine.get(forced, 'url') : forced;
}

function methodOf(wanted: Value, machine: Machine): Value | string {
	const forced = machine.force(wanted);
	if (forced.kind !== 'object' && forced.kind !== 'native') return 'GET';
	const method = machine.force(machine.get(forced, 'method'));
	return isKnownAbsent(method) ? 'GET' : method;
}

function joined(baseUrl: Value, url: Value, machine: Machine): Value {
	if (isKnownAbsent(machine.force(baseUrl))) return url;
	return machine.combine([baseUrl, url], joinRtk);
}

/** As RTK does: one slash between base and path, none before a query; an absolute address stands for itself. */
export const joinRtk: Join = (base, url) => {
	const [start] = url;
	const isQuery = typeof start === 'string' && start.startsWith('?');
	return isQuery && !isNothing(base) ? concatenate(base, url) : joinAxios(base, url);
};
