import {categories} from '../../source/protocol/vocabulary.ts';

/** Small, true-to-schema answers of `/esa/v1` for tests of the client; `at` is the server's clock. */
export function esaAnswers(at: string = new Date().toISOString()): Record<string, object> {
	const envelope = {schemaVersion: 1, at};
	return {
		'/.well-known/esa-health': {...envelope, name: 'shop', version: '1.2.3', base: '/esa/v1'},
		'/esa/v1/health': esaReport(at),
		'/esa/v1/agents': {...envelope, agents: [esaAgent]},
		'/esa/v1/trends': {...envelope, ...trends},
		'/esa/v1/findings': {...envelope, findings: []},
		'/esa/v1/jobs': {...envelope, jobs: [], nextCursor: null},
	};
}

const noTrend = {day: null, week: null, month: null};

/** Every category scores 96. */
export function esaReport(at: string) {
	return {
		schemaVersion: 1,
		at,
		service: {name: 'shop', version: '1.2.3', pid: 42, startedAt: at},
		overall: {score: 96, status: 'excellent', coverage: 1, trend: noTrend, rule: 'weighted-mean', reason: null, since: at},
		categories: categories.map(({id, title, weight}) => ({
			id,
			title,
			score: 96,
			status: 'excellent',
			weight,
			trend: noTrend,
			signals: [],
			issues: [] as object[],
			reason: null,
			rule: 'weighted-mean',
			since: at,
		})),
		recommendations: [],
		components: [] as object[],
		warnings: [] as string[],
	};
}

const esaAgent = {
	slug: 'endpoints',
	title: 'Endpoints',
	schedule: '*/15 * * * *',
	enabled: true,
	state: 'idle',
	outcomes: [],
	findings: {critical: 0, warning: 0, info: 0},
	writes: false,
};

const trends = {
	range: '24h',
	bucketMs: 1_800_000,
	category: 'overall',
	buckets: [],
	series: [{id: 'overall', unit: 'points', buckets: [{t: 1_800_000, n: 3, min: 90, mean: 96, max: 100}]}],
};

/** A job as `GET /esa/v1/jobs/ID` tells it. */
export function esaJob(id: string, at: string = new Date().toISOString()) {
	return {
		id,
		agent: 'endpoints',
		state: 'available',
		priority: 'high',
		by: 'test',
		attempt: 0,
		maxAttempts: 3,
		createdAt: at,
		runAt: at,
		startedAt: null,
		finishedAt: null,
		progress: null,
		cancelRequested: false,
		examined: null,
		findings: {critical: 0, warning: 0, info: 0},
		summary: null,
		error: null,
		attempts: [],
		found: [],
	};
}
