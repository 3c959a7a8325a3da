import {DatabaseSync} from 'node:sqlite';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {queryContexts} from '../../source/probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../../source/probes/queries/query-feed.ts';
import {instrumentSqlite} from '../../source/probes/queries/sqlite.ts';
import {type Figure, figureLines, median} from './figure.ts';

const pairs = 41;
const requestsPerBlock = 400;
/** As many as a page with a repeated query sends. */
const queriesPerRequest = 25;

/** What a call of `node:sqlite` costs more while it is measured: blocks of requests with and without, one after the other, in one process. */
export function benchSqliteCost(): Figure[] {
	const database = openDatabase();
	instrumentSqlite(database);
	const byId = database.prepare('SELECT id, name FROM product WHERE id = ?');
	const insert = database.prepare('INSERT OR REPLACE INTO product (id, name) VALUES (?, ?)');
	const count = database.prepare('SELECT count(*) AS n FROM tiny');
	const page = database.prepare('SELECT id, name FROM product WHERE id < ?');
	const different = Array.from({length: queriesPerRequest}, (_, at) =>
		database.prepare(`SELECT id, name, ${at} FROM product WHERE id = ?`),
	);
	return [
		paired('get by key, 25 equal ones in a request', (at) => byId.get(at % 1000)),
		paired('get by key, 25 different ones in a request', (at) => different[at % queriesPerRequest]!.get(at % 1000)),
		paired('get without values', () => count.get()),
		paired('all, 20 rows', () => page.all(20)),
		paired('run, an insert with two values', (at) => insert.run(at % 1000, 'a name')),
		paired('prepare and get, anew each time', (at) => database.prepare('SELECT id, name FROM product WHERE id = ?').get(at % 1000), 20),
	];
}

function openDatabase(): DatabaseSync {
	const database = new DatabaseSync(':memory:');
	database.exec('CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE tiny (id INTEGER)');
	const insert = database.prepare('INSERT INTO product VALUES (?, ?)');
	for (let id = 0; id < 1000; id++) insert.run(id, `product ${id}`);
	return database;
}

/** What the probe does at each query at least: nothing of it may be missing from the figure. */
function listener(): QueryListener {
	const latency = new LogHistogram();
	return {ended: ({startedAt, endedAt}) => latency.record(endedAt - startedAt), closed: () => undefined};
}

function paired(label: string, query: (at: number) => unknown, share = 1): Figure {
	const heard = listener();
	const requests = requestsPerBlock / share;
	const differences: number[] = [];
	const bare: number[] = [];
	for (let pair = -5; pair < pairs; pair++) {
		// Which comes first alternates: a machine that slows down favours neither.
		const first = block(pair % 2 === 0, heard, requests, query);
		const second = block(pair % 2 !== 0, heard, requests, query);
		const [on, off] = pair % 2 === 0 ? [first, second] : [second, first];
		if (pair < 0) continue;
		differences.push(on - off);
		bare.push(off);
	}
	return {
		figure: `node:sqlite, ${label}`,
		value: Math.round(median(differences)),
		unit: 'ns',
		budget: 200,
		how: `CPU of the thread a call, median of ${pairs} paired blocks of ${requests * queriesPerRequest} calls in requests of ${queriesPerRequest}, on less off; off ${Math.round(median(bare))} ns`,
	};
}

/** Nanoseconds of this thread's CPU for each call. */
function block(isOn: boolean, heard: QueryListener, requests: number, query: (at: number) => unknown): number {
	if (isOn) queryFeed.add(heard);
	const before = process.threadCpuUsage();
	for (let request = 0; request < requests; request++) {
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, sendAll, query, request);
		queryFeed.close(context);
	}
	const {user, system} = process.threadCpuUsage(before);
	if (isOn) queryFeed.remove(heard);
	return ((user + system) * 1000) / (requests * queriesPerRequest);
}

function sendAll(query: (at: number) => unknown, request: number): void {
	for (let at = 0; at < queriesPerRequest; at++) query(request * queriesPerRequest + at);
}

if (import.meta.main) console.log(figureLines(benchSqliteCost()).join('\n'));
