import {find, type LabelledTrace, numbers, Script} from './script.ts';

const customer = 'SELECT id, name, email FROM customers WHERE id = $1';

function inserts(): Script {
	const script = new Script(12).ask({sql: 'BEGIN', ms: 1});
	script.times(30, (at) =>
		script.ask({
			sql: 'INSERT INTO lines (invoice_id, sku, amount) VALUES ($1, $2, $3)',
			params: [9, `S${at}`, at],
			ms: 3,
			rows: 1,
			source: 'src/import.ts:22 save',
		}),
	);
	return script.ask({sql: 'COMMIT', ms: 6});
}

/** `save()` of an ORM in a loop: a transaction around each. */
function insertsInTransactions(): Script {
	const script = new Script(13);
	return script.times(12, (at) => {
		script.ask({sql: 'START TRANSACTION', ms: 1});
		script.ask({
			sql: 'INSERT INTO "tag"("id", "label") VALUES (DEFAULT, $1) RETURNING "id"',
			params: [`tag ${at}`],
			ms: 5,
			rows: 1,
			source: 'src/tags.ts:8 addAll',
		});
		script.ask({sql: 'COMMIT', ms: 4});
	});
}

function updates(): Script {
	const script = new Script(14);
	return script.times(25, (at) =>
		script.ask({
			sql: 'UPDATE stock SET amount = amount - $1 WHERE product_id = $2',
			params: [1, at],
			ms: 4,
			rows: 1,
			source: 'src/stock.ts:6 reserve',
		}),
	);
}

function deletes(): Script {
	const script = new Script(15);
	return script.together(
		numbers(18).map((id) => ({
			sql: 'DELETE FROM sessions WHERE id = $1',
			params: [`s${id}`],
			ms: 7,
			rows: 1,
			source: 'src/logout.ts:3 all',
		})),
	);
}

function uniqueConflicts(): Script {
	const script = new Script(28);
	return script.times(20, (at) =>
		script.ask({
			sql: 'INSERT INTO emails (address) VALUES ($1)',
			params: [`a${at}@x`],
			ms: 5,
			rows: at % 4 === 0 ? 0 : 1,
			source: 'e.ts:2',
			...(at % 4 === 0 ? {error: '23505'} : {}),
		}),
	);
}

function chunkedButPoor(): Script {
	const script = new Script(38);
	return script.times(40, (at) =>
		script.ask({sql: 'INSERT INTO audit (a, b) VALUES ($1, $2)', params: [at, 'x'], ms: 4, source: 'audit.ts:2'}),
	);
}

function slowReport(): Script {
	const script = new Script(34).ask({
		sql: 'SELECT region, sum(total) FROM orders GROUP BY region',
		ms: 1800,
		rows: 12,
		source: 'report.ts:4',
	});
	return script.ask({sql: customer, params: [1], ms: 3, rows: 1});
}

/** Three slow queries of one pattern are too few for a loop. */
function slowThrice(): Script {
	const script = new Script(35);
	return script.times(3, (at) =>
		script.ask({sql: 'SELECT * FROM events WHERE payload LIKE $1', params: [`%${at}%`], ms: 900, rows: 2, source: 'find.ts:6'}),
	);
}

function slowLoop(): Script {
	const script = new Script(36);
	return script.times(7, (at) =>
		script.ask({sql: 'SELECT * FROM logs WHERE device = $1', params: [at], ms: 700, rows: 90, source: 'l.ts:6'}),
	);
}

function manyOwners(): Script {
	const script = new Script(20);
	return script.times(12, (at) =>
		script.ask({
			sql: 'SELECT * FROM posts WHERE author_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3',
			params: [at, 3, 0],
			ms: 6,
			rows: at % 4,
			source: 'p.ts:3',
		}),
	);
}

/** Prisma writes LIMIT and OFFSET into every lookup. */
function prismaLookups(): Script {
	const script = new Script(21);
	return script.times(14, (at) =>
		script.ask({
			sql: 'SELECT "public"."User"."id", "public"."User"."email" FROM "public"."User" WHERE ("public"."User"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3',
			params: [at, 1, 0],
			ms: 5,
			rows: 1,
			source: 'src/feed.ts:19 feed',
		}),
	);
}

function latestPerSensor(): Script {
	const script = new Script(22);
	return script.times(20, (at) =>
		script.ask({
			sql: 'SELECT * FROM readings WHERE sensor_id = $1 AND at < $2 ORDER BY at DESC LIMIT 1',
			params: [at, '2026-11-01'],
			ms: 5,
			rows: 1,
			source: 'r.ts:7',
		}),
	);
}

function stateFilter(): Script {
	const script = new Script(23);
	return script.times(16, (at) =>
		script.ask({
			sql: 'SELECT count(*) FROM tickets WHERE queue = $1 AND state IN ($2, $3)',
			params: [`q${at}`, 'open', 'new'],
			ms: 6,
			rows: 1,
			source: 'q.ts:4',
		}),
	);
}

/** A data loader whose `load` is awaited in the loop: each batch has one key. */
function loaderAwaitedInLoop(): Script {
	const script = new Script(24);
	return script.times(20, (at) =>
		script.ask({sql: 'SELECT * FROM users WHERE id = ANY($1)', params: [[at]], ms: 5, rows: 1, source: 'src/loaders.ts:5 users'}),
	);
}

/** Writes, slow queries, and reads that look like pages or batches and are none. */
export const writesAndSlow: readonly LabelledTrace[] = [
	{
		name: 'an insert for each row',
		why: 'one statement can write them all',
		expected: [find('write-loop', 'INSERT INTO lines (invoice_id, sku, amount) VALUES ($1, $2, $3)', 30)],
		script: inserts(),
	},
	{
		name: 'an insert in a transaction of its own for each row',
		why: 'what save() of an ORM does in a loop',
		expected: [find('write-loop', 'INSERT INTO "tag"("id", "label") VALUES (DEFAULT, $1) RETURNING "id"', 12)],
		script: insertsInTransactions(),
	},
	{
		name: 'an update for each row',
		why: 'UPDATE … FROM (VALUES …) does it at once',
		expected: [find('write-loop', 'UPDATE stock SET amount = amount - $1 WHERE product_id = $2', 25)],
		script: updates(),
	},
	{
		name: 'a delete for each row by Promise.all',
		why: 'DELETE … WHERE id = ANY',
		expected: [find('write-loop', 'DELETE FROM sessions WHERE id = $1', 18)],
		script: deletes(),
	},
	{
		name: 'inserts of which some are there already',
		why: 'ON CONFLICT DO NOTHING, in one statement',
		expected: [find('write-loop', 'INSERT INTO emails (address) VALUES ($1)', 20)],
		script: uniqueConflicts(),
	},
	{
		name: 'single rows, rows unknown',
		why: 'one row each by their text',
		expected: [find('write-loop', 'INSERT INTO audit (a, b) VALUES ($1, $2)', 40)],
		script: chunkedButPoor(),
	},
	{
		name: 'one slow query',
		why: 'nothing repeats, and it takes 1.8 s',
		expected: [find('slow', 'SELECT region, sum(total) FROM orders GROUP BY region', 1)],
		script: slowReport(),
	},
	{
		name: 'a sleep',
		why: 'who asked for it waits as long as for anything else',
		expected: [find('slow', 'SELECT pg_sleep(0.7)', 1)],
		script: new Script(164).ask({sql: 'SELECT pg_sleep(0.7)', ms: 703, rows: 1}),
	},
	{
		name: 'three slow queries of one pattern',
		why: 'too few for a loop, each slow',
		expected: [find('slow', 'SELECT * FROM events WHERE payload LIKE $1', 3)],
		script: slowThrice(),
	},
	{
		name: 'a loop of slow queries',
		why: 'one finding, not two that contradict',
		expected: [find('n-plus-one', 'SELECT * FROM logs WHERE device = $1', 7)],
		script: slowLoop(),
	},
	{
		name: 'the first page for each owner',
		why: 'LIMIT and OFFSET stay, the owner changes',
		expected: [find('n-plus-one', 'SELECT * FROM posts WHERE author_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3', 12)],
		script: manyOwners(),
	},
	{
		name: 'lookups with the LIMIT and OFFSET of Prisma',
		why: 'no page has one row',
		expected: [
			find(
				'n-plus-one',
				'SELECT "public"."User"."id", "public"."User"."email" FROM "public"."User" WHERE ("public"."User"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3',
				14,
			),
		],
		script: prismaLookups(),
	},
	{
		name: 'the latest reading of each sensor',
		why: 'looks like a keyset page, and the owner changes',
		expected: [find('n-plus-one', 'SELECT * FROM readings WHERE sensor_id = $1 AND at < $2 ORDER BY at DESC LIMIT 1', 20)],
		script: latestPerSensor(),
	},
	{
		name: 'a count for each queue with a list of states',
		why: 'the list is a filter, not a batch',
		expected: [find('n-plus-one', 'SELECT count(*) FROM tickets WHERE queue = $1 AND state IN ($2, $3)', 16)],
		script: stateFilter(),
	},
	{
		name: 'a data loader awaited in a loop',
		why: 'batches of one key are no batches',
		expected: [find('n-plus-one', 'SELECT * FROM users WHERE id = ANY($1)', 20)],
		script: loaderAwaitedInLoop(),
	},
];
