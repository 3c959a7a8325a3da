import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import {isCallable} from './callables.ts';
import {joinPlain} from './urls.ts';

/** superagent, its agents, and the packages that wrap it. Plugins may still change the address after the request was made. */
export const superagent: Model = {
	name: 'superagent',
	modules: {
		superagent: (name) => (name === 'default' || name === '*' ? client([]) : memberOf(name, [])),
		...Object.fromEntries(
			['superagent-promise', 'superagent-as-promised', 'superagent-defaults', 'superagent-use', 'superagent-intercept'].map((name) => [
				name,
				wrapper,
			]),
		),
		'superagent-bluebird-promise': (name) => (name === 'default' || name === '*' ? client([]) : memberOf(name, [])),
		...Object.fromEntries(['superagent-prefix', 'superagent-absolute'].map((name) => [name, prefixPlugin])),
	},
};

const methods = new Map([
	['get', 'GET'],
	['head', 'HEAD'],
	['options', 'OPTIONS'],
	['post', 'POST'],
	['put', 'PUT'],
	['patch', 'PATCH'],
	['delete', 'DELETE'],
	['del', 'DELETE'],
]);

/** What was given to `.use()` of an agent: it happens to every request. */
type Plugins = Value[];

function client(plugins: Plugins): NativeValue {
	const self: NativeValue = native('superagent', {
		get: (name) => memberOf(name, plugins, self),
		call: requestByName(plugins),
	});
	return self;
}

function memberOf(name: string, plugins: Plugins, self?: Value): Value | undefined {
	const method = methods.get(name);
	if (method) return nativeFunction(`superagent.${name}`, (call) => request(method, call.args[0], plugins, call));
	if (name === 'agent') return nativeFunction('superagent.agent', () => client([]));
	if (name === 'Request') return native('superagent.Request', {construct: requestByName(plugins)});
	if (name === 'use') return nativeFunction('superagent.use', ({args: [plugin]}) => (plugin && plugins.push(plugin), self));
	return ['set', 'auth', 'timeout', 'withCredentials', 'retry', 'ok', 'redirects', 'type', 'accept'].includes(name)
		? nativeFunction(name, () => self)
		: undefined;
}

/** `request('GET', '/x')`, or `request('/x')`. */
const requestByName =
	(plugins: Plugins) =>
	(call: NativeCall): Value => {
		const [first, second] = call.args;
		const isMethodFirst = second !== undefined && !isCallable(call.machine.force(second));
		return isMethodFirst ? request(first ?? 'GET', second, plugins, call) : request('GET', first, plugins, call);
	};

function request(method: string | Value, url: Value | undefined, plugins: Plugins, {machine, site}: NativeCall): Value {
	const state: State = {url: url ?? literal(''), machine};
	const made = requestNative(state);
	for (const plugin of plugins) apply(plugin, made, state);
	machine.emit({client: 'superagent', method, url: machine.lazy(() => state.url), site, kind: 'http'});
	return made;
}

interface State {
	url: Value;
	machine: Machine;
}

function requestNative(state: State): NativeValue {
	const self: NativeValue = native('superagent.request', {
		state,
		get(name) {
			if (name === 'url') return state.url;
			if (name === 'use') return nativeFunction('use', ({args: [plugin]}) => (plugin && apply(plugin, self, state), self));
			return chained.has(name) ? nativeFunction(name, () => self) : undefined;
		},
		set(name, value) {
			if (name === 'url') state.url = value;
		},
	});
	return self;
}

const chained = new Set(
	[
		'set',
		'query',
		'send',
		'type',
		'accept',
		'auth',
		'withCredentials',
		'attach',
		'field',
		'timeout',
		'retry',
		'redirects',
		'responseType',
		'ok',
		'on',
		'buffer',
		'parse',
		'serialize',
		'sortQuery',
	].concat(['unset', 'ca', 'cert', 'key', 'pfx', 'agent', 'http2', 'trustLocalhost', 'connect', 'maxResponseSize', 'disableTLSCerts']),
);

function apply(plugin: Value, made: Value, {machine}: State): void {
	machine.callInPlace(plugin, [made]);
}

/** `superagentPromise(superagent, Promise)` gives the same thing with promises. */
function wrapper(name: string): Value | undefined {
	if (name !== 'default' && name !== '*') return undefined;
	return nativeFunction('superagent-wrapper', ({args, machine}) => {
		const wrapped = args[0] && machine.force(args[0]);
		return wrapped?.kind === 'native' && wrapped.label === 'superagent' ? wrapped : client([]);
	});
}

function prefixPlugin(name: string): Value | undefined {
	if (name !== 'default' && name !== '*') return undefined;
	return nativeFunction('superagent-prefix', ({args: [prefix]}) => nativeFunction('prefix', (call) => prepend(prefix, call)));
}

/** Only addresses that start with a slash get the prefix. */
function prepend(prefix: Value | undefined, {args: [made], machine, site}: NativeCall): Value | undefined {
	const target = made && machine.force(made);
	if (!prefix || target?.kind !== 'native') return undefined;
	const url = machine.get(target, 'url');
	target.set?.(
		'url',
		machine.combine([prefix, url], (base, path) => (isRooted(path[0]) ? joinPlain(base, path) : path)),
		machine,
		site,
	);
	return made;
}

function isRooted(start: unknown): boolean {
	return typeof start === 'object' || (typeof start === 'string' && start.startsWith('/') && !start.startsWith('//'));
}
