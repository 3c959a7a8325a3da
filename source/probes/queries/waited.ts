import {CoveredTime} from '../../basics/intervals.ts';
import type {ContextSummary} from '../../protocol/query-trace.ts';
import type {QueryContext, QueryRecord} from './query-context.ts';
import {durationOf} from './to-trace.ts';

/** What a context's queries add up to; `longestMs` is the longest of them. */
export function summarize(context: QueryContext): {summary: ContextSummary; longestMs: number} {
	const {records, uncounted} = context;
	let [totalMs, longestMs] = [0, 0];
	const waited = new CoveredTime();
	for (const record of isInOrder(records) ? records : records.toSorted(byStart)) {
		const duration = durationOf(record, context);
		totalMs += duration;
		if (duration > longestMs) longestMs = duration;
		waited.add(record.startedAt, record.startedAt + duration);
	}
	return {summary: {name: context.name ?? null, queries: records.length + uncounted, waitedMs: waited.ms, totalMs}, longestMs};
}

/** Most drivers tell of a query when it is sent. */
function isInOrder(records: readonly QueryRecord[]): boolean {
	for (let at = 1; at < records.length; at++) if (records[at]!.startedAt < records[at - 1]!.startedAt) return false;
	return true;
}

function byStart(a: QueryRecord, b: QueryRecord): number {
	return a.startedAt - b.startedAt;
}
