import {expect, test} from 'vitest';
import {inListSizes, literalsOf} from '../../source/sql/literals.ts';

test('literals are told in order as they were written, placeholders and names are not', () => {
	const sql = "SELECT a1, 'x', -5 FROM t WHERE b = $1 AND c IN ('it''s', NULL, 1.5e3) AND d IS NULL ORDER BY 2 LIMIT 10";
	expect(literalsOf(sql, 'postgresql')).toEqual(["'x'", '-5', "'it''s'", 'NULL', '1.5e3', '10']);
});

test('a whole number in quotes is the number: code that got a key from a URL asks for the same row', () => {
	expect(literalsOf("SELECT * FROM t WHERE a = '7' AND b = '-12' AND c = '0'", 'mysql')).toEqual(['7', '-12', '0']);
	const others = ["'007'", "'7 '", "'-0'", "'7.0'", "'1234567890123456'", "N'7'", "''"];
	for (const other of others) expect(literalsOf(`SELECT * FROM t WHERE a = ${other}`, 'mysql')).toEqual([other]);
});

test('what is a literal depends on the dialect', () => {
	const sql = "SELECT \"a\", 'b\\'c' FROM t";
	expect(literalsOf(sql, 'mysql')).toEqual(['"a"', "'b\\'c'"]);
	expect(literalsOf('SELECT "a", $$b$$ FROM t', 'postgresql')).toEqual(['$$b$$']);
});

test('sizes of lists, arrays and rows, each where it begins', () => {
	const sql = 'SELECT * FROM t WHERE a IN (1, 2, 3) AND b = ANY(ARRAY[$1, $2]) AND (c, d) IN ((1, 2), (3, 4)) AND e IN ()';
	expect(inListSizes(sql, 'postgresql')).toEqual([3, 2, 2, 0]);
	expect(inListSizes('INSERT INTO t (a, b) VALUES (1, 2), (3, 4), (5, 6)')).toEqual([3]);
});

test('queries in brackets, arguments and columns are no lists', () => {
	expect(inListSizes('SELECT f(1, 2) FROM t WHERE a IN (SELECT b, c FROM s WHERE d IN (1, 2)) AND (x, y) = (1, 2)')).toEqual([2]);
});

test('what SET sets is told even where it is a name', () => {
	expect(literalsOf('SET search_path TO tenant_1', 'postgresql')).not.toEqual(literalsOf('SET search_path TO tenant_2', 'postgresql'));
	expect(literalsOf('UPDATE t SET a = b WHERE c = 1', 'postgresql')).toEqual(['1']);
});
