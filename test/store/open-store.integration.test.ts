import {closeSync, openSync, writeSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import {openStore} from '../../source/store/open-store.ts';
import {ResilientStore} from '../../source/store/resilient-store.ts';
import {openSqliteStore, SqliteStore} from '../../source/store/sqlite-store.ts';
import type {Store} from '../../source/store/store.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';
import {findingOf, hour, minute, noon, sampleOf, testStoreContract} from './store-contract.ts';

testStoreContract('the store that outlives its disk', () =>
	openStore({file: path.join(temporaryFolder(), 'store.db'), clock: new ManualClock()}),
);
testStoreContract('the store without a usable file', () => openStore({file: temporaryFolder(), clock: new ManualClock()}));

/** A store on a disk with room for `pages` pages, and the way to make room. */
function storeOnSmallDisk(pages: number): {store: Store; file: string; clock: ManualClock; makeRoom: () => void} {
	const clock = new ManualClock();
	const file = path.join(temporaryFolder(), 'store.db');
	openSqliteStore({file, clock}).close();
	const database = new DatabaseSync(file, {timeout: 0});
	database.exec(`PRAGMA max_page_count = ${pages}`);
	const store = new ResilientStore(() => new SqliteStore(database, file), file, clock);
	return {store, file, clock, makeRoom: () => database.exec('PRAGMA max_page_count = 100000')};
}

function fillDisk(store: Store): number {
	let appended = 0;
	while (store.state().kind === 'durable') {
		store.append([sampleOf('a', noon + appended * 30_000, 1)]);
		appended++;
	}
	return appended;
}

describe('a full disk', () => {
	test('loses no sample: what no longer fits is kept in memory and read together with the rest', () => {
		const {store} = storeOnSmallDisk(14);
		const appended = fillDisk(store);
		expect(appended).toBeGreaterThan(20);
		expect(store.window('a', 0, noon + 1000 * hour).n).toBe(appended);
		expect(store.samples('a', 0, noon + 1000 * hour)).toHaveLength(appended);
		expect(store.buckets('a', 0, noon + 1000 * hour, hour).reduce((sum, bucket) => sum + bucket.n, 0)).toBe(appended);
		store.close();
	});

	test('is said in one sentence', () => {
		const {store, file} = storeOnSmallDisk(14);
		fillDisk(store);
		expect(store.state()).toEqual({
			kind: 'degraded',
			reason: `Writing to the store ${file} failed: the disk is full; new measurements are kept in memory until it works again.`,
		});
		store.close();
	});

	test('leaves findings and values as they were, and their life goes on', () => {
		const {store} = storeOnSmallDisk(16);
		store.recordFindings('endpoints', [findingOf('x'), findingOf('y')], noon, 3);
		store.setValue('since', 'noon');
		fillDisk(store);
		expect(store.findings()).toHaveLength(2);
		expect(store.getValue('since')).toBe('noon');
		expect(store.recordFindings('endpoints', [findingOf('x')], noon + hour, 2)).toEqual({opened: 0, resolved: 0});
		expect(store.recordFindings('endpoints', [findingOf('x')], noon + hour, 4)).toEqual({opened: 0, resolved: 1});
		expect(store.findings()[0]!.firstSeen).toBe(new Date(noon).toISOString());
		store.close();
	});

	test('with room again takes everything that was kept in memory, once', () => {
		const {store, file, clock, makeRoom} = storeOnSmallDisk(14);
		const appended = fillDisk(store);
		store.recordFindings('endpoints', [findingOf('x')], noon, 9);
		makeRoom();
		store.maintain(noon);
		expect(store.state().kind).toBe('degraded');
		clock.advance(minute);
		store.maintain(noon);
		expect(store.state()).toEqual({kind: 'durable', file});
		store.close();
		const reopened = openSqliteStore({file, clock});
		expect(reopened.window('a', 0, noon + 1000 * hour).n).toBe(appended);
		expect(reopened.findings()).toHaveLength(1);
		reopened.close();
	});

	test('with room again at the end loses nothing by closing', () => {
		const {store, file, clock, makeRoom} = storeOnSmallDisk(14);
		const appended = fillDisk(store);
		makeRoom();
		store.close();
		const reopened = openSqliteStore({file, clock});
		expect(reopened.window('a', 0, noon + 1000 * hour).n).toBe(appended);
		reopened.close();
	});
});

describe('a file that cannot be written', () => {
	test('is still read, and what is new is kept in memory', () => {
		const clock = new ManualClock();
		const file = path.join(temporaryFolder(), 'store.db');
		const writable = openSqliteStore({file, clock});
		writable.append([sampleOf('a', noon, 1)]);
		writable.close();
		const store = openStore({file: `file:${file}?mode=ro`, clock});
		store.append([sampleOf('a', noon + hour, 2)]);
		expect(store.state()).toMatchObject({kind: 'degraded', reason: expect.stringContaining('it may only be read')});
		expect(store.window('a', noon, noon + 2 * hour)).toMatchObject({n: 2, min: 1, max: 2});
		store.close();
	});

	test.each(['', 'no/such/folder/store.db'])('does not stop the start when it cannot be opened at all (%s)', (name) => {
		const file = path.join(temporaryFolder(), name);
		const store = openStore({file, clock: new ManualClock()});
		expect(store.state()).toMatchObject({kind: 'degraded', reason: expect.stringMatching(/^Opening the store .* it cannot be opened;/)});
		store.append([sampleOf('a', noon, 1)]);
		expect(store.window('a', noon, noon + hour).n).toBe(1);
		store.close();
	});

	test('because another process holds it locked is used again once that lets go', () => {
		const {store, file, clock} = storeOnSmallDisk(1000);
		const other = new DatabaseSync(file);
		other.exec('BEGIN IMMEDIATE');
		store.append([sampleOf('a', noon, 1)]);
		expect(store.state()).toMatchObject({kind: 'degraded', reason: expect.stringContaining('another process holds it locked')});
		other.exec('COMMIT');
		other.close();
		clock.advance(minute);
		store.maintain(noon);
		expect(store.state().kind).toBe('durable');
		expect(store.window('a', noon, noon + hour).n).toBe(1);
		store.close();
	});
});

describe('a damaged file', () => {
	test('stops the start with one sentence', () => {
		const file = path.join(temporaryFolder(), 'store.db');
		const handle = openSync(file, 'w');
		writeSync(handle, Buffer.alloc(8192, 7));
		closeSync(handle);
		expect(() => openStore({file, clock: new ManualClock()})).toThrow(expect.objectContaining({code: 'store-corrupt'}));
	});

	test('found damaged while running is not written to again', () => {
		const clock = new ManualClock();
		const file = path.join(temporaryFolder(), 'store.db');
		const disk = openSqliteStore({file, clock});
		disk.append(Array.from({length: 5000}, (_, index) => sampleOf(`s${index % 10}`, noon + index * 30_000, index)));
		disk.close();
		damage(file);
		const store = new ResilientStore(() => new SqliteStore(new DatabaseSync(file), file), file, clock);
		for (let index = 0; index < 10; index++) store.samples(`s${index}`, 0, noon + 1000 * hour);
		expect(store.state()).toMatchObject({kind: 'degraded', reason: expect.stringContaining('its content is damaged')});
		store.append([sampleOf('new', noon, 1)]);
		clock.advance(hour);
		store.maintain(noon);
		expect(store.state().kind).toBe('degraded');
		expect(store.window('new', noon, noon + hour).n).toBe(1);
		store.close();
	});
});

/** Overwrites pages far behind the first ones, which hold the table of contents. */
function damage(file: string): void {
	const handle = openSync(file, 'r+');
	for (let page = 12; page < 30; page++) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
	closeSync(handle);
}
