import type {Interval} from '../../../basics/intervals.ts';

/** Stretches in which something of a trace was going on, to be asked how much of another stretch was idle. */
export class BusyTime {
	readonly #starts: number[] = [];
	readonly #ends: number[] = [];
	/** Busy ms before each stretch. */
	readonly #before: number[] = [];

	/** They are in order of their start. */
	constructor(intervals: Iterable<Interval>) {
		let busy = 0;
		let reached = Number.NEGATIVE_INFINITY;
		for (const {startMs, endMs} of intervals) {
			if (startMs <= reached) {
				if (endMs <= reached) continue;
				busy += endMs - reached;
				this.#ends[this.#ends.length - 1] = endMs;
			} else {
				this.#starts.push(startMs);
				this.#ends.push(endMs);
				this.#before.push(busy);
				busy += endMs - startMs;
			}
			reached = endMs;
		}
	}

	/** ms between the two moments in which nothing was going on. */
	idleMs(fromMs: number, toMs: number): number {
		return toMs <= fromMs ? 0 : toMs - fromMs - (this.#busyUntil(toMs) - this.#busyUntil(fromMs));
	}

	#busyUntil(ms: number): number {
		let low = 0;
		let high = this.#starts.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#starts[middle]! <= ms) low = middle + 1;
			else high = middle;
		}
		if (low === 0) return 0;
		return this.#before[low - 1]! + Math.min(ms, this.#ends[low - 1]!) - this.#starts[low - 1]!;
	}
}
