import {expect, test} from 'vitest';
import {chooseGlyphs} from '../../source/cli/glyphs.ts';
import {reportOfPoll} from '../../source/cli/once-report.ts';
import {reportText} from '../../source/cli/report-text.ts';
import {exitCodeOfStatus} from '../../source/cli/exit-codes.ts';
import {HealthReport} from '../../source/protocol/report.ts';
import type {Poll, Reading} from '../../source/client/connection.ts';

const at = Date.parse('2026-03-01T09:40:00.000Z');
const nothing = {trend: {day: null, week: null, month: null}, rule: null, since: null};

function report(): HealthReport {
	return {
		schemaVersion: 1,
		at: new Date(at).toISOString(),
		service: {name: 'shop', version: null, pid: 1, startedAt: null},
		overall: {
			...nothing,
			trend: {day: -3.4, week: 1, month: null},
			score: 62.4,
			status: 'warning',
			coverage: 0.9,
			reason: null,
			rule: 'weighted-mean',
		},
		categories: [
			{
				...nothing,
				id: 'api',
				title: 'API',
				score: 62.4,
				status: 'warning',
				weight: 25,
				reason: null,
				signals: [
					{
						id: 'api.latency',
						title: 'p95',
						value: 310,
						unit: 'ms',
						window: '5m',
						n: 8412,
						source: 'http probe',
						at: null,
						required: true,
						weight: 2,
						score: 62.4,
						threshold: 430,
						reason: null,
						since: null,
					},
				],
				issues: [{id: 'api.latency', severity: 'warning', title: 'p95 310 ms', signal: 'api.latency', since: new Date(at).toISOString()}],
			},
			{
				...nothing,
				id: 'cache',
				title: 'Cache',
				score: null,
				status: 'unknown',
				weight: 10,
				reason: 'no cache seen',
				signals: [],
				issues: [],
			},
		],
		recommendations: [
			{
				id: 'r',
				severity: 'warning',
				title: 'Look at GET /slow',
				evidence: [{id: 'api.latency', kind: 'signal', value: 310, unit: 'ms', threshold: 430, window: '5m'}],
				agent: 'endpoints',
				pointsRegained: 6.2,
			},
		],
		components: [],
		warnings: ['History is kept in memory only.'],
	};
}

function fresh(): Poll {
	const reading: Reading = {
		format: 'esa',
		report: report(),
		agents: [],
		trends: [],
		findings: [],
		jobs: [],
		can: {trigger: true, cancel: true, events: true, history: true},
	};
	return {kind: 'fresh', at, reading, roundTripMs: 3};
}

test('a report reads: the answer, where, why, since when, what to do', () => {
	const outcome = reportOfPoll(fresh(), 'http://shop:3000');
	expect(reportText(outcome.report, outcome.target, chooseGlyphs({LANG: 'en_US.UTF-8'}))).toMatchInlineSnapshot(`
		"shop · http://shop:3000 · 2026-03-01 09:40:00 UTC
		▲ 62 warning · 90 % measured · 24h −3 · 7d +1

		  ▲ API           62  warning    p95 310 ms
		      ▲ p95 310 ms (since 2026-03-01 09:40 UTC, 0 seconds)
		  ? Cache          –  unknown    no cache seen

		What to do
		  1 Look at GET /slow  +6
		      esa-health run endpoints --url http://shop:3000
		▲ History is kept in memory only."
	`);
});

test('an ASCII locale gets ASCII only', () => {
	const outcome = reportOfPoll(fresh(), 'http://shop:3000');
	expect(reportText(outcome.report, outcome.target, chooseGlyphs({LC_ALL: 'C'}))).toMatch(/^[\n\u0020-\u007e]+$/);
});

test.each(['unreachable', 'unreadable'] as const)('of a service that is %s nothing is known, and the report says so', (kind) => {
	const {report: unknown, target} = reportOfPoll({kind, at, detail: 'GET / on http://shop:3000 was refused.'}, 'http://shop:3000');
	expect(HealthReport.parse(unknown).overall).toMatchObject({score: null, status: 'unknown', coverage: 0});
	expect(unknown.categories.map(({score, status}) => [score, status])).toEqual(Array.from({length: 6}, () => [null, 'unknown']));
	expect(target).toEqual({url: 'http://shop:3000', format: null, link: kind, detail: 'GET / on http://shop:3000 was refused.'});
	expect(exitCodeOfStatus[unknown.overall.status]).toBe(3);
});

test('an old report is stale, keeps its numbers and exits as unknown', () => {
	const {report: stale, target} = reportOfPoll({...fresh(), kind: 'stale', ageMs: 95_000} as Poll, 'http://shop:3000');
	expect([stale.overall.status, stale.overall.score, target.link]).toEqual(['stale', 62.4, 'stale']);
	expect(stale.categories.map(({status}) => status)).toEqual(['stale', 'unknown']);
	expect(exitCodeOfStatus[stale.overall.status]).toBe(3);
});
