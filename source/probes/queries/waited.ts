import {CoveredTime} from '../../basics/intervals.ts';
import type {ContextSummary} from '../../protocol/query-trace.ts';
import type {QueryContext} from './query-context.ts';
import {durationOf} from './to-trace.ts';

/** What a context's queries add up to. */
export function summarize(context: QueryContext): ContextSummary {
	const records = context.records.toSorted((a, b) => a.startedAt - b.startedAt);
	let totalMs = 0;
	const waited = new CoveredTime();
	for (const record of records) {
		const duration = durationOf(record, context);
		totalMs += duration;
		waited.add(record.startedAt, record.startedAt + duration);
	}
	return {name: context.name ?? null, queries: records.length + context.uncounted, waitedMs: waited.ms, totalMs};
}
