import type {Machine, TextPart} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import {isKnownAbsent} from './callables.ts';
import {isAbsolute, isNothing, joinWithSlash} from './urls.ts';
import {appGlobals} from './vue-globals.ts';

/** The plugin vue-resource: `Vue.http`, `this.$http`, `Vue.resource`, `this.$resource`. */
export const vueResource: NativeValue = native('vue-resource', {
	get: (name) => (name === 'install' ? nativeFunction('vue-resource.install', install) : undefined),
});

function install({machine, args: [vue], site}: NativeCall): undefined {
	const target = vue && machine.force(vue);
	for (const name of ['http', 'resource'])
		if (target?.kind === 'native') target.set?.(name, vueResourceMember(name, machine), machine, site);
	for (const name of ['http', 'resource']) appGlobals(machine).props.set(`$${name}`, vueResourceMember(name, machine));
}

/** `Vue.http` and `Vue.resource`, also for modules that read them before the plugin is installed. */
export function vueResourceMember(name: string, machine: Machine): Value {
	const options = machine.state('vue-resource', () => objectOf({}));
	return name === 'http' ? httpOf(options) : nativeFunction('Vue.resource', (call) => resourceOf(options, call));
}

const methods = new Map([
	['get', 'GET'],
	['head', 'HEAD'],
	['delete', 'DELETE'],
	['jsonp', 'GET'],
	['post', 'POST'],
	['put', 'PUT'],
	['patch', 'PATCH'],
]);

function httpOf(options: Value): NativeValue {
	return native('Vue.http', {
		get(name) {
			const method = methods.get(name);
			if (method) return nativeFunction(`http.${name}`, (call) => send(method, call.args[0], options, call));
			return name === 'options' ? options : undefined;
		},
		call: (call) => sendSettings(options, call),
	});
}

/** `http({url, method})`, or `http(url, {method})`. */
function sendSettings(options: Value, call: NativeCall): undefined {
	const {machine, args} = call;
	const first = machine.force(args[0] ?? literal(undefined));
	const settings = first.kind === 'object' ? first : (args[1] ?? literal(undefined));
	const method = machine.force(machine.get(settings, 'method'));
	send(isKnownAbsent(method) ? 'GET' : method, first.kind === 'object' ? machine.get(first, 'url') : first, options, call);
}

function send(method: string | Value, url: Value | undefined, options: Value, {machine, site}: NativeCall): undefined {
	const root = machine.lazy(() => machine.force(machine.get(options, 'root')));
	const address = machine.combine([root, url ?? literal('')], withRoot);
	machine.emit({client: 'vue-resource', method, url: address, site, kind: 'http'});
}

/** Only addresses without a slash in front get the root; parameters of URI templates stand for values. */
function withRoot(root: readonly TextPart[], url: readonly TextPart[]): readonly TextPart[] {
	const [start] = url;
	const isRooted = typeof start === 'string' && start.startsWith('/');
	return isNothing(root) || isRooted || isAbsolute(url) ? url : joinWithSlash(root, url);
}

const actions = new Map([
	['get', 'GET'],
	['save', 'POST'],
	['query', 'GET'],
	['update', 'PUT'],
	['remove', 'DELETE'],
	['delete', 'DELETE'],
]);

/** `resource('users{/id}')` has methods by name, and more in its third argument: `{foo: {method: 'GET', url: 'users/foo{/id}'}}`. */
function resourceOf(options: Value, {machine, args: [url, , custom]}: NativeCall): Value {
	return native('resource', {
		get(name) {
			const action = custom && machine.force(machine.get(custom, name));
			const own = action?.kind === 'object' ? action : null;
			const method = own ? machine.literalOf(machine.get(own, 'method')) : actions.get(name);
			if (typeof method !== 'string') return undefined;
			const address = own && !isKnownAbsent(machine.force(machine.get(own, 'url'))) ? machine.get(own, 'url') : url;
			return nativeFunction(`resource.${name}`, (call) => send(method, address && expanded(address, call), options, call));
		},
	});
}

/** `users{/id}`: with the parameter given one more segment, else none. */
function expanded(address: Value, {machine, args: [params]}: NativeCall): Value {
	const template = machine.literalOf(address);
	if (typeof template !== 'string') return address;
	const parts = template.split(/(\{\/?\w+\})/).map((part) => fill(part, params, machine));
	return {kind: 'concat', parts: parts.flat()};
}

function fill(part: string, params: Value | undefined, machine: Machine): Value[] {
	const name = /^\{(\/?)(\w+)\}$/.exec(part);
	if (!name) return [literal(part)];
	const value = params && machine.get(params, name[2]!);
	if (!value || isKnownAbsent(machine.force(value))) return [];
	return [literal(name[1]), value];
}
