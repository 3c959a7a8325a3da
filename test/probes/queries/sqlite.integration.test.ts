import {DatabaseSync, StatementSync} from 'node:sqlite';
import * as sqlite from 'node:sqlite';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {systemClock} from '../../../source/basics/clock.ts';
import {markOwnDatabase} from '../../../source/basics/own-database.ts';
import {openSqliteQueue} from '../../../source/jobs/sqlite-queue.ts';
import {openSqliteStore} from '../../../source/store/sqlite-store.ts';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {queryContexts} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {instrumentSqlite} from '../../../source/probes/queries/sqlite.ts';
import {listenToFeed, type HeardFeed} from '../../support/heard-feed.ts';

let heard: HeardFeed;

beforeEach(() => {
	heard = listenToFeed();
});

afterEach(() => {
	heard.stop();
	if (queryFeed.errors > 0) throw queryFeed.lastError;
});

function people(): DatabaseSync {
	const database = new DatabaseSync(':memory:');
	database.exec(`CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO person VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cat')`);
	return database;
}

function observedPeople(): DatabaseSync {
	const database = people();
	instrumentSqlite(database);
	return database;
}

describe('queries of node:sqlite', () => {
	test('are seen with their text, their rows and how long they took', () => {
		const database = observedPeople();
		database.prepare('SELECT * FROM person WHERE id = ?').get(1);
		database.prepare('SELECT * FROM person WHERE id = ?').get(9);
		database.prepare('SELECT * FROM person').all();
		database.prepare('DELETE FROM person WHERE id < ?').run(3);
		database.exec('CREATE TABLE other (id)');
		expect(heard.records.map(({text, rows, system, error}) => [text, rows, system, error])).toEqual([
			['SELECT * FROM person WHERE id = ?', 1, 'sqlite', undefined],
			['SELECT * FROM person WHERE id = ?', 0, 'sqlite', undefined],
			['SELECT * FROM person', 3, 'sqlite', undefined],
			['DELETE FROM person WHERE id < ?', 2, 'sqlite', undefined],
			['CREATE TABLE other (id)', undefined, 'sqlite', undefined],
		]);
		for (const {startedAt, endedAt} of heard.records) expect(endedAt).toBeGreaterThanOrEqual(startedAt);
	});

	test('take no count of changes from the statement before', () => {
		const database = observedPeople();
		database.prepare('UPDATE person SET name = ?').run('x');
		database.prepare('SAVEPOINT one').run();
		database.prepare('/* all */ -- of them\n DELETE FROM person').run();
		const statement = database.prepare('UPDATE person SET name = ?');
		statement.setReadBigInts(true);
		statement.run('y');
		expect(heard.records.map(({rows}) => rows)).toEqual([3, undefined, 3, 0]);
	});

	test('are told apart by their values, however these are given', () => {
		const database = observedPeople();
		const byId = database.prepare('SELECT * FROM person WHERE id = $id');
		byId.get({id: 1});
		byId.get({id: 1});
		byId.get({id: 2});
		const byBoth = database.prepare('SELECT * FROM person WHERE id = ? AND name = ?');
		byBoth.get(1, 'Ann');
		byBoth.get(1, 'Bob');
		database.prepare('SELECT 1').get();
		const [one, again, two, ann, bob, none] = heard.records.map(({values}) => values);
		expect(one).toBe(again);
		expect(new Set([one, two, ann, bob]).size).toBe(4);
		expect(none).toBeUndefined();
	});

	test('belong to the context that sends them', () => {
		const database = observedPeople();
		const context = queryFeed.open('run', 'job mails');
		queryContexts.run(context, () => database.prepare('SELECT 1').get());
		database.prepare('SELECT 2').get();
		expect(context.records.map(({text}) => text)).toEqual(['SELECT 1']);
		expect(heard.contexts).toEqual([context, undefined]);
	});

	test('have the call site of the second equal one, and none where nothing repeats', () => {
		const database = observedPeople();
		const context = queryFeed.open('request', 'GET /');
		const byId = database.prepare('SELECT * FROM person WHERE id = ?');
		const captures = queryFeed.captures;
		queryContexts.run(context, () => {
			byId.get(1);
			expect(queryFeed.captures).toBe(captures);
			sendTwice(byId);
		});
		const [first, second, third] = context.records;
		expect([first!.site, third!.site]).toEqual([undefined, undefined]);
		expect(readSite(second!.site!).source).toMatch(/^test\/probes\/queries\/sqlite\.integration\.test\.ts:\d+ sendTwice$/);
	});

	test('have a call site as well where the service prepares them anew each time, or writes values into the text', () => {
		const database = observedPeople();
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, () => {
			for (const id of [1, 2, 3]) database.prepare('SELECT * FROM person WHERE id = ?').get(id);
			for (const id of [1, 2, 3]) database.prepare(`SELECT name FROM person WHERE id = ${id}`).get();
			for (const id of [1, 2, 3]) database.exec(`DELETE FROM person WHERE id = ${id}`);
		});
		expect(context.records.map(({site}) => site !== undefined)).toEqual([false, true, false, false, true, false, false, true, false]);
	});

	test('have a call site where they were slow before, with values beside the text or within', () => {
		const listener = {slowMs: 0, ended: () => undefined, closed: () => undefined};
		queryFeed.add(listener);
		try {
			const database = observedPeople();
			const send = (id: number): void => {
				queryContexts.run(queryFeed.open('request'), () => {
					database.prepare('SELECT name, 7 AS slow FROM person WHERE id = ?').get(id);
					database.prepare(`SELECT name AS slow FROM person WHERE id = ${id}`).get();
				});
			};
			for (const id of [1, 2]) send(id);
			expect(heard.records.map(({site}) => site !== undefined)).toEqual([false, false, true, true]);
		} finally {
			queryFeed.remove(listener);
		}
	});

	test('are seen of statements that were prepared before', () => {
		const database = people();
		const statement = database.prepare('SELECT * FROM person');
		instrumentSqlite(database);
		statement.all();
		expect(heard.texts()).toEqual(['SELECT * FROM person']);
	});

	test('are seen of databases of a class of the service', () => {
		class Shop extends DatabaseSync {
			calls = 0;
			override prepare(sql: string): StatementSync {
				this.calls++;
				return super.prepare(sql);
			}
		}
		const shop = new Shop(':memory:');
		instrumentSqlite(shop);
		expect(shop.prepare('SELECT 7 AS n').get()).toEqual({n: 7});
		expect([shop.calls, heard.texts()]).toEqual([1, ['SELECT 7 AS n']]);
	});

	test('are seen once however often their database is given', () => {
		const database = observedPeople();
		expect([instrumentSqlite(database), instrumentSqlite(database)]).toEqual([true, true]);
		database.prepare('SELECT 1').get();
		expect(heard.texts()).toEqual(['SELECT 1']);
	});

	test('are not seen of a database that nobody gave, nor of one that is the monitor’s own', () => {
		observedPeople();
		const other = people();
		other.prepare('SELECT 1').get();
		const own = markOwnDatabase(people());
		const statement = own.prepare('SELECT 2');
		instrumentSqlite(own);
		statement.get();
		own.exec('DELETE FROM person');
		expect(heard.texts()).toEqual([]);
	});

	test('are not told of while nobody listens', () => {
		const database = observedPeople();
		heard.stop();
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, () => database.prepare('SELECT 1').get());
		expect([context.records, heard.records]).toEqual([[], []]);
	});
});

describe('a failed query of node:sqlite', () => {
	test('throws what it would, and is told with the name of its code', () => {
		const database = observedPeople();
		const insert = database.prepare('INSERT INTO person VALUES (?, ?)');
		const error = thrownBy(() => insert.run(1, 'secret'));
		expect(error).toMatchObject({code: 'ERR_SQLITE_ERROR', message: 'UNIQUE constraint failed: person.id'});
		expect(heard.records[0]).toMatchObject({error: 'SQLITE_CONSTRAINT', rows: undefined});
		expect(thrownBy(() => database.exec('nonsense'))).toMatchObject({message: 'near "nonsense": syntax error'});
		expect(heard.records[1]).toMatchObject({error: 'SQLITE_ERROR'});
	});

	test('is the same error for calls on what is no statement', () => {
		observedPeople();
		for (const target of [{}, undefined, 5, 'text']) {
			expect(thrownBy(() => Reflect.apply(methodOf(StatementSync.prototype, 'get'), target, []))).toMatchObject({
				message: 'Illegal invocation',
			});
		}
		expect(heard.records).toEqual([]);
	});

	test('is the same error once the database is closed', () => {
		const database = observedPeople();
		const statement = database.prepare('SELECT 1');
		database.close();
		expect(thrownBy(() => statement.get())).toMatchObject({message: 'statement has been finalized'});
		expect(thrownBy(() => database.exec('SELECT 1'))).toMatchObject({message: 'database is not open'});
	});
});

describe('iterators of node:sqlite', () => {
	test('give every row and end with the count of them', () => {
		const database = observedPeople();
		const names = [...database.prepare('SELECT name FROM person ORDER BY id').iterate()].map(({name}) => name);
		expect(names).toEqual(['Ann', 'Bob', 'Cat']);
		expect(heard.records).toMatchObject([{text: 'SELECT name FROM person ORDER BY id', rows: 3}]);
	});

	test('last as long as the driver works, not as long as the service takes with each row', () => {
		const database = observedPeople();
		const startedAt = performance.now();
		for (const _ of database.prepare('SELECT name FROM person').iterate()) wait(20);
		const elapsed = performance.now() - startedAt;
		const [record] = heard.records;
		expect(record!.endedAt - record!.startedAt).toBeLessThan(elapsed - 50);
	});

	test('end where the service stops early', () => {
		const database = observedPeople();
		for (const _ of database.prepare('SELECT name FROM person').iterate()) break;
		expect(heard.records).toMatchObject([{rows: 1}]);
	});

	test('say what was read so far where nobody goes on reading', () => {
		const database = observedPeople();
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, () => database.prepare('SELECT name FROM person').iterate().next());
		expect(context.records[0]).toMatchObject({rows: 1, endedAt: expect.any(Number)});
		expect(context.records[0]!.endedAt).toBeGreaterThan(context.records[0]!.startedAt);
	});

	test('are the objects they were', () => {
		const database = observedPeople();
		const statement = database.prepare('SELECT name FROM person ORDER BY id');
		const iterator = statement.iterate();
		expect(iterator[Symbol.iterator]()).toBe(iterator);
		expect(Reflect.ownKeys(iterator)).toEqual([]);
		expect([...iterator].map(({name}) => name)).toEqual(['Ann', 'Bob', 'Cat']);
		expect(heard.records).toHaveLength(1);
		// Node 22 begins anew, node 24 stays at the end.
		const plain = new DatabaseSync(':memory:').prepare('SELECT 1').iterate();
		expect([...plain]).toHaveLength(1);
		expect(iterator.next().done).toBe(plain.next().done);
	});

	test('of the monitor’s own databases stay as they are', () => {
		const database = observedPeople();
		database.prepare('SELECT 1').iterate().next();
		const own = markOwnDatabase(people());
		expect([...own.prepare('SELECT id FROM person').iterate()]).toHaveLength(3);
		expect(heard.texts()).toEqual([]);
	});
});

describe('what node:sqlite gives', () => {
	test('is the very object that it would give without us', () => {
		const database = observedPeople();
		const statement = database.prepare('SELECT * FROM person');
		expect(statement).toBeInstanceOf(StatementSync);
		expect(Reflect.ownKeys(statement)).toEqual(Reflect.ownKeys(people().prepare('SELECT * FROM person')));
		expect(Object.getPrototypeOf(statement.get()!)).toBeNull();
		statement.setReturnArrays(true);
		expect(statement.all()).toEqual([
			[1, 'Ann'],
			[2, 'Bob'],
			[3, 'Cat'],
		]);
	});

	test('has methods with the names, lengths and flags of node’s', () => {
		observedPeople();
		for (const [prototype, names] of [
			[StatementSync.prototype, ['run', 'get', 'all', 'iterate']],
			[DatabaseSync.prototype, ['exec', 'prepare']],
		] as const) {
			for (const name of names) {
				const {value, writable, enumerable, configurable} = Object.getOwnPropertyDescriptor(prototype, name)!;
				expect([value.name, value.length, writable, enumerable, configurable]).toEqual([name, 0, true, true, true]);
			}
		}
	});

	test('calls functions of the service within a query, whose own queries are seen', () => {
		const database = observedPeople();
		const byId = database.prepare('SELECT name FROM person WHERE id = ?');
		database.function('name_of', (id) => String(byId.get(id)!['name']));
		const context = queryFeed.open('request', 'GET /');
		const rows = queryContexts.run(context, () => database.prepare('SELECT name_of(id) AS name FROM person').all());
		expect(rows.map(({name}) => name)).toEqual(['Ann', 'Bob', 'Cat']);
		expect(context.records.map(({text}) => text)).toHaveLength(4);
	});
});

describe.runIf('createTagStore' in DatabaseSync.prototype)('tag stores of node:sqlite', () => {
	test('are seen with a placeholder for each value', () => {
		const database = people();
		const before = database.createTagStore();
		instrumentSqlite(database);
		const sql = database.createTagStore();
		expect(sql.get`SELECT name FROM person WHERE id = ${2}`).toEqual({name: 'Bob'});
		expect(sql.all`SELECT id FROM person`).toHaveLength(3);
		expect(before.run`DELETE FROM person WHERE id = ${1}`).toMatchObject({changes: 1});
		expect([...sql.iterate`SELECT id FROM person`]).toHaveLength(2);
		expect(heard.records.map(({text, rows, values}) => [text, rows, values === undefined])).toEqual([
			['SELECT name FROM person WHERE id = ?', 1, false],
			['SELECT id FROM person', 3, true],
			['DELETE FROM person WHERE id = ?', 1, false],
			['SELECT id FROM person', 2, true],
		]);
	});

	test('throw what they would', () => {
		const sql = observedPeople().createTagStore();
		expect(thrownBy(() => Reflect.apply(methodOf(sql, 'get'), sql, ['SELECT 1']))).toMatchObject({code: 'ERR_INVALID_ARG_TYPE'});
		expect(thrownBy(() => sql.get`nonsense`)).toMatchObject({message: 'near "nonsense": syntax error'});
		expect(heard.records).toMatchObject([{error: 'SQLITE_ERROR'}]);
	});
});

describe('instrumenting SQLite', () => {
	test('is refused for anything else, and changes nothing', () => {
		for (const thing of [undefined, null, 5, 'x', {}, {prepare: 1, exec: 2}, () => undefined, new Map(), new Proxy({}, {})]) {
			expect(instrumentSqlite(thing)).toBe(false);
		}
	});

	test('leaves out the monitor’s store and queue of jobs', async () => {
		instrumentSqlite(sqlite);
		const store = openSqliteStore({file: ':memory:'});
		store.append([{series: 'api.latency', t: 1000, n: 1, sum: 1, min: 1, max: 1}]);
		store.close();
		const queue = openSqliteQueue({file: ':memory:', clock: systemClock});
		await queue.counts();
		await queue.close();
		expect(heard.texts()).toEqual([]);
	});

	test('goes on where a listener of ours throws', () => {
		const database = observedPeople();
		const listener = {
			ended: () => {
				throw new Error('ours');
			},
			closed: () => undefined,
		};
		queryFeed.add(listener);
		expect(database.prepare('SELECT 1 AS n').get()).toEqual({n: 1});
		queryFeed.remove(listener);
		expect(queryFeed.errors).toBe(1);
		queryFeed.errors = 0;
	});

	test('goes on with values that refuse to be looked at', () => {
		const database = observedPeople();
		const hostile = new Proxy({}, {ownKeys: () => thrown(), getOwnPropertyDescriptor: () => thrown(), get: () => thrown()});
		const withUs = thrownBy(() => database.prepare('SELECT $a').get(hostile));
		heard.stop();
		expect(withUs).toEqual(thrownBy(() => database.prepare('SELECT $a').get(hostile)));
	});

	test('goes on with a statement that was frozen', () => {
		const database = observedPeople();
		const statement = Object.freeze(database.prepare('SELECT 1 AS n'));
		expect(statement.get()).toEqual({n: 1});
		expect(heard.texts().at(-1)).toBe('SELECT 1 AS n');
	});

	test('of the module covers every database but the monitor’s own', () => {
		expect(instrumentSqlite(sqlite)).toBe(true);
		const database = people();
		database.prepare('SELECT 1').get();
		const own = markOwnDatabase(people());
		own.prepare('SELECT 2').get();
		expect(heard.texts().filter((text) => text.startsWith('SELECT'))).toEqual(['SELECT 1']);
	});
});

function sendTwice(statement: StatementSync): void {
	statement.get(2);
	statement.get(3);
}

function methodOf(owner: object, name: string): () => unknown {
	return Reflect.get(owner, name) as () => unknown;
}

function thrownBy(action: () => unknown): unknown {
	try {
		action();
	} catch (error) {
		return error;
	}
	throw new Error('nothing was thrown');
}

function thrown(): never {
	throw new Error('refused');
}

function wait(ms: number): void {
	const end = performance.now() + ms;
	while (performance.now() < end);
}
