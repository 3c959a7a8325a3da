import {DatabaseSync} from 'node:sqlite';
import {queryContexts} from '../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../source/probes/queries/query-feed.ts';
import {queryProbe} from '../../source/probes/queries/query-probe.ts';
import {instrumentSqlite} from '../../source/probes/queries/sqlite.ts';
import {type Figure, figureLines, median} from './figure.ts';

const pairs = 300;
const callsPerBlock = 2000;

/** What a call of `node:sqlite` costs more while it is measured: blocks of requests with and without, one after the other, in one process. */
export function benchSqliteCost(): Figure[] {
	const database = openDatabase();
	instrumentSqlite(database);
	const byId = database.prepare('SELECT id, name FROM product WHERE id = ?');
	const insert = database.prepare('INSERT OR REPLACE INTO product (id, name) VALUES (?, ?)');
	const count = database.prepare('SELECT count(*) AS n FROM tiny');
	const page = database.prepare('SELECT id, name FROM product WHERE id < ?');
	const different = Array.from({length: 25}, (_, at) => database.prepare(`SELECT id, name AS name${at} FROM product WHERE id = ?`));
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

/** As in a monitor: each query is counted as it ends, and each request is looked at when it has ended. */
const probe = queryProbe({onContext: () => undefined});

/** Nanoseconds for each call: within it, and after its request. */
interface Taken {
	within: number;
	after: number;
}

function paired(label: string, queriesPerRequest: number, query: (at: number) => unknown): Figure {
	const [on, off]: [Taken[], Taken[]] = [[], []];
	for (let pair = -20; pair < pairs; pair++) {
		// Which comes first alternates: a machine that slows down favours neither.
		const isOnFirst = pair % 2 === 0;
		const first = block(isOnFirst, queriesPerRequest, query);
		const second = block(!isOnFirst, queriesPerRequest, query);
		if (pair < 0) continue;
		on.push(isOnFirst ? first : second);
		off.push(isOnFirst ? second : first);
	}
	const offNs = median(off.map(({within}) => within));
	const afterNs = median(on.map(({after}, pair) => after - off[pair]!.after));
	return {
		figure: `node:sqlite, ${label}`,
		value: Math.round(median(on.map(({within}, pair) => within - off[pair]!.within))),
		unit: 'ns',
		budget: 200,
		how: `CPU of a call, median of ${pairs} pairs of blocks, on and off in turn, ${callsPerBlock.toLocaleString('en')} calls each; off ${Math.round(offNs)} ns; ${Math.round(afterNs)} ns more after its request`,
	};
}

/** Of the whole process: garbage collection is in it. */
function block(isOn: boolean, queriesPerRequest: number, query: (at: number) => unknown): Taken {
	if (isOn) probe.start();
	const start = cpuNs();
	for (let sent = 0; sent < callsPerBlock; sent += queriesPerRequest) {
		const context = queryFeed.open('request', 'GET /');
		queryContexts.run(context, sendAll, query, sent, queriesPerRequest);
		queryFeed.close(context);
	}
	const answered = cpuNs();
	probe.flush();
	const end = cpuNs();
	if (isOn) probe.stop();
	return {within: (answered - start) / callsPerBlock, after: (end - answered) / callsPerBlock};
}

function cpuNs(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) * 1000;
}

function sendAll(query: (at: number) => unknown, from: number, count: number): void {
	for (let at = 0; at < count; at++) query(from + at);
}

if (import.meta.main) console.log(figureLines(benchSqliteCost()).join('\n'));
