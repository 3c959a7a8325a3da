import pg from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {instrumentPg} from '../../../source/probes/queries/pg.ts';
import {queryContexts} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {hasPostgres, type PostgresServer, startPostgres} from '../../support/postgres.ts';
import {heard, type Heard} from '../../support/heard-queries.ts';

describe.runIf(hasPostgres)('queries of pg', () => {
	let server: PostgresServer;
	let pool: pg.Pool;
	let ear: Heard;

	beforeAll(async () => {
		server = await startPostgres();
		pool = new pg.Pool({connectionString: server.connectionString, max: 2});
		pool.on('error', () => undefined);
		await pool.query('create table orders (id int primary key, name text)');
		await pool.query("insert into orders select n, 'order ' || n from generate_series(1, 300) n");
		instrumentPg(pool);
		ear = heard();
	});

	afterAll(async () => {
		ear.stop();
		await pool.end();
		await server.stop();
	});

	test('of a pool are seen once, with their rows and their time', async () => {
		const [record, ...others] = await ear.during(() => pool.query('select * from orders where id <= $1', [7]));
		expect(others).toEqual([]);
		expect(record).toMatchObject({text: 'select * from orders where id <= $1', system: 'postgresql', rows: 7, error: undefined});
		expect(record!.endedAt).toBeGreaterThan(record!.startedAt);
	});

	test('of equal values have equal hashes, of others have others', async () => {
		const records = await ear.during(async () => {
			for (const id of [1, 2, 1]) await pool.query('select * from orders where id = $1', [id]);
			await pool.query({text: 'select * from orders where id = $1', values: [2]});
		});
		const [first, second, third, fourth] = records.map(({values}) => values);
		expect([first === third, second === fourth, first === second]).toEqual([true, true, false]);
	});

	test('of every form are seen: callbacks, config objects, names, arrays, query objects, several statements', async () => {
		const records = await ear.during(async () => {
			await new Promise((resolve) => pool.query('select 1', resolve));
			await new Promise((resolve) => pool.query('select $1::int as a', [2], resolve));
			await pool.query({text: 'select 3', rowMode: 'array'});
			await pool.query({name: 'four', text: 'select $1::int as four', values: [4]});
			await pool.query({name: 'four', text: 'select $1::int as four', values: [5]});
			await pool.query('select 6; select 7 union select 8');
			const client = await pool.connect();
			await new Promise((resolve) => client.query('select 9', resolve));
			// oxlint-disable-next-line typescript/no-explicit-any -- its types leave out a callback of a config
			await new Promise((resolve) => client.query({text: 'select 10', callback: resolve} as any));
			await new Promise((resolve) => client.query(new pg.Query('select 11', resolve as () => void)));
			client.release();
		});
		expect(records.map(({text, rows}) => [text, rows])).toEqual([
			['select 1', 1],
			['select $1::int as a', 1],
			['select 3', 1],
			['select $1::int as four', 1],
			['select $1::int as four', 1],
			['select 6; select 7 union select 8', 3],
			['select 9', 1],
			['select 10', 1],
			['select 11', 1],
		]);
	});

	test('through cursors and streams are seen, and their rows arrive', async () => {
		const records = await ear.during(async () => {
			const client = await pool.connect();
			const cursor = client.query(new Cursor('select id from orders where id > $1', [10]));
			expect(await cursor.read(3)).toEqual([{id: 11}, {id: 12}, {id: 13}]);
			await cursor.close();
			let sum = 0;
			for await (const {id} of client.query(new QueryStream('select id from orders where id < $1', [250], {batchSize: 50})))
				sum += id as number;
			expect(sum).toBe((249 * 250) / 2);
			await client.query('select 1');
			client.release();
		});
		expect(records.map(({text}) => text)).toEqual([
			'select id from orders where id > $1',
			'select id from orders where id < $1',
			'select 1',
		]);
		expect(records.every(({endedAt}) => !Number.isNaN(endedAt))).toBe(true);
	});

	test('that fail carry the code of the error, and nothing of its message', async () => {
		const records = await ear.during(async () => {
			await pool.query("select 'secret' from nowhere").catch(() => undefined);
			await pool.query('select $1::int as a', ['secret']).catch(() => undefined);
		});
		expect(records.map(({error, rows}) => [error, rows])).toEqual([
			['42P01', undefined],
			['22P02', undefined],
		]);
	});

	test('that never reach a database are none', async () => {
		const client = new pg.Client(server.connectionString);
		instrumentPg(client);
		const records = await ear.during(async () => {
			expect(() => client.query(undefined as unknown as string)).toThrow('Client was passed a null or undefined query');
			await client.connect();
			await client.query('select 1');
			await client.end();
			await client.query('select 2').catch(() => undefined);
		});
		expect(records.map(({text}) => text)).toEqual(['select 1']);
	});

	test('begin when they are sent, not when they begin to wait', async () => {
		const records = await ear.during(async () => {
			const client = await pool.connect();
			await Promise.all([client.query('select 1, pg_sleep(0.05)'), client.query('select 2')]);
			const other = await pool.connect();
			const waiting = pool.query('select 3');
			await client.query('select 4, pg_sleep(0.05)');
			client.release();
			await waiting;
			other.release();
		});
		const [first, second, fourth, third] = records;
		expect(second!.startedAt).toBeGreaterThanOrEqual(first!.endedAt);
		expect([fourth!.text, third!.text]).toEqual(['select 4, pg_sleep(0.05)', 'select 3']);
		expect(third!.startedAt).toBeGreaterThanOrEqual(fourth!.endedAt);
	});

	test('take their call site from the second equal one on', async () => {
		const before = queryFeed.captures;
		const records = await ear.during(async () => {
			for (let id = 1; id <= 5; id++) await pool.query('select name from orders where id = $1', [id]);
			await Promise.all([6, 7, 8].map((id) => pool.query('select id from orders where id = $1', [id])));
		});
		expect(records.map(({site}) => site !== undefined)).toEqual([false, true, false, false, true, false, true, false]);
		expect(queryFeed.captures - before).toBe(3);
		expect(readSite(records[1]!.site!)).toEqual({
			source: expect.stringMatching(/^test\/probes\/queries\/pg\.integration\.test\.ts:\d+/),
			via: [],
		});
		expect(readSite(records[6]!.site!).source).toMatch(/^test\/probes\/queries\/pg\.integration\.test\.ts:\d+/);
	});

	test('take no call site in a context that repeats none', async () => {
		const before = queryFeed.captures;
		await ear.during(async () => {
			for (let at = 0; at < 30; at++) await pool.query(`select id as c${at} from orders where id = $1`, [at]);
		});
		expect(queryFeed.captures - before).toBe(0);
	});

	test('go straight through while nobody listens', async () => {
		ear.stop();
		const records = await ear.during(() => pool.query('select 1')).finally(() => ear.start());
		expect(records).toEqual([]);
	});

	test('of a pool that nobody observes are not seen', async () => {
		const other = new pg.Pool({connectionString: server.connectionString});
		const records = await ear.during(async () => {
			await other.query('select 1');
			const client = await other.connect();
			await client.query('select 2');
			client.release();
		});
		await other.end();
		expect(records).toEqual([]);
	});

	test('of a subclass, of pg-pool itself, and of a pool observed twice are seen once', async () => {
		class Mine extends pg.Pool {
			// oxlint-disable-next-line typescript/no-explicit-any -- as a service writes it, in JavaScript
			override query(...args: any[]): any {
				return super.query(...(args as [string]));
			}
		}
		const mine = new Mine({connectionString: server.connectionString});
		// pg's Pool is a subclass of pg-pool's.
		const PgPool = Object.getPrototypeOf(pg.Pool) as new (options: pg.PoolConfig, Client: typeof pg.Client) => pg.Pool;
		const plain = new PgPool({connectionString: server.connectionString}, pg.Client);
		for (const each of [mine, plain, mine, pool]) instrumentPg(each);
		const records = await ear.during(async () => {
			for (const each of [mine, plain, pool]) {
				await each.query('select 1');
				const client = await each.connect();
				await client.query('select 2');
				client.release();
			}
		});
		await mine.end();
		await plain.end();
		expect(records.map(({text}) => text)).toEqual(['select 1', 'select 2', 'select 1', 'select 2', 'select 1', 'select 2']);
	});

	test('are seen once beside another tool that wrapped the same methods, before or after', async () => {
		const seenByOther: string[] = [];
		const own = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => unknown;
		// oxlint-disable-next-line typescript/no-explicit-any -- as such tools write it
		pg.Client.prototype.query = function query(this: pg.Client, ...args: any[]): any {
			seenByOther.push(String(args[0]));
			return Reflect.apply(own, this, args);
		} as never;
		instrumentPg(pool);
		const records = await ear.during(() => pool.query('select 1')).finally(() => (pg.Client.prototype.query = own as never));
		expect([records.length, seenByOther]).toEqual([1, ['select 1']]);
	});

	test('sent from a callback belong to whoever gave the callback', async () => {
		const contexts: unknown[] = [];
		const records = await ear.during(
			() =>
				new Promise<void>((resolve, reject) => {
					pool.connect((error, client, release) => {
						if (error !== undefined || client === undefined) return reject(error ?? new Error('no client'));
						contexts.push(queryContexts.getStore());
						client.query('select 1', () => {
							contexts.push(queryContexts.getStore());
							pool.query('select 2', [], () => {
								contexts.push(queryContexts.getStore());
								release();
								resolve();
							});
						});
					});
				}),
		);
		expect(records.map(({text}) => text)).toEqual(['select 1', 'select 2']);
		expect(new Set(contexts).size).toBe(1);
		expect(contexts[0]).toBeDefined();
	});

	test('leave no error of ours behind', () => {
		expect([queryFeed.errors, queryFeed.lastError]).toEqual([0, undefined]);
	});
});
