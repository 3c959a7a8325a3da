import type {DatabaseSync} from 'node:sqlite';
import type {Clock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import {markOwnDatabase} from '../basics/own-database.ts';
import type {Finding, OpenFinding} from '../protocol/findings.ts';
import type {Bucket} from '../protocol/trends.ts';
import {FindingTable} from './finding-table.ts';
import {loadSqlite} from './load-sqlite.ts';
import {mergeSamples} from './merge-samples.ts';
import {allRows} from './rows.ts';
import {SampleTable} from './sample-table.ts';
import {claimFile} from './own-file.ts';
import {migrate} from './schema.ts';
import {troubleOf} from './sqlite-trouble.ts';
import type {Sample, Store, StoreState} from './store.ts';

/** How long opening waits for another process, which may be making the same file. */
const openBusyMs = 2000;
/** How long a call waits for another process's write (about 2 ms): the service stands still meanwhile. */
const busyMs = 250;
/** A leap of the clock longer than this is not believed at once: nothing is deleted until an hour after it. */
const leapMs = 8 * 86_400_000;
const beliefMs = 3_600_000;

export interface SqliteStoreOptions {
	/** A path, a `file:` URI, or `:memory:`. */
	file: string;
	/** All stores are opened alike; this one takes its times from its callers. */
	clock?: Clock;
}

/** Everything but samples, for handing over between stores. */
export interface KeptContent {
	findings: ReturnType<FindingTable['dump']>;
	values: {key: string; value: string}[];
}

/**
 * The store in one SQLite file (WAL, synchronous NORMAL: a killed process loses nothing that was appended, a power cut at most the
 * last seconds). Several processes may use one file. Throws an EsaError `store-corrupt` or `store-newer` and leaves such a
 * file as it is; throws SQLite's own error where the file cannot be opened or written: see `openStore` for going on in memory.
 */
export function openSqliteStore({file}: SqliteStoreOptions): SqliteStore {
	const {DatabaseSync} = loadSqlite();
	let database: DatabaseSync | undefined;
	try {
		database = markOwnDatabase(new DatabaseSync(file, {timeout: openBusyMs}));
		claimFile(database, file);
		enterWal(database);
		checkContent(database, file);
		migrate(database, file);
		database.exec(`PRAGMA busy_timeout = ${busyMs}`);
		return new SqliteStore(database, file);
	} catch (error) {
		database?.close();
		throw isDamage(error) ? damaged(file, error) : error;
	}
}

/** `Store` over an open, migrated database; use `openSqliteStore`. */
export class SqliteStore implements Store {
	readonly #database: DatabaseSync;
	readonly #file: string;
	readonly #samples: SampleTable;
	readonly #findings: FindingTable;

	constructor(database: DatabaseSync, file: string) {
		this.#database = database;
		this.#file = file;
		this.#samples = new SampleTable(database);
		this.#findings = new FindingTable(database);
	}

	state(): StoreState {
		return this.#file === ':memory:' ? {kind: 'memory'} : {kind: 'durable', file: this.#file};
	}

	append(samples: readonly Sample[]): void {
		if (samples.length > 0) this.#transaction(() => this.#samples.append(samples));
	}

	samples(series: string, from: number, to: number): Sample[] {
		return this.#samples.samples(series, from, to);
	}

	window(series: string, from: number, to: number): Sample {
		return mergeSamples(series, from, this.samples(series, from, to));
	}

	buckets(series: string, from: number, to: number, widthMs: number): Bucket[] {
		return this.#samples.buckets(series, from, to, widthMs);
	}

	series(prefix: string): string[] {
		return this.#samples.series(prefix);
	}

	maintain(now: number): void {
		this.#transaction(() => {
			this.#samples.rollUp(now);
			if (!this.#believesClock(now)) return;
			this.#samples.dropOldHistograms(now);
			this.#samples.deleteOld(now);
			this.#findings.prune(now);
		});
	}

	recordFindings(agent: string, findings: readonly Finding[], now: number, fence: number): {opened: number; resolved: number} {
		return this.#transaction(() => this.#findings.record(agent, findings, now, fence));
	}

	findings(filter: {agent?: string; severity?: string} = {}): OpenFinding[] {
		return this.#findings.open(filter);
	}

	getValue(key: string): string | undefined {
		const row = this.#database.prepare('SELECT value FROM kept_values WHERE key = ?').get(key);
		return row === undefined ? undefined : String(row['value']);
	}

	setValue(key: string, value: string): void {
		this.#database.prepare('INSERT OR REPLACE INTO kept_values (key, value) VALUES (?, ?)').run(key, value);
	}

	/** Does nothing the second time. */
	close(): void {
		if (this.#database.isOpen) this.#database.close();
	}

	/** Findings and values, for a store that takes over from this one. */
	content(): KeptContent {
		const values = allRows<KeptContent['values'][number]>(this.#database.prepare('SELECT key, value FROM kept_values'));
		return {findings: this.#findings.dump(), values};
	}

	/** Every sample held, in no order. */
	allSamples(): Iterable<Sample> {
		return this.#samples.all();
	}

	/** Takes over from another store: samples are added, findings of newer runs and values replace. One transaction. */
	absorb(content: KeptContent, samples: Iterable<Sample>): void {
		this.#transaction(() => {
			this.#samples.append([...samples]);
			this.#findings.absorb(content.findings);
			for (const {key, value} of content.values) this.setValue(key, value);
		});
	}

	/** BEGIN IMMEDIATE takes the write lock at once, so that two processes wait for each other instead of failing half-way. */
	#transaction<T>(work: () => T): T {
		this.#database.exec('BEGIN IMMEDIATE');
		try {
			const result = work();
			this.#database.exec('COMMIT');
			return result;
		} catch (error) {
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			this.#samples.forget();
			throw error;
		}
	}

	/**
	 * A machine may start with a clock years ahead and set it right minutes later: deleting by such a clock would lose everything. So after a
	 * leap, deletion waits until the clock has gone on for an hour from there.
	 */
	#believesClock(now: number): boolean {
		const [since = now, last = now] = (this.getValue('store.clock') ?? '').split(' ').filter(Boolean).map(Number);
		const leapt = now < since || now - last > leapMs;
		const start = leapt ? now : since;
		this.setValue('store.clock', `${start} ${now}`);
		return now - start >= beliefMs;
	}
}

/** Changing the journal mode does not wait for another connection's lock as everything else does: a simultaneous first start asks again. */
function enterWal(database: DatabaseSync): void {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let attempt = 1; ; attempt++) {
		try {
			database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304');
			return;
		} catch (error) {
			if (troubleOf(error)?.trouble !== 'busy' || attempt === 50) throw error;
			Atomics.wait(pause, 0, 0, 20);
		}
	}
}

/** Damage shows at open instead of in the middle of a day: reads every page once, about 1 ms per MB. */
function checkContent(database: DatabaseSync, file: string): void {
	const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
	if (verdict !== 'ok') throw damaged(file, verdict);
}

function isDamage(error: unknown): boolean {
	const trouble = troubleOf(error)?.trouble;
	return trouble === 'corrupt' || trouble === 'not-a-database';
}

function damaged(file: string, cause: unknown): EsaError {
	const words = troubleOf(cause)?.words ?? 'its content is damaged';
	return new EsaError(
		'store-corrupt',
		`Opening the store ${file} failed: ${words}. Nothing was changed; restore a backup, or move the file away to start a new one.`,
		{
			cause,
		},
	);
}
