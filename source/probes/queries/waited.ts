import type {QueryContext} from './query-context.ts';
import {durationOf} from './to-trace.ts';

/** One request or run that ended, or a window of a long one. */
export interface ContextSummary {
	name: string | null;
	queries: number;
	/** Union of its queries' intervals, ms: how long it waited for at least one. */
	waitedMs: number;
	/** Sum of their durations, ms. */
	totalMs: number;
}

/** What a context's queries add up to. */
export function summarize(context: QueryContext): ContextSummary {
	const records = context.records.toSorted((a, b) => a.startedAt - b.startedAt);
	let totalMs = 0;
	let waitedMs = 0;
	let until = -Infinity;
	for (const record of records) {
		const duration = durationOf(record, context);
		const end = record.startedAt + duration;
		totalMs += duration;
		waitedMs += Math.max(0, end - Math.max(until, record.startedAt));
		until = Math.max(until, end);
	}
	return {name: context.name ?? null, queries: records.length + context.uncounted, waitedMs, totalMs};
}
