import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, unknown, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import {axiosModel} from './axios.ts';
import {isCallable, isKnownAbsent} from './callables.ts';
import {stateValue} from './state-value.ts';
import {bindComponent} from './vue-component.ts';
import {appGlobals} from './vue-globals.ts';
import {vueResource, vueResourceMember} from './vue-resource.ts';

/** Vue 2 and 3, as far as clients and paths flow through it: plugins, global properties, provide and inject, refs, components. */
export const vue: Model = {
	name: 'vue',
	modules: {
		...Object.fromEntries(
			['vue', '@vue/composition-api', '@vue/runtime-dom', '@vue/compat', '@nuxtjs/composition-api', 'vue/dist/*'].map((name) => [
				name,
				exportOf,
			]),
		),
		'vue-resource': (name) => (name === 'default' ? vueResource : undefined),
		'vue-axios': (name) => (name === 'default' ? vueAxios : undefined),
	},
	globals: {Vue: (machine) => vueOf(machine)},
	/** The default export of a `.vue` file is a component. */
	prepared(machine) {
		for (const module of machine.modules()) {
			const component = module.file.endsWith('.vue') ? machine.exportOf(module.file, 'default') : null;
			if (component) bindComponent(component, machine);
		}
	},
};

function exportOf(name: string, machine: Machine): Value | undefined {
	return name === 'default' || name === '*' ? vueOf(machine) : exports.get(name);
}

const exports = new Map<string, Value>([
	['createApp', nativeFunction('createApp', createApp)],
	['createSSRApp', nativeFunction('createSSRApp', createApp)],
	['defineComponent', nativeFunction('defineComponent', defineComponent)],
	...['ref', 'shallowRef', 'useState'].map((name): [string, Value] => [name, nativeFunction(name, makeRef)]),
	['computed', nativeFunction('computed', computed)],
	['toRef', nativeFunction('toRef', toRef)],
	...['unref', 'toValue'].map((name): [string, Value] => [name, nativeFunction(name, readRef)]),
	...['reactive', 'shallowReactive', 'readonly', 'shallowReadonly', 'markRaw', 'toRaw'].map((name): [string, Value] => [
		name,
		nativeFunction(name, ({args}) => args[0]),
	]),
	['provide', nativeFunction('provide', provide)],
	['inject', nativeFunction('inject', inject)],
	['getCurrentInstance', nativeFunction('getCurrentInstance', ({machine}) => instanceNow(machine))],
]);

/** Vue 2's constructor, on which plugins put their clients. One for the whole project. */
function vueOf(machine: Machine): NativeValue {
	return machine.state('vue', () => makeVue(machine));
}

function makeVue(machine: Machine): NativeValue {
	const own = new Map<string, Value>();
	const prototype = appGlobals(machine);
	const define = nativeFunction('component', defineComponent);
	const self: NativeValue = native('Vue', {
		get(name) {
			if (name === 'prototype') return prototype;
			if (name === 'use') return nativeFunction('Vue.use', (call) => install(self, call));
			if (['component', 'extend', 'mixin'].includes(name)) return define;
			return own.get(name) ?? exports.get(name) ?? fromPlugins(name, machine);
		},
		set: (name, value) => void own.set(name, value),
		construct: (call) => defineComponent(call),
	});
	return self;
}

/** Read before the plugin was installed, as modules are often loaded before the main one runs. */
function fromPlugins(name: string, machine: Machine): Value | undefined {
	if ((name === 'http' || name === 'resource') && machine.project.dependsOn('vue-resource')) return vueResourceMember(name, machine);
	const isAxios = (name === 'axios' || name === '$http') && machine.project.dependsOn('vue-axios');
	return isAxios ? axiosModel.modules?.axios?.('default', machine) : undefined;
}

function createApp(call: NativeCall): Value {
	defineComponent(call);
	const globals = appGlobals(call.machine);
	const config = objectOf({globalProperties: globals}, unknown('config'));
	const app: NativeValue = native('Vue.app', {
		get(name) {
			if (name === 'config') return config;
			if (name === 'use') return nativeFunction('app.use', (inner) => install(app, inner));
			if (name === 'provide') return nativeFunction('app.provide', (inner) => (provide(inner), app));
			return ['component', 'mixin', 'directive', 'mount'].includes(name)
				? nativeFunction(name, (inner) => (defineComponent(inner), app))
				: undefined;
		},
	});
	return app;
}

/** A plugin is a function, or an object with `install`. */
function install(app: NativeValue, {machine, args: [plugin, ...options]}: NativeCall): Value {
	const forced = machine.force(plugin ?? literal(undefined));
	const setUp = isCallable(forced) ? forced : machine.force(machine.get(forced, 'install'));
	if (isCallable(setUp)) machine.callInPlace(setUp, [app, ...options]);
	return app;
}

/** `app.use(VueAxios, axios)`, or with the names it shall have: `{$http: axios, $api: client}`. */
const vueAxios = native('VueAxios', {
	get: (name) => (name === 'install' ? nativeFunction('VueAxios.install', installAxios) : undefined),
});

function installAxios({machine, args: [app, given], site}: NativeCall): undefined {
	if (!app || !given) return;
	const clients = machine.force(given);
	const named = clients.kind === 'object' ? [...clients.props] : ['axios', '$http', '$axios'].map((name): [string, Value] => [name, given]);
	const target = machine.force(app);
	const globals = appGlobals(machine);
	for (const [name, client] of named) {
		globals.props.set(name, client);
		if (target.kind === 'native') target.set?.(name, client, machine, site);
	}
}

/** Components are the last object they are defined with: `Vue.component(name, options)`. */
function defineComponent({machine, args}: NativeCall): Value | undefined {
	const options = args.map((argument) => machine.force(argument)).findLast(({kind}) => kind === 'object');
	if (options) bindComponent(options, machine);
	return options;
}

function makeRef({machine, args, typeArgs}: NativeCall): Value {
	return refOf(() => stateValue('value', args[0] ?? null, typeArgs[0] ?? null, machine));
}

function refOf(read: () => Value): Value {
	return native('vue.ref', {get: (name) => (name === 'value' ? read() : undefined)});
}

/** `computed(() => …)`, `computed({get, set})`. */
function computed({machine, args: [given], site}: NativeCall): Value | undefined {
	const forced = given && machine.force(given);
	if (!forced) return undefined;
	const getter = isCallable(forced) ? forced : machine.get(forced, 'get');
	const value = machine.lazy(() => machine.call(getter, [], site));
	return refOf(() => value);
}

function toRef({machine, args: [object, name]}: NativeCall): Value | undefined {
	const key = name && machine.literalOf(name);
	return object && typeof key === 'string' ? refOf(() => machine.get(object, key)) : object;
}

function readRef({machine, args: [given], site}: NativeCall): Value | undefined {
	const forced = given && machine.force(given);
	if (forced?.kind === 'native' && forced.label === 'vue.ref') return machine.get(forced, 'value');
	return forced?.kind === 'closure' ? machine.call(forced, [], site) : given;
}

/** By name, or by a symbol, which is its own value. */
const providedIn = (machine: Machine): Map<unknown, Value> => machine.state('vue.provide', () => new Map());

function keyOf(key: Value | undefined, machine: Machine): unknown {
	const forced = key && machine.force(key);
	return forced?.kind === 'literal' ? forced.value : forced;
}

function provide({machine, args: [key, value]}: NativeCall): undefined {
	if (value) providedIn(machine).set(keyOf(key, machine), value);
}

/** Looked up whenever it is used: what provides it may run later. */
function inject({machine, args: [key, preset]}: NativeCall): Value {
	const current = (): Value => {
		const given = providedIn(machine).get(keyOf(key, machine));
		if (given) return given;
		machine.hasRunAll();
		return preset && !isKnownAbsent(machine.force(preset)) ? preset : unknown('injected');
	};
	return native('vue.injected', {
		get: (name) => machine.get(current(), name),
		call: ({args, site, self}) => machine.call(current(), args, site, self),
	});
}

function instanceNow(machine: Machine): Value {
	const globals = appGlobals(machine);
	const config = objectOf({globalProperties: globals});
	return objectOf({proxy: globals, appContext: objectOf({config}), ctx: globals}, unknown('instance'));
}
