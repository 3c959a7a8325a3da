import {type LabelledTrace, loop, numbers, Script, silent} from './script.ts';

const account = 'SELECT balance FROM accounts WHERE id = $1';

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

function oddRequest(): Script {
	const script = new Script(163);
	script.ask({sql: 'SELECT * FROM sessions WHERE token = $1', params: ['t'], ms: 9, rows: 1, source: 'auth.ts:2'});
	script.ask({sql: 'SELECT * FROM users WHERE id = $1', params: [1], ms: 8, rows: 1, source: 'auth.ts:5'});
	script.ask({sql: 'SELECT * FROM carts WHERE user_id = $1', params: [1], ms: 12, rows: 1, source: 'cart.ts:3'});
	script.ask({sql: 'SELECT * FROM lines WHERE cart_id = $1', params: [1], ms: 14, rows: 6, source: 'cart.ts:6'});
	return script.ask({sql: 'UPDATE carts SET seen_at = now() WHERE id = $1', params: [1], ms: 7, rows: 1, source: 'cart.ts:9'});
}

function lateByMinutes(): Script {
	const script = new Script(174, null);
	script.rows.push({sql: 'SELECT * FROM users WHERE id = $1', params: [4], startMs: 0.5, durationMs: 90_000});
	return script
		.wait(4)
		.ask({sql: account, params: [1], ms: 3})
		.ask({sql: account, params: [2], ms: 3});
}

function readsOfSeveralTenants(): Script {
	const script = new Script(179);
	return script.together(
		numbers(8).map((tenant) => ({
			sql: `SELECT count(*) FROM tenant_${tenant}.orders WHERE state = $1`,
			params: ['open'],
			ms: 20,
			rows: 1,
			source: 'all.ts:5',
		})),
	);
}

function tenantsInTurn(): Script {
	const script = new Script(181);
	return script.times(12, (tenant) => {
		script.ask({sql: `SET search_path TO tenant_${tenant}`, ms: 1});
		script.ask({sql: 'SELECT count(*) FROM orders WHERE state = $1', params: ['open'], ms: 9, rows: 1, source: 'tenants.ts:4'});
	});
}

function draws(): Script {
	return loop(182, 10, () => ({sql: 'SELECT * FROM prizes ORDER BY random() LIMIT 1', ms: 9, rows: 1, source: 'draw.ts:2'}));
}

function answersThatDiffer(): Script {
	return loop(183, 10, (turn) => ({sql: 'SELECT * FROM inbox WHERE owner = $1', params: [4], ms: 9, rows: turn, source: 'inbox.ts:2'}));
}

function shortLoopsApart(): Script {
	const script = new Script(185);
	script.times(6, (turn) => script.ask({sql: account, params: [turn], ms: 5, rows: 1, source: 'a.ts:1'}));
	return script.times(6, (turn) =>
		script.ask({sql: 'SELECT * FROM rates WHERE code = $1', params: [turn], ms: 5, rows: 1, source: 'b.ts:1'}),
	);
}

/** Too few, too short, or not the same. */
export const belowAndApart: readonly LabelledTrace[] = [
	silent('four repeats', 'too few', fourLong()),
	silent('five repeats of 30 ms together', 'too short', fiveShort()),
	silent('five hundred repeats of 25 ms together', 'SQLite, in-process: too short', manyTiny()),
	silent('few repeats at each of four call sites', 'no loop anywhere', sitesApart()),
	silent('a fan-out over call sites', 'no loop anywhere', tenantFanOut()),
	silent('tables that differ in digits', 'other tables', namesThatDifferInDigits()),
	silent('a search over columns', 'other queries', differentColumns()),
	silent('cut texts', 'what was cut off may differ', cutTexts()),
	silent('a slow cut text', 'names no query that could be found', cutSlow()),
	silent('broken clocks', 'nothing is known of their time', brokenClocks()),
	silent('an end a day late', 'no query of a request takes a day', lateEnd()),
	silent('an ordinary request', 'nothing repeats', oddRequest()),
	silent('an end late by minutes', 'the trace went on and was over long before', lateByMinutes()),
	silent('a count in each schema', 'other tables', readsOfSeveralTenants()),
	silent('one count in each schema, by search_path', 'the same text, another table', tenantsInTurn()),
	silent('draws at random', 'another answer each time', draws()),
	silent('a read whose answer grows', 'another answer each time', answersThatDiffer()),
	silent('two short loops, one after the other', 'two loops, and each too short', shortLoopsApart()),
];
