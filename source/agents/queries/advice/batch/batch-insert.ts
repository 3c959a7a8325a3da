import * as token from '../../../../sql/tokens.ts';
import type {SqlToken} from '../../../../sql/token-list.ts';
import {joinSql, sql, type Sql, type SqlValue} from '../sql.ts';
import {readClauses, type Clauses} from '../statement/clauses.ts';
import {baseName, isName, isPath, splitAtCommas, toSql, type PatternText} from '../statement/pattern-text.ts';
import {refuse, type Batch, type Refusal} from './batch.ts';

/** The INSERT of all rows that a loop inserts one by one. Two rows stand for as many as there are. */
export function batchInsert(text: PatternText): Batch | Refusal {
	const clauses = readClauses(text.tokens);
	const row = clauses === undefined ? undefined : readRow(clauses);
	if (clauses === undefined || row === undefined) {
		return refuse('its rows come from a query', 'Let that query deliver the rows of all keys: its condition can take a list.');
	}
	const upsert = upsertOf(text, clauses, row);
	if (upsert === undefined)
		return refuse(
			'what it does with a row that exists has values of its own',
			'Write `excluded.column` there (`VALUES(column)` in MySQL), then all rows can be sent at once.',
		);
	const values = valuesOf(text, row);
	const returning = clauses.get('returning');
	const into = clauses.get('insert') ?? clauses.get('replace')!;
	return {
		kind: 'batch',
		verb: 'insert',
		sql: sql`${text.tokens[0]!.text} ${toSql(text, into)} VALUES ${values}${upsert.sql}${returning === undefined ? '' : sql` RETURNING ${toSql(text, returning)}`}`,
		gist: sql`VALUES ${values}`,
		table: row.table,
		keys: [],
		shape: 'rows',
		hidden: null,
		plain:
			row.isBare && clauses.get('on') === undefined && row.columns !== null
				? {table: row.table, columns: row.columns, hasAliases: false, same: [], order: []}
				: null,
		caveats: upsert.caveats,
	};
}

interface Row {
	readonly table: string;
	/** Null: all, in the table's order. */
	readonly columns: readonly string[] | null;
	readonly elements: readonly (readonly SqlToken[])[];
	/** Its elements are values and nothing else. */
	readonly isBare: boolean;
}

/** Undefined: no single row of VALUES. */
function readRow(clauses: Clauses): Row | undefined {
	const [open, ...inside] = clauses.get('values') ?? [];
	const into = clauses.get('insert') ?? clauses.get('replace');
	if (into === undefined || open?.kind !== token.open || clauses.has('select')) return undefined;
	const end = inside.findIndex((one) => one.kind === token.close && one.depth === open.depth);
	if (end !== inside.length - 1) return undefined;
	const elements = splitAtCommas(inside.slice(0, end));
	const listAt = into.findIndex(({kind}) => kind === token.open);
	const columns = listAt === -1 ? null : splitAtCommas(into.slice(listAt + 1, -1)).map((tokens) => baseName(tokens[0]!));
	const name = into.slice(0, listAt === -1 ? undefined : listAt).findLast((one) => isName(one));
	if (name === undefined || (columns !== null && columns.length !== elements.length)) return undefined;
	return {table: baseName(name), columns, elements, isBare: elements.every(isBare)};
}

function isBare(tokens: readonly SqlToken[]): boolean {
	return tokens.length === 1 && tokens[0]!.kind === token.placeholder;
}

/** mysql2 writes a list of lists as rows. */
function valuesOf(text: PatternText, row: Row): Sql {
	if (text.system !== 'mysql' || !row.isBare) return joinSql([rowOf(text, row, 0), rowOf(text, row, 1)], ', ');
	const places = row.elements.map(([one]) => text.values.get(one!)!.places[0]!);
	return [{as: 'tuples', label: 'rows', columns: row.columns ?? [row.table], places}];
}

function rowOf(text: PatternText, {elements, columns}: Row, row: number): Sql {
	const element = (tokens: readonly SqlToken[], index: number): Sql =>
		toSql(text, tokens).map((part) =>
			typeof part === 'string' ? part : {...part, as: 'cell' as const, row, label: columns?.[index] ?? 'value'},
		);
	return sql`(${joinSql(elements.map(element), ', ')})`;
}

/** ON CONFLICT and ON DUPLICATE KEY as they are; where they repeat a value of the row, they name its column. Undefined: they have other values. */
function upsertOf(text: PatternText, clauses: Clauses, row: Row): {sql: Sql; caveats: string[]} | undefined {
	const tokens = clauses.get('on');
	if (tokens === undefined) return {sql: [], caveats: []};
	const renamed = new Map<SqlValue, Sql>();
	for (const [at, one] of tokens.entries()) {
		if (one.kind !== token.placeholder) continue;
		const column = assignedBy(tokens, at);
		if (column === undefined || !isWritten(row, baseName(column)) || !endsAssignment(tokens[at + 1])) return undefined;
		const name = column.text;
		renamed.set(text.values.get(one)!, [text.system === 'mysql' ? `VALUES(${name})` : `excluded.${name}`]);
	}
	const parts = toSql(text, tokens).flatMap((part) => (typeof part === 'string' ? [part] : renamed.get(part)!));
	const taken = [...renamed.keys()].map(({label}) => label);
	return {
		sql: sql` ON ${parts}`,
		caveats: [
			...(taken.length === 0 ? [] : [`Taken that what a row that exists gets or adds is what a new one gets: ${taken.join(', ')}.`]),
			...(text.system === 'postgresql' && tokens.some(({name}) => name === 'update')
				? ['Each key may be among the rows once: PostgreSQL refuses to update one row twice in a statement. Keep the last of each.']
				: []),
		],
	};
}

function isWritten({columns, elements}: Row, name: string): boolean {
	if (columns === null) return elements.every(isBare);
	const index = columns.indexOf(name);
	return index !== -1 && isBare(elements[index]!);
}

function endsAssignment(next: SqlToken | undefined): boolean {
	return next === undefined || next.kind === token.comma;
}

/** The column that gets the value at `at`: `n = ?` or `n = t.n + ?`. Undefined: none, or a value of WHERE. */
function assignedBy(tokens: readonly SqlToken[], at: number): SqlToken | undefined {
	const head = tokens.slice(0, at).findLast(({name}) => ['set', 'update', 'where'].includes(name));
	if (head === undefined || head.name === 'where') return undefined;
	if (tokens[at - 1]?.text === '=') return isName(tokens[at - 2]) ? tokens[at - 2] : undefined;
	const equals = tokens.findLastIndex((one, index) => index < at && one.text === '=');
	const [column, own] = [tokens[equals - 1], tokens.slice(equals + 1, at - 1)];
	const isSum = tokens[at - 1]?.text === '+' && isPath(own) && isName(column) && baseName(own.at(-1)!) === baseName(column!);
	return isSum ? column : undefined;
}
