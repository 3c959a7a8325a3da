import {DatabaseSync} from 'node:sqlite';
import {EsaError} from '../../../basics/esa-error.ts';
import {describe} from '../../../sql/statement.ts';
import type {Proposal} from './propose.ts';
import type {TableFacts} from './table-facts.ts';

type Found = {kind: 'found'; proposals: {proposal: Proposal; table: TableFacts}[]} | {kind: 'none'; why: string};

const leastRows = 1000;
const mostColumns = 3;
/** A column with so few different values narrows nothing. */
const leastDistinct = 10;
/** Rows looked at to learn how many there are, and how many of them differ: a few ms. */
const mostCounted = 100_000;
const sampled = 10_000;

/**
 * Tries indexes in a copy of the schema in memory, with the statistics of the file: the planner itself says which it would take. The file is
 * opened read-only and asked for its schema, its statistics and counts.
 */
export class SqliteAdviser {
	readonly #file: DatabaseSync;
	readonly #copy = new DatabaseSync(':memory:');

	/** Throws EsaError `indexes` for a file that cannot be read. */
	constructor(file: string) {
		try {
			this.#file = new DatabaseSync(file, {readOnly: true});
			this.#copySchema();
		} catch (error) {
			throw new EsaError(
				'indexes',
				`${file} cannot be read as a SQLite database: ${error instanceof Error ? error.message : String(error)}.`,
			);
		}
	}

	close(): void {
		this.#file.close();
		this.#copy.close();
	}

	/** Indexes that would spare this pattern a whole scan. */
	propose(pattern: string): Found {
		if (describe(pattern, 'sqlite').verb !== 'select' || pattern.includes(';'))
			return {kind: 'none', why: 'only a single SELECT is explained'};
		try {
			const proposals = this.#scanned(pattern).flatMap((table) => this.#proposeFor(table, pattern));
			return {kind: 'found', proposals};
		} catch (error) {
			return {kind: 'none', why: error instanceof Error ? error.message : String(error)};
		}
	}

	#proposeFor(table: string, pattern: string): {proposal: Proposal; table: TableFacts}[] {
		const rows = this.#count(`SELECT 1 FROM ${quoted(table)}`, mostCounted);
		if (rows < leastRows) return [];
		const columns = this.#columnsIn(table, pattern);
		const best = this.#grow(table, pattern, columns, []);
		if (best.length === 0) return [];
		const sample = `SELECT ${quoted(best[0]!)} AS value FROM ${quoted(table)} LIMIT ${sampled}`;
		const distinct = this.#count(`SELECT DISTINCT value FROM (${sample})`, sampled);
		if (distinct < leastDistinct) return [];
		const facts: TableFacts = {
			name: quoted(table),
			rows,
			bytes: null,
			indexes: this.#indexes(table),
			columns: new Map(),
			writes: null,
			sequentialScans: null,
			indexScans: null,
		};
		return [{proposal: {table: quoted(table), columns: best.map(quoted), rows, rowsLeft: rows / distinct}, table: facts}];
	}

	/** Counts no further than `most`: the file may be big, and the service is waiting. */
	#count(select: string, most: number): number {
		return Number(this.#file.prepare(`SELECT count(*) AS n FROM (${select} LIMIT ${most})`).get()!['n']);
	}

	/** Adds the column that constrains the search most, as long as one does. */
	#grow(table: string, pattern: string, columns: readonly string[], taken: readonly string[]): string[] {
		if (taken.length >= mostColumns) return [...taken];
		const now = taken.length === 0 ? 0 : this.#constrained(table, pattern, taken);
		const better = columns
			.filter((column) => !taken.includes(column))
			.map((column) => ({column, terms: this.#constrained(table, pattern, [...taken, column])}))
			.filter(({terms}) => terms > now)
			.toSorted((a, b) => b.terms - a.terms)[0];
		return better === undefined ? [...taken] : this.#grow(table, pattern, columns, [...taken, better.column]);
	}

	/** How many conditions the planner would look up in an index over these columns; 0 where it would not take it. */
	#constrained(table: string, pattern: string, columns: readonly string[]): number {
		this.#copy.exec(`CREATE INDEX esa_health_try ON ${quoted(table)} (${columns.map(quoted).join(', ')})`);
		try {
			const line = this.#plan(this.#copy, pattern).find((detail) => detail.includes('esa_health_try'));
			const terms = /\(([^)]*)\)$/u.exec(line ?? '')?.[1];
			return terms === undefined ? 0 : terms.split(' AND ').length;
		} finally {
			this.#copy.exec('DROP INDEX esa_health_try');
		}
	}

	/** Tables that the plan reads from end to end. */
	#scanned(pattern: string): string[] {
		const tables = this.#tables();
		const {tables: named} = describe(pattern, 'sqlite');
		const isScanned = this.#plan(this.#copy, pattern).some((detail) => /^SCAN (?!.*USING)/u.test(detail));
		if (!isScanned) return [];
		return named
			.map((name) => name.replaceAll(/["`[\]]/gu, ''))
			.flatMap((name) => tables.filter((table) => table.toLowerCase() === name.toLowerCase()));
	}

	#plan(database: DatabaseSync, pattern: string): string[] {
		return database
			.prepare(`EXPLAIN QUERY PLAN ${pattern}`)
			.all()
			.map((row) => String(row['detail']));
	}

	/** Columns of the table that the pattern names. */
	#columnsIn(table: string, pattern: string): string[] {
		const words = new Set(pattern.toLowerCase().match(/[\w$]+/gu) ?? []);
		return this.#copy
			.prepare('SELECT name FROM pragma_table_info(?)')
			.all(table)
			.map((row) => String(row['name']))
			.filter((name) => words.has(name.toLowerCase()));
	}

	#indexes(table: string): TableFacts['indexes'] {
		const rows = this.#copy.prepare('SELECT name, partial FROM pragma_index_list(?)').all(table);
		return rows.map((row) => ({
			name: String(row['name']),
			columns: this.#copy
				.prepare('SELECT name FROM pragma_index_info(?)')
				.all(String(row['name']))
				.map((column) => String(column['name'])),
			isPartial: row['partial'] === 1,
			isTree: true,
			isValid: true,
		}));
	}

	#tables(): string[] {
		return this.#copy
			.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`)
			.all()
			.map((row) => String(row['name']));
	}

	/** Tables first, then what stands on them; virtual tables and triggers say nothing of indexes. */
	#copySchema(): void {
		const rows = this.#file
			.prepare(
				`SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
				AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid`,
			)
			.all();
		for (const {sql} of rows) this.#copy.exec(String(sql));
		this.#copyStatistics();
	}

	#copyStatistics(): void {
		const has = this.#file.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'`).get();
		if (has === undefined) return;
		this.#copy.exec('ANALYZE sqlite_schema');
		const put = this.#copy.prepare('INSERT INTO sqlite_stat1 VALUES (?, ?, ?)');
		for (const {tbl, idx, stat} of this.#file.prepare('SELECT tbl, idx, stat FROM sqlite_stat1').all())
			put.run(tbl ?? null, idx ?? null, stat ?? null);
		this.#copy.exec('ANALYZE sqlite_schema');
	}
}

function quoted(name: string): string {
	return /^[a-z_]\w*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
