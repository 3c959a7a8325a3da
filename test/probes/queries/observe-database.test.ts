import {DatabaseSync} from 'node:sqlite';
import Database from 'better-sqlite3';
import callbacks from 'mysql2';
import mysql from 'mysql2/promise';
import pg from 'pg';
import postgres from 'postgres';
import {describe, expect, test} from 'vitest';
import {observeDatabase} from '../../../source/probes/queries/observe-database.ts';

describe('a database is recognised by its shape', () => {
	test.each([
		['a pool of pg', () => new pg.Pool(), {name: 'pg', system: 'postgresql'}],
		['a client of pg', () => new pg.Client(), {name: 'pg', system: 'postgresql'}],
		['a subclass of pg', () => new (class extends pg.Pool {})(), {name: 'pg', system: 'postgresql'}],
		['the module pg', () => pg, {name: 'pg', system: 'postgresql'}],
		['a pool of mysql2', () => callbacks.createPool({host: '127.0.0.1'}), {name: 'mysql2', system: 'mysql'}],
		['a pool of promises of mysql2', () => mysql.createPool({host: '127.0.0.1'}), {name: 'mysql2', system: 'mysql'}],
		['better-sqlite3', () => new Database(':memory:'), {name: 'SQLite', system: 'sqlite'}],
		['node:sqlite', () => new DatabaseSync(':memory:'), {name: 'SQLite', system: 'sqlite'}],
		['postgres.js', () => postgres({host: '127.0.0.1'}), {name: 'postgres.js', system: 'postgresql'}],
	])('%s', (_, make, known) => {
		const database = make();
		expect([observeDatabase(database), observeDatabase(database)]).toEqual([known, known]);
	});

	test.each(['pool', 'client', 'query'] as const)('pg whose class of %s is frozen is told to stay unseen', (frozen) => {
		const {Pool, Client, Query} = likePg();
		Object.freeze({pool: Pool, client: Client, query: Query}[frozen].prototype);
		const unseen = {name: 'pg', system: 'postgresql', unseen: expect.stringContaining('frozen')};
		expect(observeDatabase({Pool, Client})).toEqual(unseen);
		expect(observeDatabase(new Pool())).toEqual(unseen);
	});

	test('a pool of pg that is frozen itself is told to stay unseen', () => {
		const {Pool} = likePg();
		expect(observeDatabase(Object.freeze(new Pool()))).toMatchObject({name: 'pg', unseen: expect.stringContaining('frozen')});
		expect(observeDatabase(new Pool())).toEqual({name: 'pg', system: 'postgresql'});
	});

	test('a pool that looks like pg, as other libraries make one, is none of its', () => {
		const pool = {
			totalCount: 1,
			idleCount: 1,
			waitingCount: 0,
			options: {max: 5},
			query: () => 1,
			connect: () => 1,
			on: () => 1,
			end: () => 1,
		};
		const before = {...pool};
		expect(observeDatabase(pool)).toBeUndefined();
		expect(pool).toEqual(before);
	});

	test.each([
		undefined,
		null,
		0,
		'postgres://localhost',
		{},
		[],
		() => 1,
		new Map(),
		{query: () => 1},
		Object.create(null) as object,
		new Proxy({}, {get: () => undefined}),
	])('%o is none', (thing) => {
		expect(observeDatabase(thing)).toBeUndefined();
	});
});

/** Classes of their own, which a test may freeze. */
function likePg() {
	class Query {
		submit(): void {}
		handleError(): void {}
		handleReadyForQuery(): void {}
	}
	class Client {
		static readonly Query = Query;
		query(): void {}
		connect(): void {}
		end(): void {}
		escapeLiteral(): void {}
	}
	class Pool {
		readonly totalCount = 0;
		readonly Client = Client;
		query(): void {}
		connect(): void {}
		newClient(): void {}
		on(): void {}
		end(): void {}
	}
	return {Pool, Client, Query};
}
