import {find, type LabelledTrace, numbers, Script} from './script.ts';

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

function hiddenValues(): Script {
	const script = new Script(19, null);
	return script.times(10, () => script.ask({sql: 'SELECT name FROM authors WHERE author_id = %s LIMIT 21', ms: 170, isHidden: true}));
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

function functions(): Script {
	const script = new Script(47);
	return script.times(10, (at) => script.ask({sql: 'SELECT * FROM orders_of($1)', params: [at], ms: 8, rows: 5, source: 'fn.ts:1'}));
}

/** A clock of whole tens: the sum is fifty, and not a little less. */
function fiveTimesTen(): Script {
	const script = new Script(42).wait(0.1);
	return script.times(5, (at) => script.ask({sql: customer, params: [at], ms: 10, exact: true, rows: 1, source: 'five.ts:1'}));
}

function coarseBurst(): Script {
	const script = new Script(43, null);
	return script.together(
		numbers(8).map((id) => ({sql: items, params: [id], ms: 60, exact: true, source: 'coarse.ts:1'})),
		0,
	);
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

function heavyChildren(): Script {
	const script = new Script(49);
	return script.times(9, (at) =>
		script.ask({
			sql: 'SELECT * FROM comments WHERE post_id = $1 AND at > $2',
			params: [at, '2026-01-01'],
			ms: 20,
			rows: 400,
			source: 'h.ts:1',
		}),
	);
}

function slowTurns(): Script {
	const script = new Script(45);
	return script.times(10, (at) => script.ask({sql: items, params: [at], ms: 70, rows: 4, source: 'turns.ts:1'}).wait(180));
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

function resolverPaths(): Script {
	const script = new Script(46);
	return script.together(
		numbers(12, 0).map((at) => ({sql: 'SELECT * FROM users WHERE id = $1', params: [at], ms: 9, rows: 1, source: `posts.${at}.author`})),
	);
}

function overlaps(): Script {
	const script = new Script(50);
	return script.times(14, (slot) =>
		script.ask({
			sql: 'SELECT id FROM bookings WHERE starts_at < $1 AND ends_at > $2',
			params: [slot + 1, slot],
			ms: 6,
			source: 'slots.ts:3',
		}),
	);
}

/** Reads that one statement could do at once. */
export const readsInLoops: readonly LabelledTrace[] = [
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
		name: 'values that a log does not tell',
		why: 'most loops ask for another one each time',
		expected: [find('n-plus-one', 'SELECT name FROM authors WHERE author_id = %s LIMIT 21', 10)],
		script: hiddenValues(),
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
		name: 'a function asked for each row',
		why: 'it reads like a table',
		expected: [find('n-plus-one', 'SELECT * FROM orders_of($1)', 10)],
		script: functions(),
	},
	{
		name: 'five times ten ms',
		why: 'the thresholds themselves are enough',
		expected: [find('n-plus-one', customer, 5)],
		script: fiveTimesTen(),
	},
	{
		name: 'a burst on a coarse clock',
		why: 'equal durations are no sign of a full pool',
		expected: [find('n-plus-one', items, 8)],
		script: coarseBurst(),
	},
	{
		name: 'a count for each day side by side',
		why: 'one query grouped by day',
		expected: [find('n-plus-one', 'SELECT count(*) FROM visits WHERE at >= $1 AND at < $2', 30)],
		script: dailyCounts(),
	},
	{
		name: 'many children of each parent since a day',
		why: 'a bound without LIMIT is no page',
		expected: [find('n-plus-one', 'SELECT * FROM comments WHERE post_id = $1 AND at > $2', 9)],
		script: heavyChildren(),
	},
	{
		name: 'a loop of long queries beside an API',
		why: 'a third of its time is the database',
		expected: [find('n-plus-one', items, 10)],
		script: slowTurns(),
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
		name: 'a resolver named by its place in the answer',
		why: 'twelve places, one resolver',
		expected: [find('n-plus-one', 'SELECT * FROM users WHERE id = $1', 12)],
		script: resolverPaths(),
	},
	{
		name: 'what overlaps each slot of a day',
		why: 'two bounds, but of two columns: no walk along a key',
		expected: [find('n-plus-one', 'SELECT id FROM bookings WHERE starts_at < $1 AND ends_at > $2', 14)],
		script: overlaps(),
	},
];
