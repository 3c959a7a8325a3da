import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, objectOf, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import {listenerRoutes, type ListeningServer} from './listener/listener-routes.ts';

/** Servers without a framework: `http.createServer(listener)` and its like, with a table of routes or conditions in the listener. */
export const nodeHttpModel: Model = {
	name: 'node-http',
	modules: Object.fromEntries(
		['http', 'https', 'http2'].flatMap((name) => [[name, httpModule] as const, [`node:${name}`, httpModule] as const]),
	),
	routes: (machine) => listenerRoutes(machine, serversOf(machine), 'node'),
};

function httpModule(name: string): Value | undefined {
	return name === 'default' || name === '*' ? objectOf(httpExports, {kind: 'external', module: 'node:http', path: []}) : httpExports[name];
}

const createServer = nativeFunction('http.createServer', ({args, site, machine}) => serverOf(machine, site, args));

const httpExports: Record<string, Value> = {
	createServer,
	createSecureServer: createServer,
	Server: native('http.Server', {construct: ({args, site, machine}) => serverOf(machine, site, args)}),
};

function serversOf(machine: Machine): ListeningServer[] {
	return machine.state('http servers', () => [] as ListeningServer[]);
}

/** Listeners for `upgrade`. */
export function upgradesOf(machine: Machine): {site: Site; listener: Value}[] {
	return machine.state('http upgrades', () => [] as {site: Site; listener: Value}[]);
}

/** Takes the listener wherever it stands: options may come before it, and `on('request', …)` adds one later. */
function serverOf(machine: Machine, site: Site, args: readonly Value[]): NativeValue {
	if (machine.mayChange(machine.run)) for (const listener of args) serversOf(machine).push({site, listener, style: 'node'});
	const server: NativeValue = native('http.server', {
		get: (name) => (/^(?:on|once|addListener)$/u.test(name) ? nativeFunction(`http.Server.${name}`, listen) : undefined),
	});
	const listen = ({args: [event, listener], site: here}: NativeCall): Value => {
		const name = event === undefined || !machine.mayChange(machine.run) ? undefined : machine.literalOf(event);
		if (listener !== undefined && name === 'request') serversOf(machine).push({site: here, listener, style: 'node'});
		if (listener !== undefined && name === 'upgrade') upgradesOf(machine).push({site: here, listener});
		return server;
	};
	return server;
}
