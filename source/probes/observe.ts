import {EsaError} from '../basics/esa-error.ts';
import {poolOf, poolProbe} from './observe-pool.ts';
import {isWebSocketServer, webSocketProbe} from './observe-websocket.ts';
import type {Probe} from './probe.ts';

/**
 * A probe for something of the service's own, recognised by its shape: a pool of pg, of mysql2 or like pg's (series `pool.NAME`) or a `ws` WebSocketServer
 * (`websocket.open`, `websocket.closes`). It only reads properties and listens to events. Throws EsaError `unobservable` for anything else:
 * measuring nothing in silence would look like health.
 */
export function observe(thing: unknown, {name}: {name?: string} = {}): Probe {
	const pool = poolOf(thing);
	if (pool !== undefined) return poolProbe(pool, name ?? 'db');
	if (isWebSocketServer(thing)) return webSocketProbe(thing, name ?? 'websocket');
	throw new EsaError(
		'unobservable',
		`observe() was given ${describe(thing)}, which it does not know. It can observe a pool or connection of pg, mysql2 or postgres.js, a database of better-sqlite3 or node:sqlite, any pool with the counts of pg's (totalCount, idleCount, waitingCount, options.max), and a WebSocketServer of ws.`,
	);
}

function describe(thing: unknown): string {
	if (thing === undefined || thing === null) return String(thing);
	// Never the value: it may be a connection string.
	if (typeof thing !== 'object') return `a ${typeof thing}`;
	const name: unknown = thing.constructor?.name;
	return typeof name === 'string' && /^\w{1,64}$/.test(name) ? `an object of class ${name}` : 'an object';
}
