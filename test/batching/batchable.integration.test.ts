import {once} from 'node:events';
import fc from 'fast-check';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {batchable} from '../../source/batching/batchable.ts';
import {hasPostgres, startPostgres, type PostgresServer} from '../support/postgres.ts';

/** Types of key columns: values of rows, and what callers ask for, some of it wrong on purpose. */
const keyTypes: Record<string, {rows: string[]; asked: unknown[]}> = {
	int4: {rows: ['1', '2', '3', '-4'], asked: [1, '2', ' 3 ', '-4', 9, null, undefined, 2n, 1.5, 'one', '', '99999999999']},
	int8: {rows: ['1', '2', '9007199254740993'], asked: [1, '2', 9_007_199_254_740_993n, '9007199254740993', null, 'x', true]},
	text: {
		rows: ['a', 'A', 'O’Hara', '', '"q"', '{x,y}', 'NULL', 'a,b'],
		asked: ['a', 'A', 'O’Hara', '', '"q"', '{x,y}', 'NULL', null, 'a,b', 5, true],
	},
	'varchar(4)': {rows: ['a', 'ab', '1'], asked: ['a', 'ab  ', 1, '1', 'longer than four']},
	'char(4)': {rows: ['a', 'ab'], asked: ['a', 'a   ', 'ab', ' a']},
	citext: {rows: ['Ann@x.org', 'bob@x.org'], asked: ['ann@X.org', 'ANN@x.org', 'bob@x.org', 'eve@x.org']},
	'text collate nocase': {rows: ['Ann', 'BOB', 'ann'], asked: ['ANN', 'ann', 'bob', 'BÖB']},
	'numeric(8,2)': {rows: ['1', '1.00', '2.5'], asked: ['1.0', 1, '1.000', 2.5, 'NaN', '2,5']},
	float8: {rows: ['1', '0.1', 'NaN', '-0'], asked: [1, 0.1, Number.NaN, 0, '1e0', 'x']},
	uuid: {
		rows: ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12'],
		asked: ['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '{a0eebc999c0b4ef8bb6d6bb9bd380a12}', 'no uuid', null],
	},
	bool: {rows: ['true', 'false'], asked: [true, 'f', 'yes', 'maybe']},
	date: {rows: ['2026-01-01', '2026-01-02'], asked: ['2026-01-01', 'January 2, 2026', '2026-13-01']},
	timestamptz: {
		rows: ['2026-01-01 00:00:00+00', '2026-01-01 01:00:00+00'],
		asked: ['2026-01-01T00:00:00Z', '2026-01-01 02:00:00+01', 'soon'],
	},
	mood: {rows: ['glad', 'sad'], asked: ['glad', 'sad', 'furious']},
	positive: {rows: ['1', '2'], asked: [1, '2', -1, 'x']},
	bytea: {rows: ['\\x01', 'a'], asked: ['\\x01', 'a', '\\xzz']},
	name: {rows: ['n', 'm'], asked: ['n', 'o']},
	'int4[]': {rows: ['{1,2}', '{}'], asked: ['{1,2}', '{}', '{']},
	inet: {rows: ['10.0.0.1', '10.0.0.0/8'], asked: ['10.0.0.1', '10.0.0.1/32', 'host']},
	jsonb: {rows: ['{"a": 1}', '1'], asked: ['{"a":1}', '1', 1, '{']},
};

/** What services ask: with the key among the columns or not, renamed, joined, counted, limited, and with a second value that stays or is compared, too. */
const shapes: {text: string; others?: () => unknown[]}[] = [
	{text: 'SELECT * FROM things WHERE key = $1'},
	{text: 'select label from things where things.key = $1 ;'},
	{text: 'SELECT t."key" AS "Key", t.label, t.label FROM public.things AS t WHERE t.key = $1 ORDER BY t.id DESC'},
	{text: 'SELECT id, made FROM things WHERE key = $1 AND size > 1 ORDER BY made, id LIMIT 2'},
	{text: 'SELECT count(*), max(size) AS "max" FROM things WHERE key = $1'},
	{text: 'SELECT 1 FROM things WHERE key = $1 LIMIT 1'},
	{text: 'SELECT * FROM things WHERE NOT key = $1'},
	{text: 'SELECT key, size FROM things WHERE size = $2 AND key = $1', others: () => [1]},
	{text: 'SELECT id, $2 AS echo FROM things WHERE key = $1 AND size BETWEEN $3 AND $4 LIMIT $5', others: () => ['e', 1, 2, 3]},
	{text: 'SELECT p.*, t.label FROM things t LEFT JOIN parts p ON p.thing_id = t.id AND p.kind <> $2 WHERE t.key = $1', others: () => ['b']},
	{text: 'SELECT label, row_number() OVER (ORDER BY id DESC) FROM things WHERE key = $1 OFFSET 1'},
	{text: 'SELECT DISTINCT label FROM things WHERE key = $1 OR size = $2', others: () => [2]},
	{text: 'SELECT things, tableoid::regclass FROM things WHERE key = $1'},
	{text: 'SELECT size FROM things WHERE key = $1 AND EXISTS (SELECT 1 FROM parts WHERE thing_id = things.id)'},
	{text: 'SELECT * FROM things WHERE key = $1 AND nobody = 1'},
];

const rowsOf = (type: string) =>
	fc.array(
		fc.record({
			key: fc.option(fc.constantFrom(...keyTypes[type]!.rows)),
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

describe.runIf(hasPostgres)('batchable', () => {
	let server: PostgresServer;
	let pool: pg.Pool;
	/** `pool.end()` does not wait for the sockets: the server's end would be an error to them. */
	const closed: Promise<unknown>[] = [];
	const closing = (client: pg.PoolClient): unknown => closed.push(once(client, 'end'));

	beforeAll(async () => {
		server = await startPostgres(['shared_preload_libraries=pg_stat_statements']);
		pool = new pg.Pool({connectionString: server.connectionString, max: 4});
		pool.on('connect', closing);
		await pool.query(`
			CREATE EXTENSION citext; CREATE EXTENSION pg_stat_statements;
			CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
			CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE DOMAIN positive AS int4 CHECK (value > 0);
			CREATE TABLE parts (thing_id int, kind text); INSERT INTO parts VALUES (1, 'a'), (1, 'b'), (2, 'a'), (3, 'c'), (3, 'c')`);
	});
	afterAll(async () => {
		await pool?.end();
		await Promise.all(closed);
		await server?.stop();
	});

	test('every caller gets exactly what the plain pool would have given', {timeout: 300_000}, async () => {
		const together = batchable(pool);
		let joinedOnce = 0;
		await fc.assert(
			fc.asyncProperty(caseOf, async ({type, isIndexed, rows, asked, hasOneShape}) => {
				await fill(type, isIndexed, rows);
				const calls = asked.map(({shape, key}) => {
					const {text, others} = hasOneShape ? asked[0]!.shape : shape;
					return [text, [key, ...(others?.() ?? [])]] as const;
				});
				const alone = await Promise.allSettled(calls.map(([text, values]) => pool.query(text, [...values])));
				const before = await statements();
				const batched = await Promise.allSettled(calls.map(([text, values]) => together.query(text, [...values])));
				if ((await statements()) - before < calls.length) joinedOnce++;
				expect(batched.map(outcome)).toEqual(alone.map(outcome));
			}),
			{numRuns: Number(process.env['BATCHABLE_RUNS'] ?? 60)},
		);
		expect(joinedOnce).toBeGreaterThan(10);
	});

	describe('with the plain table of numbers 1 to 9', () => {
		const text = 'SELECT size FROM things WHERE key = $1 ORDER BY id';
		beforeAll(() =>
			fill(
				'int4',
				true,
				Array.from({length: 9}, (_, index) => ({key: String(index + 1), label: 'x', size: index})),
			),
		);

		test('calls of one tick are one statement, also when promises come between', async () => {
			const together = batchable(pool);
			const before = await statements();
			const sizes = await Promise.all(
				Array.from({length: 100}, async (_, index) => {
					for (let turn = 0; turn < index % 5; turn++) await Promise.resolve();
					const {rows} = await together.query(text, [(index % 10) + 1]);
					return rows[0]?.size;
				}),
			);
			expect(sizes).toEqual(Array.from({length: 100}, (_, index) => (index % 10 === 9 ? undefined : index % 10)));
			expect((await statements()) - before).toBe(1);
		});

		test('very many calls are several statements', async () => {
			const together = batchable(pool);
			const before = await statements();
			const results = await Promise.all(Array.from({length: 2500}, (_, index) => together.query(text, [index])));
			expect(results.filter(({rowCount}) => rowCount === 1)).toHaveLength(9);
			expect((await statements()) - before).toBe(3);
		});

		test('calls of different requests or tenants are not joined', async () => {
			let tenant = 0;
			const together = batchable(pool, {scope: () => tenant % 2});
			const before = await statements();
			await Promise.all(Array.from({length: 10}, (_, index) => ((tenant = index), together.query(text, [index]))));
			expect((await statements()) - before).toBe(2);
		});

		test('a bad value ends its own call only', async () => {
			const together = batchable(pool);
			const ended = await Promise.allSettled(['1', 'one', '2'].map((key) => together.query(text, [key])));
			expect(ended.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
			expect(ended[1]).toMatchObject({reason: {code: '22P02', message: 'invalid input syntax for type integer: "one"'}});
		});

		test('what cannot be joined is passed through at once, with its configs and callbacks, and what waits goes first', async () => {
			const single = new pg.Pool({connectionString: server.connectionString, max: 1});
			single.on('connect', closing);
			const together = batchable(single);
			const change = 'UPDATE things SET size = size + 100 WHERE key = $1';
			const before = together.query(text, [1]);
			const other = together.query(text, [2]);
			const update = together.query(change, [1]);
			const after = together.query(text, [1]);
			const named = together.query({name: 'sizes', text, values: [1], rowMode: 'array'});
			const called = new Promise((resolve, reject) => {
				together.query(text, [1], (error: Error, result: pg.QueryResult) => (error ? reject(error) : resolve(result.rows)));
			});
			expect((await before).rows).toEqual([{size: 0}]);
			expect((await other).rows).toEqual([{size: 1}]);
			expect((await update).rowCount).toBe(1);
			expect((await after).rows).toEqual([{size: 100}]);
			expect((await named).rows).toEqual([[100]]);
			expect(await called).toEqual([{size: 100}]);
			await single.query('UPDATE things SET size = 0 WHERE key = 1');
			await single.end();
			await expect(Promise.all([together.query(text, [1]), together.query(text, [2])])).rejects.toThrow(
				'Cannot use a pool after calling end',
			);
		});

		test('policies of rows hold as they do for one query', async () => {
			await pool.query(`DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN; GRANT SELECT ON things TO clerk;
				ALTER TABLE things ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON things TO clerk USING (size < 3)`);
			const clerks = new pg.Pool({connectionString: server.connectionString.replace('postgres@', 'clerk@')});
			clerks.on('connect', closing);
			const results = await Promise.all([1, 2, 3, 4, 5].map((key) => batchable(clerks).query(text, [key])));
			const joined = batchable(clerks);
			const together = await Promise.all([1, 2, 3, 4, 5].map((key) => joined.query(text, [key])));
			await clerks.end();
			expect(together.map(({rows}) => rows)).toEqual([[{size: 0}], [{size: 1}], [{size: 2}], [], []]);
			expect(together.map(({rows}) => rows)).toEqual(results.map(({rows}) => rows));
			await pool.query('DROP TABLE things; DROP ROLE clerk');
		});

		test('a type without lists is asked one by one, and after three tries no longer tried', async () => {
			await fill('int4[]', false, [{key: '{1}', label: 'x', size: 1}]);
			let tries = 0;
			const counted = {
				query(query: unknown, values?: unknown[]): Promise<pg.QueryResult> {
					if (typeof query === 'object') tries++;
					return pool.query(query as string, values);
				},
			};
			const together = batchable(counted);
			const failing: string[] = [];
			for (let turn = 0; turn < 5; turn++) {
				const before = tries;
				const results = await Promise.all(['{1}', '{2}'].map((key) => together.query(text, [key])));
				expect(results.map(({rowCount}) => rowCount)).toEqual([1, 0]);
				failing.push(tries > before ? 'tried' : 'alone');
			}
			expect(failing).toEqual(['tried', 'tried', 'tried', 'alone', 'alone']);
		});
	});

	async function fill(type: string, isIndexed: boolean, rows: readonly {key: string | null; label: string | null; size: number}[]) {
		await pool.query(
			`DROP TABLE IF EXISTS things; CREATE TABLE things (id serial PRIMARY KEY, key ${type}, label text, size int, made timestamptz DEFAULT '2026-01-01')`,
		);
		for (const {key, label, size} of rows)
			await pool.query('INSERT INTO things (key, label, size) VALUES ($1, $2, $3)', [key, label, size]);
		if (isIndexed && type !== 'positive') await pool.query('CREATE INDEX ON things (key)');
	}

	/** SELECTs over `things` that the server has run. */
	async function statements(): Promise<number> {
		const {rows} = await pool.query(
			`SELECT coalesce(sum(calls), 0)::int AS n FROM pg_stat_statements WHERE query ~* 'from (public\\.)?things'`,
		);
		return rows[0].n;
	}
});

/** All a caller can see of how its query ended. */
function outcome(settled: PromiseSettledResult<pg.QueryResult>): unknown {
	if (settled.status === 'rejected') {
		const {name, message, code, severity, detail, where, position} = settled.reason;
		return {name, message, code, severity, detail, where, position};
	}
	const {command, rowCount, oid, rows, fields} = settled.value;
	return {
		command,
		rowCount,
		oid,
		rows,
		fields,
		order: rows.map((row) => Object.keys(row)),
		kinds: [settled.value.constructor, ...fields.map((field) => field.constructor), ...rows.map((row) => Object.getPrototypeOf(row))],
		own: Object.keys(settled.value).toSorted(),
		parsers: (settled.value as unknown as {_parsers: unknown[]})._parsers,
		empty: (settled.value as unknown as {_prebuiltEmptyResultObject: unknown})._prebuiltEmptyResultObject,
	};
}
