import type {DatabaseSystem} from '../../../protocol/query-trace.ts';

/** A number, also one written as text; NaN for all else. */
export function numberOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' && value.length < 40 ? Number(value) : Number.NaN;
}

/** A count of rows; null where there is none. A list of rows is as many as it has. */
export function rowsOf(value: unknown): number | null {
	if (Array.isArray(value)) return value.length;
	const rows = numberOf(value);
	return Number.isInteger(rows) && rows >= 0 ? rows : null;
}

const names: Record<DatabaseSystem | 'other', string> = {
	postgresql: 'postgresql postgres pg pgsql pglite postgis redshift cockroachdb cockroach yugabytedb timescaledb neon supabase',
	mysql: 'mysql mysql2 mariadb maria aurora-mysql percona tidb vitess planetscale',
	sqlite: 'sqlite sqlite3 better-sqlite3 node:sqlite libsql turso d1 sql.js bun:sqlite expo-sqlite',
	other:
		'redis valkey memcached mongodb mongo mongoose cassandra elasticsearch opensearch dynamodb aws.dynamodb couchdb couchbase neo4j firestore gcp.firestore cosmosdb azure.cosmosdb hbase influxdb geode etcd',
};
const systems = new Map(
	Object.entries(names).flatMap(([system, list]) => list.split(' ').map((name) => [name, system as DatabaseSystem | 'other'] as const)),
);

/** Which dialect a name from the wild means: `pg`, `MariaDB`, `better-sqlite3`. `other`: no SQL at all; null: not named, or SQL of another kind. */
export function systemOf(value: unknown): DatabaseSystem | 'other' | null {
	if (typeof value !== 'string') return null;
	return systems.get(value) ?? systems.get(value.trim().toLowerCase()) ?? null;
}

/** Null for what says that there was none: null, false, '' and 0. Else its code or class, or `error`; never its words, which may quote values. */
export function errorOf(value: unknown): string | null {
	if (value === undefined || value === null || value === false || value === '' || value === 0) return null;
	if (typeof value === 'string') return /^(?:false|null|none|ok|0|00000)$/i.test(value) ? null : errorOfText(value);
	if (typeof value === 'number') return `error ${value}`;
	return typeof value === 'object' ? errorOfObject(value as Record<string, unknown>) : 'error';
}

function errorOfObject(error: Record<string, unknown>): string {
	for (const name of ['code', 'sqlState', 'sqlstate', 'errno', 'name', 'type', 'class']) {
		const value = error[name];
		if (typeof value === 'number') return `error ${value}`;
		if (typeof value === 'string' && isCode(value)) return value;
	}
	return typeof error['message'] === 'string' ? errorOfText(error['message']) : 'error';
}

function errorOfText(text: string): string {
	if (isCode(text)) return text;
	const head = text.slice(0, 2000);
	const code = /\b(?:SQLITE_[A-Z_]{3,40}|ER_[A-Z_]{3,60}|E[A-Z]{4,20}|[A-Z][A-Za-z]{2,40}(?:Error|Exception))\b/.exec(head)?.[0];
	return code ?? /\bSQLSTATE[ [:]{1,3}([0-9A-Z]{5})\b/.exec(head)?.[1] ?? codeOfMessage(head) ?? 'error';
}

/** Forms that codes have and values seldom: SQLSTATEs, errno names, codes of drivers, names of classes. */
function isCode(text: string): boolean {
	return /^(?:(?=.*\d)[0-9A-Z]{5}|E[A-Z]{4,20}|(?:ER|SQLITE|ERR|P)_?[A-Z0-9_]{3,60}|[A-Z][A-Za-z]{2,60}(?:Error|Exception))$/.test(text);
}

const messages: readonly (readonly [RegExp, string])[] = [
	[/\bdeadlock\b/i, '40P01'],
	[/could not serialize access/i, '40001'],
	[/duplicate (?:key|entry)|unique constraint/i, '23505'],
	[/foreign key constraint/i, '23503'],
	[/statement timeout/i, '57014'],
	[/lock timeout|lock wait timeout/i, '55P03'],
	[/database is locked/i, 'SQLITE_BUSY'],
	[/syntax error/i, '42601'],
];

/** The SQLSTATE of a message that every database has and says in the same words. */
export function codeOfMessage(message: string): string | null {
	return messages.find(([words]) => words.test(message))?.[1] ?? null;
}

/** A duration in ms that a query can have had: up to a day. Clocks that jump, and ends nobody waited for, make the others. */
export function isDuration(ms: number): boolean {
	return ms >= 0 && ms <= 86_400_000;
}

/** A start in ms, from a trace's start or since the epoch (up to the year 5138); not in another unit. */
export function isStart(ms: number): boolean {
	return ms >= 0 && ms < 1e14;
}
