import type {Severity} from '../protocol/vocabulary.ts';

/** How a signal's value becomes 0–100; see `curves.ts` for each rule and the source of its numbers. */
export type Curve =
	| {kind: 'burn'; slo: number}
	| {kind: 'latency'; p10: number; median: number}
	| {kind: 'saturation'}
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
	source: string;
	/** ms since the epoch; null where nothing was measured. */
	at: number | null;
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
