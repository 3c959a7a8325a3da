import type {Category, Overall} from '../protocol/report.ts';
import {categories as listedCategories} from '../protocol/vocabulary.ts';
import type {Policy} from './policy.ts';

/** What of a signal goes into a score. */
export interface Scorable {
	id: string;
	category: string;
	weight: number;
	required: boolean;
	/** Null takes no part. */
	score: number | null;
	stale: boolean;
	/** A required component that does not answer. */
	down: boolean;
}

export interface CategoryScore {
	id: string;
	title: string;
	weight: number;
	score: number | null;
	/** The weighted mean, before a rule lowered it. */
	mean: number | null;
	rule: Category['rule'];
	/** The signal that made the rule apply. */
	weakest: string | null;
	/** It has evidence that it cannot do without, so it caps the overall score. */
	required: boolean;
	down: boolean;
	/** All it has is too old. */
	stale: boolean;
}

export interface OverallScore {
	score: number | null;
	mean: number | null;
	rule: Overall['rule'];
	/** The category that made the rule apply. */
	weakest: string | null;
	coverage: number;
}

export interface Scores {
	overall: OverallScore;
	categories: CategoryScore[];
}

/** How far the overall score may lie above the worst required category. */
const aboveWorst = 20;
/** With a required component down, whatever else shines. */
const downCeiling = 49;

/**
 * Scores categories and the whole. Pure, bounded by 0 and 100, independent of order, and monotone: a signal that scores worse never raises
 * anything. `round` is what the wire shows (whole points); leave it out for exact differences.
 */
export function scoreAll(signals: readonly Scorable[], policy: Policy, round: (score: number) => number = (score) => score): Scores {
	const byCategory = Map.groupBy(signals, (signal) => signal.category);
	const extra = [...byCategory.keys()].filter((id) => !listedCategories.some((listed) => listed.id === id)).toSorted();
	const listed = listedCategories.map(({id, title, weight}) => scoreCategory({id, title, weight}, byCategory.get(id) ?? [], round));
	const added = extra
		.map((id) => scoreCategory(extraCategory(id, policy), byCategory.get(id)!, round))
		.filter(({score, stale}) => score !== null || stale);
	const categories = [...listed, ...added];
	return {overall: scoreOverall(categories, policy, round), categories};
}

function scoreCategory(
	category: {id: string; title: string; weight: number},
	signals: readonly Scorable[],
	round: (score: number) => number,
): CategoryScore {
	const scored = inFixedOrder(signals.filter(({score}) => score !== null));
	const required = scored.filter((signal) => signal.required);
	const mean = weightedMean(scored);
	const down = required.some((signal) => signal.down);
	const base = {...category, required: required.length > 0, down, stale: mean === null && signals.some(({stale}) => stale)};
	if (mean === null) return {...base, score: null, mean: null, rule: null, weakest: null};
	const weakest = required.reduce<Scorable | undefined>(
		(worst, signal) => (worst === undefined || isWeaker(signal, worst) ? signal : worst),
		undefined,
	);
	if (weakest === undefined || weakest.score! >= mean)
		return {...base, score: round(mean), mean, rule: down ? 'component-down' : 'weighted-mean', weakest: null};
	return {...base, score: round(weakest.score!), mean, rule: down ? 'component-down' : 'weakest-required', weakest: weakest.id};
}

function scoreOverall(categories: readonly CategoryScore[], policy: Policy, round: (score: number) => number): OverallScore {
	const scored = categories.filter(({score}) => score !== null);
	const coverage = totalWeight(scored) / totalWeight(categories);
	const down = scored.find((category) => category.down);
	const mean = weightedMean(scored);
	// A component known to be down is reason enough, however little else is known.
	if (mean === null || (coverage < policy.minimumCoverage && down === undefined))
		return {score: null, mean: null, rule: 'coverage', weakest: null, coverage};
	const worst = worstRequired(scored);
	const ceiling = worst === undefined ? 100 : worst.score! + aboveWorst;
	if (down !== undefined && downCeiling < Math.min(mean, ceiling))
		return {score: downCeiling, mean, rule: 'component-down', weakest: down.id, coverage};
	if (worst === undefined || ceiling >= mean)
		return {score: round(mean), mean, rule: down === undefined ? 'weighted-mean' : 'component-down', weakest: null, coverage};
	return {score: round(ceiling), mean, rule: worst.down ? 'component-down' : 'worst-required', weakest: worst.id, coverage};
}

function worstRequired(categories: readonly CategoryScore[]): CategoryScore | undefined {
	return categories
		.filter(({required}) => required)
		.reduce<CategoryScore | undefined>(
			(worst, category) => (worst === undefined || category.score! < worst.score! ? category : worst),
			undefined,
		);
}

function weightedMean(parts: readonly {weight: number; score: number | null}[]): number | null {
	const weight = totalWeight(parts);
	if (weight === 0) return null;
	const mean = parts.reduce((sum, part) => sum + part.weight * part.score!, 0) / weight;
	return Math.min(100, Math.max(0, mean));
}

function totalWeight(parts: readonly {weight: number}[]): number {
	return parts.reduce((sum, {weight}) => sum + weight, 0);
}

/** Sums of fractions depend on their order in the last digit; the order of the evidence must not. */
function inFixedOrder<T extends Scorable>(signals: readonly T[]): T[] {
	return signals.toSorted((a, b) => compare(a.id, b.id) || a.weight - b.weight || a.score! - b.score!);
}

function isWeaker(a: Scorable, b: Scorable): boolean {
	return a.score! < b.score! || (a.score === b.score && a.down && !b.down);
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

function extraCategory(id: string, policy: Policy): {id: string; title: string; weight: number} {
	const known = policy.extraCategories[id] ?? {title: id.charAt(0).toUpperCase() + id.slice(1), weight: 5};
	return {id, ...known};
}
