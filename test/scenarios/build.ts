import {explain} from '../../source/health/explain.ts';
import type {Reading} from '../../source/client/connection.ts';
import type {AgentSummary} from '../../source/protocol/agents.ts';
import type {OpenFinding} from '../../source/protocol/findings.ts';
import type {Job, JobDetail} from '../../source/protocol/jobs.ts';
import type {Category, HealthReport, Recommendation, Signal} from '../../source/protocol/report.ts';
import {bucketCount, bucketMs, type Range, type TrendSeries} from '../../source/protocol/trends.ts';
import {categories, type Status} from '../../source/protocol/vocabulary.ts';
import {initialModel} from '../../source/ui/state/initial.ts';
import type {Model} from '../../source/ui/state/model.ts';

/** The moment at which every world is looked at: 14:05:00 UTC. */
export const now = Date.UTC(2026, 10, 22, 14, 5, 0);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A time before the moment, as the wire writes it. */
export function ago(ms: number): string {
	return new Date(now - ms).toISOString();
}

/** A number between 0 and 1 that looks like chance and never changes. */
export function wobble(index: number, seed = 1): number {
	const value = Math.sin(index * 12.9898 + seed * 78.233) * 43_758.5453;
	return value - Math.floor(value);
}

export function statusOf(score: number | null): Status {
	if (score === null) return 'unknown';
	if (score >= 90) return 'excellent';
	if (score >= 75) return 'good';
	return score >= 50 ? 'warning' : 'critical';
}

export function signal(id: string, title: string, options: Partial<Signal> = {}): Signal {
	const value = options.value ?? null;
	return {
		id,
		title,
		unit: 'ms',
		window: '30m',
		n: value === null ? 0 : 8_412,
		source: 'http probe',
		at: value === null ? null : ago(5_000),
		required: false,
		weight: 1,
		score: null,
		threshold: null,
		reason: value === null ? 'nothing measured yet' : null,
		since: null,
		...options,
		value,
	};
}

/** A category whose score is what its signals and its rule say, in whole points as on the wire, so that no world can contradict itself. */
export function category(id: (typeof categories)[number]['id'], signals: Signal[], options: Partial<Category> = {}): Category {
	const known = categories.find((one) => one.id === id);
	const counted = signals.filter((one) => one.score !== null);
	const weight = counted.reduce((sum, one) => sum + one.weight, 0);
	const mean = weight === 0 ? null : counted.reduce((sum, one) => sum + one.weight * (one.score ?? 0), 0) / weight;
	const weakest = Math.min(100, ...counted.filter((one) => one.required).map((one) => one.score ?? 100));
	const score = mean === null ? null : Math.round(Math.min(mean, weakest));
	return {
		id,
		title: known?.title ?? id,
		score,
		status: statusOf(score),
		weight: known?.weight ?? 10,
		trend: {day: 0, week: 0, month: 0},
		signals,
		issues: [],
		reason: score === null ? 'no data yet' : null,
		rule: ruleOf(mean, weakest),
		since: ago(26 * hour),
		parts: explain(score, signals, mean !== null && weakest < mean ? weakestOf(signals, score ?? 0) : null),
		...options,
	};
}

function weakestOf(signals: readonly Signal[], to: number): {id: string; title: string; to: number} | null {
	const [one] = signals.filter((each) => each.required && each.score !== null).toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0));
	return one === undefined ? null : {id: one.id, title: one.title, to};
}

function ruleOf(mean: number | null, weakest: number): Category['rule'] {
	if (mean === null) return null;
	return weakest < mean ? 'weakest-required' : 'weighted-mean';
}

export function recommendation(id: string, title: string, options: Partial<Recommendation> = {}): Recommendation {
	const evidence = [{id: 'database.latency', kind: 'signal' as const, value: 310, unit: 'ms', threshold: 130, window: '30m'}];
	return {id, severity: 'warning', title, evidence, pointsRegained: 0, ...options};
}

/** A report whose overall score is the weighted mean of its categories, or its worst one and 20 more. */
export function report(all: Category[], options: Partial<HealthReport> = {}): HealthReport {
	const counted = all.filter((one) => one.score !== null);
	const weight = counted.reduce((sum, one) => sum + one.weight, 0);
	const coverage = weight / all.reduce((sum, one) => sum + one.weight, 0);
	const mean = weight === 0 ? null : counted.reduce((sum, one) => sum + one.weight * (one.score ?? 0), 0) / weight;
	const score = coverage < 0.5 || mean === null ? null : Math.round(mean);
	return {
		schemaVersion: 1,
		at: ago(5_000),
		service: {name: 'shop', version: '2.4.1', pid: 4711, startedAt: ago(3 * day)},
		overall: {
			score,
			status: statusOf(score),
			coverage,
			trend: {day: -3, week: 1, month: 4},
			rule: score === null ? 'coverage' : 'weighted-mean',
			reason: score === null ? 'less than half of the weight is measured' : null,
			since: ago(5 * hour),
			parts: explain(score, all, null),
		},
		categories: all,
		recommendations: [],
		components: [],
		warnings: [],
		...options,
	};
}

export function agent(slug: string, title: string, options: Partial<AgentSummary> = {}): AgentSummary {
	return {
		slug,
		title,
		schedule: '*/15 * * * *',
		enabled: true,
		state: 'idle',
		lastRun: {id: `run-${slug}`, state: 'completed', finishedAt: ago(12 * minute), durationMs: 4_200, summary: 'nothing wrong'},
		outcomes: ['completed', 'completed', 'completed', 'completed', 'completed', 'completed'],
		nextRunAt: new Date(now + 3 * minute).toISOString(),
		findings: {critical: 0, warning: 0, info: 0},
		writes: false,
		...options,
	};
}

export function finding(id: string, title: string, options: Partial<OpenFinding> = {}): OpenFinding {
	return {
		id,
		agent: 'endpoints',
		rule: 'slow-route',
		severity: 'warning',
		category: 'api',
		title,
		evidence: [{label: title}],
		firstSeen: ago(5 * hour),
		lastSeen: ago(12 * minute),
		resolvedAt: null,
		...options,
	};
}

export function job(id: string, options: Partial<Job> = {}): Job {
	return {
		id,
		agent: 'endpoints',
		state: 'completed',
		priority: 'normal',
		by: 'schedule',
		attempt: 1,
		maxAttempts: 3,
		createdAt: ago(13 * minute),
		runAt: ago(13 * minute),
		startedAt: ago(13 * minute),
		finishedAt: ago(12 * minute),
		progress: null,
		cancelRequested: false,
		examined: {count: 31, what: 'routes'},
		findings: {critical: 0, warning: 0, info: 0},
		summary: '31 routes, nothing wrong',
		error: null,
		...options,
	};
}

export function jobDetail(one: Job, options: Partial<JobDetail> = {}): JobDetail {
	const attempts = [
		{
			attempt: 1,
			worker: 'worker-1',
			startedAt: one.startedAt ?? one.createdAt,
			finishedAt: one.finishedAt,
			outcome: 'completed' as const,
			error: null,
		},
	];
	return {...one, attempts, found: [], ...options};
}

/** A day of scores: `scoreAt` says the lowest score of each half hour, oldest first; null is a gap. */
export function scoreSeries(id: string, scoreAt: (index: number) => number | null, range: Range = '24h'): TrendSeries {
	const width = bucketMs[range];
	const last = Math.floor(now / width) * width;
	const count = bucketCount[range];
	const buckets = Array.from({length: count}, (_, index) => ({t: last - (count - 1 - index) * width, min: scoreAt(index)})).flatMap(
		({t, min}) => {
			if (min === null) return [];
			const low = Math.max(0, Math.min(100, min));
			return [{t, n: 60, min: low, mean: Math.min(100, low + 3), max: Math.min(100, low + 6)}];
		},
	);
	return {id, unit: '', buckets};
}

export function reading(options: Partial<Reading> & Pick<Reading, 'report'>): Reading {
	return {
		format: 'esa',
		agents: [],
		trends: [],
		findings: [],
		jobs: [],
		can: {trigger: true, cancel: true, events: true, history: true},
		...options,
	};
}

/** A screen of 80×24 before anything was heard. */
export function emptyModel(options: Partial<Model> = {}): Model {
	const start = initialModel({
		now,
		size: {columns: 80, rows: 24},
		target: {url: 'http://localhost:3000', embedded: false},
		intervalMs: 30_000,
	});
	return {...start, linkSince: now - 2 * hour, ...options};
}

/** A screen with a reading that came five seconds ago. */
export function liveModel(brought: Reading, options: Partial<Model> = {}): Model {
	const at = now - 5_000;
	return emptyModel({
		poll: {kind: 'fresh', at, reading: brought, roundTripMs: 12},
		reading: brought,
		readingAt: at,
		nextPollAt: at + 30_000,
		...options,
	});
}
