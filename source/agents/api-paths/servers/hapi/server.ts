import type {Machine} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {registerPlugins} from './plugins.ts';
import {newHapiApp} from './record.ts';
import type {HapiApp, Realm} from './record.ts';
import {declareRoutes} from './routes.ts';

/** `Hapi.server(options)`, `new Hapi.Server(options)`. */
export function makeServer({args, machine, site}: Pick<NativeCall, 'args' | 'machine' | 'site'>): Value {
	const app = newHapiApp(machine, true, site);
	const [options] = args;
	const router = options === undefined ? literal(undefined) : machine.force(machine.get(options, 'router'));
	if (router.kind === 'object') {
		app.isCaseSensitive = machine.literalOf(machine.get(router, 'isCaseSensitive')) !== false;
		app.isStrict = machine.literalOf(machine.get(router, 'stripTrailingSlash')) !== true;
	}
	return newRealm(app, literal('')).server;
}

/** What stands for a parameter of type `Server`: what is declared on it answers nothing until a server is passed. */
export const annotatedServer = (machine: Machine): Value => newRealm(newHapiApp(machine, false, null), literal('')).server;

function newRealm(app: HapiApp, prefix: Value): Realm {
	const decorations = new Map<string, Value>();
	const itself = nativeFunction('hapi', () => server);
	const members: Record<string, Value> = {
		route: nativeFunction('server.route', (call) => (declareRoutes(realm, call), server)),
		register: nativeFunction('server.register', (call) => {
			registerPlugins(realm, call);
			// Older versions report to a callback, which may go on with the server.
			const callback = call.args.findLast((arg) => call.machine.force(arg).kind === 'closure');
			return callback === undefined || call.args.length < 2 ? server : call.machine.call(callback, [literal(null)], call.site);
		}),
		decorate: nativeFunction('server.decorate', ({args: [kind, name, method], machine}) => {
			const as = name === undefined ? undefined : machine.literalOf(name);
			if (kind !== undefined && machine.literalOf(kind) === 'server' && typeof as === 'string' && method !== undefined)
				decorations.set(as, method);
			return server;
		}),
		...Object.fromEntries(['connection', 'select', 'ext', 'bind', 'path', 'control', 'views'].map((name) => [name, itself])),
	};
	const server = native('hapi', {get: (name) => decorations.get(name) ?? members[name]});
	const realm: Realm = {app, prefix, server, nested: (inner) => newRealm(app, inner)};
	server.state = realm;
	return realm;
}
