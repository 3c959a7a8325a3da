import type {Occurrence} from '../../../source/agents/queries/occurrence.ts';
import type {QueryTrace, TracedQuery} from '../../../source/protocol/query-trace.ts';

export const itemsPattern = 'SELECT * FROM items WHERE order_id = ?';

/** One query of a trace; give what matters. */
export function aQuery(change: Partial<TracedQuery> = {}): TracedQuery {
	return {
		startMs: 0,
		durationMs: 2,
		pattern: itemsPattern,
		system: 'postgresql',
		valueKey: null,
		source: 'source/orders.ts:41 listOrders',
		via: [],
		error: null,
		rows: 1,
		fromCache: false,
		cut: false,
		...change,
	};
}

/** A list of orders and then its items, one by one. */
export function aTrace(change: Partial<QueryTrace> = {}, loops = 10): QueryTrace {
	const list = aQuery({pattern: 'SELECT * FROM orders WHERE user_id = ?', durationMs: 5, rows: loops});
	const loop = Array.from({length: loops}, (_, index) => aQuery({startMs: 6 + index * 7, durationMs: 6, valueKey: index}));
	return {id: 't1', name: 'GET /api/orders', at: 1_000, durationMs: 90, queries: [list, ...loop], uncounted: 0, ...change};
}

/** What a judge says of that trace. */
export function anOccurrence(change: Partial<Occurrence> = {}): Occurrence {
	return {
		kind: 'n-plus-one',
		pattern: itemsPattern,
		system: 'postgresql',
		source: 'source/orders.ts:41 listOrders',
		via: [],
		traceId: 't1',
		name: 'GET /api/orders',
		count: 10,
		distinctValues: 10,
		severity: 'warning',
		totalMs: 60,
		waitedMs: 60,
		parallel: false,
		parent: {pattern: 'SELECT * FROM orders WHERE user_id = ?', rows: 10},
		nestedIn: null,
		saving: {lowMs: 40, highMs: 54, basis: 'estimated'},
		indexes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
		...change,
	};
}
