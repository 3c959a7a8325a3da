import {find, type LabelledTrace, loop, numbers, Script, silent} from './script.ts';

const lateral =
	'SELECT u.*, l.at FROM users u LEFT JOIN LATERAL (SELECT at FROM logins WHERE user_id = u.id ORDER BY at DESC LIMIT 1) l ON true WHERE u.id = $1';
const recent =
	'SELECT u.name, l.at FROM users u JOIN LATERAL (SELECT at FROM logins WHERE user_id = u.id AND at > $2 ORDER BY at LIMIT 3) l ON true WHERE u.id = $1';
const tree =
	'WITH RECURSIVE up AS (SELECT id, parent_id FROM dirs WHERE id = $1 UNION ALL SELECT d.id, d.parent_id FROM dirs d JOIN up ON d.id = up.parent_id) SELECT * FROM up';
const cursor =
	'SELECT "public"."Post"."id" FROM "public"."Post", (SELECT "public"."Post"."id" AS "Post_id_0" FROM "public"."Post" WHERE ("public"."Post"."id") = ($1)) AS "order_cmp" WHERE "public"."Post"."id" >= "order_cmp"."Post_id_0" ORDER BY "public"."Post"."id" ASC LIMIT $2 OFFSET $3';

/** One text again and again, of which each says how far it goes. */
function again(seed: number, sql: string, rows: number, params: (turn: number) => unknown[] = () => []): Script {
	return loop(seed, 8, (turn) => ({sql, params: params(turn), ms: 30, rows, source: 'batches.ts:5'}));
}

function jobsByFunction(): Script {
	const script = new Script(268);
	return script.times(9, (turn) => {
		script.ask({sql: 'SELECT id, payload FROM worker.get_job($1)', params: ['w1'], ms: 9, rows: 1, source: 'worker.ts:3'}).wait(12);
		script.ask({sql: 'SELECT FROM worker.complete_job($1, $2)', params: ['w1', turn], ms: 9, rows: 1, source: 'worker.ts:9'});
	});
}

function jobsWithoutOrder(): Script {
	const script = new Script(269, 'mysql');
	return script.times(9, (turn) => {
		script.ask({sql: 'START TRANSACTION', ms: 1});
		script.ask({sql: 'SELECT * FROM jobs WHERE state = ? LIMIT 1 FOR UPDATE', params: ['ready'], ms: 9, rows: 1, source: 'jobs.ts:3'});
		script.ask({sql: 'UPDATE jobs SET state = ? WHERE id = ?', params: ['done', turn], ms: 9, rows: 1, source: 'jobs.ts:8'});
		script.ask({sql: 'COMMIT', ms: 2});
	});
}

const byAnother = 'DELETE FROM likes WHERE user_id = $1 AND post_id = (SELECT id FROM posts WHERE slug = $2 LIMIT 1)';
const guarded = 'DELETE FROM drafts WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM locks WHERE draft_id = $1 LIMIT 1)';
const locked = 'SELECT * FROM wallets WHERE owner_name = $1 LIMIT 1 FOR UPDATE';
const opened = 'SELECT t.value FROM posts p, jsonb_array_elements(p.tags) AS t WHERE p.id = $1';
const pair = 'SELECT * FROM stock WHERE (sku, shop) IN (($1, $2))';

/** Nine, each with values of its own. */
function nine(seed: number, sql: string, params: (turn: number) => unknown[], rows = 1): Script {
	return loop(seed, 9, (turn) => ({sql, params: params(turn), ms: 9, rows, source: 'nine.ts:4'}));
}

/** Subqueries and common tables that limit what they give, in loops. */
export const limitsInLoops: readonly LabelledTrace[] = [
	{
		name: 'the last login of each user',
		why: 'LIMIT belongs to the user, and users are asked for one by one',
		expected: [find('n-plus-one', lateral, 9)],
		script: loop(260, 9, (turn) => ({sql: lateral, params: [turn * 3], ms: 9, rows: 1, source: 'users.ts:4'})),
	},
	{
		name: 'some logins of each user since a day',
		why: 'an order and a bound, of one user each',
		expected: [find('n-plus-one', recent, 9)],
		script: loop(261, 9, (turn) => ({
			sql: recent,
			params: [turn * 3, '2026-11-01'],
			ms: 9,
			rows: [2, 3, 0][turn % 3]!,
			source: 'users.ts:9',
		})),
	},
	{
		name: 'rows deleted by the name of another',
		why: 'its LIMIT looks something up, and takes no job',
		expected: [find('write-loop', byAnother, 9)],
		script: nine(274, byAnother, (turn) => [4, `s${turn}`]),
	},
	{
		name: 'rows deleted where nobody has them open',
		why: 'LIMIT belongs to the question',
		expected: [find('write-loop', guarded, 9)],
		script: nine(275, guarded, (turn) => [turn]),
	},
	{
		name: 'rows locked by name',
		why: 'each by a name of its own, so no worker takes what comes',
		expected: [find('n-plus-one', locked, 9)],
		script: nine(276, locked, (turn) => [`n${turn}`]),
	},
	{
		name: 'what an array of each row holds',
		why: 'several rows of one, and one after the other',
		expected: [find('n-plus-one', opened, 9)],
		script: nine(277, opened, (turn) => [turn * 4], 4),
	},
	{
		name: 'pairs asked for one by one',
		why: 'a list, and never more than one in it',
		expected: [find('n-plus-one', pair, 9)],
		script: nine(278, pair, (turn) => [`s${turn}`, 4]),
	},
	{
		name: 'the folders above each of nine',
		why: 'one recursive query could begin with all',
		expected: [find('n-plus-one', tree, 9)],
		script: loop(262, 9, (turn) => ({sql: tree, params: [turn * 5], ms: 9, rows: 4, source: 'dirs.ts:4'})),
	},
];

/** Pages and batches whose LIMIT stands in a subquery or a common table. */
export const pagesInside: readonly LabelledTrace[] = [
	silent(
		'an update by batches of a common table',
		'a thousand rows each',
		again(
			263,
			'WITH batch AS (SELECT id FROM users WHERE slug IS NULL LIMIT 1000) UPDATE users SET slug = lower(name) FROM batch WHERE users.id = batch.id',
			1000,
		),
	),
	silent(
		'rows moved by batches',
		'a thousand each, as long as there are some',
		again(
			264,
			'WITH d AS (DELETE FROM logs WHERE ctid IN (SELECT ctid FROM logs WHERE at < $1 LIMIT 1000) RETURNING *) INSERT INTO old_logs SELECT * FROM d',
			1000,
			() => ['2026-01-01'],
		),
	),
	silent(
		'rows deleted by batches and counted',
		'it writes, whatever it answers',
		again(
			265,
			'WITH d AS (DELETE FROM logs WHERE id = ANY(ARRAY(SELECT id FROM logs WHERE at < $1 ORDER BY id LIMIT 1000)) RETURNING id) SELECT count(*) FROM d',
			1,
			() => ['2026-01-01'],
		),
	),
	silent(
		'an update of the first five hundred',
		'FETCH FIRST is a LIMIT',
		again(266, 'UPDATE users SET x = 1 WHERE id IN (SELECT id FROM users WHERE x IS NULL FETCH FIRST 500 ROWS ONLY)', 500),
	),
	silent(
		'pages by a common table',
		'its bound moves on',
		again(
			267,
			'WITH page AS (SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 200) SELECT p.*, u.name FROM page p JOIN users u ON u.id = p.user_id',
			200,
			(turn) => [turn * 207],
		),
	),
	silent(
		'pages by a subquery',
		'more rows than the page, since they are joined',
		again(
			270,
			'SELECT * FROM (SELECT id, name FROM users ORDER BY id LIMIT 100 OFFSET $1) AS page JOIN orders o ON o.user_id = page.id',
			340,
			(turn) => [turn * 100],
		),
	),
	silent(
		'pages by ids first',
		'how large tables are paged in MySQL',
		loop(
			271,
			8,
			(turn) => ({
				sql: 'SELECT t.* FROM t JOIN (SELECT id FROM t ORDER BY id LIMIT ?, 100) p USING (id)',
				params: [turn * 100],
				ms: 20,
				rows: 100,
				source: 'pages.ts:3',
			}),
			'mysql',
		),
	),
	silent(
		'pages of Prisma by cursor',
		'the id is that of the last row',
		again(272, cursor, 100, (turn) => [turn * 100, 100, 1]),
	),
	silent('jobs taken by a function', 'another one each time', jobsByFunction()),
	silent('jobs taken without an order', 'locked, and done one by one', jobsWithoutOrder()),
	silent(
		'pairs asked for by batches',
		'several at once',
		loop(273, 6, (turn) => ({
			sql: `SELECT * FROM stock WHERE (sku, shop) IN (${numbers(turn + 3)
				.map((at) => `($${at * 2 - 1}, $${at * 2})`)
				.join(', ')})`,
			params: numbers((turn + 3) * 2, turn),
			ms: 14,
			rows: turn + 3,
			source: 'stock.ts:3',
		})),
	),
];
