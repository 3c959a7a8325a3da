import {type LabelledTrace, loop, paced, Script, silent} from './script.ts';

const job = 'SELECT id, payload FROM jobs WHERE state = $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED';
const done = 'UPDATE jobs SET state = $1, finished_at = now() WHERE id = $2';
const account = 'SELECT balance FROM accounts WHERE id = $1';

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

function quickPolling(): Script {
	return paced(168, 40, 196, () => ({sql: 'SELECT done FROM tasks WHERE id = $1', params: [4], ms: 4, rows: 1, source: 'until.ts:3'}));
}

/** A timer of 200 ms, whose query takes eight of them. */
function pollingFromStartToStart(): Script {
	return paced(169, 25, 192, (turn) => ({
		sql: 'SELECT * FROM events WHERE at > $1',
		params: [turn],
		ms: 8,
		exact: true,
		rows: 1,
		source: 'tail.ts:3',
	}));
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

function workerOfTens(): Script {
	const script = new Script(171);
	return script.times(4, (turn) => {
		script.ask({
			sql: 'SELECT id FROM jobs WHERE state = $1 ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED',
			params: ['ready'],
			ms: 4,
			rows: 10,
			source: 'w.ts:1',
		});
		script.times(10, (at) => script.ask({sql: done, params: ['done', turn * 10 + at], ms: 4, rows: 1, source: 'w.ts:8'}).wait(15));
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

/** Three rows of each message are read, and messages come twice a second. */
function busySocket(): Script {
	const script = new Script(170);
	return script.times(40, (message) => {
		script.times(3, (at) => script.ask({sql: account, params: [message * 3 + at], ms: 3, rows: 1, source: 'socket.ts:9'}));
		script.wait(450);
	});
}

function pacedByAnApi(): Script {
	return paced(
		126,
		12,
		(turn) => 320 + (turn % 3) * 60,
		(turn) => ({sql: 'SELECT * FROM customers WHERE id = $1', params: [turn], ms: 9, rows: 1, source: 'stripe.ts:11'}),
	);
}

/** What repeats because time passes, something failed, or the next job is taken. */
export const timersAndWorkers: readonly LabelledTrace[] = [
	silent('polling for a state', 'a timer, not a loop', polling()),
	silent('polling with longer and longer waits', 'a timer, not a loop', pollingWithBackoff()),
	silent('polling for new rows', 'the bound moves, nothing could be joined', pollingForNewRows()),
	silent('polling beside busy work', 'as even as a timer', pollingBesideWork()),
	silent('polling five times a second', 'as even as a timer, and four of two hundred ms are the query', quickPolling()),
	silent('a timer of 200 ms', 'the pauses are the timer', pollingFromStartToStart()),
	silent('health pings', 'that is what they are for', healthPings()),
	silent('pings in quick succession', 'no table is read', quickPings()),
	silent('retries of one statement', 'one thing, tried until it worked', retries()),
	silent('retries of a transaction', 'its first query never failed itself', retriedTransactions()),
	silent('retries with values unknown', 'each after a failure', retriesOfUnknownValues()),
	silent('lock timeouts', 'they failed: neither slow nor a loop', timeouts()),
	silent('a worker with SKIP LOCKED', 'one job after the other', worker()),
	silent('a worker that claims by UPDATE', 'one job after the other', workerByUpdate()),
	silent('a worker in MySQL', 'one job after the other', workerByMysqlLimit()),
	silent('a worker that takes ten jobs at once', 'each is done for itself', workerOfTens()),
	silent('a cron over a day', 'once an hour', cron()),
	silent('a cron of two statements', 'once a minute', cronOfSeveral()),
	silent('a socket that writes each message', 'as people type', socket()),
	silent('a socket with three reads for each message', 'three are too few, and then it waits', busySocket()),
	silent('a loop paced by an API', 'nine of three hundred ms are the database', pacedByAnApi()),
];
