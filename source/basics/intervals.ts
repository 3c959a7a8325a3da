/** A stretch of time, ms of any one clock. */
export interface Interval {
	readonly startMs: number;
	readonly endMs: number;
}

/** How long at least one of them was going on, ms. They are in order of their start. */
export function unionMs(intervals: Iterable<Interval>): number {
	const covered = new CoveredTime();
	for (const {startMs, endMs} of intervals) covered.add(startMs, endMs);
	return covered.ms;
}

/** The same, one after the other, for those who have no intervals at hand and make none on a path where that counts. */
export class CoveredTime {
	ms = 0;
	#reached = Number.NEGATIVE_INFINITY;

	/** None begins before the one before. */
	add(startMs: number, endMs: number): void {
		if (endMs <= this.#reached) return;
		this.ms += endMs - Math.max(startMs, this.#reached);
		this.#reached = endMs;
	}
}
