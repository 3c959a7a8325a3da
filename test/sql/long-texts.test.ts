import {describe, expect, test} from 'vitest';
import {fingerprint} from '../../source/sql/fingerprint.ts';
import {literalsOf} from '../../source/sql/literals.ts';
import {describe as describeStatement} from '../../source/sql/statement.ts';

describe('texts of ten million characters', () => {
	const long = 'x'.repeat(10_000_000);

	test.each([
		['a string', `SELECT '${long}'`, 'SELECT ?'],
		['a string without end', `SELECT '${long}`, 'SELECT ? ...'],
		['a comment', `SELECT /* ${long} */ 1`, 'SELECT ?'],
		['a dollar quote', `SELECT $$${long}$$`, 'SELECT ?'],
	])('%s', (_, sql, pattern) => {
		expect(fingerprint(sql)).toBe(pattern);
	});

	test('a name, which a pattern keeps', () => {
		expect(fingerprint(`SELECT ${long}`) === `SELECT ${long}`).toBe(true);
	});
});

test('lists and rows of a hundred thousand values', () => {
	expect(fingerprint(`SELECT a IN (${'1,'.repeat(100_000)}1)`)).toBe('SELECT a IN (?)');
	expect(fingerprint(`INSERT INTO t VALUES ${"(1, 'x'), ".repeat(100_000)}(1, 'x')`)).toBe('INSERT INTO t VALUES (?, ?)');
	expect(literalsOf(`SELECT a IN (${'1,'.repeat(100_000)}1)`)).toHaveLength(100_001);
});

test.each(['(', '[', 'ARRAY[', 'IN (', 'VALUES (', 'f(', '/*', '((1,'])('%s five thousand times, which nobody closes', (unit) => {
	const sql = `SELECT ${unit.repeat(5000)}`;
	const pattern = fingerprint(sql);
	expect(pattern.slice(-4)).toBe(' ...');
	expect(fingerprint(pattern) === pattern).toBe(true);
	expect(describeStatement(sql).verb).toBe('select');
});

test.each(['"', '`', "'", '$a$', 'CASE ', '.', '::', '? ', '-- '])('%s five thousand times', (unit) => {
	const pattern = fingerprint(`SELECT ${unit.repeat(5000)}`);
	expect(fingerprint(pattern) === pattern).toBe(true);
});

test('brackets around brackets, a hundred thousand deep', () => {
	const nested = `SELECT ${'('.repeat(100_000)}a${')'.repeat(100_000)}`;
	expect(fingerprint(nested) === nested).toBe(true);
	expect(fingerprint(`SELECT b IN ${'('.repeat(100_000)}1${')'.repeat(100_000)}`)).toHaveLength(200_013);
});
