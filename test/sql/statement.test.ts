import {describe, expect, test} from 'vitest';
import {describe as describeStatement, type Statement} from '../../source/sql/statement.ts';

test.each<[verb: Statement['verb'], ...texts: string[]]>([
	['select', 'select 1', '(select 1) union (select 2)', 'VALUES (1)', 'TABLE t', '/* x */ SELECT a FROM t'],
	['select', 'WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT * FROM x'],
	['insert', 'INSERT INTO t VALUES (1)', 'REPLACE INTO t VALUES (1)', 'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x'],
	['update', 'UPDATE t SET a = 1', 'WITH x AS (SELECT 1) UPDATE t SET a = 1'],
	['delete', 'DELETE FROM t'],
	['merge', 'MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE'],
	['begin', 'BEGIN', 'START TRANSACTION', 'begin immediate'],
	['commit', 'COMMIT', 'END'],
	['rollback', 'ROLLBACK', 'ROLLBACK TO SAVEPOINT a', 'ABORT'],
	['savepoint', 'SAVEPOINT a'],
	['release', 'RELEASE a'],
	['set', 'SET a = 1', 'RESET a'],
	['show', 'SHOW TABLES', 'PRAGMA table_info(t)', 'DESCRIBE t'],
	['explain', 'EXPLAIN SELECT * FROM t'],
	['call', 'CALL f(1)'],
	['copy', 'COPY t FROM STDIN'],
	['ddl', 'CREATE TABLE t (a int)', 'ALTER TABLE t ADD b int', 'DROP INDEX i', 'TRUNCATE t'],
	['prepare', 'PREPARE s AS SELECT 1'],
	['execute', 'EXECUTE s'],
	['deallocate', 'DEALLOCATE s'],
	['cursor', 'DECLARE c CURSOR FOR SELECT 1', 'FETCH 1 FROM c', 'CLOSE c'],
	['other', '', 'VACUUM', 'LISTEN x', '?', 'constructor'],
])('%s is told by its first word', (verb, ...texts) => {
	expect(texts.map((sql) => describeStatement(sql).verb)).toEqual(texts.map(() => verb));
});

describe('tables', () => {
	test.each<[sql: string, tables: string[]]>([
		['SELECT * FROM Users', ['users']],
		['SELECT * FROM "public"."users" AS u', ['public.users']],
		['SELECT * FROM "User" u', ['"User"']],
		['SELECT * FROM a, b AS c, d e WHERE a.x = 1', ['a', 'b', 'd']],
		['SELECT * FROM a JOIN b ON a.i = b.i LEFT JOIN a AS again ON again.i = b.i', ['a', 'b']],
		['SELECT * FROM (SELECT * FROM a) x JOIN (b JOIN c ON b.i = c.i) ON x.i = b.i', ['a', 'b', 'c']],
		['SELECT * FROM a WHERE b IN (SELECT c FROM d)', ['a', 'd']],
		['WITH x AS (SELECT * FROM a), y(i) AS (SELECT * FROM x) SELECT * FROM y JOIN b USING (i)', ['a', 'b']],
		['WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT * FROM t', []],
		['SELECT extract(year FROM created_at), trim(BOTH FROM b) FROM t', ['t']],
		['SELECT * FROM t WHERE a IS DISTINCT FROM b', ['t']],
		['SELECT * FROM unnest($1::int[]) u, generate_series(1, 2) JOIN t ON true', ['t']],
		['SELECT * FROM ONLY t, LATERAL (SELECT * FROM s) x', ['t', 's']],
		['INSERT INTO t (a) SELECT b FROM s', ['t', 's']],
		['INSERT IGNORE t VALUES (1)', ['t']],
		['INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2', ['t']],
		['UPDATE a SET b = 1 FROM c WHERE c.i = a.i', ['a', 'c']],
		['UPDATE LOW_PRIORITY a, b SET a.x = b.x', ['a', 'b']],
		['DELETE FROM a USING b WHERE a.i = b.i', ['a', 'b']],
		['SELECT * FROM t FOR UPDATE OF x', ['t']],
		['MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN UPDATE SET c = 1', ['a', 'b']],
		['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)', ['t']],
		['CREATE TABLE IF NOT EXISTS t (a int)', ['t']],
		['DROP TABLE IF EXISTS t', ['t']],
		['TRUNCATE TABLE t', ['t']],
		['COPY t (a) TO STDOUT', ['t']],
		['EXPLAIN SELECT * FROM t', ['t']],
		['SELECT from_id, "from" FROM t', ['t']],
		['SHOW TABLES FROM shop', []],
		['FETCH 10 FROM c', []],
		['SELECT * FROM $1', []],
		["SELECT 'FROM x'", []],
	])('%s', (sql, tables) => {
		expect(describeStatement(sql).tables).toEqual(tables);
	});

	test('names are as the dialect folds them', () => {
		expect(describeStatement('SELECT * FROM `Shop`.`order`', 'mysql').tables).toEqual(['shop.order']);
		expect(describeStatement('SELECT * FROM `order`', 'mysql').tables).toEqual(['`order`']);
		expect(describeStatement('SELECT * FROM [Users]', 'sqlite').tables).toEqual(['users']);
	});
});

describe('conditions', () => {
	test.each<[sql: string, equals: string[], ranges: string[], isSingleKeyRead: boolean]>([
		['SELECT * FROM t WHERE id = 1', ['id'], [], true],
		['SELECT * FROM t WHERE 1 = t.id LIMIT 1', ['id'], [], true],
		['SELECT * FROM t WHERE ((t."id" = $1) AND (t.deleted_at IS NULL)) ORDER BY x', ['id'], [], true],
		['SELECT * FROM t WHERE id = $1::uuid AND org = $2', ['id', 'org'], [], true],
		['SELECT count(*) FROM t WHERE post_id = ?', ['post_id'], [], true],
		['SELECT * FROM t WHERE "userId" = $1', ['"userId"'], [], true],
		['SELECT * FROM t WHERE id > 1 ORDER BY id LIMIT 10', [], ['id'], false],
		['SELECT * FROM t WHERE a = 1 AND b BETWEEN 1 AND 2 AND c = 3', ['a', 'c'], [], false],
		['SELECT * FROM t WHERE a = 1 OR b = 2', [], [], false],
		['SELECT * FROM t WHERE a = 1 AND (b = 2 OR c = 3)', [], [], false],
		['SELECT * FROM t WHERE id IN (1, 2)', [], [], false],
		['SELECT * FROM t WHERE a = b', [], [], false],
		['SELECT * FROM t WHERE lower(a) = $1', [], [], false],
		['SELECT * FROM t WHERE a = lower($1)', [], [], false],
		['SELECT * FROM t WHERE a = (SELECT max(b) FROM s WHERE c = 1)', [], [], false],
		['SELECT * FROM t JOIN s ON s.i = t.i WHERE t.id = 1', ['id'], [], false],
		['SELECT * FROM t', [], [], false],
		['UPDATE t SET a = 1 WHERE id = 2', ['id'], [], false],
		['DELETE FROM t WHERE id = 2', ['id'], [], false],
		['SELECT * FROM t WHERE a = 1 GROUP BY b HAVING c = 2', ['a'], [], true],
		['SELECT * FROM t WHERE a = 1 AND NOT b', ['a'], [], false],
	])('%s', (sql, equals, ranges, isSingleKeyRead) => {
		const told = describeStatement(sql);
		expect({equals: told.equals, ranges: told.ranges, isSingleKeyRead: told.isSingleKeyRead}).toEqual({equals, ranges, isSingleKeyRead});
	});
});

test.each<[sql: string, told: Partial<Statement>]>([
	['SELECT * FROM t LIMIT 10', {hasLimit: true, hasOffset: false, ordersBy: false}],
	['SELECT * FROM t ORDER BY a LIMIT 10 OFFSET 20', {hasLimit: true, hasOffset: true, ordersBy: true}],
	['SELECT * FROM t LIMIT 10, 20', {hasLimit: true, hasOffset: true}],
	['SELECT * FROM t OFFSET 5 FETCH FIRST 10 ROWS ONLY', {hasLimit: true, hasOffset: true}],
	['SELECT * FROM (SELECT * FROM t ORDER BY a LIMIT 1) x', {hasLimit: false, ordersBy: false}],
	['SELECT rank() OVER (ORDER BY a) FROM t', {ordersBy: false}],
	['SELECT * FROM t WHERE a = 1 FOR UPDATE', {locks: 'for update'}],
	['SELECT * FROM t FOR NO KEY UPDATE', {locks: 'for update'}],
	['SELECT * FROM t LOCK IN SHARE MODE', {locks: 'for update'}],
	['DELETE FROM q WHERE id = (SELECT id FROM q LIMIT 1 FOR UPDATE SKIP LOCKED)', {locks: 'skip locked', hasLimit: false}],
	['SELECT * FROM t', {locks: null}],
])('%s tells how it reads', (sql, told) => {
	expect(describeStatement(sql)).toMatchObject(told);
});

test.each([
	[
		true,
		[
			'SELECT 1',
			'select 1;',
			'/* ping */ SELECT 1',
			'SELECT 1 + 1 AS result',
			"SELECT 'ok'",
			'SELECT NULL',
			'SELECT now()',
			'SELECT 1 FROM dual',
			'',
			'-- ping',
		],
	],
	[true, ['SELECT version()', 'SELECT current_timestamp', 'SELECT TRUE']],
	[
		false,
		[
			'SELECT a FROM t',
			'SELECT 1 FROM t',
			'SELECT nextval($1)',
			'SELECT 1 WHERE EXISTS (SELECT 1 FROM t)',
			'BEGIN',
			'SELECT f(1)',
			'SELECT a',
		],
	],
])('a ping: %s', (isPing, texts) => {
	expect(texts.map((sql) => describeStatement(sql).isPing)).toEqual(texts.map(() => isPing));
});

test('transactions are told from settings of another kind', () => {
	const texts = ['BEGIN', 'COMMIT', 'ROLLBACK TO a', 'RELEASE a', 'SET TRANSACTION READ ONLY', 'SET autocommit = 0'];
	expect(texts.map((sql) => describeStatement(sql).isTransaction)).toEqual(texts.map(() => true));
	expect(['SET a = 1', 'SELECT 1', 'PREPARE TRANSACTION $1'].map((sql) => describeStatement(sql).isTransaction)).toEqual([
		false,
		false,
		false,
	]);
});

test('reads of the catalog are told from those of tables', () => {
	const texts = [
		'SELECT * FROM pg_class',
		'SELECT * FROM pg_catalog.pg_type t JOIN information_schema.tables i ON true',
		'SHOW TABLES',
		'PRAGMA x',
		'SELECT * FROM sqlite_master',
	];
	expect(texts.map((sql) => describeStatement(sql).isCatalogRead)).toEqual(texts.map(() => true));
	expect(['SELECT * FROM t', 'SELECT * FROM pg_class, t', 'SELECT 1'].map((sql) => describeStatement(sql).isCatalogRead)).toEqual([
		false,
		false,
		false,
	]);
});

test('a pattern is described like its query', () => {
	const sql = 'SELECT * FROM "User" u WHERE u.id = 5 AND u.x IS NULL ORDER BY 1 LIMIT 3';
	expect(describeStatement('SELECT * FROM "User" u WHERE u.id = ? AND u.x IS NULL ORDER BY 1 LIMIT ?')).toEqual(describeStatement(sql));
});
