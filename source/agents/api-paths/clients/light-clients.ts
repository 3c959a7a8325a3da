import type {Model} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {sendFetch} from './fetch.ts';
import {argumentAt, firstGiven, isOptions, optionOf, send, verbNamed} from './request.ts';
import {joinPlain} from './urls.ts';

// request, and its children of the same interface

function requestClient(baseUrl: Value): Value {
	return native('request', {
		call: (call) => sendRequest(call, null, baseUrl),
		get(name) {
			if (name === 'defaults')
				return nativeFunction('request.defaults', (call) =>
					requestClient(firstGiven(call.machine, [optionOf(call.machine, argumentAt(call, 0), 'baseUrl'), baseUrl])),
				);
			const verb = verbNamed(name);
			return verb === null ? undefined : nativeFunction(`request.${name}`, (call) => sendRequest(call, verb, baseUrl));
		},
	});
}

/** `request(url, options)` and `request({url | uri, method, baseUrl})`. */
function sendRequest(call: NativeCall, verb: string | null, baseUrl: Value): undefined {
	const {machine} = call;
	const first = argumentAt(call, 0);
	const isConfig = isOptions(machine, first);
	const options = isConfig ? first : argumentAt(call, 1);
	const url = isConfig ? firstGiven(machine, [optionOf(machine, first, 'url'), machine.get(first, 'uri')]) : first;
	const method = verb ?? optionOf(machine, options, 'method');
	send(call, {
		client: 'request',
		method,
		url,
		base: {value: firstGiven(machine, [optionOf(machine, options, 'baseUrl'), baseUrl]), join: joinPlain},
	});
}

const requestPackage = requestClient(undefinedValue);
const requestExport = (name: string): Value | undefined => (name === 'default' || name === '*' ? requestPackage : undefined);

// needle

const needle: Value = native('needle', {
	call: (call) => sendNeedle(call, argumentAt(call, 0), argumentAt(call, 1)),
	get(name) {
		if (name === 'request') return nativeFunction('needle.request', (call) => sendNeedle(call, argumentAt(call, 0), argumentAt(call, 1)));
		const verb = verbNamed(name);
		return verb === null ? undefined : nativeFunction(`needle.${name}`, (call) => sendNeedle(call, verb, argumentAt(call, 0)));
	},
});

function sendNeedle(call: NativeCall, method: string | Value, url: Value): undefined {
	send(call, {client: 'needle', method, url});
}

// wretch

const wretchMethods: Record<string, {method: string; urlAt: number}> = {
	get: {method: 'GET', urlAt: 0},
	delete: {method: 'DELETE', urlAt: 0},
	head: {method: 'HEAD', urlAt: 0},
	opts: {method: 'OPTIONS', urlAt: 0},
	post: {method: 'POST', urlAt: 1},
	put: {method: 'PUT', urlAt: 1},
	patch: {method: 'PATCH', urlAt: 1},
};

/** What comes after a request is the response's chain, no client any more. */
const wretchLeaves = new Set(['then', 'catch', 'finally', 'res', 'text', 'fetch']);

/** A chain: `url()` puts more text behind the address, all other steps leave it as it is. */
function wretchClient(url: Value): Value {
	return native('wretch', {
		get(name) {
			const sends = wretchMethods[name];
			if (sends !== undefined)
				return nativeFunction(`wretch.${name}`, (call) => sendWretch(call, sends.method, url, argumentAt(call, sends.urlAt)));
			if (name === 'url') return nativeFunction('wretch.url', (call) => wretchClient(longer(call, url)));
			return wretchLeaves.has(name) ? undefined : nativeFunction(`wretch.${name}`, () => wretchClient(url));
		},
	});
}

function longer(call: NativeCall, url: Value): Value {
	const replaces = call.machine.literalOf(argumentAt(call, 1)) === true;
	return replaces ? argumentAt(call, 0) : call.machine.combine([url, argumentAt(call, 0)], joinPlain);
}

function sendWretch(call: NativeCall, method: string, base: Value, url: Value): undefined {
	send(call, {client: 'wretch', method, url, base: {value: base, join: joinPlain}});
}

const wretch: Value = nativeFunction('wretch', (call) => wretchClient(argumentAt(call, 0)));

// urllib

const urllibRequest: Value = nativeFunction('urllib.request', (call) => {
	sendFetch(call, 'urllib', argumentAt(call, 0), argumentAt(call, 1));
	return undefined;
});
const urllib: Value = native('urllib', {get: (name) => (name === 'request' || name === 'curl' ? urllibRequest : undefined)});

const whole = (value: Value, name: string) => (exported: string) => (['default', '*', name].includes(exported) ? value : undefined);

/** Clients that mostly servers use. */
export const lightClientsModel: Model = {
	name: 'light-clients',
	modules: {
		request: requestExport,
		'request-promise': requestExport,
		'request-promise-native': requestExport,
		needle: whole(needle, 'needle'),
		wretch: whole(wretch, 'wretch'),
		urllib: (name) => (name === 'request' || name === 'curl' ? urllibRequest : name === 'default' || name === '*' ? urllib : undefined),
	},
};
