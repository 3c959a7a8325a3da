import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, nativeFunction, objectOf, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {isAbsent, listOf} from '../template.ts';
import {prefixedPath} from './paths.ts';
import type {Realm} from './record.ts';

/** `server.register(plugin, {routes: {prefix}})`, one plugin or a list, each bare or with options of its own. */
export function registerPlugins(realm: Realm, {args, machine, site}: NativeCall): void {
	const [plugins, options] = args;
	if (plugins === undefined || !machine.mayChange(realm.app.madeIn)) return;
	for (const plugin of listOf(machine, plugins))
		registerPlugin(realm, plugin, {given: undefinedValue, shared: options ?? undefinedValue, isOwn: false}, site, machine);
}

interface Settings {
	/** What the plugin is called with. */
	given: Value;
	/** Where `routes.prefix` may be. */
	shared: Value;
	/** Said beside the plugin: the prefix of the server around it is then not in front. */
	isOwn: boolean;
}

/** How deep `{plugin: {plugin: …}}` may be. */
const deepest = 4;

/** A plugin is `{register}`, a function, a module that exports `plugin` or `register`, or one of these as `plugin` beside its settings. */
export function registerPlugin(realm: Realm, plugin: Value, settings: Settings, site: Site, machine: Machine, depth = 0): void {
	const value = machine.force(plugin);
	if (isAbsent(value) || depth > deepest) return;
	if (value.kind === 'closure' || (value.kind === 'native' && value.call !== undefined)) return run(realm, value, settings, site, machine);
	if (value.kind !== 'object' && value.kind !== 'native') return noteUnknown(realm, value, settings, site, machine);
	const settled = settingsIn(machine, value, settings);
	for (const name of ['plugin', 'register', 'default']) {
		const inner = machine.force(machine.get(value, name));
		if (!isAbsent(inner)) return registerPlugin(realm, inner, settled, site, machine, depth + 1);
	}
}

function settingsIn(machine: Machine, value: Value, {given, shared, isOwn}: Settings): Settings {
	const options = machine.force(machine.get(value, 'options'));
	const routes = machine.force(machine.get(value, 'routes'));
	const hasRoutes = routes.kind === 'object';
	return {given: options.kind === 'object' ? options : given, shared: hasRoutes ? value : shared, isOwn: isOwn || hasRoutes};
}

function run(realm: Realm, register: Value, settings: Settings, site: Site, machine: Machine): void {
	const inner = realm.nested(prefixFor(machine, realm, settings));
	const options = isAbsent(settings.given) ? objectOf({}) : settings.given;
	machine.call(register, [inner.server, options, nativeFunction('next', () => undefinedValue)], site);
}

function prefixFor(machine: Machine, realm: Realm, {shared, isOwn}: Settings): Value {
	const routes = isAbsent(machine.force(shared)) ? undefinedValue : machine.force(machine.get(shared, 'routes'));
	return isAbsent(routes) || routes.kind === 'unknown'
		? realm.prefix
		: prefixedPath(machine, isOwn ? literal('') : realm.prefix, machine.get(routes, 'prefix'));
}

/** A plugin of a package hardly ever answers; one that cannot be read may. */
function noteUnknown(realm: Realm, plugin: Value, settings: Settings, site: Site, machine: Machine): void {
	if (plugin.kind === 'external' || plugin.kind === 'literal' || (plugin.kind === 'unknown' && plugin.reason === 'external-code')) return;
	const detail = plugin.kind === 'unknown' || plugin.kind === 'param' ? plugin.text : 'plugin';
	realm.app.routes.push({kind: 'opaque', path: prefixFor(machine, realm, settings), what: 'unknown-router', detail, site});
}
