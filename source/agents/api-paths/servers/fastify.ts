import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../evaluate/value.ts';
import {autoload} from './fastify/autoload.ts';
import {desm} from './fastify/desm.ts';
import {newScope} from './fastify/instance.ts';
import {packagePlugin, packagePlugins} from './fastify/packages.ts';
import {fastifyApps, newApp} from './fastify/record.ts';
import {fastifyTable} from './fastify/table.ts';
import {startFromCommand} from './fastify/command.ts';

/** Fastify 3 to 5: servers, plugins with prefixes, autoload, and plugins of packages that answer below a path. */
export const fastifyModel: Model = {
	name: 'fastify',
	modules: {
		fastify: (name) => (['default', '*', 'fastify'].includes(name) ? factory : undefined),
		'fastify-plugin': (name) => (['default', '*', 'fp', 'fastifyPlugin'].includes(name) ? unscoped : undefined),
		desm: (name) => (name === 'default' ? desm['dirname'] : desm[name]),
		'@fastify/autoload': pluginModule(packagePlugin('@fastify/autoload', autoload)),
		'fastify-autoload': pluginModule(packagePlugin('fastify-autoload', autoload)),
		...Object.fromEntries(Object.entries(packagePlugins).map(([name, run]) => [name, pluginModule(packagePlugin(name, run))])),
	},
	types: {
		// An instance that code only says it wants: routes declared on it belong to no server until a server is passed.
		'fastify#FastifyInstance': (machine) => newScope(newApp(machine, false)).instance,
	},
	start: startFromCommand,
	routes: fastifyTable,
};

function pluginModule(plugin: NativeValue): (name: string) => Value | undefined {
	return (name) => (name === 'default' || name === '*' ? plugin : plugin.get?.(name, undefined as never));
}

const factory: NativeValue = native('fastify()', {
	call: createServer,
	get: (name) => (name === 'default' || name === 'fastify' ? factory : undefined),
});

function createServer({args, machine, site}: NativeCall): Value {
	const app = newApp(machine, true, site);
	const [options] = args;
	if (options !== undefined) {
		app.isCaseSensitive = routerOption(machine, options, 'caseSensitive') !== false;
		app.ignoresTrailingSlash = routerOption(machine, options, 'ignoreTrailingSlash') === true;
	}
	fastifyApps(machine).push(app);
	return newScope(app).instance;
}

/** Given beside the other options, or since Fastify 5.3 under `routerOptions`. */
function routerOption(machine: Machine, options: Value, name: string): unknown {
	const own = machine.literalOf(machine.get(options, name));
	if (own !== undefined) return own;
	const nested = machine.force(machine.get(options, 'routerOptions'));
	return nested.kind === 'object' ? machine.literalOf(machine.get(nested, name)) : undefined;
}

/** `fp(plugin)`: the plugin works on the instance it is registered on. */
const unscoped: NativeValue = nativeFunction('fastify-plugin', ({args, machine}) => {
	const [plugin, options] = args;
	if (plugin === undefined) return undefined;
	const given = machine.force(plugin);
	const callee = given.kind === 'object' ? machine.force(machine.get(given, 'default')) : given;
	if (options !== undefined && machine.literalOf(machine.get(options, 'encapsulate')) === true) return callee;
	return native('plugin', {
		state: {kind: 'unscoped-plugin'},
		call: (call) => machine.call(callee, call.args, call.site, call.self),
		get: (name) => (callee.kind === 'closure' ? machine.get(callee, name) : undefined),
	});
});
