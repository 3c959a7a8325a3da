import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import * as curves from '../../source/health/curves.ts';
import type {Curve} from '../../source/health/policy.ts';

describe('curves give the points of the published tables, within one', () => {
	test.each([
		[0, 100],
		[1, 90],
		[3, 75],
		[6, 60],
		[10, 50],
		[14.4, 40],
		[100, 0],
		[1000, 0],
		[2, 82.5],
	])('an error budget burning %d times too fast scores %d', (burn, score) => {
		expect(Math.abs(curves.scoreBurn(burn * 0.001, 0.999, 100_000, 1000) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[50, 99],
		[100, 97],
		[200, 90],
		[300, 83],
		[500, 71],
		[1000, 50],
		[2000, 29],
		[5000, 10],
	])('an API p95 of %d ms scores %d', (ms, score) => {
		expect(Math.abs(curves.scoreLatency(ms, 200, 1000) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[0, 100],
		[0.7, 100],
		[0.85, 75],
		[0.9, 50],
		[1, 0],
		[1.4, 0],
	])('a pool used to %d scores %d', (used, score) => {
		expect(Math.abs(curves.scoreSaturation(used) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[0, 100],
		[0.1, 90],
		[0.3, 75],
		[0.45, 63],
		[1, 20],
	])('avoidable queries of %d of the query time score %d', (share, score) => {
		expect(Math.abs(curves.scoreAvoidable(share) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[0, 100],
		[30, 95],
		[60, 90],
		[300, 65],
		[600, 50],
		[1800, 27],
	])('work waiting for %d s scores %d', (seconds, score) => {
		expect(Math.abs(curves.scoreBacklog(seconds) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[1, 100],
		[0.8, 100],
		[0.6, 75],
		[0.4, 50],
		[0, 50],
	])('a hit ratio of %d against 0.8 scores %d', (ratio, score) => {
		expect(Math.abs(curves.scoreHitRatio(ratio, 0.8) - score)).toBeLessThanOrEqual(1);
	});

	test.each([
		[0, 100],
		[1, 100],
		[2, 75],
		[5, 50],
		[50, 0],
	])('%d connections per user score %d', (perUser, score) => {
		expect(curves.scoreConnections(perUser)).toBe(score);
	});

	test.each([
		[{critical: 0, warning: 0, info: 0}, 100],
		[{critical: 1, warning: 2, info: 3}, 65],
		[{critical: 9, warning: 0, info: 0}, 20],
	])('findings %o score %d', (counts, score) => {
		expect(curves.scoreFindings(counts)).toBe(score);
	});

	test('a check scores by its state and by whether the service can do without it', () => {
		const scores = (['up', 'degraded', 'down', 'unknown'] as const).map((status) =>
			[true, false].map((required) => curves.scoreComponent({status, required})),
		);
		expect(scores).toEqual([
			[100, 100],
			[60, 60],
			[0, 60],
			[null, null],
		]);
	});
});

test('a few errors among a few requests are no more than a warning sign', () => {
	expect(curves.scoreBurn(2 / 3, 0.999, 3, 2)).toBe(75);
	expect(curves.scoreBurn(3 / 19, 0.999, 19, 3)).toBe(0);
	expect(curves.scoreBurn(2 / 20, 0.999, 20, 2)).toBeCloseTo(0);
});

const measured: {curve: Curve; score: (value: number) => number}[] = [
	{curve: {kind: 'burn', slo: 0.999}, score: (value) => curves.scoreBurn(value, 0.999, 1e6, 1e4)},
	{curve: {kind: 'latency', p10: 200, median: 1000}, score: (value) => curves.scoreLatency(value, 200, 1000)},
	{curve: {kind: 'latency', p10: 20, median: 200}, score: (value) => curves.scoreLatency(value, 20, 200)},
	{curve: {kind: 'saturation'}, score: curves.scoreSaturation},
	{curve: {kind: 'avoidable'}, score: curves.scoreAvoidable},
	{curve: {kind: 'backlog'}, score: curves.scoreBacklog},
	{curve: {kind: 'hit-ratio', target: 0.8}, score: (value) => curves.scoreHitRatio(value, 0.8)},
	{curve: {kind: 'connections-per-user'}, score: curves.scoreConnections},
];

describe.each(measured.map(({curve, score}, index) => ({name: `${index} ${curve.kind}`, curve, score})))(
	'the curve $name',
	({curve, score}) => {
		test('leaves good exactly at its threshold', () => {
			expect(score(curves.thresholdOf(curve)!)).toBeCloseTo(75, 3);
		});

		test('stays within 0 and 100 and never rewards a worse value', () => {
			const value = fc.oneof(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0, max: 1e7, noNaN: true}));
			const better = curve.kind === 'hit-ratio' ? Math.max : Math.min;
			const worse = curve.kind === 'hit-ratio' ? Math.min : Math.max;
			fc.assert(
				fc.property(value, value, (a, b) => {
					for (const each of [a, b]) {
						expect(score(each)).toBeGreaterThanOrEqual(0);
						expect(score(each)).toBeLessThanOrEqual(100);
					}
					expect(score(worse(a, b))).toBeLessThanOrEqual(score(better(a, b)));
				}),
				{numRuns: 500},
			);
		});
	},
);
