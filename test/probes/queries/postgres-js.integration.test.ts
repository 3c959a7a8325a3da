import {eq} from 'drizzle-orm';
import {integer, pgTable, text as column} from 'drizzle-orm/pg-core';
import {drizzle} from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {instrumentPostgresJs} from '../../../source/probes/queries/postgres-js.ts';
import {queryContexts, type QueryContext} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {listenToFeed, type HeardFeed} from '../../support/heard-feed.ts';
import {hasPostgres, type PostgresServer, startPostgres} from '../../support/postgres.ts';

describe.runIf(hasPostgres)('queries of postgres.js', () => {
	let server: PostgresServer;
	let sql: postgres.Sql;
	let heard: HeardFeed;

	beforeAll(async () => {
		server = await startPostgres();
		sql = connect();
		await sql`CREATE TABLE person (id int PRIMARY KEY, name text)`;
		await sql`INSERT INTO person SELECT i, 'p' || i FROM generate_series(1, 100) AS i`;
		instrumentPostgresJs(sql);
	});

	afterAll(async () => {
		await sql.end({timeout: 1});
		await server.stop();
	});

	beforeEach(() => {
		heard = listenToFeed();
	});

	afterEach(() => {
		heard.stop();
		if (queryFeed.errors > 0) throw queryFeed.lastError;
	});

	function connect(options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
		return postgres(server.connectionString, {max: 2, onnotice: () => undefined, ...options});
	}

	async function within(work: () => Promise<unknown>): Promise<QueryContext> {
		const context = queryFeed.open('request', 'GET /');
		await queryContexts.run(context, work);
		return queryFeed.close(context)!;
	}

	test('are seen with the text that is sent, their rows and how long they took', async () => {
		const rows = await sql`SELECT * FROM person WHERE id < ${4}`;
		expect(rows.map(({id}) => id)).toEqual([1, 2, 3]);
		await sql`UPDATE person SET name = name WHERE id = ${1}`;
		await sql.unsafe('SELECT pg_sleep(0.05)');
		await sql.unsafe('SELECT * FROM person WHERE id = $1', [999]);
		expect(heard.records.map(({text, rows: count, system, error}) => [text, count, system, error])).toEqual([
			['SELECT * FROM person WHERE id < $1', 3, 'postgresql', undefined],
			['UPDATE person SET name = name WHERE id = $1', 1, 'postgresql', undefined],
			['SELECT pg_sleep(0.05)', 1, 'postgresql', undefined],
			['SELECT * FROM person WHERE id = $1', 0, 'postgresql', undefined],
		]);
		expect(heard.records[2]!.endedAt - heard.records[2]!.startedAt).toBeGreaterThanOrEqual(49);
	});

	test('have a call site where they were slow before', async () => {
		const listener = {slowMs: 0, ended: () => undefined, closed: () => undefined};
		queryFeed.add(listener);
		try {
			for (const id of [1, 2]) await within(async () => await sql`SELECT name AS slow FROM person WHERE id = ${id}`);
			expect(heard.records.map(({site}) => site !== undefined)).toEqual([false, true]);
		} finally {
			queryFeed.remove(listener);
		}
	});

	test('are one query with the fragments and helpers in them', async () => {
		const isNamed = sql`AND name = ${'p1'}`;
		await sql`SELECT ${sql(['id', 'name'])} FROM ${sql('person')} WHERE id IN ${sql([1, 2, 3])} ${isNamed}`;
		expect(heard.texts()).toEqual(['SELECT "id","name" FROM "person" WHERE id IN ($1,$2,$3) AND name = $4']);
	});

	test('are not there before somebody waits for them', async () => {
		const query = sql`SELECT 1`;
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(heard.records).toEqual([]);
		await query;
		await query;
		expect(heard.texts()).toEqual(['SELECT 1']);
	});

	test('are told apart by their values in a context', async () => {
		const {records} = await within(async () => {
			for (const id of [1, 1, 2]) await sql`SELECT * FROM person WHERE id = ${id}`;
			await sql`SELECT 1`;
		});
		const [one, again, two, none] = records.map(({values}) => values);
		expect([one === again, one === two, none]).toEqual([true, false, undefined]);
	});

	test('belong to the request that waits for them, with one connection and many requests', async () => {
		const one = connect({max: 1});
		instrumentPostgresJs(one);
		const contexts = await Promise.all(
			Array.from({length: 60}, (_, request) =>
				within(async () => {
					await one`SELECT ${request}::int AS a`;
					await one.begin(async (tx) => {
						await tx`SELECT ${request}::int AS b`;
						await tx.unsafe('SELECT $1::int AS c', [request]);
					});
				}),
			),
		);
		const texts = ['SELECT $1::int AS a', 'begin ', 'SELECT $1::int AS b', 'SELECT $1::int AS c', 'commit'];
		for (const {records} of contexts) expect(records.map(({text}) => text)).toEqual(texts);
		expect(heard.contexts.every((context) => context !== undefined)).toBe(true);
		await one.end({timeout: 1});
	});

	test('have the place of the loop that sends them, and none where nothing repeats', async () => {
		const captures = queryFeed.captures;
		await within(async () => {
			await sql`SELECT 1`;
			await sql`SELECT ${2}::int`;
			await sql.unsafe('SELECT 3');
		});
		expect(queryFeed.captures).toBe(captures);
		const {records} = await within(async function loadAll() {
			for (const id of [1, 2]) await sql`SELECT * FROM person WHERE id = ${id}`;
			await Promise.all([1, 2].map((id) => sql.unsafe('SELECT name FROM person WHERE id = $1', [id])));
		});
		const places = records.flatMap(({site}) => (site === undefined ? [] : [readSite(site).source]));
		expect(places).toEqual([
			expect.stringMatching(/^test\/probes\/queries\/postgres-js\.integration\.test\.ts:\d+ loadAll$/),
			expect.stringMatching(/^test\/probes\/queries\/postgres-js\.integration\.test\.ts:\d+ loadAll$/),
		]);
	});

	test('have the place of a loop that awaits drizzle, whose stack leads nowhere', async () => {
		const person = pgTable('person', {id: integer(), name: column()});
		const db = drizzle(sql);
		const {records} = await within(async function awaitAll() {
			for (const id of [1, 2, 3]) expect(await db.select().from(person).where(eq(person.id, id))).toEqual([{id, name: `p${id}`}]);
		});
		const [place] = records.flatMap(({site}) => (site === undefined ? [] : [readSite(site)]));
		expect(place).toEqual({
			source: expect.stringMatching(/^test\/probes\/queries\/postgres-js\.integration\.test\.ts:\d+ awaitAll$/),
			via: ['drizzle-orm'],
		});
	});

	test('reject with what they would, and are told with the code', async () => {
		const error: unknown = await sql`INSERT INTO person VALUES (${1}, ${'secret'})`.catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(postgres.PostgresError);
		expect(error).toMatchObject({code: '23505', query: 'INSERT INTO person VALUES ($1, $2)'});
		expect((error as Error).stack).toContain('postgres-js.integration.test.ts');
		expect(heard.records).toMatchObject([{error: '23505', rows: undefined}]);
	});

	test('that cannot be sent are errors', async () => {
		const nowhere = postgres({host: '127.0.0.1', port: 1, max: 1, connect_timeout: 1});
		instrumentPostgresJs(nowhere);
		await expect(nowhere`SELECT ${1}::int`).rejects.toMatchObject({code: 'ECONNREFUSED'});
		expect(heard.records).toMatchObject([{text: 'SELECT ?::int', error: 'ECONNREFUSED'}]);
		await nowhere.end({timeout: 0});
	});

	test('read by a cursor, row by row or without a result to wait for, are one query each', async () => {
		const seen: unknown[] = [];
		for await (const rows of sql`SELECT id FROM person ORDER BY id`.cursor(40)) seen.push(rows.length);
		await sql`SELECT id FROM person ORDER BY id`.cursor(60, (rows) => void seen.push(rows.length));
		await sql`SELECT id FROM person WHERE id < 3`.forEach(({id}) => seen.push(id));
		const executed = sql`SELECT 7`.execute();
		await executed;
		await sql`SELECT 8`.simple();
		expect(seen).toEqual([40, 40, 20, 60, 40, 1, 2]);
		expect(heard.texts()).toEqual([
			'SELECT id FROM person ORDER BY id',
			'SELECT id FROM person ORDER BY id',
			'SELECT id FROM person WHERE id < 3',
			'SELECT 7',
			'SELECT 8',
		]);
	});

	test('of a cursor that is left early end', async () => {
		for await (const _ of sql`SELECT id FROM person ORDER BY id`.cursor(10)) break;
		await expect.poll(() => heard.texts()).toEqual(['SELECT id FROM person ORDER BY id']);
	});

	test('with several statements, raw rows, values and descriptions give what they would', async () => {
		expect(await sql`SELECT 1 AS a; SELECT 2 AS b`.simple()).toMatchObject([[{a: 1}], [{b: 2}]]);
		expect(await sql`SELECT 1 AS a`.values()).toEqual([[1]]);
		expect((await sql`SELECT 1 AS a`.raw())[0]![0]).toBeInstanceOf(Uint8Array);
		expect((await sql`SELECT ${1}::int AS a`.describe()).columns).toMatchObject([{name: 'a'}]);
		expect(heard.records.map(({rows}) => rows)).toEqual([undefined, 1, 1, undefined]);
	});

	test('that are cancelled reject, and are told as such', async () => {
		const query = sql`SELECT pg_sleep(10)`;
		setTimeout(() => query.cancel(), 30);
		await expect(query).rejects.toMatchObject({code: '57014'});
		expect(heard.records).toMatchObject([{error: '57014'}]);
	});

	test('of a transaction that throws have its rollback', async () => {
		await expect(
			sql.begin(async (tx) => {
				await tx`SELECT 1`;
				throw new Error('back');
			}),
		).rejects.toThrow('back');
		expect(heard.texts()).toEqual(['begin ', 'SELECT 1', 'rollback']);
	});

	test('of reserved connections and savepoints are seen', async () => {
		const reserved = await sql.reserve();
		await reserved`SELECT 1`;
		reserved.release();
		await sql.begin((tx) => tx.savepoint((inner) => inner`SELECT 2`));
		expect(heard.texts()).toEqual(['SELECT 1', 'begin ', 'savepoint "s0"', 'SELECT 2', 'commit']);
	});

	test('leave rejections unhandled that nobody handles, and no other', async () => {
		const unhandled: unknown[] = [];
		const listener = (reason: unknown): void => void unhandled.push(reason);
		const others = process.listeners('unhandledRejection');
		process.removeAllListeners('unhandledRejection');
		process.on('unhandledRejection', listener);
		await sql`SELECT nonsense`.catch(() => undefined);
		void sql`SELECT nonsense`.execute();
		await sql`SELECT 1`;
		await new Promise((resolve) => setTimeout(resolve, 30));
		process.removeListener('unhandledRejection', listener);
		for (const other of others) process.on('unhandledRejection', other);
		expect(unhandled).toHaveLength(1);
	});

	test('stay promises of their class', () => {
		const query = sql`SELECT 1`;
		expect(query).toBeInstanceOf(Promise);
		expect(Object.getPrototypeOf(query)).toBe(Object.getPrototypeOf(sql.unsafe('')));
		expect(Reflect.get(query, 'active')).toBe(false);
		expect(Reflect.get(query, 'handle')).toHaveProperty('name', 'handle');
	});

	test('are seen once however often their client is given, and not while nobody listens', async () => {
		instrumentPostgresJs(sql);
		await sql`SELECT 1`;
		heard.stop();
		await sql`SELECT 2`;
		expect(heard.texts()).toEqual(['SELECT 1']);
	});

	test('are not seen of a client that nobody gave, until the package is given', async () => {
		const other = connect();
		await other`SELECT 1`;
		expect(heard.records).toEqual([]);
		expect(instrumentPostgresJs(postgres)).toBe(true);
		await other`SELECT 2`;
		expect(heard.texts()).toEqual(['SELECT 2']);
		await other.end({timeout: 1});
	});

	test('are looked for in nothing else', () => {
		for (const thing of [undefined, null, 5, {}, () => undefined, {unsafe: () => undefined}, Promise]) {
			expect(instrumentPostgresJs(thing)).toBe(false);
		}
	});
});
