import {drizzle} from 'drizzle-orm/node-postgres';
import * as drizzleWords from 'drizzle-orm';
import {integer, pgTable, text} from 'drizzle-orm/pg-core';
import createKnex, {type Knex} from 'knex';
import {Kysely, PostgresDialect, sql as kyselySql} from 'kysely';
import {once} from 'node:events';
import {compileFunction} from 'node:vm';
import pg from 'pg';
import postgres from 'postgres';
import {DataSource} from 'typeorm';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {adviseOn} from '../../../../source/agents/queries/advice/advise.ts';
import {hasPostgres, startPostgres, type PostgresServer} from '../../../support/postgres.ts';
import {occurrenceOf} from './occurrences.ts';

const items = pgTable('items', {
	id: integer('id').primaryKey(),
	orderId: integer('order_id'),
	sku: text('sku'),
	status: text('status'),
	n: integer('n'),
});

/** What is there after the advised code ran: `rows` of a read. */
type Run = (code: string, values: Record<string, unknown>) => Promise<unknown>;

describe.runIf(hasPostgres)('advised code, run', () => {
	let server: PostgresServer;
	const closed: Promise<unknown>[] = [];
	const ends: (() => unknown)[] = [];
	/** What the code takes for given, by library. */
	const worlds: Record<string, Record<string, unknown>> = {};
	let pool: pg.Pool;

	beforeAll(async () => {
		server = await startPostgres();
		const connectionString = server.connectionString;
		pool = new pg.Pool({connectionString});
		pool.on('connect', (client) => closed.push(once(client, 'end')));
		const knex: Knex = createKnex({client: 'pg', connection: connectionString});
		const sql = postgres(connectionString, {onnotice: () => undefined});
		const dataSource = await new DataSource({type: 'postgres', url: connectionString}).initialize();
		worlds['pg'] = {pool};
		worlds['knex'] = {knex};
		worlds['kysely'] = {db: new Kysely({dialect: new PostgresDialect({pool})}), sql: kyselySql};
		worlds['drizzle-orm'] = {db: drizzle({client: pool}), items, ...drizzleWords};
		worlds['postgres'] = {sql};
		worlds['typeorm'] = {dataSource};
		ends.push(
			() => pool.end(),
			() => knex.destroy(),
			() => sql.end(),
			() => dataSource.destroy(),
		);
	});
	afterAll(async () => {
		for (const end of ends) await end();
		await Promise.all(closed);
		await server?.stop();
	});

	const run: (library: string) => Run = (library) => (code, values) => {
		const world = {...worlds[library], ...values};
		const body = `${code}\nreturn typeof rows === 'undefined' ? undefined : rows;`;
		return compileFunction(`return (async () => {${body}})()`, Object.keys(world))(...Object.values(world)) as Promise<unknown>;
	};
	const advised = (query: string, library: string, kind: 'n-plus-one' | 'write-loop' = 'n-plus-one') =>
		adviseOn(occurrenceOf(query, {via: [library], kind})).code!;
	const names = ['pg', 'knex', 'kysely', 'drizzle-orm', 'postgres', 'typeorm'];

	async function fill(): Promise<void> {
		await pool.query(`DROP TABLE IF EXISTS items; CREATE TABLE items (id int PRIMARY KEY, order_id int, sku text, n int, tags jsonb DEFAULT '{"a": 1}', status text GENERATED ALWAYS AS (sku) STORED);
			INSERT INTO items (id, order_id, sku, n) VALUES (1, 1, 'a', 1), (2, 1, 'b', 2), (3, 2, 'a', 3), (4, 3, 'c', 4), (5, NULL, 'c', 5)`);
	}
	const idsOf = (rows: unknown) => (rows as {id: unknown}[]).map(({id}) => Number(id));

	// A repository of TypeORM needs an entity; the others find a table by its name.
	test.each(names.filter((name) => name !== 'typeorm'))('through %s reads by a list', async (library) => {
		await fill();
		const rows = await run(library)(advised('select * from items where order_id = $1 and status = $2 order by id desc', library), {
			orderIds: [1, 2, 9],
			status: 'a',
		});
		expect(idsOf(rows)).toEqual([3, 1]);
	});

	test.each(names)('through %s counts, numbers and compares two columns', async (library) => {
		await fill();
		const counted = await run(library)(advised('select count(*) as n from items where order_id = $1', library), {orderIds: [1, 2, 9]});
		expect(Object.fromEntries((counted as {order_id: number; n: string}[]).map(({order_id, n}) => [order_id, Number(n)]))).toEqual({
			1: 2,
			2: 1,
		});
		const first = await run(library)(advised('select * from items where order_id = $1 order by id desc limit 1', library), {
			orderIds: [1, 2, 3],
			limit: 1,
		});
		expect(idsOf(first).toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
		const asked = advised('select items.id, 1 as one from items where order_id = $1 and sku = $2', library);
		const pairs = await run(library)(asked, {
			keys: [
				{order_id: 1, sku: 'b'},
				{order_id: 2, sku: 'a'},
				{order_id: 3, sku: 'x'},
			],
			value: '1',
		});
		expect(idsOf(pairs).toSorted((a, b) => a - b)).toEqual([2, 3]);
	});

	test.each(names)('through %s changes each row in its way', async (library) => {
		await fill();
		const code = advised('update items set n = n + $1, sku = $2 where id = $3', library, 'write-loop');
		await run(library)(code, {
			rows: [
				{id: 1, n: 10, sku: 'x'},
				{id: 3, n: 20, sku: null},
			],
		});
		expect((await pool.query('SELECT id, n, sku FROM items ORDER BY id LIMIT 3')).rows).toEqual([
			{id: 1, n: 11, sku: 'x'},
			{id: 2, n: 2, sku: 'b'},
			{id: 3, n: 23, sku: null},
		]);
	});

	test.each(['pg', 'knex', 'kysely', 'drizzle-orm'])('through %s writes all rows, and deletes by a list', async (library) => {
		await fill();
		const name = library === 'drizzle-orm' ? 'orderId' : 'order_id';
		await run(library)(advised('insert into items (id, order_id, sku) values ($1, $2, $3)', library, 'write-loop'), {
			rows: [
				{id: 10, [name]: 7, sku: 'x'},
				{id: 11, [name]: 8, sku: null},
			],
		});
		expect((await pool.query('SELECT id, order_id, sku FROM items WHERE id > 9 ORDER BY id')).rows).toEqual([
			{id: 10, order_id: 7, sku: 'x'},
			{id: 11, order_id: 8, sku: null},
		]);
		await run(library)(advised('delete from items where order_id = $1', library, 'write-loop'), {orderIds: [1, 8]});
		expect((await pool.query('SELECT id FROM items ORDER BY id')).rows).toEqual([{id: 3}, {id: 4}, {id: 5}, {id: 10}]);
	});

	test('an operator that looks like a value stays one in knex', async () => {
		await fill();
		const code = adviseOn({...occurrenceOf("select id from items where order_id = $1 and tags ? 'a'"), via: ['knex']}).code!;
		expect(idsOf(await run('knex')(code, {orderIds: [1, 2], value: 'a', tags: 'a'})).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
	});
});
