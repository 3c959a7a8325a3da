import {setImmediate as nextTurn} from 'node:timers/promises';
import pg from 'pg';
import {instrumentPg} from '../../source/probes/queries/pg.ts';
import {queryContexts} from '../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../source/probes/queries/query-feed.ts';
import {queryProbe} from '../../source/probes/queries/query-probe.ts';
import {startPostgres} from '../support/postgres.ts';
import {type Figure, median} from './figure.ts';
import {AnsweringClient} from './answering-client.ts';

/** Many short blocks: what else the machine does then hits both of a pair, or stands out. */
const pairs = 300;
const servedBlock = {requests: 40, atOnce: 10};
const answeredBlock = {requests: 300, atOnce: 1};
/** Of one request: as many texts, none of them twice. */
const queriesPerRequest = 10;
const offCalls = 3_000_000;

/** As in a monitor: each query is counted as it ends, and each request is looked at when it has ended. */
const probe = queryProbe({onContext: () => undefined});
const texts = Array.from({length: queriesPerRequest}, (_, at) => `select id, name as name${at} from orders where id = $1 and state <> $2`);

/** What watching costs a query of pg: over a network, without one, and switched off; and that requests without repeats take no call site. */
export async function benchQueriesCost(): Promise<Figure[]> {
	const server = await startPostgres();
	const pool = new pg.Pool({connectionString: server.connectionString, max: 5});
	pool.on('error', () => undefined);
	const alone = new pg.Pool({max: 1, Client: AnsweringClient});
	try {
		await pool.query('create table orders (id int primary key, name text, state text)');
		await pool.query("insert into orders select id, 'order ' || id, 'open' from generate_series(1, 1000) id");
		instrumentPg(pool);
		instrumentPg(alone);
		const before = queryFeed.captures;
		const [served, answered] = [await cost(pool, servedBlock), await cost(alone, answeredBlock)];
		const captures = queryFeed.captures - before;
		const how = `median of ${pairs} pairs of blocks, on and off in turn, ${servedBlock.requests * queriesPerRequest} queries each, ${servedBlock.atOnce} requests at once`;
		return [
			{figure: 'pg query, extra CPU', value: served.extra / 1000, unit: 'µs', budget: 1, how: `${how}, PostgreSQL on loopback`},
			{
				figure: 'pg query, extra CPU',
				value: (100 * served.extra) / served.base,
				unit: '%',
				budget: 5,
				how: `of ${Math.round(served.base / 1000)} µs`,
			},
			{
				figure: 'pg query, extra CPU in a hot loop',
				value: answered.extra / 1000,
				unit: 'µs',
				budget: 1,
				how: 'the same over a connection that answers at once',
			},
			{
				figure: 'pool.query, switched off',
				value: offNs(),
				unit: 'ns',
				budget: 50,
				how: `${offCalls.toLocaleString('en')} calls, less those of the bare method`,
			},
			{figure: 'call sites in requests without repeats', value: captures, unit: '', budget: 0, how: 'counted over all of the above'},
		];
	} finally {
		await pool.end();
		await server.stop();
	}
}

interface Block {
	requests: number;
	atOnce: number;
}

/** Nanoseconds of the process's CPU per query: bare, and what watching adds, garbage collection and what is done after a request included. */
async function cost(pool: pg.Pool, shape: Block): Promise<{base: number; extra: number}> {
	const measured: {on: number; off: number}[] = [];
	for (let pair = -30; pair < pairs; pair++) {
		const each = await pairOf(pool, shape, pair % 2 === 0);
		if (pair >= 0) measured.push(each);
	}
	return {base: median(measured.map(({off}) => off)), extra: median(measured.map(({on, off}) => on - off))};
}

/** In turn, so that neither always follows the other. */
async function pairOf(pool: pg.Pool, shape: Block, isOnFirst: boolean): Promise<{on: number; off: number}> {
	const first = await block(pool, shape, isOnFirst);
	const second = await block(pool, shape, !isOnFirst);
	return isOnFirst ? {on: first, off: second} : {on: second, off: first};
}

async function block(pool: pg.Pool, {requests, atOnce}: Block, isOn: boolean): Promise<number> {
	const request = isOn ? watched : send;
	if (isOn) probe.start();
	const before = process.cpuUsage();
	for (let sent = 0; sent < requests; sent += atOnce) {
		await Promise.all(Array.from({length: atOnce}, (_, at) => request(pool, sent + at)));
	}
	await nextTurn();
	probe.flush();
	const {user, system} = process.cpuUsage(before);
	if (isOn) probe.stop();
	return ((user + system) * 1000) / (requests * queriesPerRequest);
}

async function watched(pool: pg.Pool, request: number): Promise<void> {
	const context = queryFeed.open('request');
	await queryContexts.run(context, send, pool, request);
	queryFeed.close(context);
}

async function send(pool: pg.Pool, request: number): Promise<void> {
	for (const text of texts) await pool.query(text, [request, 'closed']);
}

/** A pool's entry that does nothing: what is left is ours. */
function offNs(): number {
	const [bare, wrapped] = [emptyPool(), emptyPool()];
	instrumentPg(wrapped);
	const rounds = Array.from({length: 9}, () => loop(new wrapped()) - loop(new bare()));
	return Math.max(0, median(rounds));
}

interface EmptyPool {
	query(text: string, values: unknown[]): number;
}

function emptyPool(): new () => EmptyPool {
	let calls = 0;
	return class {
		query(text: string, values: unknown[]): number {
			calls += values.length + text.length;
			return calls;
		}
		connect(): void {
			calls++;
		}
		newClient(): void {
			calls++;
		}
	};
}

function loop(pool: EmptyPool): number {
	const values = [1];
	const before = process.threadCpuUsage();
	for (let call = 0; call < offCalls; call++) pool.query(texts[call % queriesPerRequest]!, values);
	const {user, system} = process.threadCpuUsage(before);
	return ((user + system) * 1000) / offCalls;
}
