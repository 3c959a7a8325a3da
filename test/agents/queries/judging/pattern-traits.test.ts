import {expect, test} from 'vitest';
import {traitsOf} from '../../../../source/agents/queries/judging/pattern-traits.ts';

test.each([
	['SELECT * FROM a WHERE id = ?', 'read'],
	['SELECT * FROM orders_of(?)', 'read'],
	['WITH x AS (SELECT ?) SELECT * FROM x JOIN a ON a.id = x.id', 'read'],
	['INSERT INTO a(b) VALUES (?)', 'write'],
	['WITH x AS (SELECT ?) UPDATE a SET b = ?', 'write'],
	['WITH x AS (DELETE FROM a WHERE b = ? RETURNING c) SELECT c FROM x', 'write'],
	['WITH x AS (SELECT insert(a, ?, ?, ?) FROM b) SELECT * FROM x', 'read'],
	['SELECT ?', 'other'],
	['SELECT nextval(?)', 'other'],
	['SELECT FROM complete_job(?)', 'other'],
	['SELECT * FROM generate_series(?, ?)', 'other'],
	['SELECT * FROM pg_catalog.pg_class WHERE relname = ?', 'other'],
	['BEGIN', 'other'],
	['SAVEPOINT ?', 'other'],
	['FETCH ? FROM c', 'other'],
	['GET key', 'other'],
	['', 'other'],
])('%s is a %s', (pattern, role) => {
	expect(traitsOf(pattern).role).toBe(role);
});

test.each([
	['SELECT * FROM jobs WHERE state = ? LIMIT ? FOR UPDATE SKIP LOCKED', true],
	['UPDATE jobs SET worker = ? WHERE id = (SELECT id FROM jobs WHERE worker IS NULL LIMIT ?)', true],
	['UPDATE jobs SET worker = ? WHERE worker IS NULL LIMIT ?', true],
	['DELETE FROM logs WHERE at < ? LIMIT ?', true],
	['SELECT * FROM jobs WHERE state = ? ORDER BY id LIMIT ? FOR UPDATE', true],
	['SELECT * FROM accounts WHERE id = ? LIMIT ? FOR UPDATE', false],
	['SELECT * FROM jobs WHERE state = ? LIMIT ? FOR UPDATE', true],
	['SELECT * FROM wallets WHERE owner_name = ? LIMIT ? FOR UPDATE', false],
	['DELETE FROM likes WHERE post_id = (SELECT id FROM posts WHERE slug = ? LIMIT ?)', false],
	['UPDATE users SET name = ? WHERE id = ? LIMIT ?', false],
	['UPDATE a SET b = (SELECT c FROM d ORDER BY e LIMIT ?) WHERE id = ?', false],
])('%s takes the next piece of work: %s', (pattern, isClaim) => {
	expect(traitsOf(pattern).isClaim).toBe(isClaim);
});

test.each([
	['SELECT * FROM a WHERE id IN (?)', 'keys'],
	['SELECT * FROM a WHERE tenant = ? AND a.user_id IN (?)', 'keys'],
	['SELECT * FROM a WHERE tenant = ? AND id = ANY(?)', 'keys'],
	['SELECT * FROM a WHERE owner = ? AND state IN (?)', 'filter'],
	['SELECT * FROM a WHERE owner = ? AND id NOT IN (?)', 'filter'],
	['SELECT * FROM a WHERE owner = ?', 'none'],
])('the list of %s is one of: %s', (pattern, list) => {
	expect(traitsOf(pattern).list).toBe(list);
});

test('a lock by name waits for its turn, and a sleep is a query that takes long', () => {
	expect(traitsOf('SELECT pg_advisory_lock(?)').waitsForLock).toBe(true);
	expect(traitsOf('SELECT get_lock FROM doors WHERE id = ?').waitsForLock).toBe(false);
	expect(traitsOf('SELECT pg_sleep(?)').waitsForLock).toBe(false);
	expect(traitsOf('SELECT pg_sleep(?)').isClaim).toBe(true);
	expect(traitsOf('SELECT sleep FROM nights WHERE id = ?').isClaim).toBe(false);
});

test.each([
	['conditions', `SELECT * FROM a WHERE ${'c >= ? AND '.repeat(4000)}id = ?`],
	['brackets', `SELECT * FROM a WHERE ${'('.repeat(20_000)}id = ?`],
	['subqueries', `UPDATE a SET b = ? WHERE ${'WHERE (SELECT '.repeat(4000)}id = ?`],
	['quotes', `SELECT ${'"'.repeat(20_001)} FROM a`],
	['letters', `SELECT ${'a'.repeat(50_000)} IN b`],
])('a pattern with very many %s is read to its end', (_, pattern) => {
	expect(['read', 'write', 'other']).toContain(traitsOf(pattern).role);
});

test.each([
	['SELECT * FROM a WHERE id >= ? AND id < ?', true],
	['UPDATE a SET b = ? WHERE at BETWEEN ? AND ?', true],
	['SELECT * FROM a WHERE starts_at < ? AND ends_at > ?', false],
])('%s is a window: %s', (pattern, hasWindow) => {
	expect(traitsOf(pattern).hasWindow).toBe(hasWindow);
});
