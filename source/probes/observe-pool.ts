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

/** By shape: the service's pg is another copy than any of ours, or another library. */
export function isPool(thing: unknown): thing is PoolLike {
	if (typeof thing !== 'object' || thing === null) return false;
	if (!('totalCount' in thing && 'idleCount' in thing && 'waitingCount' in thing && 'options' in thing)) return false;
	const {totalCount, idleCount, waitingCount, options} = thing;
	if (typeof options !== 'object' || options === null || !('max' in options)) return false;
	return (
		[totalCount, idleCount, waitingCount].every((count) => typeof count === 'number') && typeof options.max === 'number' && options.max > 0
	);
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
