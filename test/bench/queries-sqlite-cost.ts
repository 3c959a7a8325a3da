import {DatabaseSync} from 'node:sqlite';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {queryContexts} from '../../source/probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../../source/probes/queries/query-feed.ts';
import {instrumentSqlite} from '../../source/probes/queries/sqlite.ts';
import {type Figure, figureLines} from './figure.ts';

const pairs = 300;
const callsPerBlock = 4000;

/** What a call of `node:sqlite` costs more while it is measured: blocks of requests with and without, one after the other, in one process. */
export function benchSqliteCost(): Figure[] {
	const database = openDatabase();
	instrumentSqlite(database);
	const byId = database.prepare('SELECT id, name FROM product WHERE id = ?');
	const insert = database.prepare('INSERT OR REPLACE INTO product (id, name) VALUES (?, ?)');
	const count = database.prepare('SELECT count(*) AS n FROM tiny');
	const page = database.prepare('SELECT id, name FROM product WHERE id < ?');
	const different = Array.from({length: 25}, (_, at) => database.prepare(`SELECT id, name, ${at} FROM product WHERE id = ?`));
	const other = (at: number): unknown => different[at % 25]!.get(at % 1000);
	return [
		paired('get by key, 25 different ones in a request', 25, other),
		paired('get by key, 25 equal ones in a request: one call site', 25, (at) => byId.get(at % 1000)),
		paired('get by key, 1,000 equal ones in a run', 1000, (at) => byId.get(at % 1000)),
		paired('get without values, 1,000 in a run', 1000, () => count.get()),
		paired('all, 20 rows, 100 in a run', 100, () => page.all(20)),
		paired('run, an insert with two values, 1,000 in a run', 1000, (at) => insert.run(at % 1000, 'a name')),
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

function paired(label: string, queriesPerRequest: number, query: (at: number) => unknown): Figure {
	const heard = listener();
	const [on, off]: [number[], number[]] = [[], []];
	for (let pair = -20; pair < pairs; pair++) {
		// Which comes first alternates: a machine that slows down favours neither.
		const isOnFirst = pair % 2 === 0;
		const first = block(isOnFirst, heard, queriesPerRequest, query);
		const second = block(!isOnFirst, heard, queriesPerRequest, query);
		if (pair < 0) continue;
		on.push(isOnFirst ? first : second);
		off.push(isOnFirst ? second : first);
	}
	return {
		figure: `node:sqlite, ${label}`,
		value: Math.round(undisturbed(on) - undisturbed(off)),
		unit: 'ns',
		budget: 200,
		how: `time of a call, ${pairs} paired blocks of ${callsPerBlock.toLocaleString('en')} calls, on less off, the fastest tenth of each; off ${Math.round(undisturbed(off))} ns`,
	};
}

/** Other programs only ever make a block slower: the fastest tenth is what it takes by itself. (CPU time is counted in steps of 4 ms here and there.) */
function undisturbed(values: readonly number[]): number {
	return [...values].toSorted((a, b) => a - b)[Math.floor(values.length / 10)]!;
}

/** Nanoseconds for each call. */
function block(isOn: boolean, heard: QueryListener, queriesPerRequest: number, query: (at: number) => unknown): number {
	if (isOn) queryFeed.add(heard);
	const before = process.hrtime.bigint();
	for (let sent = 0; sent < callsPerBlock; sent += queriesPerRequest) {
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, sendAll, query, sent, queriesPerRequest);
		queryFeed.close(context);
	}
	const took = Number(process.hrtime.bigint() - before);
	if (isOn) queryFeed.remove(heard);
	return took / callsPerBlock;
}

function sendAll(query: (at: number) => unknown, from: number, count: number): void {
	for (let at = 0; at < count; at++) query(from + at);
}

if (import.meta.main) console.log(figureLines(benchSqliteCost()).join('\n'));
