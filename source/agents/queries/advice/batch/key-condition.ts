import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';
import type {PatternText} from '../statement/pattern-text.ts';
import type {Comparison} from '../statement/conditions.ts';
import {tableOf, type Table} from '../statement/tables.ts';
import {joinSql, sql, type Sql, type SqlValue} from '../sql.ts';
import {toSql} from '../statement/pattern-text.ts';

/** What holds for the rows of all callers, in place of what held for those of one. */
export function keyCondition(text: PatternText, keys: readonly Comparison[], tables: readonly Table[]): Sql {
	return keys.length === 1 ? ofOne(text, keys[0]!) : ofMany(text, keys, tables);
}

function ofOne(text: PatternText, key: Comparison): Sql {
	const operand = toSql(text, key.operand);
	const list = valueOf(text, 'list', [key]);
	const ways: Record<DatabaseSystem, () => Sql> = {
		postgresql: () => sql`${operand} = ANY(${list}${key.cast === '' ? '' : `::${key.cast}[]`})`,
		mysql: () => sql`${operand} IN (${list})`,
		sqlite: () => sql`${operand} IN (SELECT value FROM json_each(${list}))`,
	};
	return ways[text.system]();
}

function ofMany(text: PatternText, keys: readonly Comparison[], tables: readonly Table[]): Sql {
	const operands = sql`(${joinSql(
		keys.map(({operand}) => toSql(text, operand)),
		', ',
	)})`;
	const ways: Record<DatabaseSystem, () => Sql> = {
		postgresql: () => sql`${operands} IN (${rowsOfTable(text, keys, tables) ?? writtenOut(text, keys)})`,
		mysql: () => sql`${operands} IN (${valueOf(text, 'tuples', keys)})`,
		sqlite: () =>
			sql`${operands} IN (SELECT ${keys.map((_, index) => `value ->> ${index}`).join(', ')} FROM json_each(${valueOf(text, 'tuples', keys)}))`,
	};
	return ways[text.system]();
}

/** The table itself says what types its columns have: arrays side by side (`unnest`) would have to name them. */
function rowsOfTable(text: PatternText, keys: readonly Comparison[], tables: readonly Table[]): Sql | null {
	const owners = new Set(keys.map(({qualifier}) => tableOf(tables, qualifier)));
	const [owner] = owners;
	if (owners.size !== 1 || owner?.text == null || !keys.every(({isColumn, cast}) => isColumn && cast === '')) return null;
	const columns = keys.map(({operand}) => operand.at(-1)!.text).join(', ');
	return sql`SELECT ${columns} FROM json_populate_recordset(NULL::${owner.text}, ${valueOf(text, 'rows', keys)}::json)`;
}

/** Two keys stand for as many as there are. */
function writtenOut(text: PatternText, keys: readonly Comparison[]): Sql {
	const row = (index: number) =>
		sql`(${joinSql(
			keys.map((key) => sql`${{...valueOf(text, 'cell', [key]), row: index}}${key.cast === '' ? '' : `::${key.cast}`}`),
			', ',
		)})`;
	return joinSql([row(0), row(1)], ', ');
}

function valueOf(text: PatternText, as: SqlValue['as'], keys: readonly Comparison[]): SqlValue {
	const label = as === 'rows' || as === 'tuples' ? 'keys' : keys[0]!.name;
	return {as, label, columns: keys.map(({name}) => name), places: keys.map(({placeholder}) => text.values.get(placeholder)!.places[0]!)};
}
