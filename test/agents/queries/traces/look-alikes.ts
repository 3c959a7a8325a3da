import {type Asked, type LabelledTrace, numbers, Script} from './script.ts';

const job = 'SELECT id, payload FROM jobs WHERE state = $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED';
const done = 'UPDATE jobs SET state = $1, finished_at = now() WHERE id = $2';
const account = 'SELECT balance FROM accounts WHERE id = $1';

const loop = (
	seed: number,
	count: number,
	asked: (turn: number) => Asked,
	system: 'postgresql' | 'mysql' | 'sqlite' | null = 'postgresql',
): Script => {
	const script = new Script(seed, system);
	return script.times(count, (turn) => script.ask(asked(turn)));
};

const paced = (seed: number, count: number, waitMs: number | ((turn: number) => number), asked: (turn: number) => Asked): Script => {
	const script = new Script(seed);
	return script.times(count, (turn) => script.ask(asked(turn)).wait(typeof waitMs === 'number' ? waitMs : waitMs(turn)));
};

function offsetPages(): Script {
	return loop(101, 12, (page) => ({
		sql: 'SELECT * FROM items ORDER BY id LIMIT $1 OFFSET $2',
		params: [100, page * 100],
		ms: 14,
		rows: page === 11 ? 40 : 100,
		source: 'export.ts:8',
	}));
}

function offsetPagesInTheText(): Script {
	return loop(102, 9, (page) => ({sql: `SELECT * FROM items WHERE shop_id = 4 ORDER BY id LIMIT 50 OFFSET ${page * 50}`, ms: 12}), 'mysql');
}

function commaPages(): Script {
	return loop(
		103,
		8,
		(page) => ({sql: `SELECT * FROM items WHERE shop_id = 4 ORDER BY id LIMIT ${page * 50}, 50`, ms: 12, source: 'e.php:4'}),
		'mysql',
	);
}

function keysetPages(): Script {
	return loop(104, 15, (page) => ({
		sql: 'SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 500',
		params: [page * 500],
		ms: 20,
		rows: 500,
		source: 'sync.ts:9',
	}));
}

function keysetPagesOfATenant(): Script {
	return loop(105, 10, (page) => ({
		sql: 'SELECT * FROM events WHERE tenant_id = $1 AND (at, id) > ($2, $3) ORDER BY at, id LIMIT 200',
		params: [5, `2026-11-${page}`, page],
		ms: 15,
		source: 'sync.ts:19',
	}));
}

function pagesAhead(): Script {
	const script = new Script(106);
	return script.together(
		numbers(8, 0).map((page) => ({
			sql: 'SELECT * FROM items WHERE shop_id = $1 ORDER BY id LIMIT $2 OFFSET $3',
			params: [4, 50, page * 50],
			ms: 18,
			rows: 50,
			source: 'x.ts:2',
		})),
	);
}

function backfill(): Script {
	return loop(107, 20, (part) => ({
		sql: 'UPDATE users SET plan = $1 WHERE id >= $2 AND id < $3',
		params: ['free', part * 1000, part * 1000 + 1000],
		ms: 40,
		rows: 1000,
		source: 'migrate.ts:4',
	}));
}

function chunkedDeletes(): Script {
	return loop(108, 14, () => ({sql: "DELETE FROM logs WHERE at < '2026-01-01' LIMIT 1000", ms: 30, rows: 1000}), 'mysql');
}

function chunkedDeletesInPostgres(): Script {
	return loop(109, 14, () => ({
		sql: 'DELETE FROM logs WHERE ctid IN (SELECT ctid FROM logs WHERE at < $1 LIMIT 1000)',
		params: ['2026-01-01'],
		ms: 30,
		rows: 1000,
		source: 'clean.ts:7',
	}));
}

function polling(): Script {
	return paced(110, 30, 1000, () => ({sql: 'SELECT status FROM exports WHERE id = $1', params: [77], ms: 5, rows: 1, source: 'wait.ts:3'}));
}

function pollingWithBackoff(): Script {
	return paced(
		111,
		9,
		(turn) => 100 * 2 ** turn,
		() => ({sql: 'SELECT status FROM exports WHERE id = $1', params: [77], ms: 9, rows: 1, source: 'wait.ts:3'}),
	);
}

function pollingForNewRows(): Script {
	return paced(112, 40, 250, (turn) => ({
		sql: 'SELECT * FROM outbox WHERE id > $1',
		params: [turn >> 3],
		ms: 6,
		rows: 0,
		source: 'outbox.ts:5',
	}));
}

function pollingBesideWork(): Script {
	const script = paced(113, 12, 300, () => ({
		sql: 'SELECT state FROM imports WHERE id = $1',
		params: [1],
		ms: 6,
		exact: true,
		rows: 1,
		source: 'p.ts:1',
	}));
	script.nowMs = 5;
	return script.times(9, (turn) =>
		script.ask({sql: `SELECT * FROM part_${'abcdefghi'[turn]} WHERE id = $1`, params: [turn], ms: 330, rows: 9}),
	);
}

function healthPings(): Script {
	return paced(114, 60, 5000, () => ({sql: 'SELECT 1', ms: 2, rows: 1, source: 'health.ts:2'}));
}

function quickPings(): Script {
	return loop(115, 20, () => ({sql: 'SELECT 1 AS alive', ms: 4, rows: 1, source: 'health.ts:2'}));
}

function retries(): Script {
	const script = new Script(116);
	script.times(7, () =>
		script.ask({sql: 'UPDATE seats SET taken_by = $1 WHERE id = $2', params: [5, 9], ms: 12, error: '40001', source: 'book.ts:7'}).wait(30),
	);
	return script.ask({sql: 'UPDATE seats SET taken_by = $1 WHERE id = $2', params: [5, 9], ms: 12, rows: 1, source: 'book.ts:7'});
}

function retriedTransactions(): Script {
	const script = new Script(117);
	return script.times(6, (turn) => {
		script.ask({sql: 'BEGIN', ms: 1});
		script.ask({sql: account, params: [3], ms: 9, rows: 1, source: 'pay.ts:3'});
		script.ask({
			sql: 'UPDATE accounts SET balance = $1 WHERE id = $2',
			params: [5, 3],
			ms: 9,
			source: 'pay.ts:4',
			...(turn < 5 ? {error: '40P01'} : {}),
		});
		script.ask({sql: turn < 5 ? 'ROLLBACK' : 'COMMIT', ms: 1});
	});
}

function retriesOfUnknownValues(): Script {
	const script = new Script(118);
	script.times(6, () =>
		script.ask({sql: 'INSERT INTO outbox (topic, body) VALUES ($1, $2)', isHidden: true, ms: 14, error: 'ECONNRESET', source: 'o.ts:2'}),
	);
	return script.ask({sql: 'INSERT INTO outbox (topic, body) VALUES ($1, $2)', isHidden: true, ms: 14, rows: 1, source: 'o.ts:2'});
}

function timeouts(): Script {
	const script = new Script(119);
	return script.times(5, () =>
		script.ask({sql: 'SELECT * FROM locked WHERE id = $1', params: [1], ms: 2000, error: '55P03', source: 'l.ts:1'}),
	);
}

function worker(): Script {
	const script = new Script(120);
	return script.times(40, (turn) => {
		script.ask({sql: 'BEGIN', ms: 1});
		script.ask({sql: job, params: ['ready'], ms: 4, rows: 1, source: 'worker.ts:5'});
		script.wait(20);
		script.ask({sql: done, params: ['done', turn], ms: 4, rows: 1, source: 'worker.ts:9'});
		script.ask({sql: 'COMMIT', ms: 3});
	});
}

function workerByUpdate(): Script {
	const script = new Script(121);
	const claim = 'UPDATE jobs SET worker = $1 WHERE id = (SELECT id FROM jobs WHERE worker IS NULL ORDER BY id LIMIT 1) RETURNING *';
	return script.times(30, (turn) => {
		script.ask({sql: claim, params: ['w1'], ms: 5, rows: 1, source: 'worker.ts:5'});
		script.ask({sql: 'SELECT * FROM documents WHERE id = $1', params: [turn], ms: 6, rows: 1, source: 'worker.ts:7'});
		script.ask({sql: 'DELETE FROM jobs WHERE id = $1', params: [turn], ms: 4, rows: 1, source: 'worker.ts:9'});
	});
}

function workerByMysqlLimit(): Script {
	const script = new Script(122, 'mysql');
	return script.times(25, (turn) => {
		script.ask({sql: "UPDATE jobs SET worker = 'w7' WHERE worker IS NULL ORDER BY id LIMIT 1", ms: 5, rows: 1});
		script.ask({sql: `SELECT * FROM jobs WHERE id = ${turn}`, ms: 4, rows: 1});
	});
}

function cron(): Script {
	return paced(123, 24, 3_600_000, (turn) => ({
		sql: 'DELETE FROM sessions WHERE expires_at < $1',
		params: [turn],
		ms: 30,
		rows: 4,
		source: 'cron.ts:4',
	}));
}

function cronOfSeveral(): Script {
	const script = new Script(124);
	return script.times(20, (turn) => {
		script.ask({sql: 'SELECT count(*) FROM carts WHERE updated_at < $1', params: [turn], ms: 12, rows: 1, source: 'cron.ts:8'});
		script.ask({sql: 'UPDATE stats SET carts = $1 WHERE day = $2', params: [turn, turn], ms: 8, rows: 1, source: 'cron.ts:9'});
		script.wait(60_000);
	});
}

function socket(): Script {
	return paced(
		125,
		80,
		(turn) => 700 + (turn % 7) * 900,
		(turn) => ({sql: 'INSERT INTO messages (room, body) VALUES ($1, $2)', params: [1, `m${turn}`], ms: 5, rows: 1, source: 'chat.ts:6'}),
	);
}

function pacedByAnApi(): Script {
	return paced(
		126,
		12,
		(turn) => 320 + (turn % 3) * 60,
		(turn) => ({sql: 'SELECT * FROM customers WHERE id = $1', params: [turn], ms: 9, rows: 1, source: 'stripe.ts:11'}),
	);
}

function batches(): Script {
	return loop(127, 8, (turn) => ({
		sql: 'SELECT * FROM users WHERE id = ANY($1)',
		params: [numbers(100, turn * 100)],
		ms: 12,
		rows: 100,
		source: 'loader.ts:4',
	}));
}

function batchesByIn(): Script {
	return loop(128, 7, (turn) => {
		const keys = numbers(turn === 6 ? 31 : 100, turn * 100);
		return {
			sql: `SELECT * FROM users WHERE id IN (${keys.map((_, at) => `$${at + 1}`).join(', ')})`,
			params: keys,
			ms: 11,
			source: 'loader.ts:4',
		};
	});
}

function batchesOfATenant(): Script {
	return loop(129, 9, (turn) => ({
		sql: 'SELECT * FROM users WHERE tenant_id = $1 AND id = ANY($2)',
		params: [7, numbers(50, turn * 50)],
		ms: 10,
		rows: 50,
		source: 'loader.ts:9',
	}));
}

function batchesWithLiterals(): Script {
	return loop(
		130,
		6,
		(turn) => ({sql: `SELECT * FROM wp_posts WHERE ID IN (${numbers(40, turn * 40).join(',')})`, ms: 12, rows: 40}),
		'mysql',
	);
}

function loadersOfLevels(): Script {
	const script = new Script(131);
	for (const table of ['users', 'teams', 'users', 'badges', 'users', 'teams', 'users', 'users'])
		script.ask({
			sql: `SELECT * FROM ${table} WHERE id = ANY($1)`,
			params: [numbers(10 + script.rows.length * 3)],
			ms: 14,
			rows: 12,
			source: 'loaders.ts:20 load',
		});
	return script;
}

function bulkInserts(): Script {
	const rows = (count: number): string =>
		numbers(count)
			.map((at) => `($${at * 2 - 1}, $${at * 2})`)
			.join(', ');
	return loop(132, 10, (turn) => ({
		sql: `INSERT INTO points (x, y) VALUES ${rows(turn === 9 ? 20 : 100)}`,
		params: numbers(turn === 9 ? 40 : 200, turn),
		ms: 18,
		rows: turn === 9 ? 20 : 100,
		source: 'import.ts:30',
	}));
}

function unnestInserts(): Script {
	return loop(133, 8, (turn) => ({
		sql: 'INSERT INTO points (x, y) SELECT * FROM unnest($1::int[], $2::int[])',
		params: [numbers(500, turn), numbers(500, turn)],
		ms: 22,
		rows: 500,
		source: 'import.ts:33',
	}));
}

function jsonInserts(): Script {
	return loop(134, 8, (turn) => ({
		sql: 'INSERT INTO points SELECT * FROM jsonb_to_recordset($1) AS t(x int, y int)',
		params: [JSON.stringify(numbers(3, turn))],
		ms: 22,
		rows: 300,
		source: 'import.ts:36',
	}));
}

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

function fourLong(): Script {
	return loop(145, 4, (turn) => ({sql: account, params: [turn], ms: 60, rows: 1, source: 'a.ts:2'}));
}

function fiveShort(): Script {
	return loop(146, 5, (turn) => ({sql: account, params: [turn], ms: 6, rows: 1, source: 'a.ts:2'}));
}

function manyTiny(): Script {
	return loop(
		147,
		500,
		(turn) => ({sql: 'SELECT * FROM words WHERE id = ?', params: [turn], ms: 0.05, rows: 1, source: 'w.ts:1'}),
		'sqlite',
	);
}

function sitesApart(): Script {
	const script = new Script(148);
	for (const [at, place] of ['cart.ts:4', 'cart.ts:19', 'mail.ts:7', 'bill.ts:33'].entries())
		script.times(3, (turn) => script.ask({sql: account, params: [at * 10 + turn], ms: 7, rows: 1, source: `src/${place}`}));
	return script;
}

function tenantFanOut(): Script {
	const script = new Script(149);
	return script.together(
		numbers(9).map((tenant) => ({
			sql: 'SELECT count(*) FROM invoices WHERE state = $1',
			params: [tenant],
			ms: 20,
			rows: 1,
			source: `src/tenants/t${tenant}.ts:12`,
		})),
	);
}

function namesThatDifferInDigits(): Script {
	const script = new Script(150);
	return script.times(12, (month) =>
		script.ask({sql: `SELECT sum(total) FROM sales_2026_${month + 1}`, ms: 15, rows: 1, source: 'year.ts:6'}),
	);
}

function differentColumns(): Script {
	const script = new Script(151);
	for (const column of ['name', 'email', 'phone', 'city', 'street', 'zip', 'country'])
		script.ask({sql: `SELECT id FROM users WHERE ${column} = $1`, params: ['x'], ms: 14, rows: 0, source: 'search.ts:9'});
	return script;
}

function cutTexts(): Script {
	const script = new Script(152, null);
	return script.times(15, (turn) =>
		script.ask({sql: `SELECT id, title, body, created_at, updated_at FROM articles WHERE auth...`, params: [turn], ms: 20}),
	);
}

function cutSlow(): Script {
	return new Script(153, null)
		.ask({sql: 'SELECT `product`.`id` FROM `products` ...', ms: 1500})
		.ask({sql: 'SELECT a, b, c FROM big WHERE (a = 1 OR', ms: 700});
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

function brokenClocks(): Script {
	const script = new Script(156, null);
	for (const [at, durationMs] of [-5, -80_000, 100_000_000, 99_999_999, Number.NaN, -1, 64_000_000].entries())
		script.rows.push({sql: account, params: [at], startMs: at * 3, durationMs, rows: 1});
	return script;
}

function lateEnd(): Script {
	const script = new Script(157, null).ask({sql: account, params: [1], ms: 3});
	script.rows.push({sql: 'SELECT * FROM users WHERE id = $1', params: [4], startMs: 4, durationMs: 86_400_000});
	return script;
}

function advisoryLocks(): Script {
	const script = new Script(158);
	return script.times(6, (turn) => script.ask({sql: 'SELECT pg_advisory_lock($1)', params: [turn], ms: 900, rows: 1, source: 'lock.ts:2'}));
}

function sleeping(): Script {
	return new Script(159).ask({sql: 'SELECT pg_sleep(2)', ms: 2003, rows: 1}).ask({sql: 'LISTEN jobs', ms: 30_000});
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

function oddRequest(): Script {
	const script = new Script(163);
	script.ask({sql: 'SELECT * FROM sessions WHERE token = $1', params: ['t'], ms: 9, rows: 1, source: 'auth.ts:2'});
	script.ask({sql: 'SELECT * FROM users WHERE id = $1', params: [1], ms: 8, rows: 1, source: 'auth.ts:5'});
	script.ask({sql: 'SELECT * FROM carts WHERE user_id = $1', params: [1], ms: 12, rows: 1, source: 'cart.ts:3'});
	script.ask({sql: 'SELECT * FROM lines WHERE cart_id = $1', params: [1], ms: 14, rows: 6, source: 'cart.ts:6'});
	return script.ask({sql: 'UPDATE carts SET seen_at = now() WHERE id = $1', params: [1], ms: 7, rows: 1, source: 'cart.ts:9'});
}

function cursor(): Script {
	const script = new Script(164).ask({sql: 'DECLARE c CURSOR FOR SELECT * FROM events', ms: 4});
	return script.times(20, () => script.ask({sql: 'FETCH 500 FROM c', ms: 9, rows: 500, source: 'stream.ts:4'}));
}

function sequences(): Script {
	return loop(165, 20, () => ({sql: "SELECT nextval('orders_id_seq')", ms: 5, rows: 1, source: 'ids.ts:3'}));
}

function redis(): Script {
	return loop(166, 30, (turn) => ({sql: `GET key${turn}`, ms: 5}), null);
}

const silent = (name: string, why: string, script: Script): LabelledTrace => ({name, why, expected: [], script});

/** Traces that look wasteful to a counter, and are as they should be. */
export const lookAlikes: readonly LabelledTrace[] = [
	silent('pages by OFFSET', 'one list, read in pieces so that memory stays small', offsetPages()),
	silent('pages by OFFSET, values in the text', 'the same, and another text each time', offsetPagesInTheText()),
	silent('pages by LIMIT a, b', 'the same in words of MySQL', commaPages()),
	silent('pages by keyset', 'each begins where the one before ended', keysetPages()),
	silent('pages by keyset of one tenant', 'the tenant stays', keysetPagesOfATenant()),
	silent('pages fetched ahead side by side', 'still one list', pagesAhead()),
	silent('an update in stretches of the key', 'short transactions on purpose', backfill()),
	silent('deletes of 1000 rows until none is left', 'short transactions on purpose', chunkedDeletes()),
	silent('deletes of 1000 rows by ctid', 'the same in words of PostgreSQL', chunkedDeletesInPostgres()),
	silent('polling for a state', 'a timer, not a loop', polling()),
	silent('polling with longer and longer waits', 'a timer, not a loop', pollingWithBackoff()),
	silent('polling for new rows', 'the bound moves, nothing could be joined', pollingForNewRows()),
	silent('polling beside busy work', 'as even as a timer', pollingBesideWork()),
	silent('health pings', 'that is what they are for', healthPings()),
	silent('pings in quick succession', 'no table is read', quickPings()),
	silent('retries of one statement', 'one thing, tried until it worked', retries()),
	silent('retries of a transaction', 'its first query never failed itself', retriedTransactions()),
	silent('retries with values unknown', 'each after a failure', retriesOfUnknownValues()),
	silent('lock timeouts', 'they failed: neither slow nor a loop', timeouts()),
	silent('a worker with SKIP LOCKED', 'one job after the other', worker()),
	silent('a worker that claims by UPDATE', 'one job after the other', workerByUpdate()),
	silent('a worker in MySQL', 'one job after the other', workerByMysqlLimit()),
	silent('a cron over a day', 'once an hour', cron()),
	silent('a cron of two statements', 'once a minute', cronOfSeveral()),
	silent('a socket that writes each message', 'as people type', socket()),
	silent('a loop paced by an API', 'nine of three hundred ms are the database', pacedByAnApi()),
	silent('batches of a data loader', '100 keys each', batches()),
	silent('batches by IN', '100 keys each', batchesByIn()),
	silent('batches of one tenant', 'the tenant stays, the list changes', batchesOfATenant()),
	silent('batches with literals', '40 keys each', batchesWithLiterals()),
	silent('loaders of several levels', 'one batch a level', loadersOfLevels()),
	silent('inserts of many rows each', 'already joined, in chunks', bulkInserts()),
	silent('inserts by unnest', 'already joined, in chunks', unnestInserts()),
	silent('inserts by JSON', 'already joined, in chunks', jsonInserts()),
	silent('answers of a cache', 'five round trips', fromCache()),
	silent('answers too quick for a round trip', 'a cache that does not say so', quickAsACache()),
	silent('a cheap check', '18 ms in all', cheapCheck()),
	silent('waits for a connection', 'no queries', poolWaits()),
	silent('waits for a connection within the time of queries', 'two of 32 ms are the query', waitsWithinQueries()),
	silent('a full pool', 'all were let in at once after 180 ms', fullPool()),
	silent('savepoints', 'no queries', savepoints()),
	silent('settings of the session', 'no queries', sessions()),
	silent('a library that reads the catalog', 'the author of the service cannot change it', catalogs()),
	silent('a library that reads the schema', 'the author of the service cannot change it', mysqlSchema()),
	silent('four repeats', 'too few', fourLong()),
	silent('five repeats of 30 ms together', 'too short', fiveShort()),
	silent('five hundred repeats of 25 ms together', 'SQLite, in-process: too short', manyTiny()),
	silent('few repeats at each of four call sites', 'no loop anywhere', sitesApart()),
	silent('a fan-out over call sites', 'no loop anywhere', tenantFanOut()),
	silent('tables that differ in digits', 'other tables', namesThatDifferInDigits()),
	silent('a search over columns', 'other queries', differentColumns()),
	silent('cut texts', 'what was cut off may differ', cutTexts()),
	silent('a slow cut text', 'names no query that could be found', cutSlow()),
	silent('a loop of failures', 'the failure is the finding, not the loop', failures()),
	silent('a read after each write', 'its answer is another each time', readAfterEachWrite()),
	silent('broken clocks', 'nothing is known of their time', brokenClocks()),
	silent('an end a day late', 'no query of a request takes a day', lateEnd()),
	silent('locks by name', 'they wait on purpose', advisoryLocks()),
	silent('sleep and LISTEN', 'they wait on purpose', sleeping()),
	silent('a slow query that was cancelled', 'an error, not a plan', failedSlow()),
	silent('four queries that waited for one thing', 'they began and ended together', waitingTogether()),
	silent('a migration', 'no query', migration()),
	silent('an ordinary request', 'nothing repeats', oddRequest()),
	silent('a cursor', 'one query, read in pieces', cursor()),
	silent('numbers of a sequence', 'no table is read', sequences()),
	silent('keys of another kind of store', 'no SQL', redis()),
];
