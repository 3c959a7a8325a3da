import {expect, test} from 'vitest';
import {trendOf, trendsOf} from '../../source/health/trend.ts';
import type {Bucket} from '../../source/protocol/trends.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 15, 12);

function buckets(from: number, to: number, mean: number, widthMs = hour / 2): Bucket[] {
	return Array.from({length: Math.round((to - from) / widthMs)}, (_, index) => ({
		t: from + index * widthMs,
		n: 60,
		min: mean,
		mean,
		max: mean,
	}));
}

test('a trend is the mean of the last window minus the mean of the one before', () => {
	expect(trendOf([...buckets(now - 2 * day, now - day, 80), ...buckets(now - day, now, 92)], now, day, hour / 2)).toBe(12);
	expect(trendOf([...buckets(now - 2 * day, now - day, 90.04), ...buckets(now - day, now, 87.5)], now, day, hour / 2)).toBe(-2.5);
});

test('no change is zero, not minus zero', () => {
	expect(trendOf(buckets(now - 2 * day, now, 80), now, day, hour / 2)).toBe(0);
});

test('there is no trend while less than half of either window was measured', () => {
	const last = buckets(now - day, now, 92);
	expect(trendOf([...buckets(now - day - 11 * hour, now - day, 80), ...last], now, day, hour / 2)).toBeNull();
	expect(trendOf([...buckets(now - day - 12 * hour, now - day, 80), ...last], now, day, hour / 2)).toBe(12);
	expect(trendOf([...buckets(now - 2 * day, now - day, 80), ...buckets(now - 11 * hour, now, 92)], now, day, hour / 2)).toBeNull();
	expect(trendOf([], now, day, hour / 2)).toBeNull();
});

test('a bucket counts once, however many samples it holds', () => {
	const busy: Bucket = {t: now - hour / 2, n: 100_000, min: 0, mean: 0, max: 0};
	expect(trendOf([...buckets(now - 2 * day, now - day, 80), ...buckets(now - day, now - hour / 2, 80), busy], now, day, hour / 2)).toBe(
		-1.7,
	);
});

test('day, week and month ask for the widths of the ranges on the screen, over twice their span', () => {
	const asked: number[][] = [];
	const trend = trendsOf((from, to, widthMs) => {
		asked.push([(to - from) / day, widthMs / hour]);
		return buckets(from, to, 70, widthMs);
	}, now);
	expect(asked).toEqual([
		[2, 0.5],
		[14, 4],
		[60, 12],
	]);
	expect(trend).toEqual({day: 0, week: 0, month: 0});
});
