import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {DatabaseSync} from 'node:sqlite';
import {LRUCache} from 'lru-cache';
import type {WebSocketServer} from 'ws';
import {systemClock} from '../basics/clock.ts';
import type {Clock} from '../basics/clock.ts';
import {accountRoutes} from './account.ts';
import {catalogueRoutes} from './catalogue.ts';
import {shopChecks} from './checks.ts';
import type {ShopCheck} from './checks.ts';
import {openDatabase} from './database.ts';
import {allFaults} from './faults.ts';
import type {FaultId} from './faults.ts';
import {readFrontend} from './frontend.ts';
import {followStock} from './live.ts';
import {orderRoutes} from './orders.ts';
import {reportRoutes} from './reports.ts';
import {createRouter} from './router.ts';
import type {Fallback, Route} from './router.ts';
import {Sessions} from './sessions.ts';
import type {ShopCache, ShopParts} from './shop-parts.ts';

export interface ShopOptions {
	/** Default 0: any free port. */
	port?: number;
	host?: string;
	/** Default `:memory:`. */
	database?: string;
	/** Default: all of them. */
	faults?: ReadonlySet<FaultId>;
	random?: () => number;
	clock?: Clock;
	/** Asked before the shop's own routes, as a framework's middleware is: the place of a monitor's handler. */
	middleware?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

/** The running shop, and all of it that can be observed. */
export interface Shop {
	url: string;
	server: Server;
	db: DatabaseSync;
	wss: WebSocketServer;
	cache: ShopCache;
	checks: readonly ShopCheck[];
	/** Who opened a request or a socket; undefined without a session. */
	userOf(request: IncomingMessage): string | undefined;
	/** What it answers on, as its own table says. */
	routes: readonly Pick<Route, 'method' | 'path'>[];
	close(): Promise<void>;
}

/** Starts the sample shop. It knows nothing of any monitor. */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
	const {port = 0, host = '127.0.0.1', middleware} = options;
	const parts = partsOf(options);
	const routes = [...catalogueRoutes(parts), ...orderRoutes(parts), ...accountRoutes(parts), ...reportRoutes(parts)];
	const route = createRouter(routes, parts.sessions, fallbackOf(parts));
	const server = createServer((request, response) =>
		middleware === undefined ? route(request, response) : middleware(request, response, () => route(request, response)),
	);
	try {
		server.listen(port, host);
		await once(server, 'listening');
	} catch (error) {
		parts.database.close();
		throw error;
	}
	// Not before: a WebSocketServer takes the server's errors for its own.
	const live = followStock(server, parts);
	return {
		url: urlOf(server),
		server,
		db: parts.database,
		wss: live.wss,
		cache: parts.cache,
		checks: shopChecks(parts),
		userOf: (request) => parts.sessions.find(request.headers.cookie)?.user,
		routes,
		close: async () => {
			live.stop();
			await closeServer(server);
			parts.database.close();
		},
	};
}

function partsOf({database = ':memory:', faults = allFaults, random = Math.random, clock = systemClock}: ShopOptions): ShopParts {
	return {
		database: openDatabase(database, random, clock.now()),
		cache: new LRUCache<string, string>({max: 500}),
		sessions: new Sessions(),
		clock,
		random,
		has: (fault) => faults.has(fault),
		startedAt: clock.now(),
	};
}

/** Files by name, and the single page for every other address that is a page's. The fault `swallowed-stores`: only `/api` is known to be none. */
function fallbackOf({has}: ShopParts): Fallback {
	const files = readFrontend();
	const index = files.get('/index.html');
	return (method, path) => {
		if (method !== 'GET') return undefined;
		if (path.startsWith('/api/') || (!has('swallowed-stores') && path.startsWith('/v2/'))) return undefined;
		return files.get(path) ?? index;
	};
}

function urlOf(server: Server): string {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the shop listens on no port');
	return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

async function closeServer(server: Server): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}
