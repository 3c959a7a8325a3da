import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {fetchFunction} from './fetch.ts';
import {argumentAt, firstGiven, optionOf, send} from './request.ts';
import {joinOfetch} from './urls.ts';

interface Defaults {
	baseURL: Value;
	method: Value;
}

/** An instance without settings of its own. */
export const noDefaults: Defaults = {baseURL: undefinedValue, method: undefinedValue};

/** A callable with `create` and `raw`. */
export function ofetchInstance(client: string, defaults: Defaults): Value {
	const request = nativeFunction(client, (call) => sendOfetch(call, client, argumentAt(call, 0), defaults));
	return native(client, {
		call: (call) => sendOfetch(call, client, argumentAt(call, 0), defaults),
		get(name) {
			if (name === 'create')
				return nativeFunction(`${client}.create`, (call) => ofetchInstance(client, merged(call.machine, argumentAt(call, 0), defaults)));
			if (name === 'raw') return request;
			return name === 'native' ? fetchFunction : undefined;
		},
	});
}

/** Makes the request of a call whose second argument holds ofetch's options. */
export function sendOfetch(call: NativeCall, client: string, url: Value, defaults: Defaults): undefined {
	const {machine} = call;
	const options = argumentAt(call, 1);
	const value = firstGiven(machine, [optionOf(machine, options, 'baseURL'), defaults.baseURL]);
	const method = firstGiven(machine, [machine.get(options, 'method'), defaults.method]);
	send(call, {client, method, url, base: {value, join: joinOfetch}});
}

function merged(machine: Machine, options: Value, before: Defaults): Defaults {
	return {
		baseURL: firstGiven(machine, [optionOf(machine, options, 'baseURL'), before.baseURL]),
		method: firstGiven(machine, [optionOf(machine, options, 'method'), before.method]),
	};
}

const ofetch = ofetchInstance('ofetch', noDefaults);

const createFetch = nativeFunction('createFetch', (call) =>
	ofetchInstance('ofetch', merged(call.machine, call.machine.get(argumentAt(call, 0), 'defaults'), noDefaults)),
);

function ofetchExport(name: string): Value | undefined {
	if (name === 'createFetch') return createFetch;
	return ['ofetch', '$fetch', 'default'].includes(name) ? ofetch : undefined;
}

/** ofetch and its instances. */
export const ofetchModel: Model = {name: 'ofetch', modules: {ofetch: ofetchExport, ohmyfetch: ofetchExport}};
