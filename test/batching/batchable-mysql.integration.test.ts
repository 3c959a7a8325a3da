import fc from 'fast-check';
import callbacks from 'mysql2';
import mysql, {type FieldPacket, type Pool, type RowDataPacket} from 'mysql2/promise';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {batchable} from '../../source/batching/batchable.ts';
import {hasMariadb, type MariadbServer, startMariadb} from '../support/mariadb.ts';

/** Types of key columns: values of rows, and what callers ask for, some of it equal only to the server, some of it wrong on purpose. */
const keyTypes: Record<string, {rows: unknown[]; asked: unknown[]}> = {
	int: {rows: [1, 2, 3, -4], asked: [1, '2', ' 3', '-4', 9, null, undefined, 2n, 1.5, 'one', '', '1abc', true]},
	'bigint unsigned': {rows: [1, '18446744073709551615'], asked: [1, '18446744073709551615', 18_446_744_073_709_551_615n, 1.8e19, -1]},
	'varchar(20) collate utf8mb4_general_ci': {rows: ['a', 'A', 'ä', 'Ä ', 'b', '', '1'], asked: ['a', 'A', 'Ä', 'a  ', 'B', '', 1, 0, null]},
	'varchar(20) collate utf8mb4_unicode_ci': {rows: ['straße', 'STRASSE', 'é', 'e'], asked: ['strasse', 'Straße', 'E', 'É']},
	'varchar(20) collate utf8mb4_bin': {rows: ['a', 'A', 'a '], asked: ['a', 'A', 'a ', "a'--", 'a"b']},
	'varchar(20) collate utf8mb4_nopad_bin': {rows: ['a', 'a '], asked: ['a', 'a ', 'a  ']},
	'char(4) character set latin1 collate latin1_swedish_ci': {rows: ['a', 'ab'], asked: ['A', 'ab  ', 'ü', '😀']},
	'varbinary(8)': {rows: ['a', 'A'], asked: ['a', 'A', 'a\0']},
	'decimal(8,2)': {rows: [1, 2.5], asked: ['1.00', 1, 2.5, '2.50', '2,5', 'NaN', Number.NaN, Number.POSITIVE_INFINITY]},
	double: {rows: [1, 0.1, -0], asked: [1, 0.1, '0.1', 0, '1e0', 'x']},
	float: {rows: [1, 0.1], asked: [1, 0.1, '0.1']},
	date: {rows: ['2026-01-01', '2026-01-02'], asked: ['2026-01-01', '20260102', 20_260_101, '2026-13-01', '']},
	'datetime(3)': {rows: ['2026-01-01 00:00:00.123'], asked: ['2026-01-01 00:00:00.123', '2026-01-01T00:00:00.123', 'soon']},
	'timestamp null': {rows: ['2026-01-01 00:00:00'], asked: ['2026-01-01 00:00:00', '2026-01-01']},
	time: {rows: ['12:00:00', '-01:00:00'], asked: ['12:00', '120000', '-1:00']},
	year: {rows: [2026, 1999], asked: [2026, '99', 26]},
	"enum('glad','sad')": {rows: ['glad', 'sad'], asked: ['glad', 'SAD', 1, '2', 'furious']},
	"set('x','y')": {rows: ['x', 'x,y'], asked: ['x', 'x,y', 'y,x', 3]},
	'bit(4)': {rows: [1, 2], asked: [1, '1', true]},
	uuid: {
		rows: ['6ccd780c-baba-1026-9564-5b8c656024db'],
		asked: ['6CCD780C-BABA-1026-9564-5B8C656024DB', '6ccd780cbaba102695645b8c656024db', 'x'],
	},
	inet6: {rows: ['::1', '10.0.0.1'], asked: ['::1', '0:0::1', '::10.0.0.1', 'host']},
	json: {rows: ['{"a": 1}', '1'], asked: ['{"a":1}', '{"a": 1}', '1', 1]},
	tinytext: {rows: ['a', 'B'], asked: ['A', 'b', 'c']},
};

/** What services ask: with the key among the columns or not, renamed, joined, counted, limited, with values of every type beside it. */
const shapes: {text: string; others?: () => unknown[]}[] = [
	{text: 'SELECT * FROM things WHERE k = ?'},
	{text: 'select label from things where things.k = ? ;'},
	{text: 'SELECT t.`k` AS `Key`, t.label, t.label FROM things AS t WHERE t.k = ? ORDER BY t.id DESC'},
	{text: 'SELECT id, made FROM things WHERE k = ? AND size > 1 ORDER BY made, id LIMIT 2'},
	{text: 'SELECT id, length(label) + 1 AS a FROM things WHERE size = 1 AND k = ? ORDER BY id'},
	{text: 'SELECT count(*), max(size) AS `max`, avg(size), sum(price), min(label) FROM things WHERE k = ?'},
	{text: 'SELECT 1, NULL, \'x\' AS "y z", 1.50, concat(label, k) FROM things WHERE k = ? LIMIT 1'},
	{text: 'SELECT * FROM things WHERE NOT k = ? ORDER BY id'},
	{text: 'SELECT k, size FROM things WHERE k = ? AND size = ?', others: () => [1]},
	{text: 'SELECT id FROM things WHERE k = ? AND size BETWEEN ? AND ? ORDER BY 1 DESC LIMIT ? OFFSET 1', others: () => [1, 2, 3]},
	{text: "SELECT p.*, t.label FROM things t LEFT JOIN parts p ON p.thing_id = t.id AND p.kind <> 'b' WHERE t.k = ? ORDER BY t.id, p.kind"},
	{text: 'SELECT label, row_number() OVER (ORDER BY id DESC) FROM things WHERE k = ? ORDER BY id'},
	{text: 'SELECT DISTINCT label, size > 1 FROM things WHERE k = ? OR size = ? ORDER BY label, size > 1', others: () => [2]},
	{text: 'SELECT label, count(*) AS n FROM things WHERE k = ? GROUP BY label HAVING n > 0 ORDER BY n, label'},
	{text: 'SELECT size FROM things WHERE k = ? AND EXISTS (SELECT 1 FROM parts WHERE thing_id = things.id)'},
	{text: 'SELECT * FROM (SELECT id, k, price FROM things) AS few WHERE k = ? ORDER BY id'},
	{text: 'SELECT tiny, flags, rate, spot, body, moment FROM things WHERE k = ? ORDER BY id'},
	{text: 'SELECT * FROM things WHERE k = ? AND nobody = 1'},
];

const rowsOf = (type: string) =>
	fc.array(
		fc.record({
			k: fc.option(fc.constantFrom(...keyTypes[type]!.rows)),
			label: fc.constantFrom('x', 'y', null),
			size: fc.integer({min: 0, max: 3}),
		}),
		{maxLength: 14},
	);

const caseOf = fc.constantFrom(...Object.keys(keyTypes)).chain((type) =>
	fc.record({
		type: fc.constant(type),
		isIndexed: fc.boolean(),
		rows: rowsOf(type),
		asked: fc.array(fc.record({shape: fc.constantFrom(...shapes), key: fc.constantFrom(...keyTypes[type]!.asked)}), {
			minLength: 2,
			maxLength: 25,
		}),
		hasOneShape: fc.boolean(),
	}),
);

const text = 'SELECT size FROM things WHERE k = ? ORDER BY id';

describe.runIf(hasMariadb)('batchable over mysql2', () => {
	let server: MariadbServer;
	let pool: Pool;

	beforeAll(async () => {
		server = await startMariadb();
		pool = mysql.createPool({uri: server.connectionString, connectionLimit: 4});
		await pool.query('CREATE TABLE parts (thing_id int, kind text)');
		await pool.query("INSERT INTO parts VALUES (1, 'a'), (1, 'b'), (2, 'a'), (3, 'c'), (3, 'c')");
	});

	afterAll(async () => {
		await pool?.end();
		await server?.stop();
	});

	test('every caller gets exactly the rows the plain pool would have given', {timeout: 300_000}, async () => {
		const together = batchable(pool);
		let joinedOnce = 0;
		await fc.assert(
			fc.asyncProperty(caseOf, async ({type, isIndexed, rows, asked, hasOneShape}) => {
				await fill(type, isIndexed, rows);
				const calls = asked.map(({shape, key}) => {
					const {text: one, others} = hasOneShape ? asked[0]!.shape : shape;
					return [one, [key, ...(others?.() ?? [])]] as const;
				});
				const alone = await Promise.allSettled(calls.map(([one, values]) => pool.query<RowDataPacket[]>(one, [...values])));
				const before = await statements();
				const batched = await Promise.allSettled(calls.map(([one, values]) => together.query<RowDataPacket[]>(one, [...values])));
				if ((await statements()) - before < calls.length) joinedOnce++;
				expect(batched.map(outcome)).toEqual(alone.map(outcome));
			}),
			{numRuns: Number(process.env['BATCHABLE_RUNS'] ?? 60)},
		);
		expect(joinedOnce).toBeGreaterThan(10);
	});

	describe('with the plain table of numbers 1 to 9', () => {
		beforeAll(() =>
			fill(
				'int',
				true,
				Array.from({length: 9}, (_, index) => ({k: index + 1, label: 'x', size: index})),
			),
		);

		test('calls of one tick are one statement, and more than a hundred are several', async () => {
			const together = batchable(pool);
			const sizesOf = async (count: number) => {
				const before = await statements();
				const results = await Promise.all(Array.from({length: count}, (_, index) => together.query<RowDataPacket[]>(text, [index + 1])));
				return {sizes: results.map(([rows]) => rows[0]?.['size'] as number), statements: (await statements()) - before};
			};
			expect(await sizesOf(12)).toEqual({sizes: [0, 1, 2, 3, 4, 5, 6, 7, 8, undefined, undefined, undefined], statements: 1});
			expect((await sizesOf(250)).statements).toBe(3);
		});

		test('a key that compares equal to another one’s rows gives them to both', async () => {
			await pool.query('CREATE TABLE people (name varchar(20) COLLATE utf8mb4_general_ci, id int)');
			await pool.query("INSERT INTO people VALUES ('Ann', 1), ('ANN', 2), ('änn', 3)");
			const together = batchable(pool);
			const found = await Promise.all(
				['ann', 'Ann ', 'bob', 'ÄNN'].map((name) =>
					together.query<RowDataPacket[]>('SELECT id FROM people WHERE name = ? ORDER BY id', [name]),
				),
			);
			expect(found.map(([rows]) => rows.map(({id}) => id as number))).toEqual([[1, 2, 3], [1, 2, 3], [], [1, 2, 3]]);
		});

		test('what cannot be joined goes through as it is, and what waits goes first', async () => {
			const single = mysql.createPool({uri: server.connectionString, connectionLimit: 1});
			const together = batchable(single);
			const before = [1, 2].map((key) => together.query(text, [key]));
			const update = together.query('UPDATE things SET size = size + 100 WHERE k = ?', [1]);
			const after = together.query(text, [1]);
			const config = together.query({sql: text, rowsAsArray: true}, [1]);
			expect((await Promise.all(before)).map(([rows]) => rows)).toEqual([[{size: 0}], [{size: 1}]]);
			expect((await update)[0]).toMatchObject({affectedRows: 1});
			expect((await after)[0]).toEqual([{size: 100}]);
			expect((await config)[0]).toEqual([[100]]);
			await single.query('UPDATE things SET size = 0 WHERE k = 1');
			await single.end();
			await expect(Promise.all([together.query(text, [1]), together.query(text, [2])])).rejects.toThrow('Pool is closed');
		});

		test('fields have the names of the caller’s columns', async () => {
			const together = batchable(pool);
			const [[, first], [, second]] = await Promise.all([together.query(text, [1]), together.query(text, [2])]);
			expect([first, second].map((fields) => fields.map(({name}: FieldPacket) => name))).toEqual([['size'], ['size']]);
			expect(first[0]).not.toBe(second[0]);
		});

		test.each([
			['a cast of its own', {typeCast: (_: unknown, next: () => unknown) => next()}],
			['rows as lists', {rowsAsArray: true}],
			['rows by table', {nestTables: true}],
			['named placeholders', {namedPlaceholders: true}],
		])('a pool with %s is left alone', async (_, config) => {
			const special = mysql.createPool({uri: server.connectionString, ...config} as mysql.PoolOptions);
			const together = batchable(special);
			const alone = await Promise.all([1, 2].map((key) => special.query(text, [key])));
			const before = await statements();
			const rows = await Promise.all([1, 2].map((key) => together.query(text, [key])));
			expect((await statements()) - before).toBe(2);
			expect(rows.map(([each]) => each)).toEqual(alone.map(([each]) => each));
			await special.end();
		});

		test('a pool of callbacks is left alone', async () => {
			const core = callbacks.createPool(server.connectionString);
			const rows = await new Promise((resolve, reject) =>
				batchable(core).query(text, [1], (error, found) => (error === null ? resolve(found) : reject(error))),
			);
			expect(rows).toEqual([{size: 0}]);
			await core.promise().end();
		});
	});

	async function fill(type: string, isIndexed: boolean, rows: readonly {k: unknown; label: string | null; size: number}[]) {
		await pool.query('DROP TABLE IF EXISTS things');
		await pool.query(`CREATE TABLE things (id int AUTO_INCREMENT PRIMARY KEY, k ${type}, label text, size int, price decimal(9,3),
			made timestamp DEFAULT '2026-01-01', tiny tinyint(1), flags bit(12), rate float, spot point, body varbinary(9), moment datetime(6))`);
		for (const {k, label, size} of rows)
			await pool.query(
				"INSERT IGNORE INTO things VALUES (DEFAULT, ?, ?, ?, ?, DEFAULT, ?, 300, 1.1, point(1, 2), x'00ff', '2026-01-02 03:04:05.678901')",
				[k, label, size, size * 1.5, size % 2],
			);
		if (isIndexed && type !== 'tinytext' && type !== 'json') await pool.query('CREATE INDEX by_key ON things (k)');
	}

	/** SELECTs that the server has run. */
	async function statements(): Promise<number> {
		const [rows] = await pool.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Com_select'");
		return Number(rows[0]!['Value']);
	}
});

/** All a caller can see of its rows, or of its error. */
function outcome(settled: PromiseSettledResult<[RowDataPacket[], FieldPacket[]]>): unknown {
	if (settled.status === 'rejected') {
		const {name, message, code, errno, sqlState, sql} = settled.reason;
		return {name, message, code, errno, sqlState, sql};
	}
	const [rows, fields] = settled.value;
	return {
		rows,
		order: rows.map((row) => Object.keys(row)),
		kinds: rows.map((row) => Object.getPrototypeOf(row) as unknown),
		names: fields.map(({name}) => name),
	};
}
