import {find, type LabelledTrace, loop, numbers, Script, silent} from './script.ts';

const device = 'SELECT name, seen_at FROM devices WHERE id = $1';
const hook = 'SELECT url FROM hooks WHERE event_id = $1';
const added = 'WITH added AS (INSERT INTO members (name) VALUES ($1) RETURNING id) SELECT id FROM added';
const note = 'SELECT * FROM notes WHERE lead_id = $1';
const account = 'SELECT email FROM accounts WHERE id = $1';
const row = 'INSERT INTO rows_of (name) VALUES ($1)';
const uneven = [300, 2100, 740, 1600, 420, 990, 1300];

function evenTurnsOfList(): Script {
	const script = new Script(230).ask({sql: 'SELECT device_id FROM alerts WHERE open', ms: 7, rows: 12, source: 'alerts.ts:3'});
	return script.times(12, (turn) =>
		script.ask({sql: device, params: [turn * 7], ms: 8, exact: true, rows: 1, source: 'alerts.ts:8'}).wait(212),
	);
}

function evenTurnsWithoutRows(): Script {
	const script = new Script(242).ask({
		sql: 'SELECT account_id FROM invoices WHERE due < $1',
		params: ['2026-11-01'],
		ms: 9,
		source: 'due.ts:3',
	});
	return script.times(8, (turn) => script.ask({sql: account, params: [turn * 9], ms: 9, exact: true, source: 'due.ts:6'}).wait(270));
}

/** Each tenant has a schema of its own. */
function schemasInTurn(): Script {
	const script = new Script(243);
	return script.times(8, (turn) => {
		script.ask({sql: `SET search_path TO tenant_${turn}`, ms: 1});
		script.ask({sql: 'SELECT count(*) FROM users WHERE plan = $1', params: [turn], ms: 9, rows: 1, source: 'stats.ts:5'});
	});
}

function longTurnsOfList(): Script {
	const script = new Script(231).ask({sql: 'SELECT id FROM events WHERE NOT sent', ms: 7, rows: 7, source: 'send.ts:3'});
	return script.times(7, (turn) => script.ask({sql: hook, params: [turn * 5], ms: 10, rows: 1, source: 'send.ts:6'}).wait(uneven[turn]!));
}

function writesInCommonTables(): Script {
	return loop(232, 8, (turn) => ({sql: added, params: [`m${turn}`], ms: 9, rows: 1, source: 'members.ts:4'}));
}

/** Row level security: each query is told again for whom it asks. */
function sameTenantEachTime(): Script {
	const script = new Script(233);
	return script.times(9, (turn) => {
		script.ask({sql: 'BEGIN', ms: 1}).ask({sql: "SELECT set_config('app.tenant', $1, true)", params: ['acme'], ms: 1, rows: 1});
		script.ask({sql: note, params: [turn], ms: 8, rows: 2, source: 'notes.ts:7'}).ask({sql: 'COMMIT', ms: 1});
	});
}

function settingsAskedAgain(): Script {
	const script = new Script(234);
	return script.times(9, () => {
		script.ask({sql: "SELECT set_config('app.tenant', $1, true)", params: ['acme'], ms: 1, rows: 1});
		script.ask({sql: 'SELECT plan FROM tenants WHERE slug = $1', params: ['acme'], ms: 8, rows: 1, source: 'plan.ts:7'});
	});
}

function withoutLocks(): Script {
	const script = new Script(235);
	return script.times(6, (turn) => {
		script.ask({sql: 'SELECT version, body FROM docs WHERE id = $1', params: [8], ms: 9, rows: 1, source: 'docs.ts:3'});
		script.ask({
			sql: 'UPDATE docs SET body = $1, version = version + 1 WHERE id = $2 AND version = $3',
			params: ['x', 8, 30 + turn],
			ms: 10,
			rows: turn === 5 ? 1 : 0,
			source: 'docs.ts:9',
		});
	});
}

function untilANameIsFree(): Script {
	return loop(236, 7, (turn) => ({
		sql: 'INSERT INTO pages (slug) VALUES ($1) ON CONFLICT DO NOTHING',
		params: [`about-${turn}`],
		ms: 9,
		rows: turn === 6 ? 1 : 0,
		source: 'pages.ts:5',
	}));
}

function retriedWithHiddenValues(): Script {
	const script = new Script(237, 'mysql');
	return script.times(6, (turn) => {
		script.ask({sql: 'START TRANSACTION', ms: 1});
		script.ask({sql: 'SELECT qty FROM stock WHERE sku = ? FOR UPDATE', isHidden: true, ms: 10, rows: 1});
		script.ask({sql: 'INSERT INTO moves (sku, n) VALUES (?, ?)', isHidden: true, ms: 10, rows: 1});
		script.ask({sql: 'UPDATE totals SET n = ? WHERE sku = ?', isHidden: true, ms: 10, ...(turn < 5 ? {error: '1213'} : {rows: 1})});
		script.ask({sql: turn < 5 ? 'ROLLBACK' : 'COMMIT', ms: 3});
	});
}

/** The id and the time are new with each attempt, and it is COMMIT that fails. */
function retriedWithNewValues(): Script {
	const script = new Script(244);
	return script.times(6, (turn) => {
		script.ask({sql: 'BEGIN ISOLATION LEVEL SERIALIZABLE', ms: 1});
		script.ask({sql: 'INSERT INTO payments (id, amount) VALUES ($1, $2)', params: [`p${turn}`, 5], ms: 10, rows: 1, source: 'pay.ts:4'});
		script.ask({sql: 'UPDATE accounts SET seen_at = $1 WHERE id = $2', params: [turn, 3], ms: 10, rows: 1, source: 'pay.ts:5'});
		script.ask({sql: 'COMMIT', ms: 3, ...(turn < 5 ? {error: '40001'} : {})}).wait(20);
	});
}

/** Ten rows in one transaction, which failed once. */
function loopRetriedAsAWhole(): Script {
	const script = new Script(245);
	return script.times(2, (attempt) => {
		script.ask({sql: 'BEGIN', ms: 1});
		script.times(10, (turn) => script.ask({sql: row, params: [`${attempt}-${turn}`], ms: 7, rows: 1, source: 'rows.ts:4'}));
		script.ask({sql: 'UPDATE totals SET n = n + 10', ms: 4, ...(attempt === 0 ? {error: '40P01'} : {rows: 1})});
		script.ask({sql: attempt === 0 ? 'ROLLBACK' : 'COMMIT', ms: 2});
	});
}

/** The request ends with it. */
function loopBeforeAFailure(): Script {
	const script = new Script(246).ask({sql: 'BEGIN', ms: 1});
	script.times(9, (turn) => script.ask({sql: note, params: [turn], ms: 8, rows: 1, source: 'notes.ts:3'}));
	return script.ask({sql: 'INSERT INTO sums (n) VALUES ($1)', params: [9], ms: 4, error: '23505'}).ask({sql: 'ROLLBACK', ms: 1});
}

/** Two of them exist already. */
function rowsForThemselves(): Script {
	const script = new Script(247);
	return script.times(12, (turn) => {
		script.ask({sql: 'BEGIN', ms: 1}).ask({sql: row, params: [`r${turn}`], ms: 7, rows: 1, source: 'rows.ts:9'});
		const error = turn % 6 === 3 ? {error: '23505'} : {rows: 1};
		script.ask({sql: 'INSERT INTO names (name) VALUES ($1)', params: [`r${turn}`], ms: 2, source: 'rows.ts:10', ...error});
		script.ask({sql: turn % 6 === 3 ? 'ROLLBACK' : 'COMMIT', ms: 2});
	});
}

function databasesInTurn(): Script {
	const script = new Script(238, 'mysql');
	return script.times(8, (turn) => {
		script.ask({sql: `USE tenant_${turn}`, ms: 2});
		script.ask({sql: 'SELECT count(*) FROM users WHERE active = ? AND since > ?', isHidden: true, ms: 12, rows: 1, source: 'stats.ts:3'});
	});
}

function jobsOneByOne(): Script {
	const script = new Script(239).ask({sql: 'SELECT id FROM mails WHERE state = $1', params: ['due'], ms: 6, rows: 9, source: 'mails.ts:2'});
	return script.times(9, (turn) =>
		script.ask({sql: 'SELECT * FROM mails WHERE id = $1', params: [turn], ms: 8, rows: 1, source: 'mails.ts:9'}).wait(1500),
	);
}

/** How knex writes twenty rows at once. */
function rowsOfKnex(): Script {
	const rows = (count: number): string =>
		numbers(count)
			.map(() => 'select ? as `a`, ? as `b`')
			.join(' union all ');
	return loop(
		240,
		8,
		(turn) => ({sql: `insert into \`points\` (\`a\`, \`b\`) ${rows(turn === 7 ? 3 : 20)}`, params: [turn], ms: 25, source: 'points.ts:4'}),
		'sqlite',
	);
}

/** One connection, held for long by somebody else; the clock knows whole milliseconds. */
function waitedTogether(): Script {
	const script = new Script(241);
	const seat = (ms: number) => ({sql: 'SELECT * FROM seats WHERE id = $1', params: [ms], ms, exact: true, rows: 1, source: 'seats.ts:2'});
	return script.together([251, 252, 253, 254, 255, 255, 256, 257, 258].map(seat), 0);
}

/** Loops that wait at each turn, or say each time for whom they ask. */
export const turns: readonly LabelledTrace[] = [
	{
		name: 'even turns over the rows of a list',
		why: 'twelve rows, and each was asked for: no timer does that',
		expected: [find('n-plus-one', device, 12)],
		script: evenTurnsOfList(),
	},
	{
		name: 'even turns over a list of unknown length',
		why: 'another account each time',
		expected: [find('n-plus-one', account, 8)],
		script: evenTurnsWithoutRows(),
	},
	{
		name: 'turns of seconds over the rows of a list',
		why: 'an API takes its time, and the seven rows were known before',
		expected: [find('n-plus-one', hook, 7)],
		script: longTurnsOfList(),
	},
	{
		name: 'inserts in common tables',
		why: 'a SELECT by its last words, and a row is written each time',
		expected: [find('write-loop', added, 8)],
		script: writesInCommonTables(),
	},
	{
		name: 'a loop that names its tenant each time',
		why: 'the same tenant: one query could ask for all',
		expected: [find('n-plus-one', note, 9)],
		script: sameTenantEachTime(),
	},
	{
		name: 'a loop in a transaction that was retried',
		why: 'ten rows, written twice only because the first time failed',
		expected: [find('write-loop', row, 10)],
		script: loopRetriedAsAWhole(),
	},
	{
		name: 'a loop in a transaction that failed',
		why: 'it did nine queries before, and nothing was tried again',
		expected: [find('n-plus-one', note, 9)],
		script: loopBeforeAFailure(),
	},
	{
		name: 'rows each in a transaction of their own, of which some fail',
		why: 'the loop goes on behind them',
		expected: [find('write-loop', row, 12)],
		script: rowsForThemselves(),
	},
	{
		name: 'the same asked again for the same tenant',
		why: 'nothing changed in between',
		expected: [find('repeated-identical', 'SELECT plan FROM tenants WHERE slug = $1', 9)],
		script: settingsAskedAgain(),
	},
];

/** What is tried until it works, and what another session is asked. */
export const attempts: readonly LabelledTrace[] = [
	silent('an update that waits for its version', 'five times it changed nothing', withoutLocks()),
	silent('a name that is looked for', 'tried until one was free', untilANameIsFree()),
	silent('a transaction retried, with values unknown', 'rolled back each time', retriedWithHiddenValues()),
	silent('a transaction retried with new values', 'five commits failed', retriedWithNewValues()),
	silent('one count in each database, with values unknown', 'the same text, another table', databasesInTurn()),
	silent('a schema for each of the queries', 'other tables, whatever they are asked', schemasInTurn()),
	silent('rows written by knex in batches', 'twenty with each', rowsOfKnex()),
	silent('a wait for one connection in whole milliseconds', 'each took one ms, and 250 for its turn', waitedTogether()),
	silent('jobs read one by one', 'each when its turn comes', jobsOneByOne()),
];
