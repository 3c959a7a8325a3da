import type {Figure} from './figure.ts';
import {benchFingerprint} from './queries-fingerprint.ts';
import {benchQueriesCost} from './queries-cost.ts';
import {benchQueriesMemory} from './queries-memory.ts';
import {benchQueriesThroughput} from './queries-throughput.ts';
import {benchQuerySavings} from './queries-savings.ts';
import {benchSqliteCost} from './queries-sqlite-cost.ts';

/** What the agent `queries` costs and how true its figures are; one after the other, since each needs the machine for itself. */
export async function benchQueries(): Promise<Figure[]> {
	return [
		...(await benchFingerprint()),
		...(await benchQueriesCost()),
		...benchSqliteCost(),
		...benchQueriesMemory(),
		...(await benchQueriesThroughput()),
		...(await benchQuerySavings()),
	];
}
