import type {LogHistogram} from '../basics/histogram.ts';

/** What is read of perf_hooks' interval histogram: nanoseconds between two turns of a timer. */
export interface IntervalHistogram {
	readonly count: number;
	/** The value under which a share of 0–100 lies. */
	percentile(percentile: number): number;
}

/** Steps at which the distribution is read; finer at the top, where the p99 is made. */
const steps = [...Array.from({length: 98}, (_, at) => at + 1), 98.5, 99, 99.3, 99.6, 99.9];

/** So many missed observations are put in one by one at most. */
const mostMissed = 5000;

/**
 * Moves what an interval histogram holds into one that can be stored and merged (perf_hooks' cannot be exported), each observation at the upper
 * end of its percentile step. The timer's own interval is taken off, so that an idle loop has a delay near 0. While the loop is blocked the timer
 * takes no observations, so those it would have taken are put in (the correction for coordinated omission of HdrHistogram): a block
 * of 8 s is not one slow turn of 15,000 but 8 s in which everything waited.
 */
export function addLoopDelays(into: LogHistogram, intervals: IntervalHistogram, resolutionMs: number): void {
	const {count} = intervals;
	const delayAt = (percentile: number) => Math.max(0, intervals.percentile(percentile) / 1e6 - resolutionMs);
	let counted = 0;
	// The greatest stands alone: a step that ended with it would make its whole share as slow.
	for (const step of [...steps, (100 * (count - 1)) / count, 100]) {
		const upTo = Math.round((count * step) / 100);
		if (upTo > counted) recordWithMissed(into, delayAt(step), upTo - counted, resolutionMs);
		counted = Math.max(counted, upTo);
	}
}

/** Whoever came while the loop was blocked for `delayMs` waited for what was left of it. A block of minutes is cut into as many steps as suffice. */
function recordWithMissed(into: LogHistogram, delayMs: number, count: number, resolutionMs: number): void {
	const stepMs = Math.max(resolutionMs, delayMs / mostMissed);
	const perStep = Math.round(stepMs / resolutionMs);
	into.record(delayMs, count);
	for (let left = delayMs - stepMs; left > 0; left -= stepMs) into.record(left, count * perStep);
}
