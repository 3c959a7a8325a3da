import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {instrumentMysql2Classes} from './mysql2.ts';
import {mysql2TooOld, pgFrozen} from './observe-database.ts';
import {instrumentPg} from './pg.ts';
import {instrumentPostgresJs} from './postgres-js.ts';
import {instrumentSqlite} from './sqlite.ts';

/** A module of a driver that exports what its queries go through. */
export interface Driver {
	readonly name: string;
	readonly system: DatabaseSystem;
	/** Its path within `node_modules`, without `.js`. */
	readonly files: readonly string[];
	/** The name of what it exports, where it is a module of ECMAScript. */
	readonly variable: string;
	/** `seen`: its queries are from now on; `none`: it is not what it was taken for; else why they are not. */
	readonly instrument: (exported: unknown) => string;
}

/** What the service loads of these is instrumented as it is loaded. */
export const drivers: readonly Driver[] = [
	{
		name: 'pg',
		system: 'postgresql',
		files: ['pg/lib/client', 'pg/lib/native/client', 'pg-pool/index'],
		variable: 'Client',
		instrument: followPg,
	},
	{
		name: 'mysql2',
		system: 'mysql',
		// Before 3.12 there is no `base`.
		files: ['mysql2/lib/base/pool', 'mysql2/lib/base/connection', 'mysql2/lib/pool', 'mysql2/lib/connection'],
		variable: 'Pool',
		instrument: followMysql2,
	},
	{
		name: 'better-sqlite3',
		system: 'sqlite',
		files: ['better-sqlite3/lib/index', 'better-sqlite3-multiple-ciphers/lib/index'],
		variable: 'Database',
		instrument: (exported) => (instrumentSqlite(exported) ? 'seen' : 'none'),
	},
	{
		name: 'postgres.js',
		system: 'postgresql',
		files: ['postgres/src/query', 'postgres/cjs/src/query'],
		variable: 'Query',
		instrument: (exported) => (instrumentPostgresJs((exported as {Query?: unknown}).Query ?? exported) ? 'seen' : 'none'),
	},
];

const byFile = new Map(drivers.flatMap((driver) => driver.files.map((file) => [file, driver] as const)));

/** Of a file or its `file:` url; undefined where it is no driver's. */
export function driverOf(file: string): Driver | undefined {
	// Most modules are none: they are asked once each, while the service starts.
	const match = /[\\/]node_modules[\\/]((?:pg|pg-pool|mysql2|better-sqlite3(?:-multiple-ciphers)?|postgres)[\\/][\w\\/-]+)\.js$/.exec(file);
	return match === null ? undefined : byFile.get(match[1]!.replaceAll('\\', '/'));
}

function followPg(exported: unknown): string {
	const state = instrumentPg(exported);
	return state === 'frozen' ? pgFrozen : (state ?? 'none');
}

function followMysql2(exported: unknown): string {
	if (typeof exported !== 'function') return 'none';
	return instrumentMysql2Classes([exported]) === 'seen' ? 'seen' : mysql2TooOld;
}
