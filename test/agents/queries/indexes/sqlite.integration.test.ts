import {DatabaseSync} from 'node:sqlite';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {adviseIndexes} from '../../../../source/agents/queries/indexes/advise-indexes.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

const orders = 'CREATE TABLE orders (id INTEGER PRIMARY KEY, userId INTEGER NOT NULL, state TEXT, at INTEGER)';
const filled = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
	INSERT INTO orders SELECT i, i % 500, CASE i % 3 WHEN 0 THEN 'open' ELSE 'paid' END, i FROM n`;
const items = 'CREATE TABLE items (id INTEGER PRIMARY KEY, orderId INTEGER, product INTEGER)';
const filledItems = 'INSERT INTO items SELECT id, id % 1700, id % 40 FROM orders';

describe('indexes that are missing in SQLite', () => {
	test.each([
		['one value', [orders, filled], 'SELECT * FROM orders WHERE userId = ?', ['orders (userId)']],
		['one value, with its index', [orders, filled, 'CREATE INDEX a ON orders (userId, at)'], 'SELECT * FROM orders WHERE userId = ?', []],
		['two values', [orders, filled], 'SELECT * FROM orders WHERE userId = ? AND at = ?', ['orders (userId, at)']],
		['a list', [orders, filled], 'SELECT * FROM orders WHERE userId IN (?)', ['orders (userId)']],
		['too few different values', [orders, filled], 'SELECT * FROM orders WHERE state = ?', []],
		['the key itself', [orders, filled], 'SELECT * FROM orders WHERE id = ?', []],
		['every row', [orders, filled], 'SELECT count(*) FROM orders', []],
		['a small table', [orders, 'INSERT INTO orders VALUES (1, 1, null, 1)'], 'SELECT * FROM orders WHERE userId = ?', []],
		[
			'a join',
			[orders, filled, items, filledItems],
			'SELECT * FROM orders JOIN items ON items.orderId = orders.id WHERE orders.id = ?',
			['items (orderId)'],
		],
		['no such table', [orders, filled], 'SELECT * FROM gone WHERE id = ?', []],
	])('%s', async (_, schema, pattern, wanted) => {
		const sqliteFile = path.join(temporaryFolder(), 'shop.db');
		const database = new DatabaseSync(sqliteFile);
		for (const statement of schema) database.exec(statement);
		database.close();
		const busy = {pattern, system: 'sqlite' as const, count: 3, totalMs: 1};
		const {findings} = await adviseIndexes([busy], {sqliteFile, project: '.'}, AbortSignal.timeout(5000));
		expect(findings.map(({evidence}) => /ON (.*);$/u.exec(evidence[0]!.detail!)![1])).toEqual(wanted);
	});

	test('a file that is none is told of in one sentence', async () => {
		const asked = adviseIndexes([], {sqliteFile: '/nowhere/at-all.db', project: '.'}, AbortSignal.timeout(5000));
		await expect(asked).rejects.toThrow('/nowhere/at-all.db cannot be read as a SQLite database');
	});
});
