import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {argumentAt, firstGiven, optionOf, send} from './request.ts';

/** What `new Request()` holds. */
interface RequestState {
	url: Value;
	method: Value;
}

const requestLabel = 'Request';

/** `fetch(url | Request, init)` of the browser and of the packages that stand in for it. */
export const fetchFunction: Value = nativeFunction('fetch', (call) => {
	sendFetch(call, 'fetch', argumentAt(call, 0), argumentAt(call, 1));
	return undefined;
});

/** Sends what `fetch` was given, one request for each thing it can be. */
export function sendFetch(call: NativeCall, client: string, input: Value, init: Value): void {
	const {machine} = call;
	for (const {url, method} of requestsOf(machine, input, init)) send(call, {client, method, url});
}

/** Splits by kind only where a `Request` is among the alternatives: apart, url and method would lose what they have in common. */
function requestsOf(machine: Machine, input: Value, init: Value): RequestState[] {
	const method = machine.get(init, 'method');
	const alternatives = machine.eachOf(input).map((option) => option.value);
	if (!alternatives.some((value) => stateOfRequest(value) !== null)) return [{url: input, method}];
	return alternatives.map((value) => {
		const state = stateOfRequest(value);
		return state === null
			? {url: value, method}
			: {url: state.url, method: firstGiven(machine, [optionOf(machine, init, 'method'), state.method])};
	});
}

function stateOfRequest(value: Value): RequestState | null {
	return value.kind === 'native' && value.label === requestLabel ? (value.state as RequestState) : null;
}

const requestClass: Value = native(requestLabel, {
	construct(call) {
		const [state] = requestsOf(call.machine, argumentAt(call, 0), argumentAt(call, 1));
		return state === undefined ? undefined : madeRequest(state);
	},
});

function madeRequest(state: RequestState): Value {
	return native(requestLabel, {
		state,
		get: (name) => {
			if (name === 'url') return state.url;
			if (name === 'method') return state.method;
			return name === 'clone' ? nativeFunction('Request.clone', () => madeRequest(state)) : undefined;
		},
	});
}

/** Packages whose export is `fetch`, under any of the names they give it. */
function fetchExport(name: string): Value | undefined {
	return ['default', 'fetch', '*', 'fetchWithCookies'].includes(name) ? fetchFunction : name === 'Request' ? requestClass : undefined;
}

/** Packages that are given a `fetch` and give back another one. */
const wrapsFetch: Value = nativeFunction('wrapped fetch', (call) => call.args[0] ?? fetchFunction);
const wrapperExport = (name: string): Value | undefined => (name === 'default' || name === '*' ? wrapsFetch : undefined);

const undiciRequest: Value = nativeFunction('undici.request', (call) => {
	sendFetch(call, 'undici', argumentAt(call, 0), argumentAt(call, 1));
	return undefined;
});

function undiciExport(name: string): Value | undefined {
	return ['request', 'stream', 'pipeline'].includes(name)
		? undiciRequest
		: name === 'default' || name === '*'
			? undefined
			: fetchExport(name);
}

/** fetch and the packages with its interface. */
export const fetchModel: Model = {
	name: 'fetch',
	globals: {fetch: () => fetchFunction, Request: () => requestClass},
	modules: {
		'node-fetch': fetchExport,
		'node-fetch-native': fetchExport,
		'cross-fetch': fetchExport,
		'isomorphic-fetch': fetchExport,
		'isomorphic-unfetch': fetchExport,
		unfetch: fetchExport,
		'whatwg-fetch': fetchExport,
		'make-fetch-happen': fetchExport,
		'expo/fetch': fetchExport,
		'fetch-retry': wrapperExport,
		'fetch-cookie': wrapperExport,
		undici: undiciExport,
	},
};
