import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {instrumentPg} from './pg.ts';
import {instrumentSqlite} from './sqlite.ts';

/** A driver's object whose queries are seen from now on. */
export interface ObservedDatabase {
	/** The driver: `pg`. */
	name: string;
	system: DatabaseSystem;
}

/** Sees the queries of a pool, connection or database of a driver that we know, recognised by its shape; undefined, and untouched, for anything else. */
export function observeDatabase(thing: unknown): ObservedDatabase | undefined {
	if (instrumentPg(thing)) return {name: 'pg', system: 'postgresql'};
	if (instrumentSqlite(thing)) return {name: 'SQLite', system: 'sqlite'};
	return undefined;
}
