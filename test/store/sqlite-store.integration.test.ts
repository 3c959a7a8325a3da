import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {DatabaseSync} from 'node:sqlite';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {systemClock} from '../../source/basics/clock.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {openSqliteStore, type SqliteStore} from '../../source/store/sqlite-store.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';
import {day, findingOf, hour, noon, sampleOf, testStoreContract} from './store-contract.ts';

const appendForever = fileURLToPath(new URL('./append-forever.ts', import.meta.url));

function open(file: string): SqliteStore {
	return openSqliteStore({file, clock: systemClock});
}

function newFile(): string {
	return path.join(temporaryFolder(), 'shop health.db');
}

function startAppending(file: string, ...rest: string[]): ChildProcess {
	return spawn(process.execPath, [appendForever, file, ...rest], {stdio: ['ignore', 'pipe', 'inherit']});
}

testStoreContract('the SQLite store', () => open(newFile()));

describe('a store file', () => {
	test('remembers everything over a restart', () => {
		const file = newFile();
		const first = open(file);
		first.append([sampleOf('a', noon, 1, 2)]);
		first.recordFindings('endpoints', [findingOf('x')], noon, 4);
		first.setValue('since', 'noon');
		first.close();
		const second = open(file);
		expect(second.state()).toEqual({kind: 'durable', file});
		expect(second.samples('a', noon, noon + hour)).toEqual([sampleOf('a', noon, 1, 2)]);
		expect(second.findings()).toHaveLength(1);
		expect(second.recordFindings('endpoints', [], noon, 3)).toEqual({opened: 0, resolved: 0});
		expect(second.getValue('since')).toBe('noon');
		second.close();
	});

	test('forgets findings 30 days after they were resolved', () => {
		const file = newFile();
		const store = open(file);
		store.recordFindings('endpoints', [findingOf('x'), findingOf('y')], noon, 1);
		store.recordFindings('endpoints', [findingOf('y')], noon, 2);
		for (const later of [0, 7, 14, 21, 28]) store.maintain(noon + later * day);
		expect(rowsOf(file, 'findings')).toBe(2);
		store.maintain(noon + 31 * day);
		expect(rowsOf(file, 'findings')).toBe(1);
		expect(store.findings().map((finding) => finding.id)).toEqual(['y']);
		store.close();
	});

	test('written by two processes at once holds the samples of both', async () => {
		const file = newFile();
		const children = [startAppending(file, '0', '60'), startAppending(file, '30', '60')];
		const codes = await Promise.all(
			children.map(async (child) => {
				child.stdout!.resume();
				return (await once(child, 'close'))[0];
			}),
		);
		expect(codes).toEqual([0, 0]);
		const store = open(file);
		expect(store.window('s7', 0, day).n).toBe(120);
		expect(store.samples('s7', 0, day)).toHaveLength(90);
		store.close();
	});

	test('is whole after each of ten kills in the middle of writing, and no tick it confirmed is lost', async () => {
		const file = newFile();
		let next = 0;
		for (let round = 0; round < 10; round++) {
			const confirmed = await killAfter(startAppending(file, String(next)), 5 + round * 7);
			const store = open(file);
			const stored = store.samples('s0', 0, Number.MAX_SAFE_INTEGER);
			const last = stored.at(-1)!.max;
			expect(last).toBeGreaterThanOrEqual(confirmed);
			for (const series of store.series('')) expect(store.window(series, 0, Number.MAX_SAFE_INTEGER).n).toBe(last + 1);
			store.close();
			expect(integrityOf(file)).toBe('ok');
			next = last + 1;
		}
	});
});

describe('a file that must not be touched', () => {
	test('is refused when it is no database, and stays as it is', () => {
		const file = newFile();
		const text = 'this was never a database, but somebody needs it'.repeat(100);
		writeFileSync(file, text);
		expect(() => open(file)).toThrow(expect.objectContaining({code: 'store-corrupt', message: expect.stringContaining(file)}));
		expect(readFileSync(file, 'utf8')).toBe(text);
	});

	test('is refused when a page in its middle is damaged, and stays as it is', () => {
		const file = newFile();
		const store = open(file);
		store.append(Array.from({length: 3000}, (_, index) => sampleOf(`s${index % 10}`, noon + index * 30_000, index)));
		store.close();
		const bytes = readFileSync(file);
		bytes.fill(0xa5, 4096 * 8, 4096 * 9);
		writeFileSync(file, bytes);
		expect(() => open(file)).toThrow(expect.objectContaining({code: 'store-corrupt'}));
		expect(readFileSync(file).equals(bytes)).toBe(true);
	});

	test('is refused when it is the database of another program, which gets no table of ours', () => {
		const file = newFile();
		const database = new DatabaseSync(file);
		database.exec('CREATE TABLE customers (name TEXT)');
		expect(() => open(file)).toThrow(expect.objectContaining({code: 'store-corrupt', message: expect.stringContaining('another program')}));
		expect(database.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{name: 'customers'}]);
		database.close();
	});

	test('is not meant by a file that the job queue made first: both live in it', async () => {
		const file = newFile();
		const queue = openSqliteQueue({file, clock: systemClock});
		const store = open(file);
		store.append([sampleOf('a', noon, 1)]);
		expect(store.window('a', noon, noon + hour).n).toBe(1);
		expect((await queue.counts()).available).toBe(0);
		await queue.close();
		store.close();
	});

	test('is refused when a newer program wrote it, and keeps what that wrote', () => {
		const file = newFile();
		open(file).close();
		const database = new DatabaseSync(file);
		database.exec('UPDATE store_version SET version = 99; CREATE TABLE of_the_future (x); INSERT INTO of_the_future VALUES (1)');
		database.close();
		expect(() => open(file)).toThrow(expect.objectContaining({code: 'store-newer', message: expect.stringContaining('update esa-health')}));
		expect(rowsOf(file, 'of_the_future')).toBe(1);
	});
});

async function killAfter(child: ChildProcess, lines: number): Promise<number> {
	let confirmed = -1;
	let seen = 0;
	for await (const line of createInterface({input: child.stdout!})) {
		confirmed = Number(line);
		if (++seen === lines) child.kill('SIGKILL');
	}
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	expect(child.signalCode).toBe('SIGKILL');
	return confirmed;
}

function rowsOf(file: string, table: string): number {
	const database = new DatabaseSync(file, {readOnly: true});
	const count = Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()!['n']);
	database.close();
	return count;
}

function integrityOf(file: string): unknown {
	const database = new DatabaseSync(file);
	const verdict = database.prepare('PRAGMA integrity_check').get()!['integrity_check'];
	database.close();
	return verdict;
}
