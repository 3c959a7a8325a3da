import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {anything} from './listener/constraint.ts';
import {walkListener} from './listener/walk.ts';
import {upgradesOf} from './node-http.ts';
import {pathTextsOf} from './path-text.ts';

/** The method that the routes of WebSocket servers carry: no HTTP method is right for them. */
const socketMethod = 'WS';

interface SocketServer {
	kind: 'ws' | 'socket.io';
	path: Value | null;
	/** It answers only what an upgrade listener hands it. */
	isHandedOver: boolean;
	site: Site;
}

/** `ws` and socket.io, and listeners for `upgrade`. */
export const webSocketModel: Model = {
	name: 'websocket',
	modules: {
		ws: (name) =>
			name === 'default' || name === '*' ? socketClass : name === 'WebSocketServer' || name === 'Server' ? wsServer : undefined,
		'socket.io': (name) => (name === 'Server' ? ioServer : name === 'default' || name === '*' ? ioFunction : undefined),
	},
	routes: socketRoutes,
};

function serversOf(machine: Machine): SocketServer[] {
	return machine.state('websocket servers', () => [] as SocketServer[]);
}

const wsServer = native('ws.WebSocketServer', {
	construct({args: [options], machine, site}: NativeCall) {
		const isHandedOver = options !== undefined && machine.literalOf(machine.get(options, 'noServer')) === true;
		if (machine.mayChange(machine.run))
			serversOf(machine).push({kind: 'ws', path: options === undefined ? null : given(machine, options, 'path'), isHandedOver, site});
		return native('ws.server');
	},
});

/** `WebSocket` of the package: `new WebSocket(url)` is a client, `WebSocket.Server` is not. */
const socketClass: NativeValue = native('ws.WebSocket', {
	get: (name) => (name === 'Server' || name === 'WebSocketServer' ? wsServer : undefined),
});

const makeIo = ({args, machine, site}: NativeCall): Value => {
	const paths = args.map((options) => given(machine, options, 'path')).filter((path) => path !== null);
	if (machine.mayChange(machine.run)) serversOf(machine).push({kind: 'socket.io', path: paths[0] ?? null, isHandedOver: false, site});
	return native('socket.io.server');
};

const ioServer = native('socket.io.Server', {construct: makeIo});
/** Older versions are called: `require('socket.io')(server)`. */
const ioFunction: NativeValue = native('socket.io', {call: makeIo, get: (name) => (name === 'Server' ? ioServer : undefined)});

function given(machine: Machine, options: Value, name: string): Value | null {
	const [only] = machine.eachOf(options);
	if (only === undefined || only.value.kind !== 'object') return null;
	const value = machine.force(machine.get(only.value, name));
	return value.kind === 'literal' && typeof value.value !== 'string' ? null : value;
}

function socketRoutes(machine: Machine): RouteTable {
	const app = nextAppNumber(machine);
	const servers = new Map(serversOf(machine).map((server) => [`${server.site.module.file}:${server.site.at}`, server]));
	const table: {routes: Route[]; opaque: OpaqueMount[]} = {routes: [], opaque: []};
	for (const server of servers.values()) {
		const paths = server.path === null ? [] : pathTextsOf(machine, server.path);
		if (server.kind === 'socket.io')
			table.opaque.push(
				...mountsOf(
					server,
					paths.map(({text}) => text),
					app,
				),
			);
		else if (!server.isHandedOver)
			table.routes.push(
				...(paths.length === 0 ? [{text: '*', isPartlyKnown: false}] : paths).map(({text, isPartlyKnown}) =>
					routeOf(text, server.site, app, isPartlyKnown),
				),
			);
	}
	table.routes.push(...upgradeRoutes(machine, app));
	return table;
}

/** socket.io speaks its own protocol over HTTP and WebSocket below one path. */
function mountsOf(server: SocketServer, paths: readonly string[], app: number): OpaqueMount[] {
	return (paths.length === 0 ? ['/socket.io'] : paths).map((path) => ({
		prefix: path.replace(/\/$/u, ''),
		dialect: 'plain',
		what: 'package',
		detail: 'socket.io',
		site: server.site,
		app,
	}));
}

function upgradeRoutes(machine: Machine, app: number): Route[] {
	const routes = upgradesOf(machine).flatMap(({listener}) =>
		machine.eachOf(listener).flatMap(({value}) => {
			if (value.kind !== 'closure') return [];
			const findings = walkListener(machine, value, [{kind: 'request'}, {kind: 'response'}], anything);
			return findings.answered.flatMap(({path, site}) => (path === null ? [] : [routeOf(path, site, app, false)]));
		}),
	);
	return [...new Map(routes.map((route) => [`${route.path} ${route.site.module.file}:${route.site.at}`, route])).values()];
}

function routeOf(path: string, site: Site, app: number, isPartlyKnown: boolean): Route {
	return {
		method: socketMethod,
		path,
		dialect: 'plain',
		framework: 'ws',
		site,
		handlers: [],
		app,
		order: 0,
		isPartlyKnown,
		isFallback: path === '*',
		isCaseSensitive: true,
		isStrict: true,
	};
}
