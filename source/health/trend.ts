import type {Trend} from '../protocol/report.ts';
import {type Bucket, bucketMs, type Range} from '../protocol/trends.ts';

const windows = {
	day: {range: '24h', ms: 86_400_000},
	week: {range: '7d', ms: 604_800_000},
	month: {range: '30d', ms: 2_592_000_000},
} as const satisfies Record<keyof Trend, {range: Range; ms: number}>;
const minimumCoverage = 0.5;

/** The three trends of a score; `read` gives its buckets (`Store.buckets` of `score.CATEGORY`). */
export function trendsOf(read: (from: number, to: number, widthMs: number) => readonly Bucket[], now: number): Trend {
	const over = ({range, ms}: {range: Range; ms: number}) => trendOf(read(now - 2 * ms, now, bucketMs[range]), now, ms, bucketMs[range]);
	return {day: over(windows.day), week: over(windows.week), month: over(windows.month)};
}

/**
 * Mean of the last window minus mean of the one before it, in tenths of points. Null unless at least half the buckets of each window hold
 * something: a service watched since yesterday has no weekly trend.
 */
export function trendOf(buckets: readonly Bucket[], now: number, windowMs: number, widthMs: number): number | null {
	const last = meanWithin(buckets, now - windowMs, now, widthMs);
	const before = meanWithin(buckets, now - 2 * windowMs, now - windowMs, widthMs);
	if (last === null || before === null) return null;
	// Adding 0 turns -0 into 0.
	return Math.round((last - before) * 10) / 10 + 0;
}

/** Every moment weighs the same, however often it was measured. */
function meanWithin(buckets: readonly Bucket[], from: number, to: number, widthMs: number): number | null {
	const inside = buckets.filter((bucket) => bucket.n > 0 && bucket.t >= from && bucket.t < to);
	if (inside.length < (minimumCoverage * (to - from)) / widthMs) return null;
	return inside.reduce((sum, bucket) => sum + bucket.mean, 0) / inside.length;
}
