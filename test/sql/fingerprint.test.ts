import {describe, expect, test} from 'vitest';
import {fingerprint, isCut} from '../../source/sql/fingerprint.ts';
import type {System} from '../../source/sql/keywords.ts';

describe('a pattern reads like SQL', () => {
	test.each<[sql: string, pattern: string, system?: System]>([
		['select * from Users where ID = 5', 'SELECT * FROM users WHERE id = ?'],
		['insert into t(a,b) values(1,2),(3,4) returning id', 'INSERT INTO t(a, b) VALUES (?, ?) RETURNING id', 'postgresql'],
		[
			'INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a=VALUES(a)',
			'INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = VALUES (a)',
			'mysql',
		],
		['select * from q for update skip locked', 'SELECT * FROM q FOR UPDATE SKIP LOCKED'],
		['select key, locked from cache', 'SELECT key, locked FROM cache'],
		['SELECT "userId", "order" FROM "Users"', 'SELECT "userId", "order" FROM "Users"', 'postgresql'],
		['SELECT "userId", "order" FROM "Users"', 'SELECT userid, `order` FROM users', 'sqlite'],
		['SELECT `User`.`order`, `key` FROM `User`', 'SELECT user.order, `key` FROM user', 'mysql'],
		['SELECT a::int[], b[1:2], -c FROM t', 'SELECT a::int[], b[?:?], - c FROM t', 'postgresql'],
		["SELECT data->'a'->>'b' FROM t WHERE data ? 'c'", 'SELECT data -> ? ->> ? FROM t WHERE data ? ?', 'postgresql'],
		['select case when a then 1 else 2 end as x', 'SELECT CASE WHEN a THEN ? ELSE ? END x'],
		['select cast(a as varchar(10)) as b from t as u', 'SELECT CAST(a AS varchar(?)) b FROM t u'],
		['with x as (select 1) select * from x', 'WITH x AS (SELECT ?) SELECT * FROM x'],
		['SET search_path TO tenant_1, public', 'SET search_path = ?', 'postgresql'],
		['release sp1', 'RELEASE SAVEPOINT ?'],
		['create table t as select 1', 'CREATE TABLE t AS SELECT ?'],
		['vacuum full t', 'VACUUM FULL t'],
		['SELECT "a\nb" FROM t', 'SELECT "a␊b" FROM t', 'postgresql'],
		['SELECT * FROM t WHERE id IN (1, 2, 3, 4, 5...', 'SELECT * FROM t WHERE id IN (? ...'],
		['SELECT a, b FROM some_tab...', 'SELECT a, b FROM ...'],
		['...', '...'],
		['', ''],
	])('%s', (sql, pattern, system) => {
		expect(fingerprint(sql, system)).toBe(pattern);
	});
});

test.each([
	'SELECT * FROM t WHERE a = 1 ...',
	'SELECT * FROM t WHERE a = 1…',
	"SELECT * FROM t WHERE a = 'abc",
	'SELECT * FROM t WHERE a = $$abc',
	'SELECT "abc',
	'SELECT a /* traceparent',
	'SELECT a -- and so on...',
	'SELECT * FROM t WHERE a IN (1, 2',
	'INSERT INTO t VALUES (1, 2),',
	'SELECT a,',
	'SELECT * FROM t WHERE',
	'SELECT * FROM t WHERE a =',
	'SELECT t.',
	'SELECT a::',
	'SELECT a AS',
	'UPDATE t SET',
	'SET search_path TO',
	'SAVEPOINT',
])('was cut: %s', (sql) => {
	expect(isCut(sql)).toBe(true);
});

test.each([
	'SELECT * FROM t',
	'SELECT 1;',
	'SELECT * FROM t FOR UPDATE',
	'SELECT * FROM t ORDER BY a DESC',
	'SELECT * FROM t LIMIT ALL',
	'SELECT count(*) FROM t WHERE a IS NOT NULL',
	'INSERT INTO t DEFAULT VALUES',
	'INSERT INTO t VALUES (1) RETURNING *',
	'SELECT * FROM t WHERE a = ?',
	'SELECT t.from FROM t',
	'SELECT a "from" FROM t',
	'BEGIN',
	'COMMIT AND CHAIN',
	'SET x = DEFAULT',
	'SET autocommit = ON',
	'DEALLOCATE ALL',
	'SHOW TABLES',
	"SELECT 'to be continued...'",
	'SELECT 1 -- a note',
	'',
])('is whole: %s', (sql) => {
	expect(isCut(sql)).toBe(false);
});

test('a name before a cut comment stays', () => {
	expect(fingerprint('SELECT * FROM "User" /* traceparent', 'postgresql')).toBe('SELECT * FROM "User" ...');
});
