import {describe, expect, test} from 'vitest';
import {canJoin, readJoinable} from '../../source/batching/joinable.ts';

describe('readJoinable', () => {
	test('lists what columns are compared with and keeps the rest of the query as it is', () => {
		expect(readJoinable('SELECT name FROM items i WHERE i.order_id = $1 AND price > $2 ORDER BY name')).toEqual({
			parameters: 2,
			lists: [0],
			joined:
				'WITH esa_types AS (SELECT 1 FROM items i WHERE i.order_id = ANY($1)) ' +
				'SELECT esa_calls.esa_caller::int4, esa_rows.* FROM unnest($1) WITH ORDINALITY AS esa_calls(esa_key1, esa_caller) ' +
				'CROSS JOIN LATERAL (SELECT name FROM items i WHERE i.order_id = esa_calls.esa_key1 AND price > $2 ORDER BY name OFFSET 0) AS esa_rows',
		});
	});

	test.each([
		['SELECT * FROM a WHERE x = $1 AND "y" = $2', [0, 1]],
		['select * from a where x = $2 and not s.a.y = $1;', [1, 0]],
		['SELECT * FROM a WHERE x BETWEEN $1 AND y = $2 AND z = $3', [2]],
		['SELECT * FROM a WHERE x = $1 OR y = $2 LIMIT $3', [0, 1]],
		['SELECT * FROM a WHERE x = $1 AND y = $2 + 1', [0]],
		['SELECT * FROM a WHERE x = $1 AND y = $2::int', [0]],
		['SELECT * FROM a WHERE x = $1 AND expires > now()', [0]],
	])('%s: lists %j', (text, lists) => {
		expect(readJoinable(text)?.lists).toEqual(lists);
	});

	test.each([
		'INSERT INTO a VALUES ($1)',
		'UPDATE a SET x = 1 WHERE y = $1',
		'WITH w AS (DELETE FROM a RETURNING *) SELECT * FROM w WHERE x = $1',
		'SELECT * FROM a WHERE x = $1 FOR UPDATE',
		'SELECT * INTO b FROM a WHERE x = $1',
		'SELECT * FROM a WHERE x = $1; DELETE FROM a',
		'SELECT * FROM a WHERE x = $1 UNION SELECT * FROM b',
		'SELECT nextval(s) FROM a WHERE x = $1',
		'SELECT random() FROM a WHERE x = $1',
		'SELECT "Random"() FROM a WHERE x = $1',
		'SELECT shop.total(a) FROM a WHERE x = $1',
		'SELECT * FROM f(1) WHERE x = $1',
		'SELECT * FROM a TABLESAMPLE SYSTEM (10) WHERE x = $1',
		'SELECT * FROM a WHERE x > $1',
		'SELECT * FROM a WHERE x = $1 AND y = $1',
		'SELECT * FROM a WHERE x = $2',
		'SELECT * FROM a WHERE x = ?',
		'SELECT * FROM a WHERE (x = $1 OR y = 1)',
		'SELECT * FROM a WHERE x IN (SELECT y FROM b WHERE z = $1)',
		'SELECT * FROM a WHERE x = $1 COLLATE "C"',
		'SELECT * FROM a WHERE x = $1 -- trace 1',
		'/*+ SeqScan(a) */ SELECT * FROM a WHERE x = $1',
		"SELECT '\\' FROM a WHERE x = $1",
		'SELECT a IS DISTINCT FROM b FROM a WHERE x = $1',
		'SELECT esa_rows.* FROM esa_rows WHERE x = $1',
		'SELECT $1',
		'SELECT 1 WHERE x = $1',
		'SELECT',
		'',
	])('passes through: %s', (text) => {
		expect(readJoinable(text)).toBeUndefined();
	});

	test('calls with objects, dates or another number of values are not joined', () => {
		const joinable = readJoinable('SELECT * FROM a WHERE x = $1');
		expect([[1], ['a'], [null], [undefined], [2n], [true]].map((values) => canJoin(joinable, values))).toEqual(Array(6).fill(true));
		expect([[{}], [new Date()], [[1]], [Buffer.from('a')], [], [1, 2]].map((values) => canJoin(joinable, values))).toEqual(
			Array(6).fill(false),
		);
	});
});
