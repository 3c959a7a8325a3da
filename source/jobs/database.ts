import type {DatabaseSync, SQLInputValue, StatementSync} from 'node:sqlite';
import {markOwnDatabase} from '../basics/own-database.ts';
import {loadSqlite} from '../store/load-sqlite.ts';
import {type Trouble, troubleOf} from '../store/sqlite-trouble.ts';
import type {StoreState} from '../store/store.ts';
import {corrupt, prepareSchema, tables} from './schema.ts';

/** The queue's tables, in a file or in memory. Calls are synchronous and short. */
export interface JobDatabase {
	/** Durable, in memory because that was asked for, or in memory because the file cannot be written, with the reason. */
	state(): StoreState;
	/* oxlint-disable typescript/no-unnecessary-type-parameters -- the caller names the columns that its SQL asks for */
	get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
	all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
	/** Number of rows changed. */
	run(sql: string, ...values: SQLInputValue[]): number;
	/** Runs a change in one transaction that holds the write lock from its first statement. It may be run again after a move to memory. */
	write<Result>(change: () => Result): Result;
	/**
	 * The same without waiting for the disk (it survives a crash of the process, but perhaps not a power cut): for leases, which a power cut ends
	 * anyway. A wait for the disk is nine tenths of a transaction.
	 */
	writeLease<Result>(change: () => Result): Result;
	close(): void;
}

/**
 * Opens the queue's database. A file that cannot be made or written (no such folder, no permission, disk full, then or later) gives a database in
 * memory that says so in `state()`; a damaged, foreign or newer file throws EsaError and is left untouched.
 */
export function openJobDatabase(file: string): JobDatabase {
	return new OpenDatabase(file, openConnection(file));
}

class OpenDatabase implements JobDatabase {
	readonly #file: string;
	#connection: DatabaseSync;
	#state: StoreState;
	#statements = new Map<string, StatementSync>();
	// Inside a change a move must wait for its end: half a transaction cannot be asked again (and SQLite may have rolled it back by itself).
	#isWriting = false;

	constructor(file: string, {connection, state}: Opened) {
		this.#file = file;
		this.#connection = connection;
		this.#state = state;
	}

	state(): StoreState {
		return this.#state;
	}

	// The tables are STRICT and only ours: what a statement answers has the shape that its caller names.
	/* oxlint-disable typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters */
	get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
		return this.#steady(() => this.#statement(sql).get(...values) as Row | undefined);
	}

	all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
		return this.#steady(() => this.#statement(sql).all(...values) as Row[]);
	}
	/* oxlint-enable typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters */

	run(sql: string, ...values: SQLInputValue[]): number {
		return this.#steady(() => Number(this.#statement(sql).run(...values).changes));
	}

	write<Result>(change: () => Result): Result {
		return this.#steady(() => {
			this.#isWriting = true;
			try {
				return inTransaction(this.#connection, change);
			} finally {
				this.#isWriting = false;
			}
		});
	}

	writeLease<Result>(change: () => Result): Result {
		this.#connection.exec('PRAGMA synchronous = NORMAL');
		try {
			return this.write(change);
		} finally {
			this.#connection.exec('PRAGMA synchronous = FULL');
		}
	}

	close(): void {
		this.#connection.close();
	}

	#statement(sql: string): StatementSync {
		const known = this.#statements.get(sql);
		if (known) return known;
		const made = this.#connection.prepare(sql);
		this.#statements.set(sql, made);
		return made;
	}

	/** Disk trouble moves the queue to memory and asks again; anything else is the caller's. */
	#steady<Result>(ask: () => Result): Result {
		try {
			return ask();
		} catch (error) {
			if (this.#state.kind !== 'durable' || this.#isWriting || !isTrouble(error, diskTroubles)) throw error;
			this.#moveToMemory(error);
			return ask();
		}
	}

	#moveToMemory(error: unknown): void {
		const previous = this.#connection;
		this.#connection = copyToMemory(previous);
		this.#statements = new Map();
		this.#state = degraded(this.#file, error);
		previous.close();
	}
}

function inTransaction<Result>(connection: DatabaseSync, change: () => Result): Result {
	connection.exec('BEGIN IMMEDIATE');
	try {
		const result = change();
		connection.exec('COMMIT');
		return result;
	} catch (error) {
		// SQLite itself rolls back after some errors, a full disk among them.
		if (connection.isTransaction) connection.exec('ROLLBACK');
		throw error;
	}
}

interface Opened {
	connection: DatabaseSync;
	state: StoreState;
}

/** Two processes may share the file: how long opening it, and then each call, waits for the other one's (short) transaction. The service stands still meanwhile. */
const openBusyMs = 5000;
const busyMs = 250;

function openConnection(file: string): Opened {
	if (file === ':memory:') return {connection: emptyMemory(), state: {kind: 'memory'}};
	let connection: DatabaseSync | undefined;
	try {
		connection = markOwnDatabase(new (loadSqlite().DatabaseSync)(file, {timeout: openBusyMs}));
		prepareSchema(connection, file);
		enterWal(connection);
		connection.exec(`PRAGMA busy_timeout = ${busyMs}`);
		return {connection, state: {kind: 'durable', file}};
	} catch (error) {
		const fallback = isTrouble(error, diskTroubles) ? {connection: copyToMemory(connection), state: degraded(file, error)} : undefined;
		connection?.close();
		if (fallback) return fallback;
		throw isTrouble(error, damages) ? corrupt(file, wordsOf(error), error) : error;
	}
}

/** Changing the journal mode does not wait for other connections' locks, so a simultaneous first start asks again. */
function enterWal(connection: DatabaseSync): void {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let attempt = 1; ; attempt++) {
		try {
			connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
			connection.exec('BEGIN IMMEDIATE; UPDATE counters SET value = value; COMMIT;'); // A read-only file shows only when it is written.
			return;
		} catch (error) {
			if (!isTrouble(error, ['busy']) || attempt === 100) throw error;
			Atomics.wait(pause, 0, 0, 20);
		}
	}
}

function emptyMemory(): DatabaseSync {
	const memory = markOwnDatabase(new (loadSqlite().DatabaseSync)(':memory:'));
	prepareSchema(memory, ':memory:');
	return memory;
}

/** What can still be read comes along, so that schedules, open jobs and history outlive a full disk for as long as the process does. */
function copyToMemory(source: DatabaseSync | undefined): DatabaseSync {
	const memory = emptyMemory();
	if (!source) return memory;
	try {
		memory.exec('BEGIN; DELETE FROM counters;');
		for (const table of tables) copyTable(source, memory, table);
		memory.exec('COMMIT');
		return memory;
	} catch {
		// Unreadable too, or never made: an empty queue in memory is what is left, and `state()` tells why.
		memory.close();
		return emptyMemory();
	}
}

function copyTable(source: DatabaseSync, memory: DatabaseSync, table: string): void {
	let insert: StatementSync | undefined;
	for (const row of source.prepare(`SELECT * FROM ${table}`).iterate()) {
		const values = Object.values(row);
		insert ??= memory.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`);
		insert.run(...values);
	}
}

function degraded(file: string, error: unknown): StoreState {
	return {
		kind: 'degraded',
		reason: `Jobs are kept in memory only and are lost at the next stop: ${file} cannot be written (${wordsOf(error).slice(0, 120)}).`,
	};
}

const diskTroubles: readonly Trouble[] = ['read-only', 'input-output', 'full', 'cannot-open'];
const damages: readonly Trouble[] = ['corrupt', 'not-a-database'];

function isTrouble(error: unknown, troubles: readonly Trouble[]): boolean {
	const trouble = troubleOf(error)?.trouble;
	return trouble !== undefined && troubles.includes(trouble);
}

function wordsOf(error: unknown): string {
	return troubleOf(error)?.words ?? (error instanceof Error ? error.message : String(error));
}
