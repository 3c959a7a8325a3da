import Database from 'better-sqlite3';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
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

function people(): Database.Database {
	const database = new Database(':memory:');
	database.exec(`CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO person VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cat')`);
	return database;
}

function observedPeople(): Database.Database {
	const database = people();
	expect(instrumentSqlite(database)).toBe(true);
	return database;
}

describe('queries of better-sqlite3', () => {
	test('are seen with their text and their rows', () => {
		const database = observedPeople();
		database.prepare('SELECT * FROM person WHERE id = ?').get(1);
		database.prepare('SELECT * FROM person').all();
		database.prepare('DELETE FROM person WHERE id < ?').run(3);
		expect(database.exec('CREATE TABLE other (id)')).toBe(database);
		expect([...database.prepare('SELECT * FROM person').iterate()]).toHaveLength(1);
		expect(database.pragma('user_version', {simple: true})).toBe(0);
		expect(heard.records.map(({text, rows, system}) => [text, rows, system])).toEqual([
			['SELECT * FROM person WHERE id = ?', 1, 'sqlite'],
			['SELECT * FROM person', 3, 'sqlite'],
			['DELETE FROM person WHERE id < ?', 2, 'sqlite'],
			['CREATE TABLE other (id)', undefined, 'sqlite'],
			['SELECT * FROM person', 1, 'sqlite'],
			['PRAGMA user_version', 1, 'sqlite'],
		]);
	});

	test('keep plucking, raw rows, expanded rows, big integers and chaining', () => {
		const database = observedPeople();
		const statement = database.prepare('SELECT id, name FROM person WHERE id = 1');
		expect(statement.pluck()).toBe(statement);
		expect(statement.get()).toBe(1);
		expect(statement.raw().get()).toEqual([1, 'Ann']);
		expect(statement.expand().get()).toEqual({person: {id: 1, name: 'Ann'}});
		expect(statement.safeIntegers().pluck().get()).toBe(1n);
		expect(statement.columns().map(({name}) => name)).toEqual(['id', 'name']);
		expect(database.prepare('SELECT NULL').pluck().get()).toBeNull();
		expect(heard.records.map(({rows}) => rows)).toEqual([1, 1, 1, 1, 1]);
	});

	test('are seen of statements that were prepared before, and of no database that nobody gave', () => {
		const database = people();
		const statement = database.prepare('SELECT * FROM person');
		instrumentSqlite(database);
		const other = people();
		other.prepare('SELECT 1').get();
		statement.all();
		instrumentSqlite(database);
		statement.all();
		expect(heard.texts()).toEqual(['SELECT * FROM person', 'SELECT * FROM person']);
		instrumentSqlite(other);
		other.prepare('SELECT 2').get();
		expect(heard.texts()).toHaveLength(3);
	});

	test('have their transactions around them', () => {
		const database = observedPeople();
		const rename = database.prepare('UPDATE person SET name = ? WHERE id = ?');
		const renameAll = database.transaction((name: string) => [1, 2].map((id) => rename.run(name, id).changes));
		expect(renameAll('x')).toEqual([1, 1]);
		expect(() =>
			database.transaction(() => {
				rename.run('y', 1);
				throw new Error('back');
			})(),
		).toThrow('back');
		expect(heard.texts()).toEqual(['BEGIN', rename.source, rename.source, 'COMMIT', 'BEGIN', rename.source, 'ROLLBACK']);
		expect(database.prepare('SELECT name FROM person WHERE id = 1').pluck().get()).toBe('x');
	});

	test('that were bound for good are told apart by what was bound', () => {
		const database = observedPeople();
		for (const id of [1, 1, 2]) database.prepare('SELECT name FROM person WHERE id = ?').bind(id).get();
		const [one, again, two] = heard.records.map(({values}) => values);
		expect([one === again, one === two, one === undefined]).toEqual([true, false, false]);
	});

	test('throw what they would, and are told with the code', () => {
		const database = observedPeople();
		const insert = database.prepare('INSERT INTO person VALUES (?, ?)');
		expect(() => insert.run(1, 'secret')).toThrow(Database.SqliteError);
		expect(() => insert.run()).toThrow(new RangeError('Too few parameter values were provided'));
		expect(() => database.prepare('nonsense')).toThrow('near "nonsense": syntax error');
		expect(heard.records.map(({error}) => error)).toEqual(['SQLITE_CONSTRAINT_PRIMARYKEY', 'RangeError']);
	});

	test('are seen with the place in the code of the second equal one', () => {
		const database = observedPeople();
		const context = queryFeed.open('request', 'GET /');
		const byId = database.prepare('SELECT * FROM person WHERE id = ?');
		queryContexts.run(context, function loadPeople() {
			for (const id of [1, 2, 3]) byId.get(id);
		});
		expect(context.records.map(({site}) => site !== undefined)).toEqual([false, true, false]);
		expect(readSite(context.records[1]!.site!).source).toMatch(/better-sqlite3\.integration\.test\.ts:\d+ loadPeople$/);
	});

	test('free the database when an iterator is left early', () => {
		const database = observedPeople();
		for (const _ of database.prepare('SELECT * FROM person').iterate()) break;
		expect(database.prepare('DELETE FROM person').run().changes).toBe(3);
		expect(heard.records.map(({rows}) => rows)).toEqual([1, 3]);
	});

	test('are seen of a database of a class of the service', () => {
		class Shop extends Database {
			override exec(sql: string): this {
				return super.exec(`${sql};`);
			}
		}
		const shop = new Shop(':memory:');
		instrumentSqlite(shop);
		shop.exec('CREATE TABLE t (a)');
		shop.prepare('SELECT * FROM t').all();
		expect(heard.texts()).toEqual(['CREATE TABLE t (a);', 'SELECT * FROM t']);
	});

	test('are seen of a database that was closed when it was given, and of its statements as they are', () => {
		const database = people();
		database.close();
		expect(instrumentSqlite(database)).toBe(true);
		expect(() => database.prepare('SELECT 1')).toThrow('The database connection is not open');
	});

	test('are seen of every database once the class is given', () => {
		expect(instrumentSqlite(Database)).toBe(true);
		const database = people();
		database.prepare('SELECT 1').get();
		expect(heard.texts().at(-1)).toBe('SELECT 1');
	});
});
