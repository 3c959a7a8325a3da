import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {openJobDatabase} from '../../source/jobs/database.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {ManualClock} from '../support/manual-clock.ts';

const clock = new ManualClock();
let folder = '';
let file = '';

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'esa-jobs-'));
	file = path.join(folder, 'jobs.db');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** A closed file with one job in it. */
async function makeFile(): Promise<void> {
	const queue = openSqliteQueue({file, clock});
	await queue.enqueue('alpha', {n: 1});
	await queue.close();
}

/** What opening the file throws, and whether the file is as it was. */
function refusal(): {code: unknown; isUntouched: boolean} {
	const before = readFileSync(file);
	try {
		openSqliteQueue({file, clock});
	} catch (error) {
		const code = error instanceof EsaError ? error.code : error;
		return {code, isUntouched: readFileSync(file).equals(before)};
	}
	return {code: undefined, isUntouched: readFileSync(file).equals(before)};
}

describe('opening a file', () => {
	test('a new file is durable, in WAL mode with full synchronisation', async () => {
		const database = openJobDatabase(file);
		expect(database.state()).toEqual({kind: 'durable', file});
		expect(database.get('PRAGMA journal_mode')).toEqual({journal_mode: 'wal'});
		expect(database.get('PRAGMA synchronous')).toEqual({synchronous: 2});
		database.close();
	});

	test('a file that is no database is refused and not overwritten', () => {
		writeFileSync(file, 'these are my notes, not a database\n'.repeat(100));
		expect(refusal()).toEqual({code: 'store-corrupt', isUntouched: true});
	});

	test('a damaged database is refused and not overwritten', async () => {
		await makeFile();
		const bytes = readFileSync(file);
		bytes.fill(0xa5, 4096, 4096 * 3);
		writeFileSync(file, bytes);
		expect(refusal()).toEqual({code: 'store-corrupt', isUntouched: true});
	});

	test('a truncated database is refused and not overwritten', async () => {
		await makeFile();
		writeFileSync(file, readFileSync(file).subarray(0, 4096 * 2 + 100));
		expect(refusal()).toEqual({code: 'store-corrupt', isUntouched: true});
	});

	test("another program's database is refused and not overwritten", () => {
		const other = new DatabaseSync(file);
		other.exec('CREATE TABLE customers (name TEXT)');
		other.close();
		expect(refusal()).toEqual({code: 'store-corrupt', isUntouched: true});
	});

	test('a database of a newer release is refused and not overwritten', async () => {
		await makeFile();
		const newer = new DatabaseSync(file);
		newer.exec('UPDATE jobs_version SET version = 99');
		newer.close();
		expect(refusal()).toEqual({code: 'store-newer', isUntouched: true});
	});

	test('a file in a folder that does not exist falls back to memory and says why', async () => {
		const missing = path.join(folder, 'no', 'such', 'folder', 'jobs.db');
		const queue = openSqliteQueue({file: missing, clock});
		const state = queue.state();
		expect(state).toMatchObject({kind: 'degraded'});
		expect(state.kind === 'degraded' && state.reason).toContain(missing);
		const {id} = await queue.enqueue('alpha', null);
		expect((await queue.claim('w', {leaseMs: 1000}))?.job.id).toBe(id);
		await queue.close();
	});

	test('a path that is a folder falls back to memory', () => {
		mkdirSync(file);
		expect(openSqliteQueue({file, clock}).state()).toMatchObject({kind: 'degraded'});
	});

	test('memory that was asked for is no degradation', () => {
		expect(openSqliteQueue({file: ':memory:', clock}).state()).toEqual({kind: 'memory'});
	});
});

describe('a disk that fills up later', () => {
	test('the change that met it succeeds in memory, with everything that was there', async () => {
		await makeFile();
		const database = openJobDatabase(file);
		const before = database.all('SELECT id FROM jobs');
		// The page limit makes SQLite itself answer SQLITE_FULL, as it does on a full disk.
		const {page_count: pages} = database.get<{page_count: number}>('PRAGMA page_count') ?? {page_count: 0};
		database.get(`PRAGMA max_page_count = ${pages}`);
		const fill = (): number => database.write(() => database.run('INSERT INTO slots VALUES (?, ?)', 'x'.repeat(100_000), 1));
		expect(fill()).toBe(1);
		expect(database.state()).toMatchObject({kind: 'degraded', reason: expect.stringContaining('the disk is full')});
		expect(database.all('SELECT id FROM jobs')).toEqual(before);
		expect(database.get('SELECT count(*) AS n FROM slots')).toEqual({n: 1});
		database.close();
	});

	test('the file keeps what it held, for the next start', async () => {
		await makeFile();
		const database = openJobDatabase(file);
		database.get('PRAGMA max_page_count = 1');
		database.write(() => database.run('INSERT INTO slots VALUES (?, ?)', 'x'.repeat(100_000), 1));
		database.close();
		const again = openSqliteQueue({file, clock});
		expect(again.state()).toEqual({kind: 'durable', file});
		expect((await again.counts()).available).toBe(1);
		await again.close();
	});

	test('a fault of our own is thrown, not taken for a full disk', async () => {
		const database = openJobDatabase(file);
		expect(() => database.write(() => database.run('INSERT INTO slots VALUES (1)'))).toThrow(/columns/);
		expect(database.state()).toEqual({kind: 'durable', file});
		database.close();
	});

	test('a failed change leaves nothing half done', async () => {
		const database = openJobDatabase(file);
		const change = (): void => {
			database.run('INSERT INTO slots VALUES (?, ?)', 'alpha', 1);
			throw new Error('half way');
		};
		expect(() => database.write(change)).toThrow('half way');
		expect(database.get('SELECT count(*) AS n FROM slots')).toEqual({n: 0});
		database.close();
	});
});

test('a copy of a file that another process holds open can be opened', async () => {
	await makeFile();
	const held = openSqliteQueue({file, clock});
	const copy = path.join(folder, 'copy.db');
	copyFileSync(file, copy);
	const queue = openSqliteQueue({file: copy, clock});
	expect((await queue.counts()).available).toBe(1);
	await queue.close();
	await held.close();
});
