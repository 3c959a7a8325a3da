import {find, type LabelledTrace, numbers, Script} from './script.ts';

const customer = 'SELECT id, name, email FROM customers WHERE id = $1';
const orders = 'SELECT * FROM orders WHERE shop_id = $1 ORDER BY placed_at DESC LIMIT 50';
const items = 'SELECT * FROM order_items WHERE order_id = $1';
const product = 'SELECT sku, title, price FROM products WHERE id = $1';
const authorOfPost = 'SELECT * FROM users WHERE id = $1';
const commentsOfPost = 'SELECT * FROM comments WHERE post_id = $1 ORDER BY id DESC LIMIT 3';

function resolvers(): Script {
	const script = new Script(4).ask({
		sql: 'SELECT id, title, author_id FROM posts ORDER BY id DESC LIMIT 25',
		ms: 5,
		rows: 25,
		source: 'Query.posts',
	});
	const authors = numbers(25).map((id) => ({
		sql: authorOfPost,
		params: [id % 9],
		ms: 8,
		rows: 1,
		source: 'Post.author',
	}));
	const comments = numbers(25).map((id) => ({
		sql: commentsOfPost,
		params: [id],
		ms: 7,
		rows: id % 4,
		source: 'Post.comments',
	}));
	return script.together(
		authors.flatMap((each, at) => [each, comments[at]!]),
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

function someFromCache(): Script {
	const script = new Script(27);
	return script.times(24, (at) =>
		script.ask({sql: customer, params: [at], ms: at % 3 === 0 ? 0.03 : 8, rows: 1, source: 'c.ts:3', fromCache: at % 6 === 0}),
	);
}

function oneBrokenClock(): Script {
	const script = new Script(37, null);
	return script.times(9, (at) =>
		script.ask({sql: product, params: [at], ms: at === 4 ? 91_000_000 : 9, exact: true}).wait(at === 4 ? -91_000_000 : 0),
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

function pausesNowAndThen(): Script {
	const script = new Script(44);
	return script.times(31, (at) => {
		script.ask({sql: customer, params: [at], ms: 6, rows: 1, source: 'pauses.ts:1'});
		if (at % 8 === 7) script.wait(400);
	});
}

function workerWithinLoop(): Script {
	const script = new Script(48);
	return script.times(3, (turn) => {
		script.ask({
			sql: 'SELECT id FROM jobs WHERE state = $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED',
			params: ['ready'],
			ms: 4,
			rows: 1,
			source: 'w.ts:1',
		});
		script.times(15, (at) => script.ask({sql: product, params: [turn * 20 + at], ms: 5, rows: 1, source: 'w.ts:9'}));
		script.ask({sql: 'UPDATE jobs SET state = $1 WHERE id = $2', params: ['done', turn], ms: 4, rows: 1, source: 'w.ts:12'});
	});
}

/** One turn has no second query. */
function shortPairWithSkip(): Script {
	const script = new Script(51);
	return script.times(9, (at) => {
		script.ask({sql: 'SELECT * FROM seats WHERE row_id = $1', params: [at], ms: 4, rows: 9, source: 's.ts:4'});
		if (at !== 5) script.ask({sql: 'SELECT * FROM prices WHERE row_id = $1', params: [at], ms: 4, rows: 1, source: 's.ts:5'});
	});
}

/** Loops in loops, mixed with others, interrupted or half hidden. */
export const nestedLoops: readonly LabelledTrace[] = [
	{
		name: 'two resolvers of a GraphQL list side by side',
		why: 'each field asks for itself; their queries are mixed',
		expected: [find('n-plus-one', authorOfPost, 25), find('n-plus-one', commentsOfPost, 25)],
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
		name: 'a loop of which a cache answers some',
		why: 'only the others are round trips',
		expected: [find('n-plus-one', customer, 16)],
		script: someFromCache(),
	},
	{
		name: 'a loop with one clock that jumped',
		why: 'the jump is not believed, the loop is',
		expected: [find('n-plus-one', product, 9)],
		script: oneBrokenClock(),
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
		name: 'a loop that pauses now and then',
		why: 'eight at a time, and all of them one by one',
		expected: [find('n-plus-one', customer, 31)],
		script: pausesNowAndThen(),
	},
	{
		name: 'a loop within each job of a worker',
		why: 'the jobs come one by one, their rows need not',
		expected: [find('n-plus-one', product, 45)],
		script: workerWithinLoop(),
	},
	{
		name: 'two short queries in turn, one of them left out once',
		why: 'one loop all the same, of 68 ms',
		expected: [
			find('n-plus-one', 'SELECT * FROM seats WHERE row_id = $1', 9),
			find('n-plus-one', 'SELECT * FROM prices WHERE row_id = $1', 8),
		],
		script: shortPairWithSkip(),
	},
];
