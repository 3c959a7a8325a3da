import type {Component} from '../protocol/report.ts';
import type {Counts} from '../protocol/vocabulary.ts';
import type {Curve} from './policy.ts';

type Point = readonly [x: number, score: number];

/** Error budget burn rate (error ratio over what the objective allows) to points; 14.4 spends a month's budget in two days (SRE workbook). */
const burnPoints: readonly Point[] = [
	[0, 100],
	[1, 90],
	[3, 75],
	[6, 60],
	[10, 50],
	[14.4, 40],
	[100, 0],
];
const saturationPoints: readonly Point[] = [
	[0.7, 100],
	[0.85, 75],
	[0.9, 50],
	[1, 0],
];
/** A tenth is noise that nobody need chase; half of the database's time for nothing is a warning; it stays advice, not an outage. */
const avoidablePoints: readonly Point[] = [
	[0.02, 100],
	[0.1, 90],
	[0.3, 75],
	[0.6, 50],
	[1, 20],
];
const connectionPoints: readonly Point[] = [
	[1, 100],
	[2, 75],
	[5, 50],
	[11, 0],
];
const backlogSeconds = {p10: 60, median: 600};
/** z of a standard normal under which 90 % and 75 % lie. */
const z90 = 1.281_551_565_5;
const z75 = 0.674_489_750_2;
/** A cold cache is slow, no outage. */
const coldCacheScore = 50;
const findingsFloor = 20;
const lowSample = {n: 20, errors: 3, floor: 75};

/** Points for an error ratio, 0–100. Under 20 observations with fewer than 3 errors it never falls under 75: that proves nothing yet. */
export function scoreBurn(ratio: number, slo: number, n: number, errors: number): number {
	const score = interpolate(burnPoints, ratio / (1 - slo));
	return isLowSample(n, errors) ? Math.max(score, lowSample.floor) : score;
}

/** True where so little was observed that a few errors prove nothing. */
export function isLowSample(n: number, errors: number): boolean {
	return n < lowSample.n && errors < lowSample.errors;
}

/** Points on a log-normal curve through 90 at `p10` and 50 at `median` (the shape of Lighthouse); 100 at zero. */
export function scoreLatency(value: number, p10: number, median: number): number {
	if (value <= 0) return 100;
	return 100 * (1 - normalBelow(Math.log(value / median) / spread(p10, median)));
}

/** Points for a used share of something finite, 0–1: 100 up to 70 %, none at 100 %. */
export function scoreSaturation(used: number): number {
	return interpolate(saturationPoints, used);
}

/** Points for the share of query time that fewer queries would not take, 0–1. */
export function scoreAvoidable(share: number): number {
	return interpolate(avoidablePoints, share);
}

/** Points for the age of the oldest waiting work, seconds. */
export function scoreBacklog(seconds: number): number {
	return scoreLatency(seconds, backlogSeconds.p10, backlogSeconds.median);
}

/** Points for a cache's hit ratio against its target, never under 50. */
export function scoreHitRatio(ratio: number, target: number): number {
	return Math.max(coldCacheScore, 100 * Math.min(1, Math.max(0, ratio) / target));
}

/** Points for the p95 of connections per user: one is right. */
export function scoreConnections(perUser: number): number {
	return interpolate(connectionPoints, perUser);
}

/** Points for open findings by severity, never under 20: findings are advice, not an outage. */
export function scoreFindings({critical, warning, info}: Counts): number {
	return Math.max(findingsFloor, 100 - 20 * critical - 6 * warning - info);
}

/** Points for a named check; null where it has not answered yet. */
export function scoreComponent({status, required}: Pick<Component, 'status' | 'required'>): number | null {
	switch (status) {
		case 'up':
			return 100;
		case 'degraded':
			return 60;
		case 'down':
			return required ? 0 : 60;
		case 'unknown':
			return null;
	}
}

/** The value at which a curve leaves `good` (75 points); null where that depends on more than the value. */
export function thresholdOf(curve: Curve): number | null {
	switch (curve.kind) {
		case 'burn':
			return 3 * (1 - curve.slo);
		case 'latency':
			return latencyAt75(curve.p10, curve.median);
		case 'saturation':
			return 0.85;
		case 'avoidable':
			return 0.3;
		case 'backlog':
			return latencyAt75(backlogSeconds.p10, backlogSeconds.median);
		case 'hit-ratio':
			return 0.75 * curve.target;
		case 'connections-per-user':
			return 2;
		case 'findings':
		case 'component':
			return null;
	}
}

function latencyAt75(p10: number, median: number): number {
	return median * Math.exp(-z75 * spread(p10, median));
}

function spread(p10: number, median: number): number {
	return Math.log(median / p10) / z90;
}

/** Straight lines between points; flat before the first and after the last. */
function interpolate(points: readonly Point[], x: number): number {
	let [leftX, leftScore] = points[0]!;
	if (x <= leftX) return leftScore;
	for (const [rightX, rightScore] of points.slice(1)) {
		if (x <= rightX) return leftScore + ((x - leftX) / (rightX - leftX)) * (rightScore - leftScore);
		[leftX, leftScore] = [rightX, rightScore];
	}
	return leftScore;
}

/** The standard normal distribution, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
	if (z < 0) return 1 - normalBelow(-z);
	const t = 1 / (1 + 0.231_641_9 * z);
	const tail = ((((1.330_274_429 * t - 1.821_255_978) * t + 1.781_477_937) * t - 0.356_563_782) * t + 0.319_381_53) * t;
	return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
