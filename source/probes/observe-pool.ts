import type {Sample} from '../store/store.ts';
import type {Gauge, Probe} from './probe.ts';
import {gaugeSample} from './sample-of.ts';

/** What pg's Pool shows, and many pools after it. */
export interface PoolLike {
	readonly totalCount: number;
	readonly idleCount: number;
	readonly waitingCount: number;
	readonly options: {readonly max: number};
}

/** The counts of a pool, recognised by its shape, since the service's driver is another copy than any of ours; undefined for anything else. */
export function poolOf(thing: unknown): PoolLike | undefined {
	return isPool(thing) ? thing : mysqlPoolOf(thing);
}

function isPool(thing: unknown): thing is PoolLike {
	if (typeof thing !== 'object' || thing === null) return false;
	if (!('totalCount' in thing && 'idleCount' in thing && 'waitingCount' in thing && 'options' in thing)) return false;
	const {totalCount, idleCount, waitingCount, options} = thing;
	if (typeof options !== 'object' || options === null || !('max' in options)) return false;
	return (
		[totalCount, idleCount, waitingCount].every((count) => typeof count === 'number') && typeof options.max === 'number' && options.max > 0
	);
}

interface Counted {
	readonly length: number;
}

/** A pool of mysql2 (and of mysql before it) counts nothing by name: its lists have lengths. */
interface MysqlPool {
	readonly _allConnections: Counted;
	readonly _freeConnections: Counted;
	readonly _connectionQueue: Counted;
	readonly config: {readonly connectionLimit: number};
}

/** That of the promise API stands before one of callbacks. */
function mysqlPoolOf(thing: unknown): PoolLike | undefined {
	if (typeof thing !== 'object' || thing === null) return undefined;
	const pool = [(thing as {pool?: unknown}).pool, thing].find(isMysqlPool);
	if (pool === undefined) return undefined;
	return {
		get totalCount() {
			return pool._allConnections.length;
		},
		get idleCount() {
			return pool._freeConnections.length;
		},
		get waitingCount() {
			return pool._connectionQueue.length;
		},
		options: {
			get max() {
				return pool.config.connectionLimit;
			},
		},
	};
}

function isMysqlPool(thing: unknown): thing is MysqlPool {
	if (typeof thing !== 'object' || thing === null) return false;
	const {_allConnections, _freeConnections, _connectionQueue, config} = thing as Partial<Record<keyof MysqlPool, unknown>>;
	if (![_allConnections, _freeConnections, _connectionQueue].every(isCounted) || typeof config !== 'object' || config === null)
		return false;
	const {connectionLimit} = config as {connectionLimit?: unknown};
	return typeof connectionLimit === 'number' && connectionLimit > 0;
}

function isCounted(list: unknown): list is Counted {
	return typeof list === 'object' && list !== null && typeof (list as Partial<Counted>).length === 'number';
}

/** Share of a pool's connections in use, 0–1; a queue in front of it means more than all of them are wanted: 1. */
export function poolSaturation({totalCount, idleCount, waitingCount, options}: PoolLike): number {
	if (waitingCount > 0) return 1;
	return Math.min(1, Math.max(0, totalCount - idleCount) / options.max);
}

/** A pool whose counts stopped being numbers has no saturation. */
function poolSamples(pool: PoolLike, name: string, from: number): Sample[] {
	const saturation = poolSaturation(pool);
	return Number.isFinite(saturation) ? [gaugeSample(`pool.${name}`, from, saturation)] : [];
}

/** Reads a pool when a window closes. */
export function poolProbe(pool: PoolLike, name: string): Probe {
	const labels = {pool: name};
	return {
		name: `pool ${name}`,
		start: () => undefined,
		stop: () => undefined,
		close: (from) => poolSamples(pool, name, from),
		gauges: (): Gauge[] => [
			{name: 'pool_connections_in_use', value: pool.totalCount - pool.idleCount, unit: '', help: 'Connections of the pool in use.', labels},
			{name: 'pool_connections_limit', value: pool.options.max, unit: '', help: 'Connections the pool may open.', labels},
			{name: 'pool_requests_waiting', value: pool.waitingCount, unit: '', help: 'Callers waiting for a connection.', labels},
		],
	};
}
