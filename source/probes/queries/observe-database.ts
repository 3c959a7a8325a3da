import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {instrumentMysql2} from './mysql2.ts';
import {instrumentPg} from './pg.ts';
import {instrumentPostgresJs} from './postgres-js.ts';
import {instrumentSqlite} from './sqlite.ts';

/** A driver's object whose queries are seen from now on. */
export interface ObservedDatabase {
	/** The driver: `pg`. */
	name: string;
	system: DatabaseSystem;
	/** Why its queries are not seen after all, for people to read; absent where they are. */
	unseen?: string;
}

/** Why nothing of them is seen. */
export const mysql2TooOld = 'its queries are not seen: this mysql2 publishes none. Version 3.20 and newer do.';

export const pgFrozen =
	'its queries are not seen: its classes are frozen, and nothing can be put in front of their methods. Freeze them after esa-health is loaded.';

/** Sees the queries of a pool, connection or database of a driver that we know, recognised by its shape; undefined, and untouched, for anything else. */
export function observeDatabase(thing: unknown): ObservedDatabase | undefined {
	const pg = instrumentPg(thing);
	if (pg !== undefined) return {name: 'pg', system: 'postgresql', ...(pg === 'frozen' && {unseen: pgFrozen})};
	if (instrumentSqlite(thing)) return {name: 'SQLite', system: 'sqlite'};
	if (instrumentPostgresJs(thing)) return {name: 'postgres.js', system: 'postgresql'};
	const mysql2 = instrumentMysql2(thing);
	if (mysql2 !== undefined) return {name: 'mysql2', system: 'mysql', ...(mysql2 === 'too-old' && {unseen: mysql2TooOld})};
	return undefined;
}
