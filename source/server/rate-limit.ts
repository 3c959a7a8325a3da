import type {Clock} from '../basics/clock.ts';

/** A bucket of `count` permits per key that refills evenly over `perMs`. */
export interface RateLimit {
	/** Takes permits; otherwise how long until there would be enough, ms. */
	take(key: string, permits: number): {kind: 'taken'} | {kind: 'wait'; ms: number};
}

/** Keys are token names, so there are never more buckets than tokens. */
export function createRateLimit(limit: {count: number; perMs: number; clock: Clock}): RateLimit {
	const {count, perMs, clock} = limit;
	const buckets = new Map<string, {permits: number; at: number}>();
	return {
		take(key, permits) {
			const now = clock.monotonic();
			const bucket = buckets.get(key) ?? {permits: count, at: now};
			const available = Math.min(count, bucket.permits + ((now - bucket.at) / perMs) * count);
			// More than a full bucket could never be had: such a request costs all there is.
			const cost = Math.min(permits, count);
			const taken = available >= cost;
			buckets.set(key, {permits: taken ? available - cost : available, at: now});
			return taken ? {kind: 'taken'} : {kind: 'wait', ms: ((cost - available) / count) * perMs};
		},
	};
}
