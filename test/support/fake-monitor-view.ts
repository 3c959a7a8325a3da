import {EsaError} from '../../source/basics/esa-error.ts';
import type {AgentSummary} from '../../source/protocol/agents.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import type {OpenFinding} from '../../source/protocol/findings.ts';
import {Job, type JobDetail, type JobState} from '../../source/protocol/jobs.ts';
import type {Metric} from '../../source/protocol/metrics.ts';
import type {HealthReport, Signal} from '../../source/protocol/report.ts';
import type {Range, TrendSeries} from '../../source/protocol/trends.ts';
import type {AuditLine, MonitorView} from '../../source/server/monitor-view.ts';

const at = '2026-11-22T20:00:00.000Z';
const noTrend = {day: null, week: null, month: null};
const noFindings = {critical: 0, warning: 0, info: 0};

/** A monitor in memory that keeps its promises: runs are joined, keys remembered, jobs stopped, events sent. */
export class FakeMonitorView implements MonitorView {
	readonly name = 'shop';
	readonly version = '0.1.0';
	readonly audited: AuditLine[] = [];
	readonly keys = new Map<string, string>();
	readonly history: JobDetail[] = [];
	metricList: Metric[] = [requests, heap, latency];
	agentList: AgentSummary[] = [anAgent('endpoints', false), anAgent('cache', true)];
	report: HealthReport = aReport();
	listeners = new Set<(event: LiveEvent) => void>();

	snapshot(): {report: HealthReport; json: string} {
		return {report: this.report, json: JSON.stringify(this.report)};
	}

	trends(range: Range, ids: readonly string[] | undefined): TrendSeries[] {
		const t = range === '24h' ? 1_800_000 : 0;
		return (ids ?? ['overall', 'api']).map((id) => ({id, unit: 'score', buckets: [{t, n: 3, min: 80, mean: 85, max: 90}]}));
	}

	metrics(): Metric[] {
		return this.metricList;
	}

	agents(): Promise<AgentSummary[]> {
		return Promise.resolve(this.agentList);
	}

	findings(filter: {agent?: string; severity?: string}): OpenFinding[] {
		return [aFinding].filter(({agent, severity}) => (filter.agent ?? agent) === agent && (filter.severity ?? severity) === severity);
	}

	jobs(filter: {agent?: string; state?: JobState; cursor?: string}): Promise<{jobs: Job[]; nextCursor: string | null}> {
		const jobs = this.history.filter((job) => (filter.agent ?? job.agent) === job.agent && (filter.state ?? job.state) === job.state);
		const from = Number(filter.cursor ?? 0);
		if (Number.isNaN(from)) return Promise.reject(new EsaError('bad-cursor', 'This cursor was not given by an earlier page.'));
		return Promise.resolve({
			jobs: jobs.slice(from, from + 2).map((job) => Job.parse(job)),
			nextCursor: jobs.length > from + 2 ? String(from + 2) : null,
		});
	}

	job(id: string): Promise<JobDetail | undefined> {
		return Promise.resolve(this.history.find((job) => job.id === id));
	}

	async trigger(agent: string, options: {by: string; idempotencyKey?: string}): Promise<{job: JobDetail; joined: boolean} | undefined> {
		if (!this.agentList.some(({slug}) => slug === agent)) return undefined;
		const known = this.keys.get(options.idempotencyKey ?? '');
		const open = this.history.find((job) => job.id === known || (job.agent === agent && job.finishedAt === null));
		if (open !== undefined) return {job: open, joined: true};
		const job = aJob(`job-${this.history.length + 1}`, agent, 'available', options.by);
		this.history.unshift(job);
		if (options.idempotencyKey !== undefined) this.keys.set(options.idempotencyKey, job.id);
		this.emit({kind: 'job', at, job});
		return {job, joined: false};
	}

	cancel(jobId: string): Promise<JobDetail | undefined> {
		const job = this.history.find(({id}) => id === jobId);
		if (job?.state === 'running') job.cancelRequested = true;
		else if (job?.finishedAt === null) this.finish(job, 'cancelled');
		return Promise.resolve(job);
	}

	subscribe(listener: (event: LiveEvent) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	audit(line: AuditLine): void {
		this.audited.unshift(line);
	}

	auditLines(limit: number): readonly AuditLine[] {
		return this.audited.slice(0, limit);
	}

	/** Sends an event to all listeners, as the monitor would. */
	emit(event: LiveEvent): void {
		for (const listener of this.listeners) listener(event);
	}

	/** Sends a log event. */
	log(message: string): void {
		this.emit({kind: 'log', at, severity: 'info', message});
	}

	finish(job: JobDetail, state: 'completed' | 'failed' | 'cancelled'): void {
		Object.assign(job, {state, finishedAt: at});
	}
}

export function aJob(id: string, agent: string, state: JobState, by = 'schedule'): JobDetail {
	return {
		id,
		agent,
		state,
		by,
		priority: 'normal',
		attempt: 0,
		maxAttempts: 3,
		createdAt: at,
		runAt: at,
		startedAt: null,
		finishedAt: null,
		progress: null,
		cancelRequested: false,
		examined: null,
		findings: noFindings,
		summary: null,
		error: null,
		attempts: [],
		found: [],
	};
}

function anAgent(slug: string, writes: boolean): AgentSummary {
	return {slug, title: slug, schedule: '*/15 * * * *', enabled: true, state: 'idle', outcomes: [], findings: noFindings, writes};
}

const aFinding: OpenFinding = {
	id: 'endpoints/slow/GET /api/orders',
	agent: 'endpoints',
	rule: 'slow-route',
	severity: 'warning',
	category: 'api',
	title: 'GET /api/orders is slow',
	firstSeen: at,
	lastSeen: at,
	resolvedAt: null,
	evidence: [{label: 'GET /api/orders', value: 1250, unit: 'ms'}],
};

function aReport(): HealthReport {
	const latencySignal: Signal = {
		id: 'api.latency',
		title: 'Latency p95',
		value: 120,
		unit: 'ms',
		window: '5m',
		n: 480,
		source: 'http probe',
		at,
		required: true,
		weight: 2,
		score: 91,
		threshold: 400,
		reason: null,
		since: null,
	};
	return {
		schemaVersion: 1,
		at,
		service: {name: 'shop', version: '1.0.0', pid: 4711, startedAt: at},
		overall: {score: 91, status: 'excellent', coverage: 0.25, trend: noTrend, rule: 'weighted-mean', reason: null, since: at},
		categories: [
			{
				id: 'api',
				title: 'API',
				score: 91,
				status: 'excellent',
				weight: 25,
				trend: noTrend,
				signals: [latencySignal],
				issues: [],
				reason: null,
				rule: 'weighted-mean',
				since: at,
			},
		],
		recommendations: [],
		components: [],
		warnings: [],
	};
}

const requests: Metric = {
	name: 'esa_http_requests',
	type: 'counter',
	unit: '',
	help: 'Requests that the service finished.',
	points: [{labels: {class: '2xx'}, value: 480}],
};

const heap: Metric = {
	name: 'esa_process_heap_used_bytes',
	type: 'gauge',
	unit: 'bytes',
	help: 'Heap in use.',
	points: [{labels: {}, value: 52_428_800}],
};

const latency: Metric = {
	name: 'esa_http_request_duration_seconds',
	type: 'histogram',
	unit: 'seconds',
	help: 'Time from request to response.',
	points: [
		{
			labels: {route: '/api/orders'},
			value: 12.5,
			buckets: [
				{le: 0.1, count: 470},
				{le: 1, count: 478},
				{le: null, count: 480},
			],
		},
	],
};
