import type {Reading} from '../../source/client/connection.ts';
import type {AgentSummary} from '../../source/protocol/agents.ts';
import type {OpenFinding} from '../../source/protocol/findings.ts';
import type {Job, JobDetail} from '../../source/protocol/jobs.ts';
import type {Category, Recommendation, Signal} from '../../source/protocol/report.ts';

/** 22 Nov 2026, 14:00 UTC: the moment at which these worlds stand. */
export const noon = Date.parse('2026-11-22T14:00:00.000Z');
export const at = (ms = 0): string => new Date(noon + ms).toISOString();

const noTrend = {day: null, week: null, month: null};

export function signal(change: Partial<Signal> = {}): Signal {
	return {
		id: 'database.latency',
		title: 'Latency p95',
		value: 310,
		unit: 'ms',
		window: '30m',
		n: 8412,
		source: 'check db',
		at: at(),
		required: true,
		weight: 2,
		score: 62,
		threshold: 200,
		reason: null,
		since: at(-3_600_000),
		...change,
	};
}

export function category(change: Partial<Category> = {}): Category {
	return {
		id: 'database',
		title: 'Database',
		score: 62,
		status: 'warning',
		weight: 25,
		trend: noTrend,
		signals: [signal()],
		issues: [],
		reason: null,
		rule: 'weighted-mean',
		since: at(-3_600_000),
		...change,
	};
}

export function recommendation(change: Partial<Recommendation> = {}): Recommendation {
	return {
		id: 'run-endpoints',
		severity: 'warning',
		title: 'Run endpoints: three routes changed',
		evidence: [{id: 'database.latency', kind: 'signal', value: 310, unit: 'ms', threshold: 200, window: '30m'}],
		agent: 'endpoints',
		pointsRegained: 5,
		...change,
	};
}

export function agent(change: Partial<AgentSummary> = {}): AgentSummary {
	return {
		slug: 'endpoints',
		title: 'Own endpoints',
		schedule: '*/15 * * * *',
		enabled: true,
		state: 'idle',
		outcomes: ['completed'],
		findings: {critical: 0, warning: 1, info: 0},
		writes: false,
		...change,
	};
}

export function finding(change: Partial<OpenFinding> = {}): OpenFinding {
	return {
		id: 'f1',
		agent: 'endpoints',
		rule: 'placeholder-body',
		severity: 'warning',
		category: 'api',
		title: 'GET /api/orders answers with an empty body',
		evidence: [{label: 'GET /api/orders', file: 'source/orders.ts', line: 41}],
		firstSeen: at(-60_000),
		lastSeen: at(),
		resolvedAt: null,
		...change,
	};
}

export function job(change: Partial<Job> = {}): Job {
	return {
		id: 'j1',
		agent: 'endpoints',
		state: 'running',
		priority: 'normal',
		by: 'schedule',
		attempt: 1,
		maxAttempts: 3,
		createdAt: at(-5000),
		runAt: at(-5000),
		startedAt: at(-4000),
		finishedAt: null,
		progress: {done: 3, total: 31, message: 'GET /api/orders'},
		cancelRequested: false,
		examined: null,
		findings: {critical: 0, warning: 0, info: 0},
		summary: null,
		error: null,
		...change,
	};
}

export function completed(change: Partial<Job> = {}): Job {
	return job({
		state: 'completed',
		progress: null,
		finishedAt: at(1000),
		examined: {count: 31, what: 'routes'},
		findings: {critical: 0, warning: 3, info: 0},
		summary: '3 routes answer with a placeholder',
		...change,
	});
}

export function jobDetail(change: Partial<JobDetail> = {}): JobDetail {
	return {...completed(), attempts: [], found: [finding()], ...change};
}

/** A service with two categories, two recommendations, two agents and a finding; everything can be asked of it. */
export function reading(change: Partial<Reading> = {}): Reading {
	return {
		format: 'esa',
		report: {
			schemaVersion: 1,
			at: at(),
			service: {name: 'shop', version: '1.0.0', pid: 4711, startedAt: at(-86_400_000)},
			overall: {
				score: 82,
				status: 'good',
				coverage: 0.9,
				trend: {day: -3, week: 1, month: 4},
				rule: 'weighted-mean',
				reason: null,
				since: at(-7_200_000),
			},
			categories: [
				category({id: 'api', title: 'API', score: 97, status: 'excellent', signals: [signal({id: 'api.latency', score: 97, since: null})]}),
				category(),
			],
			recommendations: [
				recommendation(),
				{
					id: 'look',
					severity: 'warning',
					title: 'Fix the empty body of GET /api/orders',
					evidence: [{id: 'f1', kind: 'finding', value: null, unit: '', threshold: null, window: 'now'}],
					pointsRegained: 2,
				},
			],
			components: [],
			warnings: [],
		},
		agents: [agent(), agent({slug: 'sweeper', title: 'Sweeps old rows', writes: true})],
		trends: [
			{id: 'overall', unit: 'score', buckets: [{t: noon - 1_800_000, n: 60, min: 80, mean: 82, max: 84}]},
			{id: 'database', unit: 'score', buckets: [{t: noon - 1_800_000, n: 60, min: 60, mean: 62, max: 64}]},
		],
		findings: [finding()],
		jobs: [completed({id: 'j0'})],
		can: {trigger: true, cancel: true, events: true, history: true},
		...change,
	};
}
