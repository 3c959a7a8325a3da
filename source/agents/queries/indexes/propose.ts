import type {WholeScan} from './scans.ts';
import type {IndexFacts, TableFacts} from './table-facts.ts';

/** An index that would spare a whole scan. */
export interface Proposal {
	table: string;
	/** First first, as they are written in `CREATE INDEX`. */
	columns: string[];
	/** Rows that remain to be read for one query, by the statistics. */
	rowsLeft: number;
	rows: number;
}

/** Under this many rows reading all of them costs nothing worth an index. */
const leastRows = 1000;
/** An index that leaves more than a tenth of the rows saves little over reading them all in order. */
const mostShareLeft = 0.1;
/** Once so few rows are left, another column in front of a sort or range is only more to keep up to date. */
const fewRows = 10;
const mostColumns = 3;

export type Decision = {kind: 'propose'; proposal: Proposal} | {kind: 'none'; why: string};

/** Decides whether an index would help a scan. Pure; says why not where it does not. */
export function proposeIndex(scan: WholeScan, table: TableFacts): Decision {
	if (table.rows === null) return none(`${table.name} has no statistics yet: ANALYZE ${table.name}`);
	if (table.rows < leastRows) return none(`${table.name} has ${table.rows} rows: reading them all is right`);
	const equal = [...scan.equal, ...usefulJoins(scan, table)];
	const {columns, rowsLeft} = narrow(equal, table);
	const tail = scan.sort.length > 0 ? scan.sort : scan.ranges.slice(0, 1);
	const all = [...columns, ...(rowsLeft > fewRows || columns.length === 0 ? tail.filter((column) => !columns.includes(column)) : [])];
	if (all.length === 0) return none('no column of it is compared with a value, sorted or joined');
	if (columns.length === 0 && scan.sort.length === 0)
		return none('only a range is asked for: how much of the table that is depends on the values');
	if (columns.length > 0 && scan.sort.length === 0 && rowsLeft > table.rows * mostShareLeft)
		return none(`${columns.join(', ')} has too few different values: ${Math.round(rowsLeft)} of ${table.rows} rows would be left`);
	const proposed = all.slice(0, mostColumns);
	const covering = table.indexes.find((index) => covers(index, columns, proposed));
	if (covering !== undefined) return none(`${covering.name} begins with the same columns already`);
	return {kind: 'propose', proposal: {table: table.name, columns: proposed, rowsLeft, rows: table.rows}};
}

function none(why: string): Decision {
	return {kind: 'none', why};
}

/** A join asks an index once for each row of the other side: worth it while those are few. */
function usefulJoins({joins, equal}: WholeScan, table: TableFacts): string[] {
	return joins
		.filter(({column, otherRows}) => !equal.includes(column) && otherRows <= (distinctOf(column, table) ?? 0) * mostShareLeft)
		.map(({column}) => column);
}

/** The columns that leave fewest rows first, until few are left. */
function narrow(columns: readonly string[], table: TableFacts): {columns: string[]; rowsLeft: number} {
	const rows = table.rows ?? 0;
	const order = [...new Set(columns)].toSorted((a, b) => (distinctOf(b, table) ?? 0) - (distinctOf(a, table) ?? 0));
	const taken: string[] = [];
	let rowsLeft = rows;
	for (const column of order) {
		const distinct = distinctOf(column, table) ?? 1;
		if (rowsLeft <= fewRows || distinct <= 1) break;
		taken.push(column);
		rowsLeft = Math.max(1, rowsLeft / distinct);
	}
	return {columns: taken, rowsLeft};
}

/** Of an expression nothing is known before there is an index over it: taken for as telling as its column. */
function distinctOf(column: string, table: TableFacts): number | null {
	const name = /^[a-z_]+\(.*?([\w$]+)\b[^\w]*(?:::.*)?\)$/u.exec(column)?.[1] ?? column.replaceAll('"', '');
	return table.columns.get(name)?.distinct ?? null;
}

/** An index serves if it begins with the compared columns, in any order; for a sort, with all of them in this order. */
function covers({columns: own, isPartial, isTree, isValid}: IndexFacts, compared: readonly string[], all: readonly string[]): boolean {
	if (isPartial || !isTree || !isValid) return false;
	const head = own.slice(0, all.length).map(plainly);
	const wanted = all.map(plainly);
	const [ownCompared, restOwn] = [head.slice(0, compared.length), head.slice(compared.length)];
	const sameCompared = compared.every((column) => ownCompared.includes(plainly(column)));
	return sameCompared && wanted.slice(compared.length).every((column, at) => restOwn[at] === column);
}

/** One text for what an index and a plan print differently: casts, parentheses, quotes, direction. */
export function plainly(column: string): string {
	return column
		.replaceAll(/::[a-z_][a-z ]*(?:\(\d+\))?/gu, '')
		.replaceAll(/[()" ]|NULLS (?:FIRST|LAST)/gu, '')
		.replace(/(?:DESC|ASC)$/u, '');
}
