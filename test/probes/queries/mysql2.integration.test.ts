import {eq} from 'drizzle-orm';
import {int, mysqlTable, varchar} from 'drizzle-orm/mysql-core';
import {drizzle} from 'drizzle-orm/mysql2';
import createKnex from 'knex';
import callbacks from 'mysql2';
import mysql, {type Pool} from 'mysql2/promise';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {instrumentMysql2, instrumentMysql2Classes} from '../../../source/probes/queries/mysql2.ts';
import {type QueryContext, queryContexts} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {heard, type Heard} from '../../support/heard-queries.ts';
import {hasMariadb, type MariadbServer, startMariadb} from '../../support/mariadb.ts';

describe.runIf(hasMariadb)('queries of mysql2', () => {
	let server: MariadbServer;
	let pool: Pool;
	let ear: Heard;

	beforeAll(async () => {
		server = await startMariadb();
		pool = mysql.createPool({uri: server.connectionString, connectionLimit: 1});
		await pool.query('create table orders (id int primary key, name varchar(40))');
		await pool.query("insert into orders values (1, 'one'), (2, 'two'), (3, 'three')");
		instrumentMysql2(pool);
		ear = heard();
	});

	afterAll(async () => {
		ear.stop();
		await pool.end();
		await server.stop();
	});

	test('are seen once each, as the service wrote them, with rows and errors', async () => {
		expect(instrumentMysql2(pool)).toBe('seen');
		const records = await ear.during(async () => {
			await pool.query('select * from orders where id < ?', [3]);
			await pool.execute('select * from orders where id = ?', [3]);
			await pool.query({sql: 'update orders set name = ? where id > ?', values: ['secret', 1]});
			await pool.query('select secret from nowhere').catch(() => undefined);
			await pool.execute('select secret from nowhere').catch(() => undefined);
		});
		expect(records.map(({text, rows, error, system}) => [text, rows, error, system])).toEqual([
			['select * from orders where id < ?', 2, undefined, 'mysql'],
			['select * from orders where id = ?', 1, undefined, 'mysql'],
			['update orders set name = ? where id > ?', 2, undefined, 'mysql'],
			['select secret from nowhere', undefined, 'ER_NO_SUCH_TABLE', 'mysql'],
			['select secret from nowhere', undefined, 'ER_NO_SUCH_TABLE', 'mysql'],
		]);
	});

	test('of connections, prepared statements, transactions and streams are seen', async () => {
		const records = await ear.during(async () => {
			const connection = await pool.getConnection();
			await connection.beginTransaction();
			await connection.query('select 1 as a');
			const statement = await connection.prepare('select ? + 1 as b');
			expect((await statement.execute([2]))[0]).toEqual([{b: 3}]);
			await statement.close();
			await connection.commit();
			const seen: unknown[] = [];
			// The promise API has no streams: its connection stands before one of callbacks.
			const {connection: core} = connection as unknown as {connection: callbacks.Connection};
			for await (const row of core.query('select id from orders order by id').stream()) seen.push(row);
			expect(seen).toEqual([{id: 1}, {id: 2}, {id: 3}]);
			connection.release();
		});
		expect(records.map(({text}) => text)).toEqual([
			'START TRANSACTION',
			'select 1 as a',
			'select ? + 1 as b',
			'COMMIT',
			'select id from orders order by id',
		]);
	});

	test('of a connection of its own and of callbacks are seen in the context of whoever gave the callback', async () => {
		const connection = callbacks.createConnection(server.connectionString);
		expect(instrumentMysql2(connection)).toBe('seen');
		const contexts: (QueryContext | undefined)[] = [];
		const records = await ear.during(
			() =>
				new Promise<void>((resolve) => {
					connection.query('select 1 as a', () => {
						contexts.push(queryContexts.getStore());
						connection.execute('select ? as b', [2], () => {
							contexts.push(queryContexts.getStore());
							resolve();
						});
					});
				}),
		);
		await connection.promise().end();
		expect(records.map(({text}) => text)).toEqual(['select 1 as a', 'select ? as b']);
		expect(new Set(contexts).size).toBe(1);
		expect(contexts[0]).toBeDefined();
	});

	test('take their call site where the service calls the pool, one by one and side by side', async () => {
		const before = queryFeed.captures;
		const records = await ear.during(async () => {
			for (const id of [1, 2, 3]) await pool.query('select name from orders where id = ?', [id]);
			await Promise.all([1, 2, 3].map((id) => pool.execute('select id from orders where id = ?', [id])));
			for (const id of [1, 2]) await pool.query(`select concat('x', name) from orders where id = ${id}`);
		});
		expect(records.map(({site}) => site !== undefined)).toEqual([false, true, false, false, true, false, false, true]);
		expect(queryFeed.captures - before).toBe(3);
		for (const {site} of records.filter((record) => record.site !== undefined)) {
			expect(readSite(site!)).toMatchObject({
				source: expect.stringMatching(/^test\/probes\/queries\/mysql2\.integration\.test\.ts:\d+/),
				via: [],
			});
		}
	});

	test('take no call site in a context that repeats none', async () => {
		const before = queryFeed.captures;
		await ear.during(async () => {
			for (let at = 0; at < 20; at++) await pool.query(`select id as c${at} from orders where id = ?`, [at]);
		});
		expect(queryFeed.captures - before).toBe(0);
	});

	test('keep results, errors and this of callbacks as they were', async () => {
		ear.stop();
		const bare = await outcomes(pool);
		ear.start();
		const watched = await outcomes(pool);
		expect(watched).toEqual(bare);
		expect(bare).toHaveLength(7);
	});

	test.each(['query', 'execute'] as const)(
		'of 10,000 by %s of 50 requests at once over one connection, none is counted to another request',
		(method) => verifyContexts((id) => (method === 'query' ? pool.query(`select 1 as \`${id}\``) : pool.execute(`select 1 as \`${id}\``))),
	);

	test('of 10,000 by connections and callbacks, none is counted to another request', async () => {
		const core = callbacks.createPool({uri: server.connectionString, connectionLimit: 1});
		instrumentMysql2(core);
		await verifyContexts(
			(id) =>
				new Promise<void>((resolve, reject) => {
					core.getConnection((error, connection) => {
						if (error) return reject(error);
						connection.query(`select 1 as \`${id}\``, (failure) => {
							connection.release();
							if (failure) reject(failure);
							else resolve();
						});
					});
				}),
		);
		await core.promise().end();
	});

	test('through knex are found in the code of the service', async () => {
		const knex = createKnex({client: 'mysql2', connection: server.connectionString, pool: {min: 0, max: 1}});
		await knex.raw('select 1');
		const records = await ear.during(async () => {
			for (const id of [1, 2]) await knex('orders').where({id}).first();
		});
		await knex.destroy();
		expect(records).toHaveLength(2);
		const site = readSite(records[1]!.site!);
		expect(site).toEqual({source: expect.stringMatching(/^test\/probes\/queries\/mysql2\.integration\.test\.ts:\d+/), via: ['knex']});
	});

	test('of a loop that awaits drizzle, whose stack leads nowhere, are found where what comes of them goes', async () => {
		const orders = mysqlTable('orders', {id: int(), name: varchar({length: 40})});
		const db = drizzle(pool, {schema: {orders}, mode: 'default'});
		const found = async (work: () => Promise<void>) =>
			(await ear.during(work)).flatMap(({site}) => (site === undefined ? [] : [readSite(site)]));
		const place = (name: string) => ({
			source: expect.stringMatching(new RegExp(`^test/probes/queries/mysql2\\.integration\\.test\\.ts:\\d+ ${name}$`, 'u')) as string,
			via: ['drizzle-orm'],
		});
		const selected = await found(async function selectAll() {
			for (const id of [1, 2, 3]) expect(await db.select({id: orders.id}).from(orders).where(eq(orders.id, id))).toEqual([{id}]);
		});
		expect(selected).toEqual([place('selectAll')]);
		const inserted = await found(async function insertAll() {
			for (const id of [11, 12, 13]) await db.insert(orders).values({id, name: 'new'});
		});
		expect(inserted).toEqual([place('insertAll')]);
		const inTransaction = await found(async function selectWithin() {
			await db.transaction(async (within) => {
				for (const id of [1, 2, 3]) await within.query.orders.findMany({where: eq(orders.id, id)});
			});
		});
		expect(inTransaction.map(({via}) => via)).toContainEqual(['drizzle-orm']);
		expect(inTransaction.map(({source}) => source)).toContainEqual(expect.stringContaining('mysql2.integration.test.ts'));
		await pool.query('delete from orders where id > 10');
	});

	test('leave no error of ours behind', () => {
		expect([queryFeed.errors, queryFeed.lastError]).toEqual([0, undefined]);
	});
});

test('a mysql2 that publishes nothing is told to be too old', () => {
	class BasePool {
		query(): string {
			return 'nothing is published';
		}
		getConnection(): string {
			return 'neither here';
		}
	}
	expect(instrumentMysql2Classes([BasePool])).toBe('too-old');
});

/** What a service sees of the same calls. */
async function outcomes(pool: Pool): Promise<unknown[]> {
	const core = (pool as unknown as {pool: callbacks.Pool}).pool;
	const seen: unknown[] = [];
	const [rows] = await pool.query('select ? as a', [1]);
	seen.push(rows);
	const promise = pool.execute('select ? as a', ['1']);
	seen.push([promise.constructor === Promise, (await promise)[0]]);
	seen.push(await pool.query('nonsense').catch((error: Error & {code: string; sql: string}) => [error.code, error.message, error.sql]));
	seen.push(
		await pool.execute('select ?', [undefined as unknown as string]).catch((error: Error) => [error.constructor.name, error.message]),
	);
	await new Promise<void>((resolve) => {
		core.query('select 1 as a', function (this: unknown, ...args: unknown[]) {
			seen.push([typeof this, args.length, args[0], args[1]]);
			resolve();
		});
	});
	await new Promise<void>((resolve) => {
		core.execute('select nope', function (this: unknown, ...args: unknown[]) {
			seen.push([typeof this, args.length, String(args[0])]);
			resolve();
		});
	});
	await new Promise<void>((resolve) => {
		core.query('select nope').on('error', (error) => {
			seen.push(String(error));
			resolve();
		});
	});
	return seen;
}

/** 50 requests at once, ten times; every record must lie in the context of the request that its text names. */
async function verifyContexts(send: (id: string) => Promise<unknown>): Promise<void> {
	const contexts: QueryContext[] = [];
	const outside: string[] = [];
	const listener = {
		ended: ({text}: {text: string}, context: QueryContext | undefined) => void (context === undefined && outside.push(text)),
		closed: (context: QueryContext) => void contexts.push(context),
	};
	queryFeed.add(listener);
	for (let round = 0; round < 10; round++) {
		await Promise.all(Array.from({length: 50}, (_, at) => request(`r${round}x${at}_`, send)));
	}
	queryFeed.remove(listener);
	const wrong = contexts.flatMap(({name, records}) => records.filter(({text}) => !text.includes(`${name}`)));
	const seen = contexts.reduce((sum, {records}) => sum + records.length, 0);
	expect({wrong: wrong.length, outside, seen}).toEqual({wrong: 0, outside: [], seen: 10_000});
}

async function request(id: string, send: (id: string) => Promise<unknown>): Promise<void> {
	const context = queryFeed.open('request', id);
	await queryContexts.run(context, async () => {
		for (let at = 0; at < 10; at++) await send(id);
		await Promise.all(Array.from({length: 10}, () => send(id)));
	});
	queryFeed.close(context);
}
