import {expect, test} from 'vitest';
import {fingerprint} from '../../source/sql/fingerprint.ts';
import {PatternCache} from '../../source/sql/pattern-cache.ts';

test('answers as the normaliser does, the first time and later', () => {
	const cache = new PatternCache('mysql');
	const sql = 'SELECT * FROM `t` WHERE a = "x"';
	expect([cache.patternOf(sql), cache.patternOf(sql)]).toEqual([fingerprint(sql, 'mysql'), fingerprint(sql, 'mysql')]);
	expect(cache.size).toBe(1);
});

test('keeps no more texts than allowed, however many come', () => {
	const cache = new PatternCache(undefined, {mostTexts: 100});
	for (let at = 0; at < 10_000; at++) expect(cache.patternOf(`SELECT * FROM t WHERE id = ${at}`)).toBe('SELECT * FROM t WHERE id = ?');
	expect(cache.size).toBeLessThanOrEqual(100);
	expect(cache.size).toBeGreaterThanOrEqual(50);
});

test('keeps no more bytes than allowed', () => {
	const cache = new PatternCache(undefined, {mostBytes: 100_000});
	const filling = 'x'.repeat(1000);
	for (let at = 0; at < 1000; at++) cache.patternOf(`SELECT ${at} FROM t_${filling}`);
	expect(cache.bytes).toBeLessThanOrEqual(100_000);
	expect(cache.size).toBeGreaterThan(10);
});

test('a text that is asked for again and again outlives the others', () => {
	const cache = new PatternCache(undefined, {mostTexts: 10});
	const isKnown = knownTexts(cache);
	cache.patternOf('SELECT 1');
	for (let at = 0; at < 100; at++) {
		cache.patternOf(`SELECT ${at} FROM t`);
		cache.patternOf('SELECT 1');
	}
	expect(isKnown('SELECT 1')).toBe(true);
	expect(isKnown('SELECT 3 FROM t')).toBe(false);
});

test('a long text is read but not kept, and one without end is cut', () => {
	const cache = new PatternCache('sqlite', {longestKept: 100, longestRead: 1000});
	const list = (length: number) => `SELECT * FROM t WHERE a IN (${'1, '.repeat(length)}1)`;
	expect(cache.patternOf(list(200))).toBe('SELECT * FROM t WHERE a IN (?)');
	expect(cache.patternOf(list(2000))).toBe('SELECT * FROM t WHERE a IN (? ...');
	expect(cache.size).toBe(0);
});

/** Asking for a known text makes the cache no larger. */
function knownTexts(cache: PatternCache): (sql: string) => boolean {
	return (sql) => {
		const before = cache.bytes;
		cache.patternOf(sql);
		return cache.bytes === before;
	};
}
