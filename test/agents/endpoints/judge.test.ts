import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Answer, AnsweredRequest, History, Observation, RouteMemory} from '../../../source/agents/endpoints/answer.ts';
import {fewestRuns, slowExtraMs, slowFactor} from '../../../source/agents/endpoints/rules.ts';
import {isSlow, judgeAnswers, remember} from '../../../source/agents/endpoints/judge.ts';
import {recommendForEndpoints} from '../../../source/agents/endpoints/recommend.ts';
import {Finding} from '../../../source/protocol/findings.ts';
import {Recommendation} from '../../../source/protocol/report.ts';

describe('time against a route’s own history', () => {
	test.each<[number, History, boolean, string]>([
		[10_000, {runs: fewestRuns - 1, p95Ms: 10}, false, 'too few runs'],
		[10_000, {runs: fewestRuns, p95Ms: null}, false, 'no history'],
		[slowFactor * 100, {runs: 9, p95Ms: 100}, false, 'exactly three times'],
		[slowFactor * 100 + 1, {runs: 9, p95Ms: 100}, true, 'over three times, and enough more'],
		[slowExtraMs + 10, {runs: 9, p95Ms: 10}, false, 'exactly 200 ms over'],
		[slowExtraMs + 11, {runs: 9, p95Ms: 10}, true, 'over 200 ms more'],
		[1200, {runs: 9, p95Ms: 600}, false, 'slow within its history'],
	])('%d ms with %o is slow: %s (%s)', (durationMs, history, slow) => {
		expect(isSlow(durationMs, history)).toBe(slow);
	});

	test('a longer time is never less slow', () => {
		const history = fc.record({runs: fc.nat(30), p95Ms: fc.option(fc.double({min: 0, max: 1e5, noNaN: true}))});
		fc.assert(
			fc.property(history, fc.double({min: 0, max: 1e6, noNaN: true}), fc.double({min: 0, max: 1e6, noNaN: true}), (past, one, more) => {
				expect(Number(isSlow(one + more, past))).toBeGreaterThanOrEqual(Number(isSlow(one, past)));
			}),
		);
	});
});

describe('a route that passes the time limit', () => {
	const timedOut: Answer = {kind: 'timed-out', phase: 'headers', afterMs: 10_000, bytes: 0};
	test('is critical when it used to answer in time', () => {
		expect(severities(observe(timedOut, {history: {runs: 8, p95Ms: 40}}))).toEqual(['critical no-answer']);
	});
	test('is a warning when nothing is known of it', () => {
		expect(severities(observe(timedOut))).toEqual(['warning no-answer']);
	});
	test('says nothing when it always takes nearly as long', () => {
		expect(judgeAnswers([observe(timedOut, {history: {runs: 8, p95Ms: 6000}})], undefined).get('/api/x')).toMatchObject({
			kind: 'unexamined',
		});
	});
});

test('a failing route is judged by its status, whatever it sends', () => {
	fc.assert(
		fc.property(fc.integer({min: 500, max: 599}), fc.string(), (status, body) => {
			expect(severities(observe(answered({status, body})))).toEqual(['critical server-error']);
		}),
	);
});

test('a list may be empty, whatever the route once held', () => {
	for (const body of ['[]', '{"items":[]}', '{"items":[],"total":0,"page":0,"pages":0}', '{"rows": [], "next": null}']) {
		expect(severities(observe(answered({body}), {memory: {kind: 'json', filled: true, nonZero: true}}))).toEqual([]);
	}
});

test('whatever a service answers, the judgement keeps the contract and holds nothing that moves a terminal', () => {
	fc.assert(
		fc.property(anyObservation(), fc.option(anyAnswer(), {nil: undefined}), (observation, missing) => {
			const verdict = judgeAnswers([observation], missing).get('/api/x')!;
			if (verdict.kind !== 'faulty') return;
			for (const finding of verdict.findings) {
				expect(Finding.safeParse(finding).success).toBe(true);
				expect(finding.id).toBe(`endpoints:${finding.rule}:GET /api/x`);
			}
			expect(everyString(verdict)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
		}),
		{numRuns: 500},
	);
});

test('judging twice gives the same, and never changes what it judges', () => {
	fc.assert(
		fc.property(anyObservation(), (observation) => {
			const before = structuredClone(observation);
			expect(judgeAnswers([observation], undefined)).toEqual(judgeAnswers([observation], undefined));
			expect(observation).toEqual(before);
		}),
	);
});

test('what a route once held is never forgotten by an emptier answer', () => {
	const memory: RouteMemory = {kind: 'json', filled: true, nonZero: true};
	fc.assert(
		fc.property(anyAnswer(), (answer) => {
			expect(remember(answer, memory)).toEqual(memory);
		}),
	);
	expect(remember(answered({body: '{"a": 0}'}), undefined)).toEqual({kind: 'json', filled: true, nonZero: false});
	expect(remember(answered({status: 500, body: '{"a": 1}'}), undefined)).toBeUndefined();
});

describe('recommendations', () => {
	const finding = (rule: string, path: string, severity: Finding['severity']): Finding => ({
		id: `endpoints:${rule}:GET ${path}`,
		agent: 'endpoints',
		rule,
		severity,
		category: 'api',
		title: `GET ${path} is wrong`,
		evidence: [{label: `GET ${path}`, value: 12, unit: 'ms'}],
	});

	test('there are none without findings, and none for informative ones', () => {
		expect(recommendForEndpoints([])).toEqual([]);
		expect(recommendForEndpoints([finding('empty-answer', '/a', 'info')])).toEqual([]);
	});

	test('one per kind of fault, critical first, each with all its evidence', () => {
		const given = recommendForEndpoints([
			finding('gone', '/a', 'warning'),
			finding('server-error', '/b', 'critical'),
			finding('gone', '/c', 'warning'),
		]);
		expect(given.map(({id, severity}) => ({id, severity}))).toEqual([
			{id: 'endpoints:server-error', severity: 'critical'},
			{id: 'endpoints:gone', severity: 'warning'},
		]);
		expect(given[1]!.evidence.map(({id}) => id)).toEqual(['endpoints:gone:GET /a', 'endpoints:gone:GET /c']);
		expect(given[1]!.title).toBe(
			'2 routes, such as GET /a: each is not there, though callers ask for it. Bring the route back, or remove the calls to it.',
		);
		for (const one of given) expect(Recommendation.safeParse({...one, pointsRegained: 0}).success).toBe(true);
	});
});

function answered(more: Partial<AnsweredRequest>): AnsweredRequest {
	const body = more.body ?? '{"a": 1}';
	return {
		kind: 'answered',
		status: 200,
		contentType: 'application/json',
		location: null,
		encoding: null,
		body,
		bytes: body.length,
		truncated: false,
		durationMs: 5,
		asked: 1,
		...more,
	};
}

function observe(answer: Answer, more: Partial<Observation> = {}): Observation {
	const candidate = {path: '/api/x', from: 'traffic', count: 3, answered: undefined} as const;
	return {candidate, answer, history: {runs: 0, p95Ms: null}, memory: undefined, ...more};
}

function severities(observation: Observation): string[] {
	const verdict = judgeAnswers([observation], undefined).get(observation.candidate.path)!;
	return verdict.kind === 'faulty' ? verdict.findings.map(({severity, rule}) => `${severity} ${rule}`) : [];
}

function everyString(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'object' && value !== null ? Object.values(value).map(everyString).join(' ') : '';
}

function anyAnswer(): fc.Arbitrary<Answer> {
	const body = fc.oneof(
		fc.json(),
		fc.string({unit: 'binary'}),
		fc.constantFrom('[]', '{}', 'null', '\u001b[2J{"error":"\u001b]0;x\u0007"}', '<html>', 'NaN%', '"TODO"'),
	);
	const response = fc.record({
		status: fc.integer({min: 200, max: 599}),
		contentType: fc.oneof(fc.constantFrom('application/json', 'text/html', 'text/plain', null), fc.string({unit: 'binary'})),
		location: fc.option(fc.oneof(fc.webUrl(), fc.string(), fc.constant('/api/x'))),
		encoding: fc.constantFrom(null, 'gzip'),
		body,
		truncated: fc.boolean(),
		durationMs: fc.double({min: 0, max: 1e5, noNaN: true}),
	});
	const timedOut = fc.record({
		kind: fc.constant('timed-out' as const),
		phase: fc.constantFrom('headers' as const, 'body' as const),
		afterMs: fc.nat(),
		bytes: fc.nat(),
	});
	return fc.oneof({weight: 6, arbitrary: response.map(answered)}, {weight: 1, arbitrary: timedOut});
}

function anyObservation(): fc.Arbitrary<Observation> {
	const memory = fc.option(
		fc.record({kind: fc.constantFrom('json' as const, 'html' as const, 'other' as const), filled: fc.boolean(), nonZero: fc.boolean()}),
		{nil: undefined},
	);
	const history = fc.record({runs: fc.nat(20), p95Ms: fc.option(fc.double({min: 0, max: 1e4, noNaN: true}))});
	return fc.record({answer: anyAnswer(), memory, history}).map(({answer, ...more}) => observe(answer, more));
}
