import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {instrumentBetterSqlite3, isBetterSqlite3} from './better-sqlite3.ts';
import {isOwnDatabase} from '../../basics/own-database.ts';
import {note, noteOf} from './notes.ts';
import {queryFeed} from './query-feed.ts';
import {
	hashGiven,
	type Method,
	replaceMethod,
	rowsOfAll,
	rowsOfGet,
	rowsOfRun,
	type Sender,
	timedCall,
	timedExec,
	timedIterate,
} from './sqlite-calls.ts';
import {ObservedDatabases, StatementState} from './sqlite-state.ts';
import {findingTags, patchTagsOf} from './sqlite-tags.ts';

type Sqlite = typeof import('node:sqlite');

const observed = new ObservedDatabases();
const patched = new WeakSet();

/**
 * Tells the feed of every query of a SQLite database from now on: `node:sqlite` or better-sqlite3. Given a database, of that one (and of
 * statements that were prepared before, whose database `node:sqlite` does not tell); given the module `node:sqlite` or the class that
 * better-sqlite3 exports, of every one in the process but the monitor's own. False: it is none of these, and nothing was changed. Calling it again
 * changes nothing.
 */
export function instrumentSqlite(target: unknown): boolean {
	if (isBetterSqlite3(target)) {
		instrumentBetterSqlite3(target);
	} else if (isModule(target)) {
		patchModule(target);
		observed.addAll();
	} else if (isDatabase(target)) {
		patchModule(process.getBuiltinModule('node:sqlite'));
		observed.add(target);
		patchTagsOf(target);
	} else {
		return false;
	}
	queryFeed.isFed = true;
	return true;
}

function isModule(target: unknown): target is Sqlite {
	return typeof target === 'object' && target !== null && 'DatabaseSync' in target && 'StatementSync' in target;
}

function isDatabase(target: unknown): target is DatabaseSync {
	if (typeof target !== 'object' || target === null || !('prepare' in target) || !('exec' in target)) return false;
	// Only of an object that looks like one is the module asked for: it may not be loaded, and loading it warns on node 22.
	return 'applyChangeset' in target && target instanceof process.getBuiltinModule('node:sqlite').DatabaseSync;
}

function patchModule({DatabaseSync, StatementSync}: Sqlite): void {
	if (patched.has(StatementSync.prototype)) return;
	patched.add(StatementSync.prototype);
	const sender: Sender = {stateOf, hashOf: hashGiven};
	const {prototype} = StatementSync;
	replaceMethod(prototype, 'run', (original) => timedCall(original, sender, rowsOfRun));
	replaceMethod(prototype, 'get', (original) => timedCall(original, sender, rowsOfGet));
	replaceMethod(prototype, 'all', (original) => timedCall(original, sender, rowsOfAll));
	replaceMethod(prototype, 'iterate', (original) => timedIterate(original, sender));
	replaceMethod(DatabaseSync.prototype, 'prepare', noting);
	replaceMethod(DatabaseSync.prototype, 'exec', (original) => timedExec(original, (database) => observed.has(database)));
	// Since node 24.9.
	replaceMethod(DatabaseSync.prototype, 'createTagStore', (original) => findingTags(original, observed));
}

function stateOf(statement: object): StatementState | undefined {
	const state = noteOf<StatementState>(statement) ?? adopt(statement, undefined);
	return state !== undefined && observed.includes(state) ? state : undefined;
}

/** `prepare` that remembers which database a statement is of. */
function noting(original: Method): Method {
	return function (...values) {
		const statement: unknown = original.apply(this, values);
		try {
			if (queryFeed.isOn) adopt(statement as object, this as object);
		} catch (error) {
			queryFeed.failed(error);
		}
		return statement;
	};
}

function adopt(statement: object, database: object | undefined): StatementState | undefined {
	const {sourceSQL} = statement as StatementSync;
	if (typeof sourceSQL !== 'string') return undefined;
	const isOwn = isOwnDatabase(statement) || (database !== undefined && isOwnDatabase(database));
	const state = new StatementState(sourceSQL, database, isOwn);
	note(statement, state);
	return state;
}
