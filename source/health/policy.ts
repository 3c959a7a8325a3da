import type {Counts, Severity} from '../protocol/vocabulary.ts';

/** How a signal's value becomes 0–100; see `curves.ts` for each rule and the source of its numbers. */
export type Curve =
	| {kind: 'burn'; slo: number}
	| {kind: 'latency'; p10: number; median: number}
	| {kind: 'saturation'}
	| {kind: 'avoidable'}
	| {kind: 'backlog'}
	| {kind: 'hit-ratio'; target: number}
	| {kind: 'connections-per-user'}
	| {kind: 'findings'}
	| {kind: 'component'; required: boolean};

/** A measurement before it is judged: what the evidence stage hands to `score`. */
export interface Measurement {
	id: string;
	category: string;
	title: string;
	curve: Curve;
	value: number | null;
	unit: string;
	window: string;
	n: number;
	/** Errors among n, for burn curves: fewer than 3 of fewer than 20 are a low sample. */
	bad?: number;
	/** Findings curves: how many of each severity. Left out, they are counted from the open findings of `agent`. */
	counts?: Counts;
	source: string;
	/** ms since the epoch; null where nothing was measured. */
	at: number | null;
	/** Instead of the policy's: how old it may be, for what is measured rarely. */
	staleAfterMs?: number;
	required: boolean;
	weight: number;
	/** Why there is no value. */
	reason?: string;
	/** What to say beside the number, such as the slowest route. */
	note?: string;
	/** Agent or command that helps when this signal is bad. */
	agent?: string;
	command?: string;
	/** Caps the score: `{score: 60, why: 'a scheduled run was missed'}`. */
	cap?: {score: number; why: string; severity: Severity};
}

/** The numbers of the judgement that are a matter of taste; `defaultPolicy` unless given. */
export interface Policy {
	/** A measurement older than this is stale and leaves the mean. */
	staleAfterMs: number;
	/** The same for a check that does not say how often it runs. */
	checkStaleAfterMs: number;
	/** Under this share of the weight measured there is no overall score. */
	minimumCoverage: number;
	/** Judgements in a row before a status gets worse, and better. */
	worseAfter: number;
	betterAfter: number;
	/** So long after it was unknown a status follows its score at once. */
	youngMs: number;
	/** Judgements closer together than this count as one: a burst of them proves nothing more. */
	countEveryMs: number;
	/** Categories beyond the six, shown once there is evidence for them. */
	extraCategories: Readonly<Record<string, {title: string; weight: number}>>;
}

export const defaultPolicy: Policy = {
	staleAfterMs: 60_000,
	checkStaleAfterMs: 300_000,
	minimumCoverage: 0.5,
	worseAfter: 2,
	betterAfter: 3,
	youngMs: 60_000,
	countEveryMs: 4_500,
	extraCategories: {
		security: {title: 'Security', weight: 10},
		disk: {title: 'Disk', weight: 10},
		dependencies: {title: 'Dependencies', weight: 5},
	},
};
