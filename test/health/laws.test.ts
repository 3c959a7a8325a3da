import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {addUp} from '../../source/health/explain.ts';
import {judge, type JudgeEvidence, type Judgement} from '../../source/health/judge.ts';
import {emptyMemory, parseMemory} from '../../source/health/memory.ts';
import {statusOf} from '../../source/health/status.ts';
import {Category, HealthReport, Overall, Recommendation} from '../../source/protocol/report.ts';
import {anyEvidence, anyMeasurement, componentOf, evidenceOf, healthyEvidence, measurementOf, now, withBadness} from './evidence.ts';

const judged = (evidence: JudgeEvidence): Judgement => judge(evidence, emptyMemory, now);

/** Every score of a judgement by what it belongs to. */
function scoresOf({overall, categories}: Judgement): Map<string, number | null> {
	const ofSignals = categories.flatMap(({signals}) => signals.map(({id, score}) => [id, score] as const));
	return new Map<string, number | null>([
		['overall', overall.score],
		...categories.map(({id, score}) => [`category ${id}`, score] as const),
		...ofSignals,
	]);
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
	return list
		.map((item, index) => ({item, key: Math.sin(seed + index * 12.9898)}))
		.toSorted((a, b) => a.key - b.key)
		.map(({item}) => item);
}

describe('whatever the evidence', () => {
	test('every score is whole and from 0 to 100', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const result = judged(evidence);
				for (const score of scoresOf(result).values()) {
					if (score === null) continue;
					expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
				}
				expect(result.overall.coverage).toBeGreaterThanOrEqual(0);
				expect(result.overall.coverage).toBeLessThanOrEqual(1);
			}),
			{numRuns: 700},
		);
	});

	test('the parts of the report are what the wire promises', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const result = judged(evidence);
				for (const category of result.categories) expect(Category.parse(category)).toEqual(category);
				expect(Overall.parse(result.overall)).toEqual(result.overall);
				for (const recommendation of result.recommendations) expect(Recommendation.parse(recommendation)).toEqual(recommendation);
			}),
			{numRuns: 100},
		);
	});

	test('a signal that gets worse raises no score', () => {
		const unit = fc.double({min: 0, max: 1, noNaN: true});
		fc.assert(
			fc.property(anyEvidence, anyMeasurement, unit, unit, (evidence, measurement, a, b) => {
				const fresh = {...measurement, id: 'the.one', at: now};
				const withOne = (badness: number) =>
					scoresOf(judged({...evidence, measurements: [...evidence.measurements, withBadness(fresh, badness)]}));
				const better = withOne(Math.min(a, b));
				const worse = withOne(Math.max(a, b));
				for (const [id, score] of worse) expect(score ?? -1).toBeLessThanOrEqual(better.get(id) ?? -1);
			}),
			{numRuns: 1800},
		);
	});

	test('a component that gets worse raises no score', () => {
		const states = ['up', 'degraded', 'down'] as const;
		fc.assert(
			fc.property(anyEvidence, fc.integer({min: 0, max: 2}), fc.integer({min: 0, max: 2}), fc.boolean(), (evidence, a, b, required) => {
				const withOne = (state: number) =>
					scoresOf(
						judged({...evidence, components: [...evidence.components, componentOf({id: 'the one', status: states[state]!, required})]}),
					);
				const better = withOne(Math.min(a, b));
				for (const [id, score] of withOne(Math.max(a, b))) {
					// With little else known, a component that is down is enough for an overall score where there was none.
					if (better.get(id) === null) continue;
					expect(score ?? -1).toBeLessThanOrEqual(better.get(id) ?? -1);
				}
			}),
			{numRuns: 700},
		);
	});

	test('its order changes nothing', () => {
		fc.assert(
			fc.property(anyEvidence, fc.integer({min: 1, max: 1e6}), (evidence, seed) => {
				const reordered = {
					...evidence,
					measurements: shuffled(evidence.measurements, seed),
					components: shuffled(evidence.components, seed),
					findings: shuffled(evidence.findings, seed),
				};
				const [a, b] = [judged(evidence), judged(reordered)];
				expect(Object.fromEntries(scoresOf(a))).toEqual(Object.fromEntries(scoresOf(b)));
				expect(a.recommendations.map(({id, pointsRegained}) => [id, pointsRegained])).toEqual(
					b.recommendations.map(({id, pointsRegained}) => [id, pointsRegained]),
				);
			}),
			{numRuns: 700},
		);
	});

	test('the parts shown add up to the score shown, to the digit', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const {overall, categories} = judged(evidence);
				for (const {score, parts} of [overall, ...categories]) {
					expect(parts!.length === 0).toBe(score === null);
					if (score !== null) expect(addUp(parts!)).toBe(score);
				}
			}),
			{numRuns: 1000},
		);
	});

	test('the sum is honest: shares are weight times score, a rule only takes away, rounding is at most half a point', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				for (const {parts, signals} of judged(evidence).categories) {
					const weight = signals.filter(({score}) => score !== null).reduce((sum, signal) => sum + signal.weight, 0);
					for (const part of parts!) {
						if (part.kind === 'rule') expect(part.points).toBeLessThanOrEqual(0.5);
						// Each share is shown in tenths, so the rounding line carries up to a twentieth of each as well.
						if (part.kind === 'rounding') expect(Math.abs(part.points)).toBeLessThanOrEqual(0.5 + 0.05 * signals.length + 1e-9);
						if (part.kind !== 'share') continue;
						const signal = signals.find(({id}) => id === part.id)!;
						expect(part.points).toBeCloseTo((signal.weight / weight) * signal.score!, 0);
					}
				}
			}),
			{numRuns: 300},
		);
	});

	test('nothing measured is unknown with a reason, never a number', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const {overall, categories} = judged(evidence);
				for (const {score, status, reason} of [overall, ...categories]) {
					expect(score === null).toBe(status === 'unknown' || status === 'stale');
					expect(score === null).toBe(reason !== null);
					if (score !== null) expect(status).toBe(statusOf(score));
				}
			}),
			{numRuns: 500},
		);
	});

	test('a measurement with any field missing is unknown, and as if it were not there for its category', () => {
		const fields = ['value', 'at', 'n', 'weight', 'curve'] as const;
		fc.assert(
			fc.property(
				anyEvidence,
				anyMeasurement,
				fc.constantFrom(...fields),
				fc.constantFrom(undefined, null, Number.NaN, Number.POSITIVE_INFINITY),
				(evidence, measurement, field, hole) => {
					// A curve can only be missing; a hole in one is the case of a number that is not one.
					const broken = {...measurement, id: 'the.one', [field]: field === 'curve' ? undefined : hole};
					const without = judged(evidence);
					const result = judged({...evidence, measurements: [...evidence.measurements, broken]});
					const signal = result.categories.flatMap(({signals}) => signals).find(({id}) => id === 'the.one');
					if (signal !== undefined) expect([signal.score, signal.reason === null]).toEqual([null, false]);
					for (const [id, score] of scoresOf(without)) expect([id, scoresOf(result).get(id)]).toEqual([id, score]);
				},
			),
			{numRuns: 700},
		);
	});

	test('what is remembered survives being written down', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const {memory} = judged(evidence);
				expect(parseMemory(JSON.stringify(memory))).toEqual(memory);
			}),
			{numRuns: 150},
		);
	});

	test('every recommendation rests on evidence that is in the report, and following it never costs points', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const {recommendations, categories, components} = judged(evidence);
				const ids = new Set([
					...categories.flatMap(({signals}) => signals.map(({id}) => `signal ${id}`)),
					...components.map(({id}) => `component ${id}`),
				]);
				for (const {evidence: grounds, pointsRegained} of recommendations) {
					expect(grounds.every(({kind, id}) => ids.has(`${kind} ${id}`))).toBe(true);
					expect(pointsRegained).toBeGreaterThanOrEqual(0);
				}
				const points = recommendations.map(({pointsRegained}) => pointsRegained);
				expect(points).toEqual(points.toSorted((a, b) => b - a));
			}),
			{numRuns: 400},
		);
	});
});

test('a memory that cannot be read is an empty one', () => {
	for (const json of [undefined, '', '{', '[]', '{"statuses": 3}', '{"statuses":{"api":{"status":"splendid"}},"signals":{}}'])
		expect(parseMemory(json)).toEqual(emptyMemory);
});

test('a judgement fits into a report as the wire promises it', () => {
	const {overall, categories, recommendations, components} = judged(
		healthyEvidence({measurements: [...healthyEvidence().measurements, measurementOf({id: 'api.bad', value: 4000})]}),
	);
	const report = {
		schemaVersion: 1,
		at: new Date(now).toISOString(),
		service: {name: 'shop', version: null, pid: null, startedAt: null},
		overall,
		categories,
		recommendations,
		components,
		warnings: [],
	};
	expect(HealthReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
	expect(judged(evidenceOf()).overall).toMatchObject({score: null, status: 'unknown', coverage: 0});
});
