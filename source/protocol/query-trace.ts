import {z} from 'zod';

export const databaseSystems = ['postgresql', 'mysql', 'sqlite'] as const;
/** The dialects we read. MariaDB is `mysql`. */
export const DatabaseSystem = z.enum(databaseSystems);
export type DatabaseSystem = z.infer<typeof DatabaseSystem>;

/** One query as it was executed within its trace. No value of the application is in it: only a pattern and keyed hashes. */
export interface TracedQuery {
	/** Milliseconds from the trace's start. */
	readonly startMs: number;
	readonly durationMs: number;
	/** Normalised SQL, as `sql/fingerprint.ts` makes it. */
	readonly pattern: string;
	readonly system: DatabaseSystem | null;
	/** Equal for equal values and different for different ones, within a trace; null where the values are unknown. */
	readonly valueKey: string | number | null;
	/**
	 * The same for those values alone that `=` compares a column with: no list, no bound, no LIMIT or OFFSET, nothing written. With it pages of one list
	 * (only OFFSET or the bound differs) are told from a loop over owners. Absent where only the whole is known.
	 */
	readonly ownerKey?: string | number;
	/** How many entries its longest list has: IN (…), rows of VALUES, an array as a parameter. Absent where unknown. */
	readonly listLength?: number;
	/** Where the code sent it: `source/orders.ts:41 listOrders`, or what a log names as its source; null where nothing tells. */
	readonly source: string | null;
	/** Libraries between that place and the driver, outermost first: `knex`, `typeorm`. */
	readonly via: readonly string[];
	/** Code or class of the error it ended with; null: none. */
	readonly error: string | null;
	/** Rows returned or changed; null where unknown. */
	readonly rows: number | null;
	/** Answered by a cache of the library: no round trip. */
	readonly fromCache: boolean;
	/** The text was cut before it reached us: its pattern is not whole. */
	readonly cut: boolean;
}

/** What one context sent to its databases: a request, a run of a job, a socket's window, a trace of a log. */
export interface QueryTrace {
	readonly id: string;
	/** `GET /api/orders`, `job nightly-mails`; null where a log does not tell. */
	readonly name: string | null;
	/** ms since the epoch; null where a log does not tell. */
	readonly at: number | null;
	/** How long the context lasted; null where it is unknown, or still going on. */
	readonly durationMs: number | null;
	/** In order of their start. */
	readonly queries: readonly TracedQuery[];
	/** Queries beyond the bound of a context: counted, not kept. */
	readonly uncounted: number;
}

/** One context that ended, or a window of a long one, as numbers. */
export interface ContextSummary {
	name: string | null;
	queries: number;
	/** Union of its queries' intervals, ms: how long it waited for at least one. */
	waitedMs: number;
	/** Sum of their durations, ms. */
	totalMs: number;
}

/** How much of the database's time one pattern took in a running service. */
export interface BusyPattern {
	pattern: string;
	system: DatabaseSystem;
	count: number;
	totalMs: number;
}

export const occurrenceKinds = ['n-plus-one', 'write-loop', 'repeated-identical', 'slow'] as const;
export const OccurrenceKind = z.enum(occurrenceKinds);
export type OccurrenceKind = z.infer<typeof OccurrenceKind>;

/** Time that a change would save in one trace: a range, and whether it is reckoned or was seen after the change. */
export const Saving = z.object({lowMs: z.number().min(0), highMs: z.number().min(0), basis: z.enum(['estimated', 'measured'])});
export type Saving = z.infer<typeof Saving>;

/** `esa-health queries FILE --format json`. */
export const QueryReport = z.object({
	schemaVersion: z.literal(1),
	examined: z.object({queries: z.int().min(0), traces: z.int().min(0), patterns: z.int().min(0)}),
	findings: z.array(
		z.object({
			kind: OccurrenceKind,
			pattern: z.string(),
			count: z.int().min(1),
			traceId: z.string(),
			source: z.string().nullable(),
			severity: z.enum(['critical', 'warning', 'info']),
			totalMs: z.number().min(0),
			saving: Saving,
			advice: z.string(),
		}),
	),
});
export type QueryReport = z.infer<typeof QueryReport>;
