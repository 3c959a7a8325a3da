import {z} from 'zod';
import {envelope, Severity, Status, Timestamp} from './vocabulary.ts';

/** One judged measurement. `score` is null where nothing was measured (`value` is null too) or the value is too old; `reason` says which. */
export const Signal = z.object({
	/** `category.name`, such as `api.latency`. */
	id: z.string(),
	title: z.string(),
	value: z.number().nullable(),
	/** `ms`, `%`, `ratio`, `count`, `s`, `bytes`; ratios are 0–1. */
	unit: z.string(),
	/** The span of time judged, as `5m`, `30m`, `24h`, or `now` for a gauge. */
	window: z.string(),
	/** How many observations the value rests on. */
	n: z.int().min(0),
	/** Where it was measured: `http probe`, `check db`, `agent endpoints`, … */
	source: z.string(),
	at: Timestamp.nullable(),
	required: z.boolean(),
	weight: z.number().min(0),
	score: z.number().min(0).max(100).nullable(),
	/** The value at which the score falls under 75 (status `good`); null where the rule has no single one. */
	threshold: z.number().nullable(),
	/** Why there is no value, or what limits trust in it (`low sample`). */
	reason: z.string().nullable(),
	/** When the signal's score last fell under 75; null while it is good or unknown. */
	since: Timestamp.nullable(),
});
export type Signal = z.infer<typeof Signal>;

export const Issue = z.object({
	id: z.string(),
	severity: Severity,
	title: z.string(),
	/** The signal behind it, if one is. */
	signal: z.string().nullable(),
	since: Timestamp.nullable(),
});
/** What is wrong, in one line. */
export type Issue = z.infer<typeof Issue>;

export const Trend = z.object({day: z.number().nullable(), week: z.number().nullable(), month: z.number().nullable()});
/** Points: mean score of the last 24 h / 7 d / 30 d minus the mean of the one before; null where half of either is missing. */
export type Trend = z.infer<typeof Trend>;

/**
 * One line of the sum that makes a score. A `share` is weight × score over all weights; a `rule` takes away what the weakest part costs beyond
 * the mean; `rounding` makes the rest whole. The points of all parts add up to the score exactly.
 */
export const ScorePart = z.object({
	kind: z.enum(['share', 'rule', 'rounding']),
	/** Signal or category of a share; of a rule, what made it apply. Empty for rounding. */
	id: z.string(),
	title: z.string(),
	/** 0–1, of a share: its weight over the weight of all shares. */
	share: z.number().nullable(),
	score: z.number().nullable(),
	/** Tenths of points. */
	points: z.number(),
});
export type ScorePart = z.infer<typeof ScorePart>;

export const Category = z.object({
	id: z.string(),
	title: z.string(),
	score: z.number().min(0).max(100).nullable(),
	status: Status,
	weight: z.number().min(0),
	trend: Trend,
	signals: z.array(Signal),
	issues: z.array(Issue),
	/** Why there is no score; null where there is one. */
	reason: z.string().nullable(),
	/** Which rule made the score: the weighted mean, or its weakest required signal. Null without a score. */
	rule: z.enum(['weighted-mean', 'weakest-required', 'component-down']).nullable(),
	/** When `status` last changed; null before the first judgement. */
	since: Timestamp.nullable(),
	/** The sum behind the score; empty without one. */
	parts: z.array(ScorePart).optional(),
});
export type Category = z.infer<typeof Category>;

export const Evidence = z.object({
	/** Signal or finding id. */
	id: z.string(),
	kind: z.enum(['signal', 'finding', 'component']),
	value: z.number().nullable(),
	unit: z.string(),
	threshold: z.number().nullable(),
	window: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

export const Recommendation = z.object({
	id: z.string(),
	severity: Severity,
	title: z.string(),
	evidence: z.array(Evidence).min(1),
	/** The agent whose run helps. */
	agent: z.string().optional(),
	/** A command line that helps. */
	command: z.string().optional(),
	/** Points of the overall score that come back when the evidence is gone. */
	pointsRegained: z.number().min(0),
});
/** What to do. Derived from evidence on every judgement, gone when its evidence is gone. */
export type Recommendation = z.infer<typeof Recommendation>;

export const Component = z.object({
	id: z.string(),
	title: z.string(),
	category: z.string(),
	status: z.enum(['up', 'degraded', 'down', 'unknown']),
	required: z.boolean(),
	latencyMs: z.number().nullable(),
	detail: z.string().nullable(),
	at: Timestamp.nullable(),
	since: Timestamp.nullable(),
	/** How often it is checked: two checks missed make it stale. */
	everyMs: z.number().optional(),
});
/** One named check (`monitor.check`) and its last outcome. */
export type Component = z.infer<typeof Component>;

export const Overall = z.object({
	score: z.number().min(0).max(100).nullable(),
	status: Status,
	/** 0–1: weight of the categories with a score over the weight of all. */
	coverage: z.number().min(0).max(1),
	trend: Trend,
	rule: z.enum(['weighted-mean', 'worst-required', 'component-down', 'coverage']).nullable(),
	reason: z.string().nullable(),
	since: Timestamp.nullable(),
	/** The sum behind the score; empty without one. */
	parts: z.array(ScorePart).optional(),
});
export type Overall = z.infer<typeof Overall>;

export const HealthReport = z.object({
	...envelope,
	/** `pid` and `startedAt` let a reader see that the service was restarted. */
	service: z.object({name: z.string(), version: z.string().nullable(), pid: z.int().nullable(), startedAt: Timestamp.nullable()}),
	overall: Overall,
	categories: z.array(Category),
	recommendations: z.array(Recommendation),
	components: z.array(Component),
	/** What limits the report as a whole, such as a store that fell back to memory. One sentence each. */
	warnings: z.array(z.string()),
});
/** Everything known of a service's health at one moment: `GET /esa/v1/health`. */
export type HealthReport = z.infer<typeof HealthReport>;
