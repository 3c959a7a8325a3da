import {createRequire} from 'node:module';
import path from 'node:path';
import {EsaError} from '../../../basics/esa-error.ts';
import {describe} from '../../../sql/statement.ts';
import {numbered} from './numbered.ts';
import type {PlanNode} from './scans.ts';
import type {IndexFacts, TableFacts} from './table-facts.ts';

/** As much of pg's Client as is used; the service's own copy is taken. */
interface PgClient {
	connect(): Promise<void>;
	query(text: string, values?: readonly unknown[]): Promise<{rows: Record<string, unknown>[]}>;
	query(submittable: object): void;
	on(event: 'error', listener: (error: Error) => void): void;
	end(): Promise<void>;
}

/** What the statement is planned with: given to the server as it is connected to, so that nothing is sent but questions. */
const sessionSettings = [
	'default_transaction_read_only=on',
	'statement_timeout=1000',
	'lock_timeout=100',
	'idle_session_timeout=10000',
	'plan_cache_mode=force_generic_plan',
];
const connectTimeoutMs = 5000;

/** Why a query has no plan. */
export type Plan = {kind: 'plan'; root: PlanNode} | {kind: 'none'; why: string};

/** Reads plans and catalogs on a connection of its own, read-only, each answer within a second. Sends nothing but EXPLAIN and reads of the catalog. */
export class PostgresAdviser {
	readonly #client: PgClient;
	#statements = 0;

	private constructor(client: PgClient) {
		this.#client = client;
	}

	/** Connects with the service's own `pg`, found from its project folder. Throws EsaError `indexes` with what to do. */
	static async connect(connectionString: string, project: string): Promise<PostgresAdviser> {
		const {Client} = loadPg(project);
		const client = new Client({
			connectionString,
			application_name: 'esa-health',
			connectionTimeoutMillis: connectTimeoutMs,
			options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
		});
		// A connection that breaks between two questions fails the next one; unheard, it would end the process.
		client.on('error', () => undefined);
		try {
			await client.connect();
		} catch (error) {
			// The message of a refused connection names host and user; never the password.
			throw new EsaError('indexes', `PostgreSQL cannot be asked about indexes: ${error instanceof Error ? error.message : String(error)}.`);
		}
		return new PostgresAdviser(client);
	}

	async end(): Promise<void> {
		await this.#client.end();
	}

	/** The generic plan of a pattern: a single SELECT, whatever its values. */
	async plan(pattern: string): Promise<Plan> {
		const {verb} = describe(pattern, 'postgresql');
		if (verb !== 'select' || pattern.includes(';')) return {kind: 'none', why: 'only a single SELECT is explained'};
		const {text, parameters} = numbered(pattern);
		const name = `esa_health_${++this.#statements}`;
		try {
			await this.#parse(name, text);
			const values = parameters === 0 ? '' : `(${Array.from({length: parameters}, () => 'NULL').join(', ')})`;
			const {rows} = await this.#client.query(`EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE ${name}${values}`);
			const [plan] = rows[0]!['QUERY PLAN'] as {Plan: PlanNode}[];
			return {kind: 'plan', root: plan!.Plan};
		} catch (error) {
			return {kind: 'none', why: error instanceof Error ? error.message : String(error)};
		}
	}

	/** Parses without running: the protocol's own Parse, which also finds out what types the parameters have. */
	#parse(name: string, text: string): Promise<void> {
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		this.#client.query({
			submit(connection: {parse(query: object): void; sync(): void}) {
				connection.parse({name, text, types: []});
				connection.sync();
			},
			// After an error pg tells a submittable nothing more.
			handleError: reject,
			handleReadyForQuery: () => resolve(),
			handleParseComplete: () => undefined,
		});
		return promise;
	}

	/** What the catalog tells of a table; undefined: it is gone. */
	async table(schema: string, name: string): Promise<TableFacts | undefined> {
		const {rows} = await this.#client.query(tableQuery, [schema, name]);
		const [row] = rows;
		if (row === undefined) return undefined;
		const [indexes, columns] = [await this.#client.query(indexQuery, [row['oid']]), await this.#client.query(columnQuery, [schema, name])];
		const count = rowCount(row);
		return {
			name: String(row['name']),
			rows: count,
			bytes: numberOf(row['bytes']),
			indexes: indexes.rows.map(toIndex),
			columns: new Map(columns.rows.map((column) => [String(column['attname']), toColumn(column, count)])),
			writes: numberOf(row['writes']),
			sequentialScans: numberOf(row['seq_scan']),
			indexScans: numberOf(row['idx_scan']),
		};
	}

	/** The cost of a pattern's plan with an index that is not there, by hypopg; null where that is not installed, or the plan would not use it. */
	async costWith(pattern: string, table: string, columns: readonly string[]): Promise<{before: number; after: number} | null> {
		const {rows: installed} = await this.#client.query(
			`SELECT extnamespace::regnamespace::text AS schema FROM pg_extension WHERE extname = 'hypopg'`,
		);
		if (installed[0] === undefined) return null;
		const schema = String(installed[0]['schema']);
		const before = await this.plan(pattern);
		const {rows} = await this.#client.query(`SELECT indexrelid, indexname FROM ${schema}.hypopg_create_index($1)`, [
			`CREATE INDEX ON ${table} (${columns.join(', ')})`,
		]);
		try {
			const after = await this.plan(pattern);
			if (before.kind === 'none' || after.kind === 'none') return null;
			const isUsed = JSON.stringify(after.root).includes(String(rows[0]!['indexname']));
			return isUsed ? {before: before.root['Total Cost'] ?? 0, after: after.root['Total Cost'] ?? 0} : null;
		} finally {
			await this.#client.query(`SELECT ${schema}.hypopg_drop_index($1)`, [rows[0]!['indexrelid']]);
		}
	}

	async hasHypopg(): Promise<boolean> {
		const {rows} = await this.#client.query(`SELECT 1 FROM pg_extension WHERE extname = 'hypopg'`);
		return rows.length > 0;
	}
}

function loadPg(project: string): {Client: new (config: object) => PgClient} {
	try {
		return createRequire(path.join(project, 'package.json'))('pg') as {Client: new (config: object) => PgClient};
	} catch (error) {
		throw new EsaError('indexes', `Indexes need the package "pg" of the service, and ${project} has none that loads.`, {cause: error});
	}
}

const tableQuery = `
	SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.reltuples, pg_relation_size(c.oid) AS bytes,
		s.n_live_tup, s.seq_scan, s.idx_scan, s.n_tup_ins + s.n_tup_upd + s.n_tup_del AS writes
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
	WHERE n.nspname = $1 AND c.relname = $2`;

const indexQuery = `
	SELECT i.indexrelid::regclass::text AS name, i.indisvalid, i.indpred IS NOT NULL AS partial, a.amname,
		ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k) AS columns
	FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
	WHERE i.indrelid = $1`;

const columnQuery = `SELECT attname, n_distinct, avg_width FROM pg_stats WHERE schemaname = $1 AND tablename = $2 AND NOT inherited`;

/** -1 (PostgreSQL 14 and later) and 0 are what a table that was never analysed says. */
function rowCount({reltuples}: Record<string, unknown>): number | null {
	const rows = Number(reltuples);
	return rows > 0 ? rows : null;
}

function toIndex(row: Record<string, unknown>): IndexFacts {
	return {
		name: String(row['name']),
		columns: row['columns'] as string[],
		isPartial: row['partial'] === true,
		isTree: row['amname'] === 'btree',
		isValid: row['indisvalid'] === true,
	};
}

/** A negative n_distinct is a share of the rows: it grows with the table. */
function toColumn(
	{n_distinct: distinct, avg_width: width}: Record<string, unknown>,
	rows: number | null,
): {distinct: number | null; width: number | null} {
	const count = Number(distinct);
	return {distinct: count >= 0 ? count : rows === null ? null : -count * rows, width: numberOf(width)};
}

function numberOf(value: unknown): number | null {
	return value === null || value === undefined ? null : Number(value);
}
