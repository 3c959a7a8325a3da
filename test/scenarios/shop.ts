import type {Reading} from '../../source/client/connection.ts';
import type {JobDetail} from '../../source/protocol/jobs.ts';
import type {Signal} from '../../source/protocol/report.ts';
import type {TrendSeries} from '../../source/protocol/trends.ts';
import {
	ago,
	agent,
	category,
	day,
	finding,
	hour,
	job,
	jobDetail,
	minute,
	now,
	reading,
	recommendation,
	report,
	scoreSeries,
	signal,
	wobble,
} from './build.ts';

/** The shop on a good day: nothing to do. */
export function healthyShop(): Reading {
	return reading({
		report: report([api(), database(98), performance(), websocket(93), agentsCategory(), cache()]),
		agents: shopAgents().map((one) => ({...one, state: 'idle' as const, findings: {critical: 0, warning: 0, info: 0}})),
		trends: calmTrends(),
		jobs: runs(12),
	});
}

/** The shop whose order list asks the database once per item since 09:40. */
export function slowShop(): Reading {
	return reading({
		report: report([api(), database(62), performance(), websocket(81), agentsCategory(), noCache()], {recommendations: advice()}),
		agents: shopAgents(),
		trends: [
			scoreSeries('overall', (index) => (index < 39 ? 90 - wobble(index) * 3 : 80 - wobble(index) * 4)),
			...calmTrends().slice(1, 2),
			troubled(),
			...calmTrends().slice(3),
		],
		findings: shopFindings(),
		jobs: [running(), ...runs(18)],
	});
}

function api(): ReturnType<typeof category> {
	const signals = [
		signal('api.latency', 'p95', {value: 84, score: 97.4, weight: 2, required: true, threshold: 410}),
		signal('api.errors', 'errors', {value: 0.0002, unit: 'ratio', score: 98.1, weight: 2, required: true, threshold: 0.003}),
		signal('api.endpoints', 'routes failing', {value: 0, unit: 'count', n: 31, score: 100, source: 'agent endpoints', window: 'last run'}),
	];
	return category('api', signals, {trend: {day: 0, week: 1, month: 2}});
}

function database(score: 62 | 98): ReturnType<typeof category> {
	const slow = score === 62;
	const since = slow ? ago(4 * hour + 25 * minute) : null;
	const signals: Signal[] = [
		signal('database.errors', 'errors', {
			value: 0.0001,
			unit: 'ratio',
			score: 99,
			weight: 2,
			required: true,
			threshold: 0.003,
			source: 'check db',
		}),
		signal('database.latency', 'p95', {
			value: slow ? 310 : 14,
			score: slow ? 61.8 : 98,
			weight: 2,
			required: true,
			threshold: 130,
			source: 'check db',
			since,
		}),
		signal('database.avoidable', 'avoidable query time', {
			value: slow ? 0.41 : 0.02,
			unit: 'ratio',
			score: slow ? 70 : 98,
			source: 'agent queries',
			since,
		}),
		signal('database.pool', 'pool in use', {
			value: 0.7,
			unit: 'ratio',
			n: 60,
			window: 'now',
			score: slow ? 88 : 98,
			source: 'pool db',
			threshold: 0.85,
		}),
	];
	return category('database', signals, slow ? {trend: {day: -21, week: -8, month: -3}, since} : {});
}

function performance(): ReturnType<typeof category> {
	const signals = [
		signal('performance.loop', 'loop p99', {value: 38, score: 82.5, weight: 2, threshold: 52, source: 'process probe'}),
		signal('performance.heap', 'heap', {
			value: 0.61,
			unit: 'ratio',
			n: 60,
			window: 'now',
			score: 87,
			threshold: 0.85,
			source: 'process probe',
		}),
	];
	return category('performance', signals, {trend: {day: -1, week: 0, month: 1}});
}

function websocket(score: 81 | 93): ReturnType<typeof category> {
	const signals = [
		signal('websocket.per-user', 'connections per user', {
			value: score === 81 ? 1.8 : 1.2,
			unit: 'count',
			n: 151,
			score,
			source: 'socket probe',
			threshold: 2,
		}),
		signal('websocket.closes', 'abnormal closes', {value: 0.004, unit: 'ratio', n: 940, score, source: 'socket probe'}),
	];
	return category('websocket', signals, {trend: {day: -4, week: -2, month: null}});
}

function agentsCategory(): ReturnType<typeof category> {
	return category('agents', [
		signal('agents.runs', 'runs done', {value: 1, unit: 'ratio', n: 48, window: '24h', score: 99, source: 'jobs'}),
	]);
}

function cache(): ReturnType<typeof category> {
	return category('cache', [signal('cache.hits', 'hits', {value: 0.91, unit: 'ratio', score: 96, source: 'cache probe', threshold: 0.6})]);
}

function noCache(): ReturnType<typeof category> {
	return category('cache', [signal('cache.hits', 'hits', {unit: 'ratio', source: 'cache probe', reason: 'no cache observed yet'})], {
		reason: 'no cache observed yet',
		trend: {day: null, week: null, month: null},
		since: null,
	});
}

function advice() {
	return [
		recommendation('batch-items', 'Batch the items query in GET /api/orders (31 → 2 queries)', {
			severity: 'critical',
			agent: 'queries',
			pointsRegained: 14.2,
		}),
		recommendation('half-open', 'Close 12 half-open sockets; set a ping timeout', {agent: 'sockets', pointsRegained: 4.6}),
		recommendation('paths', 'Run api-paths: 3 frontend calls changed since 06:00', {
			severity: 'info',
			agent: 'api-paths',
			pointsRegained: 0,
		}),
	];
}

function shopAgents() {
	return [
		agent('api-paths', 'Frontend calls against backend routes', {
			number: 106,
			schedule: '0 * * * *',
			outcomes: ['completed', 'completed', 'completed'],
		}),
		agent('queries', 'Repeated and slow queries', {
			number: 107,
			schedule: '0 2 * * *',
			outcomes: ['completed', 'failed', 'completed', 'completed'],
			findings: {critical: 1, warning: 2, info: 0},
			lastRun: {
				id: 'job-queries',
				state: 'completed',
				finishedAt: ago(4 * hour),
				durationMs: 61_000,
				summary: '1,204 statements, 3 findings',
			},
			nextRunAt: new Date(now + 12 * hour).toISOString(),
		}),
		agent('sockets', 'Half-open and redundant sockets', {number: 108, schedule: '* * * * *'}),
		withoutRuns(
			agent('cache', 'Hit rates, staleness and TTL advice', {
				number: 109,
				schedule: '0 3 * * *',
				outcomes: [],
				nextRunAt: new Date(now + 13 * hour).toISOString(),
			}),
		),
		agent('endpoints', 'Own GET routes answer with real data, in time', {
			state: 'running',
			job: 'job-live',
			progress: {done: 14, total: 31, message: 'GET /api/orders?page=1'},
			findings: {critical: 0, warning: 1, info: 1},
		}),
	];
}

function withoutRuns({lastRun: _lastRun, ...rest}: ReturnType<typeof agent>): ReturnType<typeof agent> {
	return rest;
}

function calmTrends(): TrendSeries[] {
	const calm = (id: string, score: number, seed: number) => scoreSeries(id, (index) => score - wobble(index, seed) * 5);
	return [
		calm('overall', 96, 1),
		calm('api', 99, 2),
		calm('database', 97, 3),
		calm('performance', 88, 4),
		calm('websocket', 93, 5),
		calm('agents', 100, 6),
	];
}

/** Good until 09:30, a gap of an hour while the service was restarted, then slow. */
function troubled(): TrendSeries {
	return scoreSeries('database', (index) => {
		if (index === 18 || index === 19) return null;
		return index < 39 ? 95 - wobble(index, 7) * 8 : 70 - wobble(index, 8) * 22;
	});
}

function bar(label: string, startMs: number, durationMs: number) {
	return {label, value: durationMs, unit: 'ms', span: {startMs, durationMs, ofMs: 240}};
}

export function shopFindings() {
	return [
		finding('n-plus-one', 'GET /api/orders asks for items 31 times per request', {
			agent: 'queries',
			rule: 'n-plus-one',
			severity: 'critical',
			category: 'database',
			file: 'source/orders.ts',
			line: 41,
			advice: 'Ask for the items of all orders at once (WHERE order_id IN (…)) and put them together in memory: 31 queries become 2.',
			evidence: [
				{
					label: 'SELECT * FROM items WHERE order_id = ?',
					detail: '31 a request, 31 different values · through knex',
					file: 'source/orders.ts',
					line: 41,
				},
				{label: 'saving', detail: '170–205 ms of 212 ms waited, for each request (estimated)'},
				{label: 'traffic', detail: '8,412 of 8,420 (99 %) requests · today 1,204, yesterday 1,310'},
				{label: 'one request', detail: '240 ms with 33 queries:'},
				bar('SELECT orders', 4, 18),
				bar('SELECT items', 24, 7),
				bar('SELECT items', 31, 6),
				bar('SELECT items', 38, 8),
				bar('27 more, then SELECT items', 222, 7),
			],
			firstSeen: ago(4 * hour + 25 * minute),
			lastSeen: ago(4 * hour),
		}),
		finding('slow-search', 'GET /api/search takes 6 times its usual time', {
			file: 'source/search.ts',
			line: 12,
			evidence: [{label: 'GET /api/search', detail: 'median of 5 asks; usual is 52 ms', value: 318, unit: 'ms'}],
		}),
		finding('missing-index', 'orders.created_at is read in order without an index', {
			agent: 'queries',
			rule: 'slow',
			category: 'database',
			file: 'source/reports/weekly.ts',
			line: 108,
			evidence: [{label: 'SELECT … FROM orders ORDER BY created_at DESC LIMIT 50', value: 1_840, unit: 'ms'}],
			firstSeen: ago(3 * day),
		}),
		finding('constant-body', 'GET /api/recommendations always answers the same 2 items', {
			rule: 'placeholder-body',
			severity: 'info',
			evidence: [{label: 'GET /api/recommendations', detail: 'the same 214 bytes for 3 users'}],
			firstSeen: ago(9 * day),
		}),
	];
}

function runs(count: number) {
	const agents = ['endpoints', 'sockets', 'endpoints', 'api-paths', 'endpoints', 'queries'];
	return Array.from({length: count}, (_, index) => {
		const at = (index + 1) * 15 * minute;
		const failed = index % 7 === 4;
		return job(`job-${index}`, {
			agent: agents[index % agents.length] ?? 'endpoints',
			state: failed ? 'failed' : 'completed',
			attempt: failed ? 3 : 1,
			by: index % 5 === 2 ? 'ana' : 'schedule',
			createdAt: ago(at),
			startedAt: ago(at),
			finishedAt: ago(at - 4_200),
			summary: failed ? null : '31 routes, nothing wrong',
			error: failed ? 'GET /api/orders did not answer within 10 s; the service was restarting' : null,
			examined: failed ? null : {count: 31, what: 'routes'},
		});
	});
}

function running() {
	return job('job-live', {
		state: 'running',
		by: 'ana',
		priority: 'high',
		createdAt: ago(20_000),
		startedAt: ago(19_000),
		finishedAt: null,
		progress: {done: 14, total: 31, message: 'GET /api/orders?page=1'},
		examined: null,
		summary: null,
	});
}

/** The run under way, as its own screen shows it. */
export function runningDetail(): JobDetail {
	const one = running();
	return jobDetail(one, {
		attempts: [
			{attempt: 1, worker: 'worker-2', startedAt: one.startedAt ?? one.createdAt, finishedAt: null, outcome: 'running', error: null},
		],
	});
}

/** A run that was lost once, failed once, and then found two things. */
export function retriedDetail(): JobDetail {
	const one = job('job-0', {attempt: 3, findings: {critical: 0, warning: 1, info: 1}, summary: '31 routes, 2 findings'});
	const attempts = [
		{
			attempt: 1,
			worker: 'worker-1',
			startedAt: ago(20 * minute),
			finishedAt: ago(19 * minute),
			outcome: 'lost' as const,
			error: 'the worker stopped answering',
		},
		{
			attempt: 2,
			worker: 'worker-1',
			startedAt: ago(18 * minute),
			finishedAt: ago(17 * minute),
			outcome: 'timed-out' as const,
			error: 'no end within 60 s',
		},
		{attempt: 3, worker: 'worker-2', startedAt: ago(13 * minute), finishedAt: ago(12 * minute), outcome: 'completed' as const, error: null},
	];
	return jobDetail(one, {attempts, found: shopFindings().filter(({agent: slug}) => slug === 'endpoints')});
}
