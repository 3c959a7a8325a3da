import {type LabelledTrace, numbers, Script} from './script.ts';

const customer = 'SELECT id, name, email FROM customers WHERE id = $1';
const orders = 'SELECT * FROM orders WHERE shop_id = $1 ORDER BY placed_at DESC LIMIT 50';
const items = 'SELECT * FROM order_items WHERE order_id = $1';
const product = 'SELECT sku, title, price FROM products WHERE id = $1';

function sequentialReads(): Script {
	const script = new Script(1).ask({sql: orders, params: [7], ms: 9, rows: 20, source: 'src/orders.ts:12 listOrders'});
	return script.times(20, (at) => script.ask({sql: customer, params: [100 + at], ms: 4, rows: 1, source: 'src/orders.ts:18 listOrders'}));
}

function burst(): Script {
	const script = new Script(2).ask({sql: orders, params: [7], ms: 9, rows: 40, source: 'src/orders.ts:12 listOrders'});
	return script.together(
		numbers(40).map((id) => ({sql: customer, params: [id], ms: 4 + (id % 10), rows: 1, source: 'src/orders.ts:20 withCustomer'})),
	);
}

/** A pool of ten connections: the later ones wait for the earlier ones. */
function burstInPool(): Script {
	const script = new Script(3);
	return script.together(
		numbers(30).map((id) => ({sql: items, params: [id], ms: 6 * Math.ceil(id / 10), rows: 3, source: 'src/cart.ts:9 <anonymous>'})),
		0,
	);
}

function resolvers(): Script {
	const script = new Script(4).ask({
		sql: 'SELECT id, title, author_id FROM posts ORDER BY id DESC LIMIT 25',
		ms: 5,
		rows: 25,
		source: 'Query.posts',
	});
	const authors = numbers(25).map((id) => ({
		sql: 'SELECT * FROM users WHERE id = $1',
		params: [id % 9],
		ms: 8,
		rows: 1,
		source: 'Post.author',
	}));
	const comments = numbers(25).map((id) => ({
		sql: 'SELECT * FROM comments WHERE post_id = $1 ORDER BY id DESC LIMIT 3',
		params: [id],
		ms: 7,
		rows: id % 4,
		source: 'Post.comments',
	}));
	return script.together(
		authors.flatMap((author, at) => [author, comments[at]!]),
		0.1,
	);
}

function nested(): Script {
	const script = new Script(5).ask({sql: orders, params: [7], rows: 8, source: 'src/report.ts:5 report'});
	return script.times(8, (order) => {
		script.ask({sql: items, params: [order], ms: 9, rows: 6, source: 'src/report.ts:8 report'});
		script.times(6, (item) => script.ask({sql: product, params: [order * 10 + item], ms: 3, rows: 1, source: 'src/report.ts:10 report'}));
	});
}

function nestedSideBySide(): Script {
	const script = new Script(6).ask({sql: orders, params: [7], rows: 10, source: 'a.ts:1'});
	script.together(numbers(10).map((id) => ({sql: items, params: [id], ms: 11, rows: 4, source: 'a.ts:2'})));
	return script.together(numbers(40).map((id) => ({sql: product, params: [id], ms: 6, rows: 1, source: 'a.ts:3'})));
}

function interleaved(): Script {
	const script = new Script(7);
	return script.times(12, (at) => {
		script.ask({sql: 'SELECT * FROM accounts WHERE owner_id = $1', params: [at], ms: 5, rows: 1, source: 'src/statement.ts:30 lines'});
		script.ask({
			sql: 'SELECT sum(amount) FROM bookings WHERE account_id = $1',
			params: [at],
			ms: 7,
			rows: 1,
			source: 'src/statement.ts:31 lines',
		});
		script.ask({
			sql: 'SELECT rate FROM rates WHERE currency = $1 AND day = $2',
			params: [`C${at}`, '2026-11-01'],
			ms: 6,
			rows: 1,
			source: 'src/statement.ts:32 lines',
		});
	});
}

/** Neither pattern has 50 ms, the loop has. */
function shortPair(): Script {
	const script = new Script(8);
	return script.times(6, (at) => {
		script.ask({sql: 'SELECT * FROM seats WHERE row_id = $1', params: [at], ms: 5, rows: 9, source: 's.ts:4'});
		script.ask({sql: 'SELECT * FROM prices WHERE row_id = $1', params: [at], ms: 6, rows: 1, source: 's.ts:5'});
	});
}

function twoSites(): Script {
	const script = new Script(9);
	script.times(8, (at) => script.ask({sql: customer, params: [at], ms: 8, rows: 1, source: 'src/billing.ts:14 invoices'}));
	return script.times(11, (at) => script.ask({sql: customer, params: [50 + at], ms: 8, rows: 1, source: 'src/mail.ts:51 recipients'}));
}

/** The first query of a text has no call site yet. */
function sitesFromTheSecondOn(): Script {
	const script = new Script(10);
	return script.times(9, (at) =>
		script.ask({sql: customer, params: [at], ms: 9, rows: 1, ...(at === 0 ? {} : {source: 'src/billing.ts:14 invoices'})}),
	);
}

function valuesInTheText(): Script {
	const script = new Script(11, 'mysql');
	return script.times(15, (at) =>
		script.ask({sql: `SELECT * FROM \`wp_postmeta\` WHERE post_id = ${at + 3} AND meta_key = '_price'`, ms: 5, rows: 1}),
	);
}

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

function settings(): Script {
	const script = new Script(16);
	return script.times(14, (at) => {
		script.ask({sql: 'SELECT value FROM settings WHERE key = $1', params: ['currency'], ms: 6, rows: 1, source: 'src/money.ts:4 format'});
		if (at % 5 === 0) script.ask({sql: product, params: [at], ms: 3, rows: 1, source: 'src/cart.ts:30 total'});
	});
}

function currentUser(): Script {
	const script = new Script(17);
	return script.together(
		numbers(16).map(() => ({sql: 'SELECT * FROM users WHERE id = $1 LIMIT 1', params: [3], ms: 9, rows: 1, source: 'src/auth.ts:12 me'})),
	);
}

function withoutPlaceholders(): Script {
	const script = new Script(18);
	return script.times(10, () =>
		script.ask({sql: 'SELECT code, rate FROM currencies', ms: 8, rows: 30, isHidden: true, source: 'src/rates.ts:2 all'}),
	);
}

function hiddenValues(): Script {
	const script = new Script(19, null);
	return script.times(10, () => script.ask({sql: 'SELECT name FROM authors WHERE author_id = %s LIMIT 21', ms: 170, isHidden: true}));
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

function outerWithSlowInside(): Script {
	const script = new Script(25);
	return script.times(6, (at) => {
		script.ask({sql: items, params: [at], ms: 14, rows: 3, source: 'n.ts:1'});
		script.ask({sql: 'SELECT * FROM stock_history WHERE order_id = $1 FOR UPDATE', params: [at], ms: 260, rows: 1, source: 'n.ts:2'});
	});
}

/** A socket that is open for an hour, with a burst at each message. */
function socketWithBursts(): Script {
	const script = new Script(26);
	return script.times(5, (message) => {
		script.ask({sql: 'SELECT * FROM rooms WHERE id = $1', params: [message], ms: 4, rows: 1, source: 'socket.ts:8'});
		script.times(12, (at) => script.ask({sql: customer, params: [message * 100 + at], ms: 5, rows: 1, source: 'socket.ts:11'}));
		script.wait(40_000);
	});
}

function someFromCache(): Script {
	const script = new Script(27);
	return script.times(24, (at) =>
		script.ask({sql: customer, params: [at], ms: at % 3 === 0 ? 0.03 : 8, rows: 1, source: 'c.ts:3', fromCache: at % 6 === 0}),
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

/** Each level is read with the id the one before gave: a recursive query would read them at once. */
function treeWalk(): Script {
	const script = new Script(29);
	return script.times(9, (at) =>
		script.ask({
			sql: 'SELECT id, parent_id, name FROM categories WHERE id = $1',
			params: [90 - at],
			ms: 8,
			rows: 1,
			source: 'tree.ts:5 ancestors',
		}),
	);
}

function lockedRows(): Script {
	const script = new Script(30).ask({sql: 'BEGIN', ms: 1});
	script.times(10, (at) =>
		script.ask({sql: 'SELECT * FROM accounts WHERE id = $1 FOR UPDATE', params: [at], ms: 7, rows: 1, source: 'pay.ts:9'}),
	);
	return script.ask({sql: 'COMMIT', ms: 3});
}

function manyInSqlite(): Script {
	const script = new Script(31, 'sqlite');
	return script.times(3000, (at) =>
		script.ask({sql: 'SELECT * FROM words WHERE id = ?', params: [at], ms: 0.03, rows: 1, source: 'w.ts:2'}),
	);
}

function poolConnects(): Script {
	const script = new Script(32);
	return script.times(12, (at) => {
		script.ask({sql: 'pg-pool.connect', ms: 2});
		script.ask({sql: customer, params: [at], ms: 6, rows: 1, source: 'k.ts:2'});
	});
}

function otherQueriesBetween(): Script {
	const script = new Script(33);
	return script.times(10, (at) => {
		script.ask({sql: product, params: [at], ms: 7, rows: 1, source: 'b.ts:3'});
		if (at % 2 === 0) script.ask({sql: 'SELECT now()', ms: 1});
		if (at % 3 === 0) script.ask({sql: `SELECT * FROM t${at} WHERE x = $1`, params: [at], ms: 2});
	});
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

function oneBrokenClock(): Script {
	const script = new Script(37, null);
	return script.times(9, (at) =>
		script.ask({sql: product, params: [at], ms: at === 4 ? 91_000_000 : 9, exact: true}).wait(at === 4 ? -91_000_000 : 0),
	);
}

function chunkedButPoor(): Script {
	const script = new Script(38);
	return script.times(40, (at) =>
		script.ask({sql: 'INSERT INTO audit (a, b) VALUES ($1, $2)', params: [at, 'x'], ms: 4, source: 'audit.ts:2'}),
	);
}

function retriedOnce(): Script {
	const script = new Script(39);
	return script.times(10, (at) => {
		if (at === 3) script.ask({sql: items, params: [at], ms: 6, error: '40001', source: 'y.ts:1'});
		script.ask({sql: items, params: [at], ms: 8, rows: 2, source: 'y.ts:1'});
	});
}

function pausedOnce(): Script {
	const script = new Script(40);
	return script.times(20, (at) => {
		script.ask({sql: customer, params: [at], ms: 5, rows: 1, source: 'z.ts:1'});
		if (at === 9) script.wait(2500);
	});
}

/** Pages of each of many lists: the pages are right, the lists are a loop. */
function dailyCounts(): Script {
	const script = new Script(41);
	return script.together(
		numbers(30).map((day) => ({
			sql: 'SELECT count(*) FROM visits WHERE at >= $1 AND at < $2',
			params: [day, day + 1],
			ms: 9,
			rows: 1,
			source: 'chart.ts:5',
		})),
	);
}

const find = (
	kind: LabelledTrace['expected'][number]['kind'],
	sql: string,
	count: number,
	nestedIn?: string,
): LabelledTrace['expected'][number] => ({
	kind,
	sql,
	count,
	...(nestedIn === undefined ? {} : {nestedIn}),
});

const author = 'SELECT * FROM users WHERE id = $1';
const comments = 'SELECT * FROM comments WHERE post_id = $1 ORDER BY id DESC LIMIT 3';

/** Traces in which something is to be found. */
export const wasteful: readonly LabelledTrace[] = [
	{
		name: 'a lookup for each row of a list',
		why: 'the textbook N+1',
		expected: [find('n-plus-one', customer, 20)],
		script: sequentialReads(),
	},
	{
		name: 'a lookup for each row by Promise.all',
		why: 'little time, but 40 queries and the whole pool',
		expected: [find('n-plus-one', customer, 40)],
		script: burst(),
	},
	{
		name: 'a burst that queues for ten connections',
		why: 'each wave waits for the one before',
		expected: [find('n-plus-one', items, 30)],
		script: burstInPool(),
	},
	{
		name: 'two resolvers of a GraphQL list side by side',
		why: 'each field asks for itself; their queries are mixed',
		expected: [find('n-plus-one', author, 25), find('n-plus-one', comments, 25)],
		script: resolvers(),
	},
	{
		name: 'a loop in a loop',
		why: 'both are to be mended',
		expected: [find('n-plus-one', items, 8), find('n-plus-one', product, 48, items)],
		script: nested(),
	},
	{
		name: 'a loop in a loop, both by Promise.all',
		why: 'order says nothing, rows do',
		expected: [find('n-plus-one', items, 10), find('n-plus-one', product, 40, items)],
		script: nestedSideBySide(),
	},
	{
		name: 'three queries in turn for each row',
		why: 'a run is never unbroken, and still there are three loops',
		expected: [
			find('n-plus-one', 'SELECT * FROM accounts WHERE owner_id = $1', 12),
			find('n-plus-one', 'SELECT sum(amount) FROM bookings WHERE account_id = $1', 12),
			find('n-plus-one', 'SELECT rate FROM rates WHERE currency = $1 AND day = $2', 12),
		],
		script: interleaved(),
	},
	{
		name: 'two short queries in turn',
		why: 'the loop takes 66 ms, whatever its parts take',
		expected: [
			find('n-plus-one', 'SELECT * FROM seats WHERE row_id = $1', 6),
			find('n-plus-one', 'SELECT * FROM prices WHERE row_id = $1', 6),
		],
		script: shortPair(),
	},
	{
		name: 'one pattern from two call sites',
		why: 'two places to mend',
		expected: [find('n-plus-one', customer, 8), find('n-plus-one', customer, 11)],
		script: twoSites(),
	},
	{
		name: 'a call site from the second query on',
		why: 'the first belongs to it too',
		expected: [find('n-plus-one', customer, 9)],
		script: sitesFromTheSecondOn(),
	},
	{
		name: 'values written into the text',
		why: 'another text each time, and the same query',
		expected: [find('n-plus-one', "SELECT * FROM `wp_postmeta` WHERE post_id = 3 AND meta_key = '_price'", 15)],
		script: valuesInTheText(),
	},
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
		name: 'one setting read again and again',
		why: 'read once, keep',
		expected: [find('repeated-identical', 'SELECT value FROM settings WHERE key = $1', 14)],
		script: settings(),
	},
	{
		name: 'the current user by Promise.all',
		why: 'sixteen resolvers ask who asks',
		expected: [find('repeated-identical', 'SELECT * FROM users WHERE id = $1 LIMIT 1', 16)],
		script: currentUser(),
	},
	{
		name: 'a query without any value',
		why: 'it cannot be anything but identical',
		expected: [find('repeated-identical', 'SELECT code, rate FROM currencies', 10)],
		script: withoutPlaceholders(),
	},
	{
		name: 'values that a log does not tell',
		why: 'most loops ask for another one each time',
		expected: [find('n-plus-one', 'SELECT name FROM authors WHERE author_id = %s LIMIT 21', 10)],
		script: hiddenValues(),
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
	{
		name: 'a loop whose turns are long because of the other query in it',
		why: 'evenly spaced, and still a loop: the time between is the database too',
		expected: [find('n-plus-one', items, 6), find('n-plus-one', 'SELECT * FROM stock_history WHERE order_id = $1 FOR UPDATE', 6)],
		script: outerWithSlowInside(),
	},
	{
		name: 'a burst at each message of a socket',
		why: 'every message waits for twelve queries',
		expected: [find('n-plus-one', customer, 60)],
		script: socketWithBursts(),
	},
	{
		name: 'a loop of which a cache answers some',
		why: 'only the others are round trips',
		expected: [find('n-plus-one', customer, 16)],
		script: someFromCache(),
	},
	{
		name: 'inserts of which some are there already',
		why: 'ON CONFLICT DO NOTHING, in one statement',
		expected: [find('write-loop', 'INSERT INTO emails (address) VALUES ($1)', 20)],
		script: uniqueConflicts(),
	},
	{
		name: 'a walk up a tree',
		why: 'no loop of the database, but a recursive query saves eight round trips',
		expected: [find('n-plus-one', 'SELECT id, parent_id, name FROM categories WHERE id = $1', 9)],
		script: treeWalk(),
	},
	{
		name: 'rows locked one by one',
		why: 'one statement can lock them all, in one order',
		expected: [find('n-plus-one', 'SELECT * FROM accounts WHERE id = $1 FOR UPDATE', 10)],
		script: lockedRows(),
	},
	{
		name: 'three thousand lookups in SQLite',
		why: '90 ms in which the event loop stands still',
		expected: [find('n-plus-one', 'SELECT * FROM words WHERE id = ?', 3000)],
		script: manyInSqlite(),
	},
	{
		name: 'a span of the pool before each query',
		why: 'a wait for a connection breaks no loop',
		expected: [find('n-plus-one', customer, 12)],
		script: poolConnects(),
	},
	{
		name: 'other queries between those of a loop',
		why: 'loops need no neighbours',
		expected: [find('n-plus-one', product, 10)],
		script: otherQueriesBetween(),
	},
	{
		name: 'one slow query',
		why: 'nothing repeats, and it takes 1.8 s',
		expected: [find('slow', 'SELECT region, sum(total) FROM orders GROUP BY region', 1)],
		script: slowReport(),
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
		name: 'a loop with one clock that jumped',
		why: 'the jump is not believed, the loop is',
		expected: [find('n-plus-one', product, 9)],
		script: oneBrokenClock(),
	},
	{
		name: 'single rows, rows unknown',
		why: 'one row each by their text',
		expected: [find('write-loop', 'INSERT INTO audit (a, b) VALUES ($1, $2)', 40)],
		script: chunkedButPoor(),
	},
	{
		name: 'a loop with one retry',
		why: 'ten things were asked for, one of them twice',
		expected: [find('n-plus-one', items, 10)],
		script: retriedOnce(),
	},
	{
		name: 'a loop that paused once',
		why: 'a pause in the middle makes no two loops',
		expected: [find('n-plus-one', customer, 20)],
		script: pausedOnce(),
	},
	{
		name: 'a count for each day side by side',
		why: 'one query grouped by day',
		expected: [find('n-plus-one', 'SELECT count(*) FROM visits WHERE at >= $1 AND at < $2', 30)],
		script: dailyCounts(),
	},
];
