import type {DatabaseSystem, OccurrenceKind, Saving} from '../../protocol/query-trace.ts';
import type {Severity} from '../../protocol/vocabulary.ts';

/** One wasteful use of the database within one trace: what `judgeTrace` finds. */
export interface Occurrence {
	kind: OccurrenceKind;
	/** The repeated (or slow) pattern. */
	pattern: string;
	system: DatabaseSystem | null;
	/** The call site that sent it; null where unknown. */
	source: string | null;
	via: readonly string[];
	traceId: string;
	/** The trace's name: `GET /api/orders`. */
	name: string | null;
	/** Queries of the group; of `slow`, how many of this pattern in the trace were slow. */
	count: number;
	/** Distinct values among them; null where values are unknown. */
	distinctValues: number | null;
	severity: Severity;
	/** Sum of their durations. */
	totalMs: number;
	/** Union of their intervals: how long the trace waited for at least one of them. Never above `totalMs`. */
	waitedMs: number;
	/** True where most of them ran side by side (`Promise.all`): the saving is queries and connections, and little time. */
	parallel: boolean;
	/** The query whose rows were looped over, where one fits: it ended before, and its rows are about `count`. */
	parent: {pattern: string; rows: number | null} | null;
	/** The occurrence that repeats around this one (N+1+1), by its pattern; null: none. */
	nestedIn: string | null;
	/** What one query instead would save in this trace. */
	saving: Saving;
	/** Of `trace.queries`: where they are, for a waterfall. At most 500: the first ones and the last. */
	indexes: readonly number[];
}
