import {describe, expect, test} from 'vitest';
import {defaultPolicy} from '../../source/health/policy.ts';
import {judge, type JudgeEvidence, type Judgement} from '../../source/health/judge.ts';
import {emptyMemory} from '../../source/health/memory.ts';
import type {Category} from '../../source/protocol/report.ts';
import {categories} from '../../source/protocol/vocabulary.ts';
import {componentOf, evidenceOf, findingOf, healthyEvidence, measurementOf, now} from './evidence.ts';

const poll = 30_000;

function judged(evidence: JudgeEvidence): Judgement {
	return judge(evidence, emptyMemory, now);
}

function categoryOf({categories: all}: Pick<Judgement, 'categories'>, id: string): Category {
	return all.find((category) => category.id === id)!;
}

/** The healthy service with one measurement exchanged. */
function with_(id: string, changes: Parameters<typeof measurementOf>[0], at = now): JudgeEvidence {
	const evidence = healthyEvidence({components: [componentOf({at: new Date(at).toISOString()})]});
	return {...evidence, measurements: evidence.measurements.map((each) => ({...each, at, ...(each.id === id && changes)}))};
}

describe('a category', () => {
	test('is listed without evidence, as unknown and with the reason that the evidence gives', () => {
		const {categories: all} = judged(
			evidenceOf({
				measurements: [
					measurementOf({
						id: 'cache.none',
						category: 'cache',
						value: null,
						at: null,
						weight: 0,
						reason: "no cache seen: esa.check('cache', …)",
					}),
				],
			}),
		);
		expect(all.map(({id}) => id)).toEqual(categories.map(({id}) => id));
		expect(all.every(({score, status}) => score === null && status === 'unknown')).toBe(true);
		expect(categoryOf({categories: all}, 'cache').reason).toBe("no cache seen: esa.check('cache', …)");
		expect(categoryOf({categories: all}, 'api').reason).toBe('nothing measures it');
	});

	test('scores the weighted mean of its signals', () => {
		const evidence = evidenceOf({
			measurements: [
				measurementOf({id: 'api.a', value: 1000, weight: 1, required: false}),
				measurementOf({id: 'api.b', value: 0, weight: 3, required: false}),
			],
		});
		expect(categoryOf(judged(evidence), 'api')).toMatchObject({score: 88, rule: 'weighted-mean'});
	});

	test('is never better than its weakest required signal', () => {
		const api = categoryOf(judged(with_('api.latency', {value: 2000})), 'api');
		expect(api).toMatchObject({score: 29, rule: 'weakest-required'});
		expect(api.parts!.map(({kind, id, points}) => [kind, id, points])).toEqual([
			['share', 'api.latency', 14.5],
			['share', 'api.errors', 50],
			['rule', 'api.latency', -35.5],
		]);
	});

	test('beyond the six appears with its evidence', () => {
		const disk = measurementOf({
			id: 'disk.data',
			category: 'disk',
			curve: {kind: 'saturation'},
			value: 0.95,
			unit: 'ratio',
			required: false,
		});
		expect(judged(healthyEvidence({measurements: [disk]})).categories.at(-1)).toMatchObject({
			id: 'disk',
			title: 'Disk',
			weight: 10,
			score: 25,
		});
		expect(judged(healthyEvidence({measurements: [{...disk, value: null}]})).categories).toHaveLength(6);
	});

	test('whose evidence is too old is stale, says since when, and has no score', () => {
		const old = evidenceOf({measurements: [measurementOf({at: now - 180_000})]});
		expect(categoryOf(judged(old), 'api')).toMatchObject({score: null, status: 'stale', reason: 'stale: measured 3 min ago'});
	});

	test('leaves a stale signal out of its mean and keeps showing its value', () => {
		const evidence = evidenceOf({
			measurements: [measurementOf({id: 'api.old', value: 5000, at: now - 61_000}), measurementOf({id: 'api.new', value: 50})],
		});
		const api = categoryOf(judged(evidence), 'api');
		expect(api.score).toBe(99);
		expect(api.signals[0]).toMatchObject({value: 5000, score: null});
	});

	test('lists what is wrong, worst first, with value, threshold and since when', () => {
		const evidence = {
			...with_('api.latency', {value: 1234, note: 'slowest GET /orders'}),
			findings: [
				findingOf({severity: 'info', title: 'a detail'}),
				findingOf({id: 'f2', severity: 'critical', title: 'GET /cart answers 500'}),
			],
		};
		expect(categoryOf(judged(evidence), 'api').issues).toEqual([
			expect.objectContaining({
				severity: 'critical',
				title: 'p95 1.2 s over 5 min; good is under 429 ms (slowest GET /orders)',
				signal: 'api.latency',
				since: new Date(now).toISOString(),
			}),
			expect.objectContaining({
				severity: 'critical',
				title: 'GET /cart answers 500',
				signal: null,
				since: new Date(now - 60_000).toISOString(),
			}),
			expect.objectContaining({severity: 'info', title: 'a detail'}),
		]);
	});

	test('counts findings instead of listing hundreds', () => {
		const findings = Array.from({length: 500}, (_, index) => findingOf({id: `f${index}`}));
		const {issues} = categoryOf(judged(healthyEvidence({findings})), 'api');
		expect(issues).toHaveLength(21);
		expect(issues.at(-1)!.title).toBe('480 more open findings');
	});

	test('says that a low sample limits a number', () => {
		const api = categoryOf(judged(with_('api.errors', {value: 1 / 3, bad: 1, n: 3})), 'api');
		expect(api.signals[1]).toMatchObject({score: 75, reason: 'low sample: 3 observed'});
	});

	test('says what capped a signal instead of a threshold that has nothing to do with it', () => {
		const cap = {score: 60, why: 'scheduled run missed: queries', severity: 'warning' as const};
		const agents = categoryOf(judged(with_('agents.runs', {cap})), 'agents');
		expect(agents.signals[0]).toMatchObject({score: 60, reason: cap.why});
		expect(agents.issues).toEqual([expect.objectContaining({severity: 'warning', title: 'failed runs: scheduled run missed: queries'})]);
	});

	test('takes open findings as evidence, counted by severity for the agent that found them', () => {
		const findings = [
			findingOf({severity: 'critical'}),
			findingOf({id: 'f2'}),
			findingOf({id: 'f3', agent: 'queries', severity: 'critical'}),
		];
		const signal = measurementOf({
			id: 'api.findings.endpoints',
			title: 'endpoints findings',
			curve: {kind: 'findings'},
			value: 2,
			unit: 'count',
			agent: 'endpoints',
			required: false,
		});
		expect(categoryOf(judged(evidenceOf({measurements: [signal], findings})), 'api').signals[0]!.score).toBe(74);
		expect(
			categoryOf(judged(evidenceOf({measurements: [{...signal, counts: {critical: 0, warning: 0, info: 1}}], findings})), 'api').signals[0]!
				.score,
		).toBe(99);
	});
});

describe('the overall score', () => {
	test('of a healthy service is excellent and fully covered', () => {
		expect(judged(healthyEvidence()).overall).toMatchObject({score: 99, status: 'excellent', coverage: 1, rule: 'weighted-mean'});
	});

	test('is unknown with less than half measured, and says how much is', () => {
		const {overall} = judged(evidenceOf({measurements: [measurementOf()]}));
		expect(overall).toMatchObject({
			score: null,
			status: 'unknown',
			rule: 'coverage',
			coverage: 0.25,
			reason: 'only 25 % of the weight is measured; a score needs 50 %',
		});
	});

	test('of nothing is unknown, and says whether that was ever different', () => {
		const nothing = judged(evidenceOf({})).overall;
		expect(nothing).toMatchObject({score: null, coverage: 0, reason: 'nothing is measured yet; a score needs 50 % of the weight'});
		const unattached = judged(evidenceOf({measurements: [measurementOf({value: null, reason: 'not attached'})]})).overall;
		expect(unattached.reason).toBe(nothing.reason);
		const old = judged(evidenceOf({measurements: [measurementOf({at: now - 24 * 3_600_000})]})).overall;
		expect(old).toMatchObject({coverage: 0, reason: 'all that was measured is too old; a score needs 50 % of the weight'});
	});

	test('lies at most 20 above the worst required category', () => {
		const {overall} = judged(with_('performance.loop', {value: 1000}));
		expect(overall).toMatchObject({score: 39, rule: 'worst-required'});
		expect(overall.parts!.at(-1)).toMatchObject({kind: 'rule', id: 'performance', title: 'Performance'});
	});

	test('is not dragged down by an optional category beyond its weight', () => {
		expect(judged(with_('cache.hits', {value: 0})).overall).toMatchObject({score: 94, rule: 'weighted-mean'});
	});

	test('is critical as soon as a required component is down, even with little else known', () => {
		for (const evidence of [evidenceOf(), healthyEvidence()]) {
			const {overall, categories: all} = judged({...evidence, components: [componentOf({status: 'down', detail: 'connection refused'})]});
			expect(overall.score).toBeLessThanOrEqual(49);
			expect(overall).toMatchObject({status: 'critical', rule: 'component-down'});
			expect(categoryOf({categories: all}, 'database').issues[0]).toMatchObject({
				severity: 'critical',
				title: 'db is down: connection refused',
				since: new Date(now - 600_000).toISOString(),
			});
		}
	});

	test('takes an optional component that is down as a warning', () => {
		const {overall} = judged(
			healthyEvidence({components: [componentOf(), componentOf({id: 'search', title: 'search', required: false, status: 'down'})]}),
		);
		expect(overall.status).not.toBe('critical');
	});

	test('does not trust a check that was not heard of for long', () => {
		const silent = componentOf({status: 'down', everyMs: 30_000, at: new Date(now - 91_000).toISOString()});
		const {categories: all, overall} = judged(healthyEvidence({components: [silent]}));
		expect(categoryOf({categories: all}, 'database')).toMatchObject({status: 'stale', score: null, reason: 'stale: checked 1.5 min ago'});
		expect(overall.coverage).toBe(0.75);
	});
});

describe('over several polls', () => {
	/** Judges one evidence after the other, a poll apart; gives the status of a category (or the whole) after each. */
	function statuses(id: string, evidences: readonly ((at: number) => JudgeEvidence)[]): string[] {
		let memory = emptyMemory;
		return evidences.map((evidence, index) => {
			const at = now + index * poll;
			const result = judge(evidence(at), memory, at, {...defaultPolicy, youngMs: 0});
			({memory} = result);
			return id === 'overall' ? result.overall.status : categoryOf(result, id).status;
		});
	}
	const good = (at: number) => with_('', {}, at);
	const slow = (at: number) => with_('api.latency', {value: 2000}, at);
	const down = (at: number) => ({...good(at), components: [componentOf({status: 'down', at: new Date(at).toISOString()})]});

	test('an outlier changes no status, a second one in a row does, and three good ones bring it back', () => {
		expect(statuses('api', [good, slow, good, slow, slow, good, good, good])).toEqual([
			'excellent',
			'excellent',
			'excellent',
			'excellent',
			'critical',
			'critical',
			'critical',
			'excellent',
		]);
	});

	test('a component that is down is critical at once', () => {
		expect(statuses('overall', [good, down, good, good, good])).toEqual(['excellent', 'critical', 'critical', 'critical', 'excellent']);
	});

	test('several judgements within seconds count as one', () => {
		let {memory} = judge(good(now), emptyMemory, now);
		for (const after of [80_000, 80_001, 82_500, 84_499]) ({memory} = judge(slow(now + after), memory, now + after));
		expect(memory.statuses['api']!.status).toBe('excellent');
		expect(judge(slow(now + 84_500), memory, now + 84_500).memory.statuses['api']!.status).toBe('critical');
	});

	test('a change is told once, with both statuses and the moment', () => {
		const first = judge(good(now), emptyMemory, now);
		expect(first.changes).toEqual([]);
		const second = judge(down(now + poll), first.memory, now + poll);
		expect(second.changes).toContainEqual({category: 'database', from: 'excellent', to: 'critical', score: 0});
		expect(categoryOf(second, 'database').since).toBe(new Date(now + poll).toISOString());
		const third = judge(down(now + 2 * poll), second.memory, now + 2 * poll);
		expect(third.changes).toEqual([]);
		expect(categoryOf(third, 'database').since).toBe(new Date(now + poll).toISOString());
	});

	test('a signal keeps the moment since when it is bad until it is good again', () => {
		const first = judge(slow(now), emptyMemory, now);
		const second = judge(slow(now + poll), first.memory, now + poll);
		expect(categoryOf(second, 'api').signals[0]!.since).toBe(new Date(now).toISOString());
		const third = judge(good(now + 2 * poll), second.memory, now + 2 * poll);
		expect(categoryOf(third, 'api').signals[0]!.since).toBeNull();
	});

	test.each([
		['database down', 'database', 'critical', down],
		['one in five requests failing', 'api', 'critical', (at: number) => with_('api.errors', {value: 0.2, bad: 1000}, at)],
		['a p95 of 2 s', 'api', 'critical', slow],
		[
			'a queue stuck for an hour',
			'agents',
			'critical',
			(at: number) => with_('agents.runs', {curve: {kind: 'backlog'}, value: 3600, unit: 's'}, at),
		],
		['a cold cache', 'cache', 'warning', (at: number) => with_('cache.hits', {value: 0.05}, at)],
	] as const)('%s shows within two polls', (_, category, status, broken) => {
		expect(statuses(category, [good, good, broken, broken]).at(-1)).toBe(status);
	});
});
