import {categories, schemaVersion, type Status} from '../../protocol/vocabulary.ts';
import type {Category, Component, HealthReport, Issue, Overall} from '../../protocol/report.ts';
import type {CleanJson} from '../clean.ts';
import type {Answer} from '../answer.ts';

/** What a server of another kind told of one category, taken verbatim. */
export interface ReportedCategory {
	id: string;
	title: string;
	score: number | null;
	status: Status;
	issues: Issue[];
	/** Why there is no score, or where it comes from. */
	reason: string;
}

export interface Reported {
	overall: Pick<Overall, 'score' | 'status' | 'trend' | 'reason'>;
	categories: readonly ReportedCategory[];
	/** Why a category that is not among `categories` is unknown. */
	otherwise: string;
	components: Component[];
	warnings: string[];
}

export const noTrend = {day: null, week: null, month: null};

/**
 * Puts what a server of another kind told into the shape of our report. Nothing is added to it: a category it does not mention is
 * unknown and says so, weights are 0 because nobody told them.
 */
export function reportOf(name: string, main: Answer, reported: Reported, now: number): HealthReport {
	const at = new Date(main.date ?? now).toISOString();
	const extra = reported.categories.filter(({id}) => !categories.some((known) => known.id === id));
	const listed = categories.map(
		({id, title}) => reported.categories.find((told) => told.id === id) ?? untold(id, title, reported.otherwise),
	);
	return {
		schemaVersion,
		at,
		service: {name, version: null, pid: null, startedAt: null},
		overall: {...reported.overall, coverage: coverageOf(reported.categories), rule: null, since: null},
		categories: [...listed, ...extra].map((category) => toCategory(category, at)),
		recommendations: [],
		components: reported.components,
		warnings: reported.warnings,
	};
}

function untold(id: string, title: string, reason: string): ReportedCategory {
	return {id, title, score: null, status: 'unknown', issues: [], reason};
}

function toCategory({id, title, score, status, issues, reason}: ReportedCategory, at: string): Category {
	const signal = {
		id: `${id}.reported`,
		title: 'Score reported by the server',
		value: score,
		unit: 'points',
		window: 'now',
		n: 1,
		source: 'reported by server',
		at,
	};
	const signals =
		score === null
			? []
			: [{...signal, required: false, weight: 1, score, threshold: 75, reason: 'not measured by esa-health', since: null}];
	return {
		id,
		title,
		score,
		status,
		weight: 0,
		trend: noTrend,
		signals,
		issues,
		reason: score === null ? reason : null,
		rule: score === null ? null : 'weighted-mean',
		since: null,
	};
}

/** Share of our categories, by weight, that have a score. */
function coverageOf(told: readonly ReportedCategory[]): number {
	const scored = categories.filter(({id}) => told.some((category) => category.id === id && category.score !== null));
	return scored.reduce((sum, {weight}) => sum + weight, 0) / 100;
}

/** The definition of the words, for a score that came without one. */
export function statusOfScore(score: number): Status {
	if (score >= 90) return 'excellent';
	if (score >= 75) return 'good';
	return score >= 50 ? 'warning' : 'critical';
}

/** A score is a number from 0 to 100 and nothing else: `"98"`, `null` and 140 are none. */
export function scoreOf(value: CleanJson | undefined): number | null {
	return typeof value === 'number' && value >= 0 && value <= 100 ? value : null;
}

/** The category of ours that a foreign name means, if it clearly means one. */
export function categoryOf(name: string): {id: string; title: string} | undefined {
	const words = name.toLowerCase();
	const meant = meanings.find(({pattern}) => pattern.test(words));
	return categories.find(({id}) => id === meant?.id);
}

const meanings: readonly {id: (typeof categories)[number]['id']; pattern: RegExp}[] = [
	{id: 'websocket', pattern: /web ?-?_?socket|socket\.?io|\bws\b/},
	{id: 'cache', pattern: /cache|redis|memcached|valkey/},
	{id: 'database', pattern: /\bdb\b|database|postgres|mysql|mariadb|mongo|sqlite|prisma|typeorm|sequelize|\bsql\b/},
	{id: 'agents', pattern: /\bagents?\b/},
	{id: 'performance', pattern: /performance|event ?-?_?loop/},
	{id: 'api', pattern: /\bapi\b|endpoints?/},
];

export function plural(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? '' : 's'}`;
}
