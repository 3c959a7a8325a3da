import type {Finding, OpenFinding} from '../protocol/findings.ts';
import type {Category, Component, Overall, Recommendation, Signal, Trend} from '../protocol/report.ts';
import type {Status} from '../protocol/vocabulary.ts';
import {explain, type Lowering} from './explain.ts';
import {settleStatus} from './hysteresis.ts';
import {isBad, issuesOf} from './issues.ts';
import type {JudgeMemory, StatusMemory} from './memory.ts';
import {defaultPolicy, type Measurement, type Policy} from './policy.ts';
import {type Draft, recommend} from './recommend.ts';
import {toScorable} from './scorable.ts';
import {type CategoryScore, type OverallScore, scoreAll} from './score.ts';
import {type JudgedSignal, toSignals} from './signals.ts';
import {statusOf} from './status.ts';

/** Everything a judgement rests on. */
export interface JudgeEvidence {
	measurements: readonly Measurement[];
	components: readonly Component[];
	/** Open findings of all agents. */
	findings: readonly (Finding | OpenFinding)[];
	/** By category id, and `overall`; see `trendsOf`. */
	trends: Readonly<Record<string, Trend>>;
	/** What the agents' `recommend` say about the open findings. */
	recommendations?: readonly Draft[];
}

/** A status that changed by this judgement; `category` is `overall` for the whole. */
export interface StatusChange {
	category: string;
	from: Status;
	to: Status;
	score: number | null;
}

/** The judged parts of a HealthReport, and what to hand to the next judgement. */
export interface Judgement {
	overall: Overall;
	categories: Category[];
	recommendations: Recommendation[];
	components: Component[];
	changes: StatusChange[];
	memory: JudgeMemory;
}

const noTrend: Trend = {day: null, week: null, month: null};

/**
 * Judges evidence. Pure: the same evidence, memory and moment give the same report, whatever the order of the evidence. Scores are
 * whole points; a status follows its score with the patience of the policy. What is not known is `unknown` with a reason, never a number.
 */
export function judge(evidence: JudgeEvidence, memory: JudgeMemory, now: number, policy: Policy = defaultPolicy): Judgement {
	const signals = toSignals(evidence, now, policy);
	const scores = scoreAll(
		signals.map((signal) => toScorable(signal, signal.score)),
		policy,
		Math.round,
	);
	const badSince = sinceBad(signals, memory, now);
	const statuses: Record<string, StatusMemory> = {};
	const categories = scores.categories.map((category) => {
		statuses[category.id] = settleStatus(categoryStatus(category), memory.statuses[category.id], now, policy, category.down);
		return toCategory(category, signals, evidence, badSince, statuses[category.id]!);
	});
	const anyDown = scores.categories.some((category) => category.down);
	statuses['overall'] = settleStatus(statusOf(scores.overall.score), memory.statuses['overall'], now, policy, anyDown);
	return {
		overall: toOverall(scores.overall, categories, evidence, statuses['overall'], policy),
		categories,
		recommendations: recommend(signals, evidence.findings, evidence.recommendations ?? [], policy),
		components: [...evidence.components],
		changes: changesOf(statuses, memory, scores),
		memory: {statuses, signals: badSince},
	};
}

function toCategory(
	score: CategoryScore,
	signals: readonly JudgedSignal[],
	evidence: JudgeEvidence,
	badSince: Record<string, number>,
	status: StatusMemory,
): Category {
	const own = signals.filter(({category}) => category === score.id);
	return {
		id: score.id,
		title: score.title,
		score: score.score,
		status: status.status,
		weight: score.weight,
		trend: evidence.trends[score.id] ?? noTrend,
		signals: own.map((signal) => toSignal(signal, badSince)),
		issues: issuesOf(score.id, signals, evidence.findings, badSince),
		reason: score.score === null ? whyUnknown(own) : null,
		rule: score.rule,
		since: new Date(status.since).toISOString(),
		parts: explain(score.score, own, lowering(score, own)),
	};
}

function toOverall(
	score: OverallScore,
	categories: readonly Category[],
	evidence: JudgeEvidence,
	status: StatusMemory,
	policy: Policy,
): Overall {
	return {
		score: score.score,
		status: status.status,
		coverage: score.coverage,
		trend: evidence.trends['overall'] ?? noTrend,
		rule: score.rule,
		reason: score.score === null ? whyWithoutScore(score, categories, policy) : null,
		since: new Date(status.since).toISOString(),
		parts: explain(score.score, categories, lowering(score, categories)),
	};
}

function toSignal(signal: JudgedSignal, badSince: Record<string, number>): Signal {
	const {id, title, value, unit, window, n, source, at, required, weight, score, threshold, reason} = signal;
	const since = badSince[id];
	return {
		id,
		title,
		value,
		unit,
		window,
		n,
		source,
		at,
		required,
		weight,
		score,
		threshold,
		reason,
		since: since === undefined ? null : new Date(since).toISOString(),
	};
}

function whyWithoutScore({coverage}: OverallScore, categories: readonly Category[], {minimumCoverage}: Policy): string {
	const needed = `a score needs ${Math.round(minimumCoverage * 100)} %`;
	if (coverage > 0) return `only ${Math.floor(coverage * 100)} % of the weight is measured; ${needed}`;
	if (categories.some(({status}) => status === 'stale')) return `all that was measured is too old; ${needed} of the weight`;
	return `nothing is measured yet; ${needed} of the weight`;
}

/** What a rule took away, if one did. */
function lowering(
	{score, weakest}: Pick<CategoryScore | OverallScore, 'score' | 'weakest'>,
	parts: readonly {id: string; title: string}[],
): Lowering | null {
	if (score === null || weakest === null) return null;
	return {id: weakest, title: parts.find(({id}) => id === weakest)?.title ?? weakest, to: score};
}

function categoryStatus({score, stale}: CategoryScore): Status {
	return score === null && stale ? 'stale' : statusOf(score);
}

/** The reason that says most: of something too old, else of what would be required, else of anything. */
function whyUnknown(signals: readonly JudgedSignal[]): string {
	const chosen = signals.find(({stale}) => stale) ?? signals.find(({required}) => required) ?? signals[0];
	return chosen?.reason ?? 'nothing measures it';
}

/** When each bad signal became bad; good and unknown ones are forgotten. */
function sinceBad(signals: readonly JudgedSignal[], memory: JudgeMemory, now: number): Record<string, number> {
	return Object.fromEntries(signals.filter(isBad).map(({id}) => [id, memory.signals[id] ?? now]));
}

function changesOf(
	statuses: Record<string, StatusMemory>,
	memory: JudgeMemory,
	scores: {overall: OverallScore; categories: readonly CategoryScore[]},
): StatusChange[] {
	const scoreOf = new Map([['overall', scores.overall.score] as const, ...scores.categories.map(({id, score}) => [id, score] as const)]);
	return Object.entries(statuses).flatMap(([category, {status}]) => {
		const from = memory.statuses[category]?.status;
		return from === undefined || from === status ? [] : [{category, from, to: status, score: scoreOf.get(category) ?? null}];
	});
}
