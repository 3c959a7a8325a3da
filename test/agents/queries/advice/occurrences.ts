import type {Occurrence} from '../../../../source/agents/queries/occurrence.ts';
import {fingerprint} from '../../../../source/sql/fingerprint.ts';

/** An occurrence of 31 queries of a text, with what is given of it. */
export function occurrenceOf(text: string, given: Partial<Occurrence> = {}): Occurrence {
	const system = given.system === undefined ? 'postgresql' : given.system;
	return {
		kind: 'n-plus-one',
		pattern: fingerprint(text, system ?? undefined),
		system,
		source: 'source/orders.ts:41 listOrders',
		via: [],
		traceId: '1',
		name: 'GET /orders',
		count: 31,
		distinctValues: 31,
		severity: 'warning',
		totalMs: 100,
		waitedMs: 100,
		parallel: false,
		parent: null,
		nestedIn: null,
		saving: {lowMs: 50, highMs: 90, basis: 'estimated'},
		indexes: [],
		...given,
	};
}
