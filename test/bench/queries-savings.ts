import {createServer, connect, type Server, type Socket} from 'node:net';
import pg from 'pg';
import {judgeTrace} from '../../source/agents/queries/judge.ts';
import type {QueryTrace, Saving, TracedQuery} from '../../source/protocol/query-trace.ts';
import {startPostgres} from '../support/postgres.ts';
import {seededRandom} from '../support/seeded-random.ts';
import {type Figure, median} from './figure.ts';

/** One kind of loop, and the one statement that does the same. */
interface Workload {
	name: string;
	pattern: string;
	one: (client: Client, id: number) => Promise<pg.QueryResult>;
	all: (client: Client, ids: readonly number[]) => Promise<pg.QueryResult>;
}

type Client = pg.Client | pg.Pool;

interface Measured {
	name: string;
	delayMs: number;
	count: number;
	isParallel: boolean;
	saving: Saving;
	waitedMs: number;
	savedMs: number;
}

const rowsInTable = 20_000;

const workloads: readonly Workload[] = [
	{
		name: 'lookup',
		pattern: 'SELECT id, name, email FROM customers WHERE id = ?',
		one: async (client, id) => await client.query('SELECT id, name, email FROM customers WHERE id = $1', [id]),
		all: async (client, ids) => await client.query('SELECT id, name, email FROM customers WHERE id = ANY($1)', [ids]),
	},
	{
		name: 'named lookup',
		pattern: 'SELECT id, name FROM customers WHERE id = ?',
		one: async (client, id) => await client.query({name: 'one', text: 'SELECT id, name FROM customers WHERE id = $1', values: [id]}),
		all: async (client, ids) => {
			const text = `SELECT id, name FROM customers WHERE id IN (${ids.map((_, at) => `$${at + 1}`).join(', ')})`;
			return await client.query(text, [...ids]);
		},
	},
	{
		name: 'children',
		pattern: 'SELECT * FROM lines WHERE customer_id = ?',
		one: async (client, id) => await client.query('SELECT * FROM lines WHERE customer_id = $1', [id]),
		all: async (client, ids) => await client.query('SELECT * FROM lines WHERE customer_id = ANY($1)', [ids]),
	},
	{
		name: 'insert',
		pattern: 'INSERT INTO notes(customer_id, body) VALUES (?, ?)',
		one: async (client, id) => await client.query('INSERT INTO notes (customer_id, body) VALUES ($1, $2)', [id, `note ${id}`]),
		all: async (client, ids) =>
			await client.query('INSERT INTO notes (customer_id, body) SELECT id, $2 FROM unnest($1::int[]) AS t(id)', [ids, 'note']),
	},
	{
		name: 'update',
		pattern: 'UPDATE customers SET seen = ? WHERE id = ?',
		one: async (client, id) => await client.query('UPDATE customers SET seen = $1 WHERE id = $2', [1, id]),
		all: async (client, ids) => await client.query('UPDATE customers SET seen = $1 WHERE id = ANY($2)', [1, ids]),
	},
];

/**
 * Runs loops and the statement that would replace them against PostgreSQL behind a proxy that delays, and counts how often the saving that was
 * seen lies within the one that was stated. `BENCH_LOOPS`: how many of each kind (default 2).
 */
export async function benchQuerySavings(): Promise<Figure[]> {
	const server = await startPostgres();
	try {
		await fill(server.connectionString);
		const measured: Measured[] = [];
		for (const delayMs of [0, 2, 10]) measured.push(...(await behindProxy(server.connectionString, delayMs)));
		return figuresOf(measured);
	} finally {
		await server.stop();
	}
}

async function fill(connectionString: string): Promise<void> {
	const client = new pg.Client({connectionString});
	await client.connect();
	await client.query(`
		CREATE TABLE customers (id int PRIMARY KEY, name text, email text, seen int);
		INSERT INTO customers SELECT i, 'name ' || i, 'e' || i || '@example.com', 0 FROM generate_series(1, ${rowsInTable}) i;
		CREATE TABLE lines (id serial PRIMARY KEY, customer_id int, body text);
		INSERT INTO lines (customer_id, body) SELECT i % ${rowsInTable} + 1, repeat('x', 80) FROM generate_series(1, ${rowsInTable * 6}) i;
		CREATE INDEX ON lines (customer_id);
		CREATE TABLE notes (id serial PRIMARY KEY, customer_id int, body text);
		ANALYZE;
	`);
	await client.end();
}

async function behindProxy(connectionString: string, delayMs: number): Promise<Measured[]> {
	const proxy = await startProxy(Number(new URL(connectionString).port), delayMs);
	const through = new URL(connectionString);
	through.port = String(proxy.port);
	const pool = new pg.Pool({connectionString: through.href, max: 10});
	const client = new pg.Client({connectionString: through.href});
	await client.connect();
	// Connections are there before a loop begins, as they are in a service.
	await Promise.all(Array.from({length: 10}, async () => await pool.query('SELECT pg_sleep(0.05)')));
	const random = seededRandom(delayMs + 1);
	const measured: Measured[] = [];
	for (let round = 0; round < Number(process.env.BENCH_LOOPS ?? 2); round++) {
		for (const workload of workloads) {
			for (const count of [5, 12, 40, 120, 500]) {
				for (const isParallel of [false, true]) {
					measured.push(await measure(workload, isParallel ? pool : client, {delayMs, count, isParallel, random}));
				}
			}
		}
	}
	await client.end();
	await pool.end();
	proxy.close();
	return measured;
}

interface Setting {
	delayMs: number;
	count: number;
	isParallel: boolean;
	random: () => number;
}

/** The loop, then the batch (the middle one of three), on the same warm connections; both ran once before. */
async function measure(workload: Workload, client: Client, {delayMs, count, isParallel, random}: Setting): Promise<Measured> {
	const repeats = random() < 0.3 ? 0.3 : 0;
	const ids = Array.from({length: count}, () => 1 + Math.floor(random() * rowsInTable));
	for (let at = 1; at < count; at++) if (random() < repeats) ids[at] = ids[at - 1]!;
	await workload.one(client, 1);
	await workload.all(client, [1, 2]);
	const queries: TracedQuery[] = [];
	const begun = performance.now();
	const ask = async (id: number): Promise<void> => {
		const startMs = performance.now() - begun;
		const {rowCount} = await workload.one(client, id);
		queries.push(traced(workload.pattern, startMs, performance.now() - begun - startMs, id, rowCount));
	};
	if (isParallel) await Promise.all(ids.map(ask));
	else for (const id of ids) await ask(id);
	const loopMs = performance.now() - begun;
	const batches: number[] = [];
	for (let run = 0; run < 3; run++) {
		const batchBegun = performance.now();
		await workload.all(client, [...new Set(ids)]);
		batches.push(performance.now() - batchBegun);
	}
	const [found] = judgeTrace(traceOf(queries), {minRepeats: 5, minTotalMs: 0, slowMs: Number.POSITIVE_INFINITY});
	if (found === undefined) throw new Error(`No loop was found in ${count} × ${workload.name}.`);
	return {
		name: workload.name,
		delayMs,
		count,
		isParallel,
		saving: found.saving,
		waitedMs: found.waitedMs,
		savedMs: loopMs - median(batches),
	};
}

function traced(pattern: string, startMs: number, durationMs: number, id: number, rows: number | null): TracedQuery {
	const known = {system: 'postgresql', source: 'bench.ts:1', via: [], error: null, fromCache: false, cut: false} as const;
	return {startMs, durationMs, pattern, valueKey: id, rows, ...known};
}

function traceOf(queries: readonly TracedQuery[]): QueryTrace {
	return {id: 'bench', name: null, at: null, durationMs: null, queries: queries.toSorted((a, b) => a.startMs - b.startMs), uncounted: 0};
}

interface Proxy {
	port: number;
	close: () => void;
}

/** Passes bytes on after half of the delay, in both directions, in their order. */
async function startProxy(to: number, delayMs: number): Promise<Proxy> {
	const server: Server = createServer((near) => {
		const far = connect(to, '127.0.0.1');
		for (const socket of [near, far]) socket.setNoDelay(true);
		passOn(near, far, delayMs / 2);
		passOn(far, near, delayMs / 2);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
	return {port: address.port, close: () => server.close()};
}

function passOn(from: Socket, to: Socket, delayMs: number): void {
	const later = (act: () => void): void => {
		if (delayMs === 0) act();
		else setTimeout(act, delayMs);
	};
	from.on('data', (bytes) => later(() => to.write(bytes)));
	from.on('end', () => later(() => to.end()));
	from.on('error', () => to.destroy());
}

function figuresOf(measured: readonly Measured[]): Figure[] {
	const how = `${measured.length} loops of 5 to 500, delays 0, 2 and 10 ms, one after the other and by Promise.all`;
	// A loop that was quicker than its batch saved nothing.
	const seen = measured.map((each) => ({...each, savedMs: Math.max(0, each.savedMs)}));
	if (process.env.BENCH_DETAIL !== undefined) for (const each of seen) console.log(line(each));
	const within = seen.filter(({saving, savedMs}) => saving.lowMs <= savedMs && savedMs <= saving.highMs);
	const above = seen.filter(({saving, waitedMs}) => saving.highMs > waitedMs);
	const sequential = seen.filter(({isParallel}) => !isParallel);
	const parallel = seen.filter(({isParallel}) => isParallel);
	const width = (of: readonly Measured[]): number =>
		median(of.map(({saving, waitedMs}) => ((saving.highMs - saving.lowMs) / waitedMs) * 100));
	return [
		{figure: 'savings within their range', value: (within.length / seen.length) * 100, unit: '%', budget: 90, how: `at least, of ${how}`},
		{figure: 'savings above the waiting', value: above.length, unit: 'loops', budget: 0, how},
		{figure: 'range, one after the other', value: width(sequential), unit: '% of waiting', budget: 25, how: 'median'},
		{figure: 'range, Promise.all', value: width(parallel), unit: '% of waiting', budget: 100, how: 'median'},
	];
}

function line({name, delayMs, count, isParallel, saving, waitedMs, savedMs}: Measured): string {
	const mark = savedMs < saving.lowMs ? 'BELOW' : savedMs > saving.highMs ? 'ABOVE' : 'ok';
	const numbers = [waitedMs, savedMs, saving.lowMs, saving.highMs].map((ms) => ms.toFixed(2)).join(' ');
	return `${mark} ${name} ${delayMs} ms × ${count} ${isParallel ? 'parallel' : 'sequential'}: ${numbers}`;
}

if (process.argv[1] === import.meta.filename) {
	const {figureLines} = await import('./figure.ts');
	console.log(figureLines(await benchQuerySavings()).join('\n'));
}
