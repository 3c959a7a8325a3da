import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {fetchFunction} from './fetch.ts';
import {argumentAt, firstGiven, optionOf, send} from './request.ts';
import {joinOfetch} from './urls.ts';

interface Defaults {
	baseURL: Value;
	method: Value;
}

const none: Defaults = {baseURL: undefinedValue, method: undefinedValue};

function ofetchInstance(client: string, defaults: Defaults): Value {
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

function sendOfetch(call: NativeCall, client: string, url: Value, defaults: Defaults): undefined {
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

const ofetch = ofetchInstance('ofetch', none);

const createFetch = nativeFunction('createFetch', (call) =>
	ofetchInstance('ofetch', merged(call.machine, call.machine.get(argumentAt(call, 0), 'defaults'), none)),
);

function ofetchExport(name: string): Value | undefined {
	if (name === 'createFetch') return createFetch;
	return ['ofetch', '$fetch', 'default'].includes(name) ? ofetch : undefined;
}

/** Nuxt's composables take the address itself, a ref of it, or a function that gives it. */
const useFetch = nativeFunction('useFetch', (call) => sendOfetch(call, 'useFetch', addressOf(call, argumentAt(call, 0)), none));

function addressOf(call: NativeCall, given: Value): Value {
	const forced = call.machine.force(given);
	return forced.kind === 'closure' ? call.machine.call(forced, [], call.site) : given;
}

/** A wrapper made of `useFetch` options: `createUseFetch({baseURL})`. */
function ifNuxt(value: Value, name: string): (machine: Machine) => Value {
	return (machine) =>
		machine.project.dependsOn('nuxt') || machine.project.dependsOn('nitropack') ? value : unknown(name, 'external-code');
}

/** The default values of `runtimeConfig` in nuxt.config; what is empty there comes from the environment. */
const useRuntimeConfig = nativeFunction('useRuntimeConfig', ({machine}) => {
	const config = ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs']
		.map((file) => machine.exportOf(file, 'default'))
		.find((value) => value !== null);
	return config === undefined ? undefined : runtimeConfig(machine, machine.get(config, 'runtimeConfig'), 'runtimeConfig');
});

function runtimeConfig(machine: Machine, config: Value, path: string): Value {
	return native(path, {
		get(name) {
			const value = machine.force(machine.get(config, name));
			if (value.kind === 'object') return runtimeConfig(machine, value, `${path}.${name}`);
			const isSet = value.kind === 'literal' && value.value !== '' && value.value !== undefined;
			return isSet || value.kind === 'choice' ? value : {kind: 'env', name: `${path}.${name}`};
		},
	});
}

const defineNuxtConfig = nativeFunction('defineNuxtConfig', (call) => call.args[0]);
const nuxtNames: Record<string, Value> = {
	$fetch: ofetchInstance('$fetch', none),
	useFetch,
	useLazyFetch: useFetch,
	useRuntimeConfig,
	defineNuxtConfig,
};
const nuxtExport = (name: string): Value | undefined => (Object.hasOwn(nuxtNames, name) ? nuxtNames[name] : undefined);

/** ofetch, and what Nuxt makes of it, which is there without an import. */
export const ofetchModel: Model = {
	name: 'ofetch',
	globals: Object.fromEntries(Object.entries(nuxtNames).map(([name, value]) => [name, ifNuxt(value, name)])),
	modules: {
		ofetch: ofetchExport,
		ohmyfetch: ofetchExport,
		'nuxt/app': nuxtExport,
		'#imports': nuxtExport,
		'#app': nuxtExport,
		'nuxt/config': nuxtExport,
	},
};
