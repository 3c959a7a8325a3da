// oxlint-disable-next-line import/no-unassigned-import -- TypeORM wants it before its own first import
import 'reflect-metadata';
import {readFileSync} from 'node:fs';
import {PrismaPg} from '@prisma/adapter-pg';
import {eq} from 'drizzle-orm';
import {drizzle} from 'drizzle-orm/node-postgres';
import {integer, pgTable, text} from 'drizzle-orm/pg-core';
import createKnex from 'knex';
import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import {DataSource, EntitySchema} from 'typeorm';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {instrumentPg} from '../../../source/probes/queries/pg.ts';
import type {QueryRecord} from '../../../source/probes/queries/query-context.ts';
import {heard, type Heard} from '../../support/heard-queries.ts';
import {hasPostgres, type PostgresServer, startPostgres} from '../../support/postgres.ts';

const ids = [1, 2, 3, 4, 5, 6];
const lines = readFileSync(import.meta.filename, 'utf8').split('\n');

/** The place of the line that ends with this comment. */
function placeOf(comment: string): string {
	return `test/probes/queries/query-builders.integration.test.ts:${lines.findIndex((line) => line.endsWith(`// ${comment}`)) + 1}`;
}

/** Where the repeated query was sent from, as told by each call site that was taken. */
function sitesOf(records: readonly QueryRecord[]): {place: string | undefined; via: readonly string[]}[] {
	return records
		.filter(({site}) => site !== undefined)
		.map(({site}) => readSite(site!))
		.map(({source, via}) => ({place: source?.split(' ')[0], via}));
}

describe.runIf(hasPostgres)('a loop and its parallel form are found in the code of the service, not in the library, for', () => {
	let server: PostgresServer;
	let pool: pg.Pool;
	let ear: Heard;
	const end: (() => Promise<unknown>)[] = [];

	beforeAll(async () => {
		server = await startPostgres();
		instrumentPg(pg);
		pool = new pg.Pool({connectionString: server.connectionString, max: 2});
		pool.on('error', () => undefined);
		end.push(() => pool.end());
		await pool.query('create table orders (id int primary key, name text)');
		await pool.query("insert into orders select n, 'order ' || n from generate_series(1, 10) n");
		ear = heard();
	});

	afterAll(async () => {
		ear.stop();
		for (const each of end.toReversed()) await each();
		await server.stop();
	});

	async function verify(library: string, loop: () => Promise<unknown>, parallel: () => Promise<unknown>): Promise<void> {
		const looped = await ear.during(loop);
		expect(looped).toHaveLength(ids.length);
		expect(sitesOf(looped)).toEqual([2, 5].map(() => ({place: placeOf(`${library}, one by one`), via: viaOf(library)})));
		const together = await ear.during(parallel);
		expect(together).toHaveLength(ids.length);
		expect(sitesOf(together)).toEqual([2, 5].map(() => ({place: placeOf(`${library}, together`), via: viaOf(library)})));
	}

	function viaOf(library: string): string[] {
		return library === 'pg' ? [] : [library];
	}

	test('pg', () =>
		verify(
			'pg',
			async () => {
				for (const id of ids) await pool.query('select * from orders where id = $1', [id]); // pg, one by one
			},
			async () => {
				await Promise.all(ids.map((id) => pool.query('select name from orders where id = $1', [id]))); // pg, together
			},
		));

	test('knex', async () => {
		const knex = createKnex({client: 'pg', connection: server.connectionString, pool: {min: 0, max: 2}});
		end.push(() => knex.destroy());
		await Promise.all([knex.raw('select pg_sleep(0.05)'), knex.raw('select pg_sleep(0.05)')]);
		await verify(
			'knex',
			async () => {
				for (const id of ids) await knex('orders').where({id}).first(); // knex, one by one
			},
			async () => {
				await Promise.all(ids.map(async (id) => await knex('orders').where({id}).select('name'))); // knex, together
			},
		);
	});

	test('kysely', async () => {
		const kysely = new Kysely<{orders: {id: number; name: string}}>({dialect: new PostgresDialect({pool})});
		await verify(
			'kysely',
			async () => {
				for (const id of ids) await kysely.selectFrom('orders').selectAll().where('id', '=', id).execute(); // kysely, one by one
			},
			async () => {
				await Promise.all(ids.map((id) => kysely.selectFrom('orders').select('name').where('id', '=', id).executeTakeFirst())); // kysely, together
			},
		);
	});

	test('drizzle-orm', async () => {
		const orders = pgTable('orders', {id: integer().primaryKey(), name: text()});
		const db = drizzle(pool);
		await verify(
			'drizzle-orm',
			async () => {
				for (const id of ids) await db.select().from(orders).where(eq(orders.id, id)).execute(); // drizzle-orm, one by one
			},
			async () => {
				await Promise.all(ids.map((id) => db.select({name: orders.name}).from(orders).where(eq(orders.id, id)).execute())); // drizzle-orm, together
			},
		);
	});

	test('drizzle-orm as most write it, which await runs as a thenable: no stack leads from its query to the service', async () => {
		const orders = pgTable('orders', {id: integer().primaryKey(), name: text()});
		const db = drizzle(pool, {schema: {orders}});
		const looped = await ear.during(async () => {
			for (const id of ids) await db.select().from(orders).where(eq(orders.id, id)); // drizzle, awaited
		});
		expect(sitesOf(looped)).toEqual([2, 5].map(() => ({place: placeOf('drizzle, awaited'), via: ['drizzle-orm']})));
		const together = await ear.during(async () => {
			await Promise.all(ids.map(async (id) => await db.query.orders.findFirst({where: eq(orders.id, id)}))); // drizzle, awaited together
		});
		expect(sitesOf(together)).toEqual([2, 5].map(() => ({place: placeOf('drizzle, awaited together'), via: ['drizzle-orm']})));
	});

	test('typeorm', async () => {
		const Order = new EntitySchema<{id: number; name: string}>({
			name: 'orders',
			columns: {id: {type: Number, primary: true}, name: {type: String}},
		});
		const source = await new DataSource({type: 'postgres', url: server.connectionString, entities: [Order], poolSize: 2}).initialize();
		end.push(() => source.destroy());
		const repository = source.getRepository(Order);
		await verify(
			'typeorm',
			async () => {
				for (const id of ids) await repository.findOneBy({id}); // typeorm, one by one
			},
			async () => {
				await Promise.all(ids.map((id) => repository.find({select: {name: true}, where: {id}}))); // typeorm, together
			},
		);
	});

	test('@prisma/adapter-pg', async () => {
		const adapter = await new PrismaPg({connectionString: server.connectionString}).connect();
		end.push(() => adapter.dispose());
		const query = (sql: string, id: number) => ({sql, args: [id], argTypes: [{scalarType: 'int', arity: 'scalar'} as const]});
		await verify(
			'@prisma/adapter-pg',
			async () => {
				for (const id of ids) await adapter.queryRaw(query('select * from orders where id = $1', id)); // @prisma/adapter-pg, one by one
			},
			async () => {
				await Promise.all(ids.map((id) => adapter.queryRaw(query('select name from orders where id = $1', id)))); // @prisma/adapter-pg, together
			},
		);
	});
});
