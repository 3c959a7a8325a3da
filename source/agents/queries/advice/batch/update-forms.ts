import * as token from '../../../../sql/tokens.ts';
import type {SqlToken} from '../../../../sql/token-list.ts';
import {joinSql, sql, type Sql, type SqlValue} from '../sql.ts';
import {baseName, isName, toSql, type PatternText} from '../statement/pattern-text.ts';
import type {Table} from '../statement/tables.ts';
import type {Update} from './batch-update.ts';

/** PostgreSQL and SQLite: the new values come as a table beside the one that is changed. */
export function updateFrom(text: PatternText, update: Update): Sql {
	const {table, changes, chosen} = update;
	const columns = columnsOf(text, update);
	const own = (tokens: readonly SqlToken[]) => qualified(text, tokens, table, new Set(columns.map(({name}) => name)));
	const set = changes.map(({columnText, expression, value}) => {
		return sql`${columnText} = ${own(expression).map((part) => (part === value ? `given.${columnText}` : part))}`;
	});
	const matches = chosen.keys.map(({operand}) => sql`${own(operand)} = given.${operand.at(-1)!.text}`);
	const others = chosen.others.map(({tokens}) => own(tokens));
	const where = joinSql([...matches, ...others], ' AND ');
	const returning = text.system === 'postgresql' ? returned(text, update, own) : returned(text, update);
	return sql`UPDATE ${targetOf(table)} SET ${joinSql(set, ', ')} FROM (${givenRows(text, table, columns)}) AS given WHERE ${where}${returning}`;
}

/** MySQL and MariaDB have no common way to send a table of values: each column chooses its value by the key. Two keys stand for as many as there are. */
export function updateByCases(text: PatternText, {table, changes, chosen}: Update, condition: Sql): Sql {
	const isKey = (row: number) =>
		joinSql(
			chosen.keys.map(({operand, name, placeholder}) => {
				return sql`${toSql(text, operand)} = ${cell(text.values.get(placeholder)!, name, row)}`;
			}),
			' AND ',
		);
	const keyNames = new Set(chosen.keys.map(({name}) => name));
	// MySQL assigns from left to right, and a CASE behind the change of a key would compare the new key.
	const inOrder = changes.toSorted((a, b) => Number(keyNames.has(a.column)) - Number(keyNames.has(b.column)));
	const set = inOrder.map(({column, columnText, expression, value}) => {
		const then = (row: number) =>
			toSql(text, expression).map((part) => (part === value && value !== null ? cell(value, column, row) : part));
		if (value === null) return sql`${columnText} = ${toSql(text, expression)}`;
		return sql`${columnText} = CASE WHEN ${isKey(0)} THEN ${then(0)} WHEN ${isKey(1)} THEN ${then(1)} ELSE ${columnText} END`;
	});
	const others = chosen.others.map(({tokens}) => toSql(text, tokens));
	return sql`UPDATE ${targetOf(table)} SET ${joinSql(set, ', ')} WHERE ${joinSql([condition, ...others], ' AND ')}`;
}

/** SQLite wants the AS. */
export function targetOf({text, name, alias, aliasText}: Table): string {
	return alias === name ? text! : `${text} AS ${aliasText}`;
}

/** RETURNING as it was; under UPDATE … FROM in PostgreSQL, of the changed table only. */
export function returned(text: PatternText, {table, returning}: Update, own?: (tokens: readonly SqlToken[]) => Sql): Sql {
	if (returning === undefined) return [];
	const parts = own === undefined ? toSql(text, returning) : own(returning).map((part) => (part === '*' ? `${table.aliasText}.*` : part));
	return sql` RETURNING ${parts}`;
}

interface Column {
	readonly name: string;
	readonly text: string;
	readonly place: number;
}

function columnsOf({values}: PatternText, {chosen, changes}: Update): Column[] {
	const keys = chosen.keys.map(({name, operand, placeholder}) => ({
		name,
		text: operand.at(-1)!.text,
		place: values.get(placeholder)!.places[0]!,
	}));
	const written = changes.flatMap(({column, columnText, value}) =>
		value === null ? [] : [{name: column, text: columnText, place: value.places[0]!}],
	);
	return [...keys, ...written];
}

/** PostgreSQL takes the types from the table itself. */
function givenRows({system}: PatternText, table: Table, columns: readonly Column[]): Sql {
	const rows: SqlValue = {
		as: 'rows',
		label: 'rows',
		columns: columns.map(({name}) => name),
		places: columns.map(({place}) => place),
	};
	const names = columns.map(({text}) => text).join(', ');
	if (system === 'postgresql') return sql`SELECT ${names} FROM json_populate_recordset(NULL::${table.text!}, ${rows}::json)`;
	const parts = columns.map(({text, name}) => `value ->> '${name.replaceAll("'", "''")}' AS ${text}`);
	return sql`SELECT ${parts.join(', ')} FROM json_each(${rows})`;
}

/** Columns that the new values have, too, say whose they are. */
function qualified(text: PatternText, tokens: readonly SqlToken[], {aliasText}: Table, names: ReadonlySet<string>): Sql {
	const parts = toSql(text, tokens);
	return parts.map((part, index) => {
		if (index % 2 === 0) return part;
		const at = (index - 1) / 2;
		const one = tokens[at]!;
		const isFree =
			isName(one) && tokens[at - 1]?.kind !== token.dot && tokens[at + 1]?.kind !== token.dot && tokens[at + 1]?.kind !== token.open;
		return isFree && names.has(baseName(one)) ? `${aliasText}.${one.text}` : part;
	});
}

function cell(value: SqlValue, label: string, row: number): SqlValue {
	return {...value, as: 'cell', label, row};
}
