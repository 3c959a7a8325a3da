import {AsyncLocalStorage} from 'node:async_hooks';
import {once} from 'node:events';
import {Agent, createServer, get} from 'node:http';
import type {AddressInfo} from 'node:net';
import {drizzle} from 'drizzle-orm/node-postgres';
import {sql as drizzleSql} from 'drizzle-orm';
import createKnex from 'knex';
import {Kysely, PostgresDialect, sql} from 'kysely';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {httpProbe} from '../../../source/probes/http-probe.ts';
import {instrumentPg} from '../../../source/probes/queries/pg.ts';
import {type QueryContext, queryContexts} from '../../../source/probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../../../source/probes/queries/query-feed.ts';
import {hasPostgres, type PostgresServer, startPostgres} from '../../support/postgres.ts';

const requests = 50;
const queriesPerRequest = 20;

/** Sends one query that has the id in its text or values. */
type Send = (id: string) => Promise<unknown>;

/** A store of the service's own: its value must be what the service set, everywhere. */
const ownStore = new AsyncLocalStorage<string>();

describe.runIf(hasPostgres)('of 10,000 queries of 50 requests at once over one connection, none is counted to another request', () => {
	let server: PostgresServer;
	let pool: pg.Pool;
	const end: (() => Promise<unknown>)[] = [];

	beforeAll(async () => {
		server = await startPostgres();
		instrumentPg(pg);
		pool = poolOfOne();
	});

	afterAll(async () => {
		for (const each of end) await each();
		await server.stop();
	});

	function poolOfOne(): pg.Pool {
		const made = new pg.Pool({connectionString: server.connectionString, max: 1});
		// A pool that ended may still hear of the server's end.
		made.on('error', () => undefined);
		end.push(() => made.end());
		return made;
	}

	test('by pool.query', () => verify((id) => pool.query(`select 1 as "${id}"`)));

	test('by pool.query with a callback', () =>
		verify((id) => new Promise((resolve, reject) => pool.query(`select 1 as "${id}"`, (error) => (error ? reject(error) : resolve(0))))));

	test('by pool.query within callbacks', () =>
		verify(
			(id) =>
				new Promise((resolve, reject) => {
					pool.query(`select 1 as "${id}"`, (error) => {
						if (error) reject(error);
						else pool.query(`select 2 as "${id}"`, [], (next) => (next ? reject(next) : resolve(0)));
					});
				}),
			2,
		));

	test('by connect and release', () =>
		verify(async (id) => {
			const client = await pool.connect();
			await client.query(`select 1 as "${id}"`);
			client.release();
		}));

	test('by connect and release with callbacks', () =>
		verify(
			(id) =>
				new Promise((resolve, reject) => {
					pool.connect((error, client, release) => {
						if (error !== undefined || client === undefined) return reject(error ?? new Error('no client'));
						client.query(`select 1 as "${id}"`, (failure) => {
							release();
							if (failure) reject(failure);
							else resolve(0);
						});
					});
				}),
		));

	test('within transactions', () =>
		verify(async (id) => {
			const client = await pool.connect();
			await client.query(`begin /* ${id} */`);
			await client.query(`select 1 as "${id}"`);
			await client.query(`commit /* ${id} */`);
			client.release();
		}, 3));

	test('by requests of a real server over connections that are kept', async () => {
		const http = createServer((incoming, response) => {
			const id = (incoming.url ?? '').slice(1);
			pool.query(`select 1 as "${id}_"`, () => {
				void Promise.all([1, 2].map((n) => pool.query(`select ${n} as "${id}_"`))).then(() => response.end(id));
			});
		}).listen(0, '127.0.0.1');
		await once(http, 'listening');
		const probe = httpProbe();
		probe.start();
		const agent = new Agent({keepAlive: true, maxSockets: requests});
		const {port} = http.address() as AddressInfo;
		const contexts = await closedDuring(67 * requests, async () => {
			for (let round = 0; round < 67; round++) {
				await Promise.all(Array.from({length: requests}, (_, at) => answered(agent, port, `r${round}x${at}`)));
			}
		});
		probe.stop();
		agent.destroy();
		http.close();
		const idsOf = ({records}: QueryContext): string[] => records.map(({text}) => /"(\w+)_"/.exec(text)?.[1] ?? '');
		expect(contexts.filter((context) => new Set(idsOf(context)).size !== 1)).toEqual([]);
		expect(contexts.reduce((sum, {records}) => sum + records.length, 0)).toBe(67 * requests * 3);
	});

	test('by knex', async () => {
		const knex = createKnex({client: 'pg', connection: server.connectionString, pool: {min: 0, max: 1}});
		end.push(() => knex.destroy());
		// With its first connection it asks for the server's version.
		await knex.raw('select 1');
		await verify((id) => knex.select(knex.raw('1 as ??', [id])));
	});

	test('by kysely', () => {
		const kysely = new Kysely({dialect: new PostgresDialect({pool: poolOfOne()})});
		return verify((id) => sql`select 1 as ${sql.ref(id)}`.execute(kysely));
	});

	test('by drizzle', () => {
		const db = drizzle(pool);
		return verify((id) => db.execute(drizzleSql.raw(`select 1 as "${id}"`)));
	});
});

/** Runs 50 requests at once, twice ten times as many queries each; every record must lie in the context of the request that its text names. */
async function verify(send: Send, queriesEach = 1): Promise<void> {
	const contexts: QueryContext[] = [];
	const outside: string[] = [];
	const listener: QueryListener = {
		ended: (record, context) => void (context === undefined && outside.push(record.text)),
		closed: (context) => void contexts.push(context),
	};
	queryFeed.add(listener);
	let lost = 0;
	for (let round = 0; round < 10; round++) {
		const ids = Array.from({length: requests}, (_, at) => `r${round}x${at}`);
		await Promise.all(ids.map((id) => request(id, send).then((hasLost) => (lost += Number(hasLost)))));
	}
	queryFeed.remove(listener);
	const wrong = contexts.flatMap(({name, records}) => records.filter(({text}) => !text.includes(`${name}`)));
	const seen = contexts.reduce((sum, {records}) => sum + records.length, 0);
	expect({wrong: wrong.length, outside, seen, lost}).toEqual({
		wrong: 0,
		outside: [],
		seen: 10 * requests * queriesPerRequest * queriesEach,
		lost: 0,
	});
}

/** A request with 20 queries, some of them side by side; true where the service's own store was lost. */
async function request(id: string, send: Send): Promise<boolean> {
	const context = queryFeed.open('request', `${id}_`);
	return ownStore.run(id, () =>
		queryContexts.run(context, async () => {
			for (let at = 0; at < queriesPerRequest / 2; at++) await send(`${id}_`);
			await Promise.all(Array.from({length: queriesPerRequest / 2}, () => send(`${id}_`)));
			queryFeed.close(context);
			return ownStore.getStore() !== id;
		}),
	);
}

/** The contexts that closed: the last response is told when it was sent, which may be after it arrived. */
async function closedDuring(count: number, work: () => Promise<void>): Promise<QueryContext[]> {
	const contexts: QueryContext[] = [];
	const listener: QueryListener = {ended: () => undefined, closed: (context) => void contexts.push(context)};
	queryFeed.add(listener);
	await work();
	await expect.poll(() => contexts.length).toBe(count);
	queryFeed.remove(listener);
	return contexts;
}

async function answered(agent: Agent, port: number, id: string): Promise<void> {
	const [response] = (await once(get({agent, port, host: '127.0.0.1', path: `/${id}`}), 'response')) as [NodeJS.ReadableStream];
	await once(response.resume(), 'end');
}
