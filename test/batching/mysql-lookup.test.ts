import {describe, expect, test} from 'vitest';
import {mysqlJoiner} from '../../source/batching/mysql-joiner.ts';
import {readMysqlLookup} from '../../source/batching/mysql-lookup.ts';
import {isBatched} from '../../source/sql/batched.ts';
import {fingerprint} from '../../source/sql/fingerprint.ts';

function joined(text: string, values: readonly unknown[][]): {sql: string; values: unknown[]} {
	const calls = values.map((each) => ({text, values: each, resolve: () => undefined, reject: () => undefined}));
	return mysqlJoiner.join(readMysqlLookup(text)!, calls)[0] as {sql: string; values: unknown[]};
}

describe('a lookup of MySQL', () => {
	test('stands once for each caller in one statement, as it was written', () => {
		expect(
			joined('SELECT name FROM items i WHERE i.order_id = ? AND price > ? LIMIT 3;', [
				[1, 5],
				['x', 5],
			]),
		).toMatchObject({
			sql:
				'WITH esa_types AS (SELECT 1) ' +
				'(SELECT name, 0 AS esa_caller FROM items i WHERE i.order_id = ? AND price > ? LIMIT 3) UNION ALL ' +
				'(SELECT name, 1 AS esa_caller FROM items i WHERE i.order_id = ? AND price > ? LIMIT 3)',
			values: [1, 5, 'x', 5],
		});
	});

	test('keeps its order, which a UNION would leave out', () => {
		expect(joined('SELECT * FROM a WHERE b = ? ORDER BY c', [[1]]).sql).toContain('WHERE b = ? ORDER BY c LIMIT 18446744073709551615)');
	});

	test('is known again by a monitor', () => {
		const {sql} = joined('SELECT * FROM a WHERE b = ?', [[1], [2]]);
		expect([isBatched(sql), isBatched(fingerprint(sql, 'mysql'))]).toEqual([true, true]);
	});

	test.each([
		['SELECT * FROM a WHERE x = ? AND `y` = ?', [0, 1]],
		['select ? as z, b from a where c > ? and not s.a.y = ?', [2]],
		['SELECT * FROM a WHERE x BETWEEN ? AND y = ? AND z = ?', [2]],
		["SELECT count(*), ifnull(max(b), 'none') FROM a WHERE x = ? OR y = ? LIMIT ?", [0, 1]],
	])('%s: differs in %j', (text, keys) => {
		expect(readMysqlLookup(text)?.keys).toEqual(keys);
	});

	test.each([
		'INSERT INTO a VALUES (?)',
		'UPDATE a SET x = 1 WHERE y = ?',
		'SELECT * FROM a WHERE x > ?',
		'SELECT * FROM a WHERE x IN (?)',
		'SELECT * FROM a WHERE x = ? FOR UPDATE',
		'SELECT * FROM a WHERE x = ? LOCK IN SHARE MODE',
		"SELECT * INTO OUTFILE '/tmp/a' FROM a WHERE x = ?",
		'SELECT * FROM a WHERE x = ? UNION SELECT * FROM b',
		'SELECT SQL_CALC_FOUND_ROWS * FROM a WHERE x = ? LIMIT 1',
		'SELECT @last := id FROM a WHERE x = ?',
		'SELECT rand() FROM a WHERE x = ?',
		'SELECT last_insert_id() FROM a WHERE x = ?',
		'SELECT shop.next_number(id) FROM a WHERE x = ?',
		'SELECT `next`(id) FROM a WHERE x = ?',
		'SELECT NEXT VALUE FOR numbers FROM a WHERE x = ?',
		'SELECT * FROM a WHERE x = ? GROUP BY b WITH ROLLUP',
		'SELECT * FROM ?? WHERE x = ?',
		'SELECT * FROM a WHERE x = :x',
		"SELECT '?' FROM a WHERE x = ?",
		"SELECT 'it\\'s' FROM a WHERE x = ?",
		'SELECT /*+ MAX_EXECUTION_TIME(10) */ * FROM a WHERE x = ?',
		'SELECT * FROM a WHERE x = ? -- list',
		'SELECT * FROM a WHERE x = ?; SELECT 1',
		'SELECT esa_caller FROM a WHERE x = ?',
		'SELECT 1',
	])('%s is sent as it is', (text) => {
		expect(readMysqlLookup(text)).toBeUndefined();
	});

	test('waits only with values that are the same text alone', () => {
		const known = readMysqlLookup('SELECT * FROM a WHERE b = ?')!;
		expect([1, 'x', null, undefined, true, 5n].map((value) => mysqlJoiner.canJoin(known, [value]))).not.toContain(false);
		for (const values of [[[1, 2]], [new Date(0)], [{a: 1}], [Buffer.from('a')], ['x'.repeat(2001)], [1, 2], []])
			expect(mysqlJoiner.canJoin(known, values)).toBe(false);
	});

	test('of a long text is joined with fewer others', () => {
		const known = readMysqlLookup(`SELECT ${'a, '.repeat(5000)}a FROM t WHERE b = ?`)!;
		expect(mysqlJoiner.most(readMysqlLookup('SELECT * FROM t WHERE b = ?')!)).toBe(100);
		expect(mysqlJoiner.most(known)).toBeLessThan(40);
	});
});
