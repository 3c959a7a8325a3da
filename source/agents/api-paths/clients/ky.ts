import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {argumentAt, firstGiven, optionOf, send, verbNamed} from './request.ts';
import {joinPrefix, resolveUrl} from './urls.ts';

/** What an instance adds to each request; `undefined` where nothing was set. */
interface Defaults {
	/** `prefixUrl`, since version 2 `prefix`. */
	prefix: Value;
	/** Since version 2: resolved as a browser resolves a link. */
	baseUrl: Value;
	method: Value;
}

const none: Defaults = {prefix: undefinedValue, baseUrl: undefinedValue, method: undefinedValue};

function kyInstance(client: string, defaults: Defaults): Value {
	return native(client, {
		call(call) {
			const options = argumentAt(call, 1);
			const method = call.machine.get(options, 'method');
			return request(call, client, defaults, firstGiven(call.machine, [method, defaults.method]));
		},
		get(name) {
			if (name === 'create') return nativeFunction(`${client}.create`, (call) => kyInstance(client, mergedDefaults(call, none)));
			if (name === 'extend') return nativeFunction(`${client}.extend`, (call) => kyInstance(client, mergedDefaults(call, defaults)));
			const verb = verbNamed(name);
			return verb === null ? undefined : nativeFunction(`${client}.${name}`, (call) => request(call, client, defaults, verb));
		},
	});
}

function request(call: NativeCall, client: string, defaults: Defaults, method: Value | string): undefined {
	const {prefix, baseUrl} = withOptions(call.machine, argumentAt(call, 1), defaults);
	const value = firstGiven(call.machine, [prefix, baseUrl]);
	const isPrefixed = call.machine
		.eachOf(prefix)
		.some((option) => option.value.kind !== 'literal' || typeof option.value.value === 'string');
	send(call, {client, method, url: argumentAt(call, 0), base: {value, join: isPrefixed ? joinPrefix : resolveUrl}});
}

/** `extend` takes options, functions of the options before them, or other instances (got), one after the other. */
function mergedDefaults(call: NativeCall, before: Defaults): Defaults {
	const {machine} = call;
	return call.args.reduce<Defaults>((defaults, argument) => {
		const given = machine.force(argument);
		return withOptions(machine, given.kind === 'closure' ? machine.call(given, [undefinedValue], call.site) : given, defaults);
	}, before);
}

function withOptions(machine: Machine, options: Value, defaults: Defaults): Defaults {
	const prefix = [optionOf(machine, options, 'prefixUrl'), optionOf(machine, options, 'prefix'), defaults.prefix];
	return {
		prefix: firstGiven(machine, prefix),
		baseUrl: firstGiven(machine, [optionOf(machine, options, 'baseUrl'), defaults.baseUrl]),
		method: firstGiven(machine, [optionOf(machine, options, 'method'), defaults.method]),
	};
}

const ky = kyInstance('ky', none);
const got = kyInstance('got', none);

function gotExport(name: string): Value | undefined {
	return ['default', '*', 'got'].includes(name) ? got : undefined;
}

const kyExport = (name: string): Value | undefined => (['default', '*', 'ky'].includes(name) ? ky : undefined);

/** ky, and got, which shares its shape: callable, a function for each verb, `extend` with a prefix. */
export const kyModel: Model = {
	name: 'ky',
	modules: {ky: kyExport, 'ky-universal': kyExport, got: gotExport},
	types: {'ky#KyInstance': () => ky},
};
