import {readSteps, type Step} from '../../../../source/agents/queries/judging/reading.ts';
import type {QueryTrace, TracedQuery} from '../../../../source/protocol/query-trace.ts';

/** A query of which only what matters is said. */
export function queryOf(part: Partial<TracedQuery>): TracedQuery {
	return {
		startMs: 0,
		durationMs: 5,
		pattern: 'SELECT * FROM a WHERE id = ?',
		system: 'postgresql',
		valueKey: 1,
		source: null,
		via: [],
		error: null,
		rows: null,
		fromCache: false,
		cut: false,
		...part,
	};
}

export function traceOf(queries: readonly Partial<TracedQuery>[], part: Partial<QueryTrace> = {}): QueryTrace {
	return {id: 't', name: null, at: null, durationMs: null, uncounted: 0, queries: queries.map(queryOf), ...part};
}

export function stepsOf(queries: readonly Partial<TracedQuery>[], part: Partial<QueryTrace> = {}): Step[] {
	return readSteps(traceOf(queries, part));
}
