import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, objectOf, undefinedValue, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {assignBase, baseOf, createDefaults, defaultsValue} from './axios-defaults.ts';
import type {Defaults} from './axios-defaults.ts';
import {argumentAt, firstGiven, isOptions, optionOf, send} from './request.ts';
import {joinAxios} from './urls.ts';
import type {Join} from './urls.ts';

interface AxiosState {
	/** What `import axios from 'axios'` is. */
	main: Instance;
	made: Instance[];
}

interface Instance {
	value: Value;
	defaults: Defaults;
}

/** At which argument the options stand, by function. */
const optionsAt: Record<string, number> = {
	get: 1,
	delete: 1,
	head: 1,
	options: 1,
	post: 2,
	put: 2,
	patch: 2,
	postForm: 2,
	putForm: 2,
	patchForm: 2,
	// The axios module of Nuxt 2: the same, with the body as result.
	$get: 1,
	$delete: 1,
	$head: 1,
	$options: 1,
	$post: 2,
	$put: 2,
	$patch: 2,
};

function stateOf(machine: Machine): AxiosState {
	return machine.state('axios', () => ({main: createInstance('axios', createDefaults(machine, undefinedValue, null)), made: []}));
}

function createInstance(label: string, defaults: Defaults): Instance {
	const value = native(label, {
		call: (call) => sendConfigured(call, defaults),
		get: (name, machine) => memberOf(name, machine, label, defaults),
		getAny: (_, key) => anyVerb(defaults, key),
		set(name, given, machine) {
			if (name === 'defaults') assignBase(machine, defaults, optionOf(machine, given, 'baseURL'));
		},
	});
	return {value, defaults};
}

function memberOf(name: string, machine: Machine, label: string, defaults: Defaults): Value | undefined {
	const index = optionsAt[name];
	if (index !== undefined) return nativeFunction(`${label}.${name}`, (call) => sendVerb(call, name, index, defaults));
	switch (name) {
		case 'request':
			return nativeFunction(`${label}.request`, (call) => sendConfigured(call, defaults));
		case 'create':
			return nativeFunction(`${label}.create`, (call) => make(call, defaults));
		case 'defaults':
			return defaultsValue(defaults);
		case 'getUri':
			return nativeFunction(`${label}.getUri`, (call) => addressOf(call, defaults));
		case 'Axios':
			return native('Axios', {construct: (call) => make(call, defaults)});
		case 'default':
			return stateOf(machine).main.value;
		case 'all':
			return nativeFunction('axios.all', (call) => argumentAt(call, 0));
		default:
			return undefined;
	}
}

function make(call: NativeCall, parent: Defaults): Value {
	const {machine} = call;
	const instance = createInstance('axios instance', createDefaults(machine, argumentAt(call, 0), parent));
	stateOf(machine).made.push(instance);
	return instance.value;
}

/** `api[method](url)`: who calls says which. */
const anyVerb = (defaults: Defaults, key: Value): Value =>
	nativeFunction('axios[method]', (call): undefined => {
		send(call, {client: 'axios', method: key, url: argumentAt(call, 0), base: baseFor(call.machine, defaults, argumentAt(call, 2))});
	});

function sendVerb(call: NativeCall, name: string, index: number, defaults: Defaults): undefined {
	const method = name.replace(/^\$|Form$/g, '');
	send(call, {client: 'axios', method, url: argumentAt(call, 0), base: baseFor(call.machine, defaults, argumentAt(call, index))});
}

/** `axios(config)` and `axios(url, config)`. */
function sendConfigured(call: NativeCall, defaults: Defaults): undefined {
	const {machine} = call;
	const [first, second] = [argumentAt(call, 0), argumentAt(call, 1)];
	const isConfig = call.args.length < 2 && takesConfig(machine, first);
	const config = isConfig ? first : second;
	const url = isConfig ? machine.get(first, 'url') : first;
	const method = firstGiven(machine, [machine.get(config, 'method'), defaults.method]);
	send(call, {client: 'axios', method, url, base: baseFor(machine, defaults, config)});
}

/** An object is a config; so is what a function hands on of which nobody knows that it is text. */
function takesConfig(machine: Machine, value: Value): boolean {
	if (isOptions(machine, value)) return true;
	const forced = machine.force(value);
	return forced.kind === 'param' && !(forced.type?.kind === 'primitive' && forced.type.name === 'string');
}

function baseFor(machine: Machine, defaults: Defaults, config: Value): {value: Value; join: Join} {
	return {value: firstGiven(machine, [optionOf(machine, config, 'baseURL'), baseOf(machine, defaults)]), join: joinAxios};
}

/** `getUri(config)`: the address alone. */
function addressOf(call: NativeCall, defaults: Defaults): Value {
	const config = argumentAt(call, 0);
	const base = baseFor(call.machine, defaults, config);
	return call.machine.combine([base.value, call.machine.get(config, 'url')], base.join);
}

/** An instance that comes in by its type is the one instance of the project; of several, nobody knows which. */
function instanceOfType(machine: Machine): Value {
	const state = stateOf(machine);
	const base = machine.lazy(() => {
		const {made, main} = state;
		if (made.length === 0) return baseOf(machine, main.defaults);
		return made.length === 1 ? baseOf(machine, made[0]!.defaults) : unknown('baseURL');
	});
	return createInstance('axios instance', createDefaults(machine, objectOf({baseURL: base}), null)).value;
}

/** An instance with a base, for frameworks that make one by themselves. */
export function axiosInstance(machine: Machine, baseURL: Value): Value {
	return createInstance('axios instance', createDefaults(machine, objectOf({baseURL}), null)).value;
}

const passThrough = nativeFunction('setup', (call) => call.args[0]);

function axiosExport(name: string, machine: Machine): Value | undefined {
	const {main} = stateOf(machine);
	return name === 'default' || name === '*' ? main.value : memberOf(name, machine, 'axios', main.defaults);
}

const useAxios = nativeFunction('useAxios', (call) => sendConfigured(call, stateOf(call.machine).main.defaults));

/** axios and what is built round it. Interceptors are left alone: they rarely change where a request goes. */
export const axiosModel: Model = {
	name: 'axios',
	globals: {axios: (machine) => stateOf(machine).main.value},
	modules: {
		axios: axiosExport,
		redaxios: axiosExport,
		'axios-observable': axiosExport,
		'axios-cache-interceptor': (name) => (name === 'setupCache' ? passThrough : undefined),
		'axios-hooks': (name) => (name === 'default' || name === 'useAxios' ? useAxios : undefined),
	},
	types: {'axios#AxiosInstance': instanceOfType, 'axios#AxiosStatic': (machine) => stateOf(machine).main.value},
};
