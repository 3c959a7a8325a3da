import type {Finding, OpenFinding} from '../protocol/findings.ts';
import type {Bucket} from '../protocol/trends.ts';

/** One closed window of measurements of one series; `histogram` is a serialised log-bucket histogram. */
export interface Sample {
	/** `api.latency`, `process.loop`, `score.overall`, `endpoints.latency GET /api/orders`, … */
	series: string;
	/** Start of the window, ms since the epoch. */
	t: number;
	n: number;
	sum: number;
	min: number;
	max: number;
	histogram?: Uint8Array;
}

export type Tier = '30s' | '5m' | '1h';
export const tierMs: Record<Tier, number> = {'30s': 30_000, '5m': 300_000, '1h': 3_600_000};

/** How a store is: `degraded` once it fell back to memory, with the sentence that the screen shows. */
export type StoreState = {kind: 'durable'; file: string} | {kind: 'memory'} | {kind: 'degraded'; reason: string};

/**
 * Remembers samples and findings. Calls are synchronous and short (embedded SQLite); none throws for a full or read-only disk:
 * the store degrades to memory and says so in `state()`.
 */
export interface Store {
	state(): StoreState;
	/** Adds samples to their 30 s buckets; several samples of one bucket are merged. One transaction. */
	append(samples: readonly Sample[]): void;
	/** Merged samples of a series with from ≤ t < to, oldest first, from the finest tier that still holds each moment. */
	samples(series: string, from: number, to: number): Sample[];
	/** One merged sample over the whole span (n = 0 where there is nothing); the histogram is the merge of all. */
	window(series: string, from: number, to: number): Sample;
	/** Buckets of `widthMs` aligned to multiples of it; empty buckets are absent. */
	buckets(series: string, from: number, to: number, widthMs: number): Bucket[];
	/** Names of the series that begin with `prefix`. */
	series(prefix: string): string[];
	/** Rolls closed buckets up and deletes what is older than its tier keeps (26 h, 8 d, 400 d). Idempotent. */
	maintain(now: number): void;
	/**
	 * Replaces an agent's open findings by those of a finished run, at time `now`: known ids keep `firstSeen`, missing ones are
	 * resolved. A run with an older `fence` than the last one recorded for the agent is ignored.
	 */
	recordFindings(agent: string, findings: readonly Finding[], now: number, fence: number): {opened: number; resolved: number};
	/** Open findings, critical first, then newest first seen. */
	findings(filter?: {agent?: string; severity?: string}): OpenFinding[];
	/** Small durable values (last status and since of each category, …). */
	getValue(key: string): string | undefined;
	setValue(key: string, value: string): void;
	close(): void;
}
