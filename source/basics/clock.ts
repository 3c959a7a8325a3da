// Not the global `performance`: that is a getter, which makes each reading half as dear again (node 24: 100 ns, 65 ns so).
import {performance} from 'node:perf_hooks';

/** Time as the program sees it; tests replace it. */
export interface Clock {
	/** Wall clock, ms since the epoch: for showing and storing. */
	now(): number;
	/** Never jumps, ms: for intervals and timeouts. */
	monotonic(): number;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
};
