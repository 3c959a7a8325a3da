import fc from 'fast-check';
import {loadModule, parseSync as parsePostgres} from 'libpg-query';
import {parseSync} from 'oxc-parser';
import {beforeAll, describe, expect, test} from 'vitest';
import {adviseOn} from '../../../../source/agents/queries/advice/advise.ts';
import {occurrenceOf} from './occurrences.ts';

beforeAll(() => loadModule());

const items = 'select * from order_items where order_id = $1 order by position desc';

describe('a loop that reads', () => {
	test('is one question with a list', () => {
		expect(adviseOn(occurrenceOf(items))).toEqual({
			summary: 'Ask order_items once with `WHERE order_id = ANY($1)` instead of 31 times.',
			code: 'SELECT * FROM order_items WHERE order_id = ANY($1) ORDER BY position DESC\n-- $1: all values of order_id, as one array',
			caveats: [
				'Values of order_id without rows do not occur in the answer: take an empty list for them.',
				'The rows of all order_id come in one answer, in no order of order_id; within one they keep theirs.',
			],
		});
	});

	const rows = 'const orderItemsByOrderId = Map.groupBy(rows, (row) => row.order_id);';
	const models = 'const orderItemsByOrderId = Map.groupBy(rows, (row) => row.orderId);';
	test.each([
		[
			'pg',
			`const {rows} = await pool.query('SELECT * FROM order_items WHERE order_id = ANY($1) ORDER BY position DESC', [orderIds]);\n${rows}`,
		],
		['knex', `const rows = await knex('order_items').whereIn('order_id', orderIds).orderBy('position', 'desc');\n${rows}`],
		[
			'kysely',
			`const rows = await db.selectFrom('order_items').selectAll().where('order_id', 'in', orderIds).orderBy('position', 'desc').execute();\n${rows}`,
		],
		[
			'drizzle-orm',
			`const rows = await db.select().from(orderItems).where(inArray(orderItems.orderId, orderIds)).orderBy(desc(orderItems.position));\n${models}`,
		],
		[
			'@prisma/client',
			`const rows = await prisma.orderItem.findMany({where: {orderId: {in: orderIds}}, orderBy: [{position: 'desc'}]});\n${models}`,
		],
		[
			'typeorm',
			`const rows = await dataSource.getRepository(OrderItem).find({where: {orderId: In(orderIds)}, order: {position: 'DESC'}});\n${models}`,
		],
		['sequelize', `const rows = await OrderItem.findAll({where: {orderId: orderIds}, order: [['position', 'DESC']]});\n${models}`],
		['objection', `const rows = await OrderItem.query().whereIn('order_id', orderIds).orderBy('position', 'desc');\n${rows}`],
		['@mikro-orm/core', `const rows = await em.find(OrderItem, {orderId: {$in: orderIds}}, {orderBy: [{position: 'desc'}]});\n${models}`],
		['postgres', `const rows = await sql\`SELECT * FROM order_items WHERE order_id = ANY(\${orderIds}) ORDER BY position DESC\`;\n${rows}`],
	])('is written in %s', (library, code) => {
		expect(adviseOn(occurrenceOf(items, {via: [library, 'pg-pool']})).code).toBe(code);
		expect(adviseOn(occurrenceOf(items), {libraries: ['express', library]}).code).toBe(code);
	});

	test('is written for the dialect', () => {
		const read = 'select name from users where id = ?';
		expect(adviseOn(occurrenceOf(read, {system: 'mysql'})).code).toContain('SELECT name, id FROM users WHERE id IN (?)\n');
		expect(adviseOn(occurrenceOf(read, {system: 'sqlite'})).code).toContain(
			'SELECT name, id FROM users WHERE id IN (SELECT value FROM json_each(?))\n',
		);
		const {code} = adviseOn(occurrenceOf(read, {system: 'sqlite', via: ['better-sqlite3']}));
		expect(code).toContain(
			"const rows = db.prepare('SELECT name, id FROM users WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids));",
		);
	});

	test('under GraphQL becomes a loader that answers in the order of its keys', () => {
		const {code} = adviseOn(occurrenceOf(items, {via: ['knex'], parallel: true}), {libraries: ['graphql', 'knex']});
		expect(code).toContain('new DataLoader(async (orderIds) => {');
		expect(code).toContain("whereIn('order_id', orderIds)");
		expect(code).toContain('orderIds.map((key) => found.get(String(key)) ?? [])');
	});

	test('can be loaded together with the rows that it runs over', () => {
		const parent = {pattern: 'SELECT * FROM orders WHERE customer_id = ?', rows: 31};
		expect(adviseOn(occurrenceOf(items, {via: ['@prisma/client'], parent})).code).toContain(
			'// or `include: {orderItems: true}` where orders are loaded',
		);
		const users = occurrenceOf('select * from users where id = $1', {via: ['typeorm'], parent});
		expect(adviseOn(users).code).toContain('// or `relations: {user: true}` where orders are loaded');
	});

	test.each([
		['select count(*) from likes where post_id = $1', 'GROUP BY post_id', 'a count of 0'],
		['select exists(select 1 from likes where post_id = $1)', 'SELECT DISTINCT post_id FROM likes', undefined],
		[
			'select * from comments where post_id = $1 order by id limit 3',
			'row_number() OVER (PARTITION BY post_id ORDER BY id) AS nth_of_key',
			'empty list',
		],
		['select * from prices where sku = $1 and country = $2', 'json_populate_recordset(NULL::prices, $1::json)', 'no Buffer'],
		['select * from users where id = $1 limit 1', 'WHERE id = ANY($1)', 'LIMIT is left out'],
		['select * from users where tenant_id = $1 and id = $2', 'id = ANY($1) AND tenant_id = $2', 'same in each query: tenant_id'],
		['select * from accounts where id = $1 for update', 'FOR UPDATE', 'can block one another'],
	])('%s: %s', (text, code, caveat) => {
		const advice = adviseOn(occurrenceOf(text));
		expect(advice.code).toContain(code);
		if (caveat !== undefined) expect(advice.caveats.join('\n')).toContain(caveat);
	});

	test.each([
		[
			'@prisma/client',
			'SELECT "public"."Item"."id", "public"."Item"."orderId" FROM "public"."Item" WHERE ("public"."Item"."orderId" = $1 AND 1=1) OFFSET $2',
			'prisma.item.findMany({where: {orderId: {in: orderIds}}})',
		],
		[
			'@prisma/client',
			'SELECT "public"."User"."id" FROM "public"."User" WHERE ("public"."User"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3',
			'prisma.user.findMany({where: {id: {in: ids}}})',
		],
		[
			'typeorm',
			'SELECT "Item"."id" AS "Item_id", "Item"."orderId" AS "Item_orderId" FROM "item" "Item" WHERE (("Item"."orderId" = $1))',
			'getRepository(Item).find({where: {orderId: In(orderIds)}})',
		],
		[
			'sequelize',
			'SELECT "id", "order_id", "created_at" AS "createdAt" FROM "items" AS "Item" WHERE "Item"."order_id" = 1',
			'Item.findAll({where: {orderId: orderIds}})',
		],
		['objection', 'select "items".* from "items" where "order_id" = $1', "Item.query().whereIn('order_id', orderIds)"],
		[
			'drizzle-orm',
			'select "id", "order_id" from "items" where "items"."order_id" = $1',
			'db.select().from(items).where(inArray(items.orderId, orderIds))',
		],
		[
			'kysely',
			'select "id" as "itemId" from "items" where "order_id" = $1',
			'sql`SELECT id AS "itemId", order_id FROM items WHERE order_id = ANY(${orderIds})`',
		],
	])('is read in the dress that %s gives it', (library, text, code) => {
		expect(adviseOn(occurrenceOf(text, {via: [library]})).code).toContain(code);
	});

	test('keeps lists and literals with a type as values', () => {
		const text =
			"select id from a where x = $1 and status not in ('new', 'old') and at > now() - interval '1 day' and day < date '2026-01-01'";
		expect(adviseOn(occurrenceOf(text)).code).toBe(
			[
				'SELECT id, x',
				'FROM a',
				'WHERE x = ANY($1) AND status <> ALL($2) AND at > now() - $3::interval AND day < $4::date',
				'-- $1: all values of x, as one array',
				'-- $2: the list of status as before, as one array',
				'-- $3: value, as before',
				'-- $4: value, as before',
			].join('\n'),
		);
		expect(adviseOn(occurrenceOf(text, {via: ['drizzle-orm']})).code).toContain('status <> ALL(${sql.param(statuses)})');
	});

	test('with numbers in its types is told, and not shown', () => {
		const advice = adviseOn(occurrenceOf('select n::numeric(10, 2) from a where x = $1'));
		expect(advice).toMatchObject({summary: 'Ask a once with `WHERE x = ANY($1)` instead of 31 times.', code: null});
		expect(advice.caveats.at(-1)).toContain('numeric(10, 2)');
	});

	test('with values that come again lists each once', () => {
		expect(adviseOn(occurrenceOf(items, {distinctValues: 12})).caveats).toContain(
			'31 queries had 12 different values: list each once (`new Set`).',
		);
		expect(adviseOn(occurrenceOf(items)).caveats.join()).not.toContain('new Set');
	});

	test.each([
		['select * from a where x = $1 or y = $1', 'joined by OR'],
		['select * from a where x > $1', 'no column compared'],
		['select x from a union select y from b where z = $1', 'put together from several queries'],
		['with w as (select 1) select * from w where x = $1', 'no plain SELECT'],
		['select rank() over (order by x) from a where y = $1', 'compares its rows'],
		['select * from a where x = $1 and y in (select y from b where x = $1)', 'second place'],
		['select distinct x from a where y = $1 limit 3', 'DISTINCT'],
		['select * from a where x = $1 and y like ...', 'cut'],
		['vacuum', 'no plain SELECT'],
		['', 'no plain SELECT'],
	])('%s: no list, since %s', (text, because) => {
		const advice = adviseOn(occurrenceOf(text));
		expect(advice.code).toBeNull();
		expect(advice.summary).toContain('These 31 queries cannot safely be made one with a list, since ');
		expect(advice.summary).toContain(because);
	});

	test('of an unknown database is written for PostgreSQL, and says so', () => {
		expect(adviseOn(occurrenceOf(items, {system: null})).caveats.at(-1)).toContain('Written for PostgreSQL');
		expect(adviseOn(occurrenceOf(items, {system: null, via: ['mysql2']})).code).toContain('IN (?)');
	});
});

describe('a loop that writes', () => {
	const write = (text: string, given = {}) => adviseOn(occurrenceOf(text, {kind: 'write-loop', ...given}));

	test('inserts all rows at once, in parts of what one statement can take', () => {
		const advice = write('insert into items (order_id, sku, n) values ($1, $2, $3) on conflict (sku) do nothing returning id');
		expect(advice.summary).toBe('Insert all rows of items with one statement (`VALUES ($1, $2, $3), ($4, $5, $6)`) instead of 31.');
		expect(advice.code).toContain('VALUES ($1, $2, $3), ($4, $5, $6)');
		expect(advice.code).toContain('ON CONFLICT (sku) DO NOTHING');
		expect(advice.caveats.join('\n')).toContain('no more than 21,845 rows at once');
		expect(advice.caveats.join('\n')).toContain('RETURNING promises no order');
	});

	test.each([
		['knex', "await knex('items').insert(rows);"],
		['@prisma/client', 'await prisma.item.createMany({data: rows});'],
		['typeorm', 'await dataSource.getRepository(Item).insert(rows);'],
		['drizzle-orm', 'await db.insert(items).values(rows);'],
		['kysely', "await db.insertInto('items').values(rows).execute();"],
	])('inserts through %s', (library, code) => {
		expect(write('insert into items (order_id, sku) values ($1, $2) returning id', {via: [library]}).code).toBe(code);
	});

	test('changes each row in its way', () => {
		const {code, caveats} = write('update products set stock = stock - $1, updated_at = $2 where id = $3');
		expect(code).toContain('SET stock = products.stock - given.stock, updated_at = given.updated_at');
		expect(caveats.join('\n')).toContain('of two changes to one row only one is made');
		expect(caveats.join('\n')).toContain('WHERE id = ANY($3)` is enough');
		expect(caveats.join('\n')).toContain('timestamp');
	});

	test('a value of its own for a row that exists cannot be sent for all', () => {
		expect(write('insert into c (k, n) values ($1, $2) on conflict (k) do update set n = c.n * $3')).toMatchObject({code: null});
		expect(write('insert into c (k, n) values ($1, $2) on conflict (k) do update set n = $3 where c.m = $4')).toMatchObject({code: null});
	});

	test('a counter that is added to adds what a new one begins with', () => {
		const {code, caveats} = write('insert into c (k, n) values ($1, 1) on conflict (k) do update set n = c.n + 1');
		expect(code).toContain('DO UPDATE SET n = c.n + excluded.n');
		expect(caveats.join()).toContain('is what a new one gets: n');
	});

	test('a compared value that is also written cannot be told from the new one', () => {
		expect(write('update t set version = $1 where id = $2 and version = $3').summary).toContain('both compared and written');
		expect(write('update t set version = version + 1, a = $1 where id = $2 and version = $3').code).toContain('t.version = given.version');
	});

	test('through a driver of SQLite is also told of the transaction', () => {
		const advice = write('insert into items (sku) values (?)', {system: 'sqlite', via: ['node:sqlite']});
		expect(advice.code).toContain('.run(...rows.flatMap((row) => [row.sku]))');
		expect(advice.caveats.join('\n')).toContain('a transaction around the loop');
	});
});

describe('a query that is repeated', () => {
	const repeat = (given = {}) =>
		adviseOn(occurrenceOf('select value from settings where name = $1', {kind: 'repeated-identical', distinctValues: 1, ...given}));

	test('one by one goes before the loop, side by side is one promise, in resolvers a loader', () => {
		expect(repeat().summary).toBe('Ask settings once, before the loop, and keep the answer: all 31 queries had the same values.');
		expect(repeat({nestedIn: 'SELECT ?'}).summary).toContain('before the outer loop');
		expect(repeat({parallel: true}).summary).toContain('Share one promise');
		expect(repeat({parallel: true, via: ['@apollo/server']}).summary).toContain('DataLoader');
	});

	test('is no reason for a list', () => {
		expect(JSON.stringify(repeat())).not.toMatch(/ANY\(|IN \(/);
	});

	test('and writes is written once', () => {
		const pattern = 'UPDATE counters SET n = n + ? WHERE id = ?';
		expect(repeat({pattern}).summary).toBe(
			'Write once what 31 equal statements write to counters: gather it in the loop, and send it behind the loop.',
		);
	});
});

describe('a slow query', () => {
	test.each([
		['select * from logs order by id limit 20 offset 100', 'Page logs by the last row seen'],
		['select count(*) from logs', 'Keep a count of logs'],
		['select * from logs', 'Ask logs for fewer rows'],
		["select * from users where name like '%x%'", 'pattern of LIKE'],
		['select * from users where lower(email) = $1', 'whether `lower(email)` has an index of its own'],
		['select * from users where id not in (select user_id from bans)', 'NOT EXISTS'],
		['select * from users where id = $1', 'EXPLAIN (ANALYZE, BUFFERS)'],
		['update jobs set done = true', 'Change fewer rows of jobs'],
	])('%s: %s', (text, summary) => {
		expect(adviseOn(occurrenceOf(text, {kind: 'slow', count: 1})).summary).toContain(summary);
	});
});

const libraries = [
	'',
	'pg',
	'mysql2',
	'node:sqlite',
	'postgres',
	'knex',
	'kysely',
	'drizzle-orm',
	'@prisma/client',
	'typeorm',
	'sequelize',
	'objection',
	'@mikro-orm/core',
	'graphql',
];
const words = fc.constantFrom(
	...`select insert into update delete from where and or not in any exists distinct on group by having order limit offset values set returning conflict do
	duplicate key join left as t a.b "C d" id order_id count sum over partition null is between like for fetch first rows only union case when then end with
	( ) , . = ? $1 $2 1 'x' :: int ; * - json_each lower current_date`.split(/\s+/),
);

test('whatever the text, there is an advice', () => {
	fc.assert(
		fc.property(
			fc.record({
				words: fc.array(words, {maxLength: 25}),
				head: fc.constantFrom(
					'select * from t where id = ?',
					'insert into t (a) values (?)',
					'update t set a = ? where id = ?',
					'delete from t where id = ?',
					'select',
					'',
				),
				kind: fc.constantFrom('n-plus-one', 'write-loop', 'repeated-identical', 'slow'),
				system: fc.constantFrom('postgresql', 'mysql', 'sqlite', null),
				library: fc.constantFrom(...libraries),
				parallel: fc.boolean(),
			}),
			({words: more, head, kind, system, library, parallel}) => {
				const advice = adviseOn(occurrenceOf(`${head} ${more.join(' ')}`, {kind, system, parallel, via: library === '' ? [] : [library]}));
				expect(advice.summary).not.toBe('');
				expect(JSON.stringify(advice)).not.toMatch(/undefined|\[object/);
			},
		),
		{numRuns: Number(process.env['ADVICE_RUNS'] ?? 2000)},
	);
});

const texts = [
	'select * from order_items where order_id = ?',
	'select a."userId", b.x from "A" a join b on b.id = a.b_id where a."userId" = ? and b.kind = ?',
	'select count(*) from x where y = ? and z is null',
	'select exists(select 1 from x where y = ?)',
	'select * from x where y = ? order by z limit 5 offset 5',
	'select * from x where y = ? and "select" = ?',
	"select * from x where lower(y) = ? and z = 'it''s'",
	'insert into x (a, "b c") values (?, ?)',
	'insert into x (a, b) values (?, now()) returning *',
	'update x set a = ?, b = b + ? where id = ? and c = ?',
	'delete from x where "userId" = ?',
	'delete from x where a = ? and b = ?',
];

test.each(libraries)('code for %s can be parsed', (library) => {
	for (const system of ['postgresql', 'mysql', 'sqlite'] as const) {
		for (const text of texts) {
			const quoted = system === 'mysql' ? text.replaceAll('"', '`') : text;
			const placed = system === 'postgresql' ? numbered(quoted) : quoted;
			const {code} = adviseOn(
				occurrenceOf(placed, {system, via: library === '' ? [] : [library], kind: text.startsWith('select') ? 'n-plus-one' : 'write-loop'}),
			);
			expect({text, code}).not.toEqual({text, code: null});
			if (/^(?:SELECT|INSERT|UPDATE|DELETE)\s/.test(code!)) {
				if (system === 'postgresql') expect(() => parsePostgres(code!)).not.toThrow();
			} else expect({code, errors: parseSync('advice.mjs', code!).errors.map(({message}) => message)}).toEqual({code, errors: []});
		}
	}
});

function numbered(text: string): string {
	let count = 0;
	return text.replaceAll('?', () => `$${++count}`);
}
