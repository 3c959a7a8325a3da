import type {LogHistogram} from '../basics/histogram.ts';

/** What is read of perf_hooks' interval histogram: nanoseconds between two turns of a timer. */
export interface IntervalHistogram {
	readonly count: number;
	/** The value under which a share of 0–100 lies. */
	percentile(percentile: number): number;
}

/** Steps at which the distribution is read; finer at the top, where the p99 is made. 100 is the greatest value, exactly. */
const steps = [...Array.from({length: 98}, (_, at) => at + 1), 98.5, 99, 99.3, 99.6, 99.9, 100];

/**
 * Moves what an interval histogram holds into one that can be stored and merged (perf_hooks' cannot be exported): as many observations,
 * each at the upper end of its percentile step. The timer's own interval is taken off, so that an idle loop has a delay near 0.
 */
export function addLoopDelays(into: LogHistogram, intervals: IntervalHistogram, resolutionMs: number): void {
	let counted = 0;
	for (const step of steps) {
		const upTo = Math.round((intervals.count * step) / 100);
		if (upTo > counted) into.record(Math.max(0, intervals.percentile(step) / 1e6 - resolutionMs), upTo - counted);
		counted = upTo;
	}
}
