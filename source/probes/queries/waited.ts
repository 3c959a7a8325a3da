import {CoveredTime} from '../../basics/intervals.ts';
import type {ContextSummary} from '../../protocol/query-trace.ts';
import {QueryContext} from './query-context.ts';
import {durationOf} from './to-trace.ts';

/** What a context's queries add up to; `longestMs` is the longest of them. */
export function summarize(context: QueryContext): {summary: ContextSummary; longestMs: number} {
	const {records, uncounted} = context;
	let [totalMs, longestMs, before] = [0, 0, Number.NEGATIVE_INFINITY];
	const waited = new CoveredTime();
	for (const record of records) {
		// Most drivers tell of a query when it is sent; of the others they are put in order.
		if (record.startedAt < before) return summarize(inOrder(context));
		before = record.startedAt;
		const duration = durationOf(record, context);
		totalMs += duration;
		if (duration > longestMs) longestMs = duration;
		waited.add(before, before + duration);
	}
	return {summary: {name: context.name ?? null, queries: records.length + uncounted, waitedMs: waited.ms, totalMs}, longestMs};
}

function inOrder(context: QueryContext): QueryContext {
	const sorted = Object.assign(new QueryContext(context.kind, context.startedAt, context.name), context);
	sorted.records = context.records.toSorted((a, b) => a.startedAt - b.startedAt);
	return sorted;
}
