import type {Advised} from './advice.ts';
import type {Batch} from './batch/batch.ts';
import {printSql} from './sql.ts';

/** PostgreSQL numbers parameters with 16 bits; SQLite's SQLITE_MAX_VARIABLE_NUMBER since 3.32; MySQL's prepared statements have 16 bits, too. */
const mostParameters = {postgresql: 65_535, mysql: 65_535, sqlite: 32_766};

/** What to mind with a batch: only what applies to it. */
export function caveatsOf(advised: Advised, batch: Batch, {inBuilder}: {inBuilder: boolean}): string[] {
	const own = batch.verb === 'select' ? ofReads(advised, batch) : ofWrites(advised, batch);
	return [...own, ...batch.caveats, ...ofValues(advised, batch, inBuilder)];
}

function ofReads({occurrence, library}: Advised, batch: Batch): string[] {
	const keys = batch.keys.map(({column}) => column).join(' and ');
	const {count, distinctValues} = occurrence;
	return [
		...missing(batch, keys),
		...(batch.shape === 'rows' || batch.shape === 'ranked'
			? [`The rows of all ${keys} come in one answer, in no order of ${keys}${isSorted(batch) ? '; within one they keep theirs' : ''}.`]
			: []),
		...(distinctValues !== null && distinctValues < count
			? [`${count} queries had ${distinctValues} different values: list each once (\`new Set\`).`]
			: []),
		...(library === 'prisma' && occurrence.parallel
			? ['Prisma itself joins only `findUnique` calls of one tick with equal fields, and no `findFirst`, `findMany` or `…OrThrow`.']
			: []),
	];
}

function missing({shape}: Batch, keys: string): string[] {
	if (shape === 'exists') return [];
	if (shape === 'groups')
		return [`Values of ${keys} without rows have no group: take what the query gave for none (a count of 0, a sum of null).`];
	return [`Values of ${keys} without rows do not occur in the answer: take an empty list for them.`];
}

function isSorted({sql}: Batch): boolean {
	return sql.some((part) => typeof part === 'string' && part.includes('ORDER BY'));
}

function ofWrites({system, occurrence}: Advised, batch: Batch): string[] {
	const returns = batch.sql.some((part) => typeof part === 'string' && part.includes('RETURNING'));
	return [
		'All rows are written or none: one that fails takes the others with it, where the loop kept those before it.',
		...(returns ? ['RETURNING promises no order: match the rows by a column, not by their place.'] : []),
		...(batch.verb === 'insert' && system === 'mysql' ? ['`insertId` is that of the first row only.'] : []),
		...(system === 'postgresql' ? ['Triggers FOR EACH STATEMENT run once, not once for each row.'] : []),
		...(system === 'sqlite' && occurrence.count > 1
			? ['Where rows must be written one by one, a transaction around the loop saves most of the time.']
			: []),
	];
}

function ofValues({system, library}: Advised, batch: Batch, inBuilder: boolean): string[] {
	const {values} = printSql(batch.sql, system);
	const kinds = new Set(values.map(({as}) => as));
	const isText = system === 'mysql' && (kinds.has('list') || kinds.has('tuples'));
	return [
		// Prisma itself sends long lists in parts.
		...((inBuilder || kinds.has('cell')) && library !== 'prisma' ? [inParts(batch, mostParameters[system])] : []),
		...(isText && !inBuilder
			? ['An empty list is a syntax error: ask nothing then. The text of very long lists must fit `max_allowed_packet`.']
			: []),
		...(inBuilder && library === 'kysely' && batch.verb !== 'insert' ? ['An empty list is a syntax error: ask nothing then.'] : []),
		...(kinds.has('rows') && system === 'postgresql' && !inBuilder ? ofJson(values.flatMap(({columns}) => columns ?? [])) : []),
		...(system === 'sqlite' && !inBuilder && !kinds.has('cell') ? ['The values travel as JSON, which knows no BigInt and no Buffer.'] : []),
	];
}

function inParts(batch: Batch, most: number): string {
	const each = batch.verb === 'insert' ? Math.max(1, batch.plain?.columns?.length ?? cellsOfRow(batch)) : 1;
	const rows = Math.floor(most / each).toLocaleString('en');
	if (each === 1) return `Each value is a parameter, and a statement has ${rows} at most: send longer lists in parts.`;
	return `Each value is a parameter, and a statement has ${most.toLocaleString('en')} at most: send no more than ${rows} rows at once.`;
}

function cellsOfRow({sql}: Batch): number {
	return sql.filter((part) => typeof part !== 'string' && part.as === 'cell' && part.row === 0).length;
}

/** Columns of times are known by their names only. */
function ofJson(columns: readonly string[]): string[] {
	const time = columns.find((column) => /(?:_at|At|_on|date|time)$/i.test(column));
	return [
		'The values travel as JSON, which knows no Buffer and no BigInt.',
		...(time === undefined ? [] : [`A Date is UTC in JSON: for ${time} as \`timestamp\` without time zone, send the text you mean.`]),
	];
}
