import type {QueryContext, QueryRecord} from './query-context.ts';

/** What one request or run sent to its databases, in four numbers. Times in ms. */
export interface ContextSummary {
	/** `GET /api/orders`; null where no route is known: the client gave up. */
	name: string | null;
	queries: number;
	/** In which at least one query was on its way: the union of their intervals. */
	waitedMs: number;
	/** The sum of their durations. */
	totalMs: number;
}

/** Sums up a context that ended; a query still running counts up to its end. */
export function summarise(context: QueryContext): ContextSummary {
	const {records, name, uncounted, endedAt} = context;
	let totalMs = 0;
	let waitedMs = 0;
	let until = -Infinity;
	for (const record of inOrder(records)) {
		const end = Number.isNaN(record.endedAt) ? Math.max(endedAt, record.startedAt) : record.endedAt;
		totalMs += end - record.startedAt;
		waitedMs += Math.max(0, end - Math.max(until, record.startedAt));
		until = Math.max(until, end);
	}
	return {name: name ?? null, queries: records.length + uncounted, waitedMs, totalMs};
}

/** Most are in order: a query that waited for its connection may have been asked for before others that were sent first. */
function inOrder(records: readonly QueryRecord[]): readonly QueryRecord[] {
	const isSorted = records.every((record, index) => index === 0 || records[index - 1]!.startedAt <= record.startedAt);
	return isSorted ? records : records.toSorted((a, b) => a.startedAt - b.startedAt);
}
