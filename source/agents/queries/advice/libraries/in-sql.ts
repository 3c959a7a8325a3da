import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';
import {listTokens} from '../../../../sql/token-list.ts';
import type {Batch} from '../batch/batch.ts';
import {isPlainName, listName, valueName} from '../names.ts';
import {castOf, printSql, type Sql, type SqlValue} from '../sql.ts';
import type {Library} from './library.ts';

/** A batch as SQL that a library sends. */
export interface InSql {
	/** An expression to await, or to use as it is (`sqlite` waits for nothing). */
	readonly expression: string;
	/** How its rows are taken out of the answer: `const {rows} =`. */
	readonly takesRows: string;
}

/** Null: the statement has as many values as there are rows, or the library cannot write its kind of list: then plain SQL says it. */
export function inSql(library: Library, batch: Batch, system: DatabaseSystem): InSql | null {
	const hasCells = batch.sql.some((part) => typeof part !== 'string' && part.as === 'cell');
	if (hasCells) return rowByRow(library, batch, system);
	const isTemplate = ['kysely', 'drizzle', 'prisma', 'postgres.js'].includes(library);
	return isTemplate ? inTemplate(library, batch, system) : withArguments(library, batch, system);
}

/** Plain SQL, and a line of comment for each value. */
export function asPlainSql(batch: Batch, system: DatabaseSystem): string {
	const {text, values} = printSql(batch.sql, system);
	const hasCells = values.some(({as}) => as === 'cell');
	const notes = hasCells ? [`-- and so on: ${batch.verb === 'insert' ? 'a bracket' : 'a WHEN'} for each row`] : [];
	const said = values
		.filter(({as}) => as !== 'cell')
		.map((value, index) => `-- ${system === 'postgresql' ? `$${index + 1}` : '?'}: ${inWords(value, system)}`);
	return [layOut(text, system), ...notes, ...said].join('\n');
}

/** Breaks a long statement before its clauses. */
export function layOut(text: string, system: DatabaseSystem): string {
	if (text.length <= 90) return text;
	const heads = /^(?:INSERT|REPLACE)\b/i.test(text) ? lineHeadsOfInsert : lineHeads;
	let laid = '';
	let from = 0;
	for (const {name, depth, start} of listTokens(text, system)) {
		const isDelete = /^\s*DELETE\s*$/.test(text.slice(from, start));
		if (depth !== 0 || isDelete || !heads.has(name) || text.slice(from, start).trim() === '') continue;
		laid += `${text.slice(from, start).trimEnd()}\n`;
		from = start;
	}
	return laid + text.slice(from);
}

const lineHeads = new Set(['from', 'where', 'group', 'having', 'order', 'set', 'returning']);
const lineHeadsOfInsert = new Set(['values', 'on', 'returning']);

function withArguments(library: Library, batch: Batch, system: DatabaseSystem): InSql | null {
	// Builders write every value as `?` and number them themselves.
	const numbers = library !== 'knex' && library !== 'objection' && library !== 'mikro-orm';
	const {text, values} = printSql(numbers ? batch.sql : escaped(batch.sql), system, numbers && system === 'postgresql');
	const list = values.map((value) => argument(value, system)).join(', ');
	const statement = quoted(text);
	const send: Partial<Record<Library, InSql>> = {
		knex: {expression: `knex.raw(${statement}, [${list}])`, takesRows: rowsOfKnex[system]},
		objection: {expression: `Model.knex().raw(${statement}, [${list}])`, takesRows: rowsOfKnex[system]},
		'mikro-orm': {expression: `em.getConnection().execute(${statement}, [${list}])`, takesRows: 'const rows ='},
		typeorm: {expression: `dataSource.query(${statement}, [${list}])`, takesRows: 'const rows ='},
		sequelize: {
			expression: `sequelize.query(${statement}, {${system === 'postgresql' ? 'bind' : 'replacements'}: [${list}]})`,
			takesRows: 'const [rows] =',
		},
		pg: {expression: `pool.query(${statement}, [${list}])`, takesRows: 'const {rows} ='},
		mysql2: {expression: `pool.query(${statement}, [${list}])`, takesRows: 'const [rows] ='},
		sqlite: {expression: `db.prepare(${statement}).${returnsRows(batch) ? 'all' : 'run'}(${list})`, takesRows: 'const rows ='},
	};
	return send[library] ?? null;
}

const rowsOfKnex: Record<DatabaseSystem, string> = {postgresql: 'const {rows} =', mysql: 'const [rows] =', sqlite: 'const rows ='};

/** `?` as an operator of PostgreSQL's would be taken for a value. */
function escaped(parts: Sql): Sql {
	return parts.map((part) => (typeof part === 'string' ? part.replaceAll('?', '\\?') : part));
}

function inTemplate(library: Library, batch: Batch, system: DatabaseSystem): InSql | null {
	if (system === 'mysql' && batch.sql.some((part) => typeof part !== 'string' && part.as === 'tuples')) return null;
	const parts = batch.sql.map((part) =>
		typeof part === 'string'
			? part.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)
			: `\${${inTemplateOf(library, part, system)}}${system === 'postgresql' ? castOf(part) : ''}`,
	);
	const statement = `\`${parts.join('')}\``;
	const isPrisma = library === 'prisma';
	const send: Partial<Record<Library, InSql>> = {
		kysely: {expression: `sql${statement}.execute(db)`, takesRows: 'const {rows} ='},
		drizzle: {
			expression: `db.${system === 'sqlite' ? (returnsRows(batch) ? 'all' : 'run') : 'execute'}(sql${statement})`,
			takesRows: rowsOfKnex[system],
		},
		'postgres.js': {expression: `sql${statement}`, takesRows: 'const rows ='},
		prisma: {expression: `prisma.${isPrisma && returnsRows(batch) ? '$queryRaw' : '$executeRaw'}${statement}`, takesRows: 'const rows ='},
	};
	return send[library] ?? null;
}

function inTemplateOf(library: Library, value: SqlValue, system: DatabaseSystem): string {
	const plain = argument(value, system);
	if (library === 'postgres.js' && value.as === 'rows') return `sql.json(${variable(value)})`;
	if (value.as !== 'list' && value.as !== 'same-list') return plain;
	if (system === 'postgresql') return library === 'drizzle' ? `sql.param(${plain})` : plain;
	if (system === 'sqlite') return plain;
	const joined: Partial<Record<Library, string>> = {
		kysely: `sql.join(${plain})`,
		prisma: `Prisma.join(${plain})`,
		drizzle: `sql.join(${plain}.map((each) => sql\`\${each}\`), sql\`, \`)`,
	};
	return joined[library] ?? plain;
}

/** INSERT of rows in a driver that numbers or counts its placeholders. */
function rowByRow(library: Library, batch: Batch, system: DatabaseSystem): InSql | null {
	const columns = batch.plain?.columns ?? null;
	if (batch.verb !== 'insert' || columns === null || (library !== 'pg' && library !== 'sqlite')) return null;
	const [head] = batch.sql
		.filter((part) => typeof part === 'string')
		.join('')
		.split(' VALUES ');
	const place = (index: number) => (system === 'postgresql' ? `$\${at * ${columns.length} + ${index + 1}}` : '?');
	const row = `\`(${columns.map((_, index) => place(index)).join(', ')})\``;
	const places = `rows.map((${system === 'postgresql' ? '_, at' : ''}) => ${row}).join(', ')`;
	const values = `rows.flatMap((row) => [${columns.map((column) => property('row', column)).join(', ')}])`;
	const statement = `\`${head!.replaceAll(/[\\`]/g, String.raw`\$&`)} VALUES \${${places}}\``;
	if (library === 'sqlite') return {expression: `db.prepare(${statement}).run(...${values})`, takesRows: 'const rows ='};
	return {expression: `pool.query(${statement}, ${values})`, takesRows: 'const {rows} ='};
}

/** A value as an argument in JavaScript. */
function argument(value: SqlValue, system: DatabaseSystem): string {
	const name = variable(value);
	const isJson = value.as === 'rows' || (system === 'sqlite' && ['list', 'same-list', 'tuples'].includes(value.as));
	return isJson ? `JSON.stringify(${name})` : name;
}

function variable({as, label}: SqlValue): string {
	if (as === 'list' || as === 'same-list') return listName(label);
	return as === 'rows' || as === 'tuples' ? label : valueName(label);
}

function inWords(value: SqlValue, system: DatabaseSystem): string {
	const {as, label} = value;
	switch (as) {
		case 'list':
			return `all values of ${label}, ${lists[system]}`;
		case 'same-list':
			return `the list of ${label} as before, ${lists[system]}`;
		case 'tuples':
			return `all [${value.columns!.join(', ')}], ${system === 'mysql' ? 'as an array of arrays, which query() of mysql2 writes out' : 'as one JSON array of arrays'}`;
		case 'rows':
			return `all ${label} as one JSON array: [{${value.columns!.map((column) => `"${column}": …`).join(', ')}}, …]`;
		case 'cell':
		case 'same':
			return `${label}, as before`;
	}
}

const lists: Record<DatabaseSystem, string> = {
	postgresql: 'as one array',
	mysql: 'as an array, which query() of mysql2 writes out as a list',
	sqlite: 'as one JSON array',
};

function returnsRows({verb, sql}: Batch): boolean {
	return verb === 'select' || sql.some((part) => typeof part === 'string' && part.includes('RETURNING'));
}

export function property(object: string, name: string): string {
	return isPlainName(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

function quoted(text: string): string {
	if (!/['\\]/.test(text)) return `'${text}'`;
	return /[`\\]|\$\{/.test(text) ? JSON.stringify(text) : `\`${text}\``;
}
