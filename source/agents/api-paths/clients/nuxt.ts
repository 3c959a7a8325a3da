import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, objectOf, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {axiosInstance} from './axios.ts';
import {noDefaults, ofetchInstance, sendOfetch} from './ofetch.ts';
import {argumentAt, firstGiven, optionOf} from './request.ts';
import {appGlobals} from './vue-globals.ts';

/** Nuxt's composables take the address itself, a ref of it, or a function that gives it. */
const useFetch = nativeFunction('useFetch', (call) => sendOfetch(call, 'useFetch', addressOf(call, argumentAt(call, 0)), noDefaults));

function addressOf(call: NativeCall, given: Value): Value {
	const forced = call.machine.force(given);
	return forced.kind === 'closure' ? call.machine.call(forced, [], call.site) : given;
}

/** Only in projects with Nuxt: elsewhere these names are anybody's. */
function ifNuxt(value: Value, name: string): (machine: Machine) => Value {
	return (machine) =>
		machine.project.dependsOn('nuxt') || machine.project.dependsOn('nitropack') ? value : unknown(name, 'external-code');
}

/** The default values of `runtimeConfig` in nuxt.config; what is empty there comes from the environment. */
const useRuntimeConfig = nativeFunction('useRuntimeConfig', ({machine}) => {
	const config = configOf(machine);
	return config === null ? undefined : runtimeConfig(machine, machine.get(config, 'runtimeConfig'), 'runtimeConfig');
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
	$fetch: ofetchInstance('$fetch', noDefaults),
	useFetch,
	useLazyFetch: useFetch,
	useRuntimeConfig,
	defineNuxtConfig,
};
const nuxtExport = (name: string): Value | undefined => (Object.hasOwn(nuxtNames, name) ? nuxtNames[name] : undefined);

const configFile = /(?:^|\/)nuxt\.config\.[cm]?[jt]s$/;

/** What nuxt.config exports; null where there is none. */
function configOf(machine: Machine): Value | null {
	const files = machine.state('nuxt', () => machine.project.filesUnder('').filter((file) => configFile.test(file)));
	return files.map((file) => machine.exportOf(file, 'default')).find((value) => value !== null) ?? null;
}

/** The axios module of Nuxt 2: `this.$axios` in components and stores, `$axios` in the context that plugins are given. */
function injectAxios(machine: Machine): void {
	if (!machine.project.dependsOn('@nuxtjs/axios')) return;
	const globals = appGlobals(machine);
	const settings = machine.get(configOf(machine) ?? unknown('nuxt.config'), 'axios');
	const bases = ['browserBaseURL', 'baseURL', 'prefix'].map((name) => optionOf(machine, settings, name));
	globals.props.set('$axios', axiosInstance(machine, firstGiven(machine, bases)));
	const files = machine.modules().map(({file}) => file);
	for (const file of files) if (/(?:^|\/)store\/.+\.[jt]s$/.test(file)) bindActions(machine, file, globals);
	const plugins = files.filter((file) => /(?:^|\/)plugins\/[^/]+\.[jt]s$/.test(file));
	const pages = files.filter((file) => /(?:^|\/)(?:pages|layouts)\/.+\.vue$/.test(file));
	// Now for what they inject, and at the end for what they request.
	for (const file of plugins) runPlugin(machine, file, globals);
	machine.whenDone(() => {
		for (const file of plugins) runPlugin(machine, file, globals);
		for (const file of pages) runAsyncData(machine, file, globals);
	});
}

function bindActions(machine: Machine, file: string, globals: Value): void {
	const actions = machine.force(machine.exportOf(file, 'actions') ?? unknown('actions'));
	if (actions.kind !== 'object') return;
	for (const action of actions.props.values()) if (action.kind === 'closure') machine.bindMethod(action.func, globals);
}

/** A plugin is given the context, and may add to it. */
function runPlugin(machine: Machine, file: string, globals: ReturnType<typeof appGlobals>): void {
	const plugin = machine.exportOf(file, 'default');
	if (plugin === null || machine.force(plugin).kind !== 'closure') return;
	const inject = nativeFunction('inject', (call) => {
		const name = machine.literalOf(argumentAt(call, 0));
		if (typeof name === 'string') globals.props.set(`$${name}`, argumentAt(call, 1));
		return undefined;
	});
	machine.callInPlace(plugin, [contextOf(globals), inject]);
}

/** `asyncData({app, $axios})` of a page. */
function runAsyncData(machine: Machine, file: string, globals: ReturnType<typeof appGlobals>): void {
	const page = machine.exportOf(file, 'default');
	const asyncData = page === null ? null : machine.force(machine.get(page, 'asyncData'));
	if (asyncData?.kind === 'closure') machine.callInPlace(asyncData, [contextOf(globals)]);
}

/** The context has what is injected, and so has the app in it. */
function contextOf(globals: ReturnType<typeof appGlobals>): Value {
	const context = objectOf(globals.props, unknown('context'));
	return objectOf(new Map<string, Value>([...globals.props, ['app', context]]), unknown('context'));
}

/** What is there in a Nuxt app without an import. */
export const nuxtModel: Model = {
	name: 'nuxt',
	globals: Object.fromEntries(Object.entries(nuxtNames).map(([name, value]) => [name, ifNuxt(value, name)])),
	modules: {'nuxt/app': nuxtExport, '#imports': nuxtExport, '#app': nuxtExport, 'nuxt/config': nuxtExport},
	prepared: injectAxios,
};
