import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, nativeFunction, objectOf, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {isAbsent, listOf} from '../template.ts';
import {registerPlugin} from './plugins.ts';
import {realmOf} from './record.ts';
import {declareRoutes} from './routes.ts';
import {makeServer} from './server.ts';

/** Glue: `compose(manifest, {relativeTo})` makes a server and registers the plugins that the manifest names, some by their path. */
export const compose = nativeFunction('glue.compose', (call) => {
	const {args, machine, site} = call;
	const [manifest, options] = args;
	const server = makeServer({args: [], machine, site});
	const realm = realmOf(server);
	if (manifest === undefined || realm === null || !machine.mayChange(realm.app.madeIn)) return server;
	const folder = options === undefined ? undefined : machine.literalOf(machine.get(options, 'relativeTo'));
	for (const entry of pluginsOf(machine, manifest)) {
		registerPlugin(
			realm,
			loaded(machine, entry, typeof folder === 'string' ? folder : ''),
			{given: undefinedValue, shared: undefinedValue, isOwn: false},
			site,
			machine,
		);
	}
	const callback = args.findLast((arg) => machine.force(arg).kind === 'closure');
	return callback === undefined ? server : (machine.call(callback, [literal(null), server], site), server);
});

/** `register.plugins`, and `registrations` of older versions. */
function pluginsOf(machine: Machine, manifest: Value): Value[] {
	const register = machine.force(machine.get(manifest, 'register'));
	const lists = [isAbsent(register) ? undefinedValue : machine.get(register, 'plugins'), machine.get(manifest, 'registrations')];
	return lists.flatMap((list) => (isAbsent(machine.force(list)) ? [] : listOf(machine, list)));
}

/** An entry with the modules that it names in place of their names, and settings where `registerPlugin` looks for them. */
function loaded(machine: Machine, entry: Value, folder: string): Value {
	const forced = preferred(machine, entry);
	const text = machine.literalOf(forced);
	if (typeof text === 'string') return /^\.{1,2}(?:\/|$)/u.test(text) ? moduleAt(machine, folder, text) : undefinedValue;
	if (forced.kind !== 'object') return forced;
	const props = new Map(forced.props);
	for (const name of ['plugin', 'register']) {
		const inner = props.get(name);
		if (inner !== undefined) props.set(name, loaded(machine, inner, folder));
	}
	const options = machine.force(machine.get(forced, 'options'));
	const routes = options.kind === 'object' ? options.props.get('routes') : undefined;
	if (routes !== undefined && !props.has('routes')) props.set('routes', routes);
	return objectOf(props);
}

/** Confidence picks among alternatives: the default is what runs. */
function preferred(machine: Machine, value: Value): Value {
	const forced = machine.force(value);
	if (forced.kind !== 'object') return forced;
	const picked = forced.props.get('$default') ?? forced.props.get('$value');
	return picked === undefined ? forced : preferred(machine, picked);
}

function moduleAt(machine: Machine, folder: string, name: string): Value {
	const base = folder.replace(/^\/+/u, '');
	const from = base === '' ? 'index.js' : `${base}/index.js`;
	const resolved = machine.project.resolve(from, name);
	return resolved.kind === 'file' ? (machine.exportOf(resolved.file, 'default') ?? undefinedValue) : undefinedValue;
}

/** `new Confidence.Store(document).get('/')`: the document; what picks among alternatives is read where it is used. */
export function makeStore({args}: NativeCall): Value {
	const [document] = args;
	return objectOf({get: nativeFunction('store.get', () => document)});
}

/** haute-couture: the plugin of a folder declares what the files in its `routes` folder export. */
export const composeFolder = nativeFunction('haute-couture.compose', (call) => {
	const [server] = call.args;
	declareFolder(call, server, call.site);
	return undefinedValue;
});

/** `composeWith()` gives the `register` of a plugin. */
export const composeWith = nativeFunction('haute-couture.composeWith', ({site}) =>
	nativeFunction('register', (call) => {
		declareFolder(call, call.args[0], site);
		return undefinedValue;
	}),
);

function declareFolder(call: NativeCall, server: Value | undefined, {module}: Site): void {
	const {machine} = call;
	const realm = realmOf(server === undefined ? undefined : machine.force(server));
	if (realm === null) return;
	const folder = module.file.includes('/') ? module.file.slice(0, module.file.lastIndexOf('/') + 1) : '';
	const files = machine.project.files.filter((file) => file === `${folder}routes.js` || isRouteFile(file, `${folder}routes/`));
	for (const file of files) {
		const exported = machine.exportOf(file, 'default');
		if (exported !== null && isDescription(machine, exported)) declareRoutes(realm, {...call, args: [exported]});
	}
}

/** Folders and files called `helpers` are left out. */
const isRouteFile = (file: string, folder: string): boolean =>
	file.startsWith(folder) && !/(?:^|\/)helpers?(?:\/|\.\w+$)/u.test(file.slice(folder.length));

function isDescription(machine: Machine, exported: Value): boolean {
	return listOf(machine, exported).some((one) => one.kind === 'closure' || (one.kind === 'object' && one.props.has('path')));
}

/** toys: `withRouteDefaults(defaults)(routes)` gives the routes with options that they leave out. */
export const withRouteDefaults = nativeFunction('toys.withRouteDefaults', () => nativeFunction('withDefaults', ({args}) => args[0]));
