import type {Batch} from '../../../../../source/agents/queries/advice/batch/batch.ts';
import {printSql, type SqlValue} from '../../../../../source/agents/queries/advice/sql.ts';
import type {DatabaseSystem} from '../../../../../source/protocol/query-trace.ts';
import type {Row, TestDatabase} from './databases.ts';

/** Values of one query of a loop: one for each `?` of its pattern. */
export type Call = readonly unknown[];

/** Sends a batch for the calls of a loop, with the values that the advice says. */
export async function sendBatch(database: TestDatabase, batch: Batch, system: DatabaseSystem, calls: readonly Call[]): Promise<Row[]> {
	const {text, values} = printSql(batch.sql, system);
	return database.run(
		text,
		values.map((value) => bound(value, calls, system)),
	);
}

function bound({as, places, columns, row}: SqlValue, calls: readonly Call[], system: DatabaseSystem): unknown {
	const [place] = places as [number];
	switch (as) {
		case 'same':
			return calls[0]![place];
		case 'same-list':
			return system === 'sqlite' ? JSON.stringify(calls[0]![place]) : calls[0]![place];
		case 'cell':
			return calls[row!]![place];
		case 'list': {
			const keys = [...new Set(calls.map((call) => call[place]))];
			return system === 'sqlite' ? JSON.stringify(keys) : keys;
		}
		case 'tuples': {
			const tuples = calls.map((call) => places.map((each) => call[each]));
			return system === 'sqlite' ? JSON.stringify(tuples) : tuples;
		}
		case 'rows':
			return JSON.stringify(calls.map((call) => Object.fromEntries(columns!.map((column, index) => [column, call[places[index]!]]))));
	}
}
