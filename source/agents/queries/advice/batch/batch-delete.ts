import {joinSql, sql} from '../sql.ts';
import {readClauses} from '../statement/clauses.ts';
import {isAlwaysTrue, readConditions} from '../statement/conditions.ts';
import {toSql, type PatternText} from '../statement/pattern-text.ts';
import {readTables} from '../statement/tables.ts';
import {refuse, transactionInstead, type Batch, type Refusal} from './batch.ts';
import {assumedCaveat, chooseKeys} from './choose-keys.ts';
import {keyCondition} from './key-condition.ts';
import {plainConditions} from './plain-read.ts';
import {writtenKeys} from './written-keys.ts';

/** The DELETE that removes at once what a loop removes key by key. */
export function batchDelete(text: PatternText): Batch | Refusal {
	const clauses = readClauses(text.tokens);
	const [from, where] = [clauses?.get('from'), clauses?.get('where')];
	const isSimple = from !== undefined && where !== undefined && !['using', 'order', 'limit'].some((name) => clauses!.has(name as never));
	const tables = readTables(from ?? []);
	const conditions = readConditions(where ?? []).filter((one) => !isAlwaysTrue(one));
	const chosen = chooseKeys(conditions);
	if (!isSimple || tables.length !== 1 || chosen.keys.length === 0) {
		return refuse('what differs is no column compared with one value', transactionInstead);
	}
	const condition = keyCondition(text, chosen.keys, tables);
	const all = joinSql([condition, ...chosen.others.map(({tokens}) => toSql(text, tokens))], ' AND ');
	const returning = clauses!.get('returning');
	return {
		kind: 'batch',
		verb: 'delete',
		sql: sql`DELETE FROM ${toSql(text, from)} WHERE ${all}${returning === undefined ? '' : sql` RETURNING ${toSql(text, returning)}`}`,
		gist: sql`WHERE ${condition}`,
		table: tables[0]!.name,
		keys: writtenKeys(chosen.keys),
		shape: 'rows',
		hidden: null,
		plain: plainConditions(text, tables[0]!, chosen),
		caveats: assumedCaveat(chosen),
	};
}
