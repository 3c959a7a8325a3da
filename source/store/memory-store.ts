import type {Clock} from '../basics/clock.ts';
import {openSqliteStore, type SqliteStore} from './sqlite-store.ts';

/** The same store in memory: all promises of `Store` but durability. Gone with the process. */
export function memoryStore(_options: {clock?: Clock} = {}): SqliteStore {
	return openSqliteStore({file: ':memory:'});
}
