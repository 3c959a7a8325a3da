import type {Machine} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {isAbsent, listOf, methodsOf, pathOption, verbs} from '../template.ts';
import {elysiaInstanceOf, joined, newElysiaApp} from './record.ts';
import type {ElysiaApp, ElysiaInstance, ElysiaRoute} from './record.ts';

/** `new Elysia({prefix})`. */
export function makeElysia({args: [options], machine, site}: Pick<NativeCall, 'args' | 'machine' | 'site'>): Value {
	const option = (name: string): Value => (options === undefined ? literal(undefined) : machine.force(machine.get(options, name)));
	const isStrict = machine.literalOf(option('strictPath')) === true;
	const prefix = joined(machine, literal(''), pathOption(machine, option('prefix')));
	return instanceOf(newElysiaApp(machine, {isMade: true, site, isStrict}), prefix).value;
}

/** What stands for a parameter of type `Elysia`. */
export const annotatedElysia = (machine: Machine): Value =>
	instanceOf(newElysiaApp(machine, {isMade: false, site: null, isStrict: false}), literal('')).value;

type Member = (instance: ElysiaInstance, call: NativeCall) => void;

function instanceOf(app: ElysiaApp, prefix: Value): ElysiaInstance {
	const value: NativeValue = native('elysia', {
		get: (name) => {
			if (name === 'fetch' || name === 'handle') app.isListening = true;
			const member = members[name];
			if (member === undefined && notChained.has(name)) return undefined;
			return nativeFunction(`elysia.${name}`, (call) => {
				member?.(instance, call);
				return value;
			});
		},
	});
	const instance: ElysiaInstance = {app, prefix, value};
	value.state = instance;
	return instance;
}

/** All other members give the instance back. */
const notChained = new Set(['then', 'fetch', 'handle', 'server', 'store', 'decorator', 'routes', 'config']);

const verb =
	(methods: string[]): Member =>
	(instance, {args: [path, handler], machine, site}) => {
		if (path !== undefined) add(instance, {kind: 'route', methods, path, handlers: handler === undefined ? [] : [handler], site}, machine);
	};

const members: Record<string, Member> = {
	...Object.fromEntries([...verbs, 'all'].map((name) => [name, verb([name.toUpperCase()])])),
	ws: verb(['GET']),
	route: (instance, {args: [method, path, handler], machine, site}) => {
		if (method === undefined || path === undefined) return;
		add(
			instance,
			{kind: 'route', methods: methodsOf(machine, method), path, handlers: handler === undefined ? [] : [handler], site},
			machine,
		);
	},
	mount: (instance, {args, machine, site}) => {
		const [path] = args.length > 1 ? args : [literal('')];
		add(instance, {kind: 'opaque', methods: null, path: path ?? literal(''), handlers: [], site}, machine);
	},
	group: within,
	guard: within,
	use: usePlugin,
	listen: ({app}) => {
		app.isListening = true;
	},
};

function add({app, prefix}: ElysiaInstance, route: ElysiaRoute, machine: Machine): void {
	if (machine.mayChange(app.madeIn)) app.routes.push({...route, path: joined(machine, prefix, route.path)});
}

/** `group(prefix, (app) => …)` and `guard(hooks, (app) => …)`: the callback declares on an instance of its own. */
function within({app, prefix}: ElysiaInstance, {args, machine, site}: NativeCall): void {
	const callback = args.findLast((arg) => machine.force(arg).kind === 'closure');
	const [first] = args;
	if (callback === undefined || first === undefined) return;
	const isPath = typeof machine.literalOf(first) === 'string' || machine.force(first).kind === 'concat';
	const inner = instanceOf(app, isPath ? joined(machine, prefix, first) : prefix);
	machine.call(callback, [inner.value], site);
}

/** Takes over the routes that the plugin has then; a plugin may be a function of the instance, or a promise of a module. */
function usePlugin(instance: ElysiaInstance, {args: [plugins], machine, site}: NativeCall): void {
	if (plugins === undefined) return;
	for (const plugin of listOf(machine, plugins)) {
		const given =
			plugin.kind === 'object' || (plugin.kind === 'native' && plugin.label === 'namespace')
				? machine.force(machine.get(plugin, 'default'))
				: plugin;
		const used = elysiaInstanceOf(given);
		if (used !== null) takeRoutes(instance, used.app, machine);
		else if (given.kind === 'closure') machine.call(given, [instance.value], site);
		else if (given.kind === 'unknown' && given.reason !== 'external-code' && !isAbsent(given)) {
			add(instance, {kind: 'opaque', methods: null, path: literal(''), handlers: [], site}, machine);
		}
	}
}

function takeRoutes(instance: ElysiaInstance, used: ElysiaApp, machine: Machine): void {
	if (!machine.mayChange(instance.app.madeIn) || used === instance.app) return;
	used.isUsed = true;
	for (const route of used.routes) instance.app.routes.push({...route, path: joined(machine, instance.prefix, route.path)});
}
