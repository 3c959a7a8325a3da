import {readJoinable} from '../../../../source/batching/joinable.ts';
import {type LabelledTrace, loop, numbers, paced, Script, silent} from './script.ts';

const account = 'SELECT balance FROM accounts WHERE id = $1';

function fromCache(): Script {
	return loop(135, 400, (turn) => ({
		sql: 'SELECT * FROM users WHERE id = $1',
		params: [turn % 5],
		ms: 0.3,
		fromCache: turn >= 5,
		rows: 1,
		source: 'u.ts:2',
	}));
}

function quickAsACache(): Script {
	return loop(136, 3000, (turn) => ({
		sql: 'SELECT "users".* FROM "users" WHERE "users"."id" = $1 LIMIT $2',
		params: [turn % 9, 1],
		ms: 0.03,
		rows: 1,
	}));
}

function cheapCheck(): Script {
	return loop(137, 30, () => ({
		sql: 'SELECT EXISTS (SELECT 1 FROM flags WHERE name = $1)',
		params: ['beta'],
		ms: 0.6,
		rows: 1,
		source: 'flags.ts:3',
	}));
}

function poolWaits(): Script {
	return loop(138, 12, () => ({sql: 'pg-pool.connect', ms: 40}), null);
}

function waitsWithinQueries(): Script {
	const script = new Script(139);
	script.times(8, (turn) => {
		script.rows.push({sql: 'pg-pool.connect', startMs: script.nowMs, durationMs: 30});
		script.rows.push({sql: account, params: [turn], startMs: script.nowMs + 0.1, durationMs: 32, rows: 1, source: 'a.ts:2'});
		script.wait(33);
	});
	return script;
}

function fullPool(): Script {
	const script = new Script(140);
	return script.together(
		numbers(8).map((id) => ({sql: account, params: [id], ms: 180 + id * 0.4, exact: true, rows: 1, source: 'a.ts:2'})),
		0.02,
	);
}

/** As before, and each longer than what counts as slow. */
function fullPoolForLong(): Script {
	const script = new Script(184);
	return script.together(
		numbers(6).map((id) => ({sql: account, params: [id], ms: 600 + id * 9, exact: true, rows: 1, source: 'a.ts:2'})),
		0.02,
	);
}

function savepoints(): Script {
	const script = new Script(141);
	script.ask({sql: 'BEGIN', ms: 6});
	script.times(20, (turn) => {
		script.ask({sql: `SAVEPOINT sp_${turn}`, ms: 6});
		script.ask({sql: `RELEASE SAVEPOINT sp_${turn}`, ms: 6});
	});
	return script.ask({sql: 'COMMIT', ms: 6});
}

function sessions(): Script {
	const script = new Script(142);
	return script.times(15, () => {
		script.ask({sql: "SELECT set_config('app.tenant', $1, true)", params: ['7'], ms: 5});
		script.ask({sql: 'SET LOCAL search_path TO tenant_7', ms: 5});
		script.ask({sql: 'SHOW transaction_isolation', ms: 5});
	});
}

function catalogs(): Script {
	return loop(143, 20, (turn) => ({
		sql: 'SELECT a.attname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.relname = $1',
		params: [`table_${turn}`],
		ms: 8,
		rows: 9,
	}));
}

function mysqlSchema(): Script {
	return loop(
		144,
		12,
		(turn) => ({sql: `SELECT column_name FROM information_schema.columns WHERE table_name = 't${turn}'`, ms: 9, rows: 9}),
		'mysql',
	);
}

function failures(): Script {
	return loop(154, 12, (turn) => ({sql: 'SELECT * FROM missing WHERE id = $1', params: [turn], ms: 8, error: '42P01', source: 'f.ts:2'}));
}

function readAfterEachWrite(): Script {
	const script = new Script(155);
	return script.times(8, (turn) => {
		script.ask({sql: 'SELECT count(*) FROM seats WHERE event_id = $1', params: [4], ms: 9, rows: 1, source: 'seats.ts:3'});
		if (turn < 4)
			script.ask({sql: 'INSERT INTO seats (event_id, person_id) VALUES ($1, $2)', params: [4, turn], ms: 5, rows: 1, source: 'seats.ts:5'});
		else script.ask({sql: 'UPDATE seats SET paid = true WHERE event_id = $1', params: [4], ms: 5, rows: 1, source: 'seats.ts:9'});
	});
}

function advisoryLocks(): Script {
	const script = new Script(158);
	return script.times(6, (turn) => script.ask({sql: 'SELECT pg_advisory_lock($1)', params: [turn], ms: 900, rows: 1, source: 'lock.ts:2'}));
}

function pingAndListen(): Script {
	return new Script(159).ask({sql: 'SELECT 1', ms: 2003, rows: 1}).ask({sql: 'LISTEN jobs', ms: 30_000});
}

/** What `batchable` makes of the lookups of one tick, tick after tick. */
function batches(): Script {
	const text = joinableOf('SELECT * FROM items WHERE order_id = $1');
	return loop(163, 8, (turn) => ({sql: text, params: [[turn, turn + 1]], ms: 700, rows: 2, source: 'items.ts:4'}));
}

function joinableOf(text: string): string {
	return readJoinable(text)!.joined;
}

function failedSlow(): Script {
	return new Script(160).ask({sql: 'SELECT * FROM big ORDER BY score', ms: 5000, error: '57014', source: 'b.ts:2'});
}

function waitingTogether(): Script {
	const script = new Script(161);
	return script.together(
		['users', 'teams', 'roles', 'flags'].map((table) => ({
			sql: `SELECT * FROM ${table} WHERE id = $1`,
			params: [1],
			ms: 900,
			exact: true,
			rows: 1,
		})),
		0.2,
	);
}

function migration(): Script {
	return new Script(162).ask({sql: 'CREATE INDEX orders_shop ON orders (shop_id)', ms: 4000}).ask({sql: 'VACUUM orders', ms: 9000});
}

function sequences(): Script {
	return loop(165, 20, () => ({sql: "SELECT nextval('orders_id_seq')", ms: 5, rows: 1, source: 'ids.ts:3'}));
}

function redis(): Script {
	return loop(166, 30, (turn) => ({sql: `GET key${turn}`, ms: 5}), null);
}

function migrations(): Script {
	const script = new Script(172);
	return script.times(14, (turn) => {
		script.ask({sql: `ALTER TABLE t${turn} ADD COLUMN x int`, ms: 20});
		script.ask({
			sql: 'INSERT INTO migrations (name, at) VALUES ($1, $2)',
			params: [`m${turn}`, turn],
			ms: 6,
			rows: 1,
			source: 'migrate.ts:4',
		});
	});
}

function slowBulk(): Script {
	const rows = numbers(1000)
		.map((at) => `($${at})`)
		.join(', ');
	const script = new Script(173).ask({
		sql: `INSERT INTO points (x) VALUES ${rows}`,
		params: numbers(1000),
		ms: 900,
		rows: 1000,
		source: 'bulk.ts:2',
	});
	return script.ask({sql: "DELETE FROM logs WHERE at < '2020-01-01'", ms: 700, rows: 40_000, source: 'bulk.ts:9'});
}

function listening(): Script {
	return paced(180, 50, 30, (turn) => ({
		sql: 'SELECT pg_notify($1, $2)',
		params: ['jobs', String(turn)],
		ms: 3,
		rows: 1,
		source: 'n.ts:1',
	}));
}

/** What is written down like a query and is none, or says nothing of one. */
export const noQueries: readonly LabelledTrace[] = [
	silent('answers of a cache', 'five round trips', fromCache()),
	silent('answers too quick for a round trip', 'a cache that does not say so', quickAsACache()),
	silent('a cheap check', '18 ms in all', cheapCheck()),
	silent('waits for a connection', 'no queries', poolWaits()),
	silent('waits for a connection within the time of queries', 'two of 32 ms are the query', waitsWithinQueries()),
	silent('a full pool', 'all were let in at once after 180 ms', fullPool()),
	silent('a full pool for long', 'no query was slow: all were let in after 600 ms', fullPoolForLong()),
	silent('savepoints', 'no queries', savepoints()),
	silent('settings of the session', 'no queries', sessions()),
	silent('a library that reads the catalog', 'the author of the service cannot change it', catalogs()),
	silent('a library that reads the schema', 'the author of the service cannot change it', mysqlSchema()),
	silent('a loop of failures', 'the failure is the finding, not the loop', failures()),
	silent('a read after each write', 'its answer is another each time', readAfterEachWrite()),
	silent('locks by name', 'they wait on purpose', advisoryLocks()),
	silent('a ping and LISTEN', 'the server was slow, not a query, and who listens waits', pingAndListen()),
	silent('statements of batchable', 'they are the advice already', batches()),
	silent('a slow query that was cancelled', 'an error, not a plan', failedSlow()),
	silent('four queries that waited for one thing', 'they began and ended together', waitingTogether()),
	silent('a migration', 'no query', migration()),
	silent('numbers of a sequence', 'no table is read', sequences()),
	silent('keys of another kind of store', 'no SQL', redis()),
	silent('the list of migrations', 'each after its step', migrations()),
	silent('slow writes of many rows', 'a millisecond a row', slowBulk()),
	silent('notifications', 'no table is read', listening()),
];
