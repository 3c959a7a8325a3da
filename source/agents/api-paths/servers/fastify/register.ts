import {literal, nativeFunction, objectOf, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {isAbsent, pathOption} from '../template.ts';
import {nestedPrefix} from './prefix.ts';
import type {Scope} from './scope.ts';

/** `app.register(plugin, options)`: the plugin runs at once, on an instance of its own. */
export function registerPlugin(scope: Scope, {args, machine, site}: NativeCall): void {
	const [plugin, options] = args;
	if (plugin === undefined || !machine.mayChange(scope.app.madeIn)) return;
	for (const {value} of machine.eachOf(plugin)) register(scope, value, options ?? objectOf({}), site, machine);
}

/** Registers one plugin: a function, a module that exports one as default, or one of a package. */
export function register(scope: Scope, plugin: Value, given: Value, site: Site, machine: Machine): void {
	const callee = unwrapped(plugin, machine);
	const prefixGiven = machine.get(given, 'prefix');
	if (!isCallable(callee)) return noteUnknown(scope, callee, given, site, machine);
	const skipsScope = isUnscoped(callee);
	const inner = skipsScope ? scope : scope.nested(nestedPrefix(machine, scope.prefix, prefixGiven));
	const options = given.kind === 'closure' ? machine.call(given, [inner.instance], site) : given;
	machine.call(callee, [inner.instance, options, nativeFunction('done', () => undefinedValue)], site, inner.instance);
}

/** The function to call: `{default: plugin}` is what `import()` and transpiled modules give. */
function unwrapped(plugin: Value, machine: Machine): Value {
	if (isCallable(plugin) || (plugin.kind !== 'object' && plugin.kind !== 'native')) return plugin;
	const inner = machine.force(machine.get(plugin, 'default'));
	return isAbsent(inner) ? plugin : inner;
}

const isCallable = (value: Value): boolean => value.kind === 'closure' || (value.kind === 'native' && value.call !== undefined);

/** Set by `fastify-plugin`: the plugin gets the instance of its parent, and a prefix for it has no effect. */
export interface Unscoped {
	kind: 'unscoped-plugin';
}

function isUnscoped(plugin: Value): boolean {
	return plugin.kind === 'native' && (plugin.state as Partial<Unscoped> | undefined)?.kind === 'unscoped-plugin';
}

/**
 * A plugin of a package hardly ever declares routes unless it is given a prefix for them. Anything else that cannot be read might declare
 * any route.
 */
function noteUnknown(scope: Scope, plugin: Value, options: Value, site: Site, machine: Machine): void {
	if (isAbsent(plugin) || !scope.app.isMade) return;
	const prefix = pathOption(machine, machine.get(options, 'prefix'));
	const isOfPackage = plugin.kind === 'external' || (plugin.kind === 'unknown' && plugin.reason === 'external-code');
	const hasPrefix = prefix.kind !== 'unknown' && machine.literalOf(prefix) !== '';
	if (isOfPackage && !hasPrefix) return;
	scope.app.opaque.push({
		prefix: nestedPrefix(machine, scope.prefix, hasPrefix ? prefix : literal('')),
		what: isOfPackage ? 'package' : 'unknown-router',
		detail: plugin.kind === 'external' ? plugin.module : plugin.kind === 'unknown' ? plugin.text : 'plugin',
		site,
	});
}
