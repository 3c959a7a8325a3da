import type {Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {addressAfter} from './angular-interceptors.ts';
import type {Chain} from './angular-interceptors.ts';
import {chainOf, inject, injectionToken, interceptorsToken, noteProviders, withInterceptors} from './angular-providers.ts';
import {httpRequestClass, stateOfRequest} from './angular-request.ts';
import {argumentAt, isOptions, send} from './request.ts';

const methods = new Set(['get', 'delete', 'head', 'options', 'post', 'put', 'patch']);

/** `chain` null: a client made on top of `HttpBackend`, which passes the interceptors by. */
function httpClient(hasInterceptors: boolean): Value {
	return native('HttpClient', {
		get(name) {
			if (methods.has(name))
				return nativeFunction(`HttpClient.${name}`, (call) => request(call, name, argumentAt(call, 0), hasInterceptors));
			if (name === 'jsonp') return nativeFunction('HttpClient.jsonp', (call) => request(call, 'GET', argumentAt(call, 0), hasInterceptors));
			return name === 'request' ? nativeFunction('HttpClient.request', (call) => requestAny(call, hasInterceptors)) : undefined;
		},
	});
}

/** `request(method, url)` or `request(new HttpRequest(…))`. */
function requestAny(call: NativeCall, hasInterceptors: boolean): undefined {
	const state = stateOfRequest(call.machine.force(argumentAt(call, 0)));
	if (state !== null) return request(call, state.method, state.url, hasInterceptors);
	return request(call, argumentAt(call, 0), argumentAt(call, 1), hasInterceptors);
}

function request(call: NativeCall, method: string | Value, url: Value, hasInterceptors: boolean): undefined {
	const {machine, site} = call;
	const chain: Chain | null = hasInterceptors ? chainOf(machine) : null;
	if (chain?.isRunning === true) return;
	const methodValue: Value = typeof method === 'string' ? {kind: 'literal', value: method.toUpperCase()} : method;
	const address = chain === null ? url : machine.combine([url], (text) => addressAfter(machine, chain, text, methodValue, site));
	send(call, {client: 'angular', method, url: address});
}

/** `httpResource(() => url)`, or a function that gives a request; `undefined` means not yet. */
const httpResource: Value = native('httpResource', {
	call: sendResource,
	get: (name) =>
		['text', 'json', 'blob', 'arrayBuffer'].includes(name) ? nativeFunction(`httpResource.${name}`, sendResource) : undefined,
});

function sendResource(call: NativeCall): undefined {
	const {machine} = call;
	const given = machine.force(argumentAt(call, 0));
	const wanted = given.kind === 'closure' ? machine.call(given, [], call.site) : given;
	if (!isOptions(machine, wanted)) return request(call, 'GET', wanted, true);
	for (const option of machine.eachOf(wanted)) {
		if (option.value.kind === 'object') request(call, machine.get(option.value, 'method'), machine.get(option.value, 'url'), true);
		else request(call, 'GET', option.value, true);
	}
}

const client = httpClient(true);
const clientClass: Value = native('HttpClient class', {state: client, construct: () => httpClient(false)});

const httpNames: Record<string, Value> = {
	HttpClient: clientClass,
	HttpRequest: httpRequestClass,
	HTTP_INTERCEPTORS: interceptorsToken,
	httpResource,
	withInterceptors,
};

const coreNames: Record<string, Value> = {
	inject,
	InjectionToken: injectionToken,
	NgModule: nativeFunction('NgModule', (call) => noteProviders(call.machine, argumentAt(call, 0))),
	mergeApplicationConfig: nativeFunction('mergeApplicationConfig', (call) => {
		for (const config of call.args) noteProviders(call.machine, config);
		return undefined;
	}),
};

const bootstrapApplication = nativeFunction('bootstrapApplication', (call) => {
	noteProviders(call.machine, argumentAt(call, 1));
	return undefined;
});

const named = (names: Record<string, Value>) => (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined);

/** Angular's HttpClient with the interceptors that the code registers. */
export const angularModel: Model = {
	name: 'angular',
	modules: {
		'@angular/common/http': named(httpNames),
		'@angular/core': named(coreNames),
		'@angular/platform-browser': named({bootstrapApplication}),
	},
	types: {'@angular/common/http#HttpClient': (): Value => client},
};
