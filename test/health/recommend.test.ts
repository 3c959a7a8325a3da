import {describe, expect, test} from 'vitest';
import {judge, type JudgeEvidence} from '../../source/health/judge.ts';
import {emptyMemory} from '../../source/health/memory.ts';
import type {Draft} from '../../source/health/recommend.ts';
import type {Recommendation} from '../../source/protocol/report.ts';
import {componentOf, findingOf, healthyEvidence, measurementOf, now} from './evidence.ts';

function recommendationsFor(evidence: JudgeEvidence): Recommendation[] {
	return judge(evidence, emptyMemory, now).recommendations;
}

function overallOf(evidence: JudgeEvidence): number {
	return judge(evidence, emptyMemory, now).overall.score!;
}

const findingsSignal = measurementOf({
	id: 'api.findings.endpoints',
	title: 'endpoints findings',
	curve: {kind: 'findings'},
	value: 3,
	unit: 'count',
	window: 'last run',
	agent: 'endpoints',
	required: false,
});

function draftFor(finding: string): Draft {
	return {
		id: `endpoints:${finding}`,
		severity: 'warning',
		title: 'Look at GET /slow',
		evidence: [{id: finding, kind: 'finding', value: 2000, unit: 'ms', threshold: 500, window: '24h'}],
		agent: 'endpoints',
	};
}

test('a healthy service gets no advice', () => {
	expect(recommendationsFor(healthyEvidence())).toEqual([]);
});

test('a service nobody measures gets no advice', () => {
	expect(recommendationsFor({measurements: [], components: [], findings: [], trends: {}})).toEqual([]);
});

describe('a bad signal', () => {
	const slow = measurementOf({value: 2000, note: 'slowest GET /orders', agent: 'endpoints'});
	const evidence = healthyEvidence();
	const measurements = evidence.measurements.map((each) => (each.id === slow.id ? slow : each));

	test('is recommended against by name, value and threshold, with the agent that helps', () => {
		expect(recommendationsFor({...evidence, measurements})).toEqual([
			expect.objectContaining({
				id: 'signal:api.latency',
				severity: 'critical',
				title: 'Find what is slow: p95 2 s over 5 min; good is under 429 ms (slowest GET /orders)',
				evidence: [{id: 'api.latency', kind: 'signal', value: 2000, unit: 'ms', threshold: expect.closeTo(428.7, 1), window: '5m'}],
				agent: 'endpoints',
			}),
		]);
	});

	test('names the points that come back when it is perfect', () => {
		const [recommendation] = recommendationsFor({...evidence, measurements});
		const perfect = measurements.map((each) => (each.id === slow.id ? {...slow, value: 0} : each));
		expect(
			Math.abs(recommendation!.pointsRegained - (overallOf({...evidence, measurements: perfect}) - overallOf({...evidence, measurements}))),
		).toBeLessThanOrEqual(1);
		expect(recommendation!.pointsRegained).toBeGreaterThan(10);
	});

	test('is no longer mentioned once it is good', () => {
		expect(
			recommendationsFor({...evidence, measurements: measurements.map((each) => ({...each, ...(each.id === slow.id && {value: 400})}))}),
		).toEqual([]);
	});

	test('that is too old to judge is no ground for advice', () => {
		expect(recommendationsFor({...evidence, measurements: measurements.map((each) => ({...each, at: now - 120_000}))})).toEqual([]);
	});

	test('comes after one that is worth more points', () => {
		const cold = measurements.map((each) => (each.id === 'cache.hits' ? {...each, value: 0.1} : each));
		expect(recommendationsFor({...evidence, measurements: cold}).map(({id}) => id)).toEqual(['signal:api.latency', 'signal:cache.hits']);
	});
});

describe('a component that is down', () => {
	const broken = healthyEvidence({components: [componentOf({status: 'down', detail: 'connection refused', latencyMs: null})]});

	test('is what to bring back first', () => {
		const [first] = recommendationsFor(broken);
		expect(first).toMatchObject({id: 'component:db', severity: 'critical', title: 'Bring back db: db is down: connection refused'});
		expect(first!.pointsRegained).toBeGreaterThan(70);
	});

	test('takes the numbers of its own check along instead of repeating them', () => {
		const failures = measurementOf({
			id: 'database.check-errors.db',
			category: 'database',
			title: 'db failures',
			curve: {kind: 'burn', slo: 0.99},
			value: 1,
			bad: 60,
			n: 60,
			unit: 'ratio',
			source: 'check db',
		});
		const all = recommendationsFor({...broken, measurements: [...broken.measurements, failures]});
		expect(all).toHaveLength(1);
		expect(all[0]!.evidence.map(({id}) => id)).toEqual(['db', 'database.check-errors.db']);
		expect(all[0]!.pointsRegained).toBeGreaterThan(70);
	});
});

describe("an agent's own advice", () => {
	const findings = [findingOf({id: 'slow', severity: 'critical'}), findingOf({id: 'empty', severity: 'critical'}), findingOf({id: 'html'})];
	const evidence = healthyEvidence();
	const found = {...evidence, measurements: [...evidence.measurements, findingsSignal], findings};

	test('is worth what its findings cost', () => {
		const [recommendation] = recommendationsFor({...found, recommendations: [draftFor('slow')]});
		const without = findings.filter(({id}) => id !== 'slow');
		expect(recommendation).toMatchObject({id: 'endpoints:slow', agent: 'endpoints'});
		expect(recommendation!.pointsRegained).toBeGreaterThan(0);
		expect(Math.abs(recommendation!.pointsRegained - (overallOf({...found, findings: without}) - overallOf(found)))).toBeLessThanOrEqual(1);
	});

	test('vanishes with its finding', () => {
		const left = {...found, findings: findings.filter(({id}) => id !== 'slow'), recommendations: [draftFor('slow')]};
		expect(recommendationsFor(left).filter(({id}) => id === 'endpoints:slow')).toEqual([]);
	});

	test('replaces the general one about its findings', () => {
		expect(recommendationsFor(found).map(({id}) => id)).toEqual(['signal:api.findings.endpoints']);
		expect(recommendationsFor({...found, recommendations: [draftFor('slow')]}).map(({id}) => id)).toEqual(['endpoints:slow']);
	});
});
