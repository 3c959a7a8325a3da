import {describe, expect, test} from 'vitest';
import {asksInText, preparedFrom} from '../../../source/probes/queries/call-text.ts';

describe('a call is known to ask by the text that stands in it', () => {
	test.each([
		`query('SELECT 1')`,
		`query("insert into a values (1)", [1]);`,
		'query(`\n\t\tselect *\n\t\tfrom orders`, [id])',
		'query(\n\t`-- all of them\n\tDELETE FROM a`)',
		`query({name: 'all', text: 'with a as (select 1) select * from a'})`,
		`query(name, 'update a set b = 1')`,
		`query(/* it's */ 'select 1')`,
		`query('select\\n1')`,
		'query(`UPDATE ${table} SET a = 1`)',
		`await new Repo(pool).query('SELECT 1')`,
		`await Promise.all([one('select 1'), two()])`,
		'sql`select * from orders where id = ${id}`',
		`q<Order>('SELECT 1')`,
		`query(SELECTED + 'merge into a')`,
		`query('CALL refresh()')`,
		`query('SELECT ${'long, '.repeat(100)}')`,
	])('%s', (code) => {
		expect(asksInText(code)).toBe(true);
	});

	test.each([
		'query(text, values); other("select 1")',
		'query(text)\n\tawait pool.query("select 1")',
		`listOrders('ann')`,
		`audit('delete', id)`,
		`log('selected')`,
		`tag('withdrawn orders')`,
		`listOrders(user, () => query('select 1'))`,
		`listOrders(user, function () { query('select 1') })`,
		`listOrders(), query('select 1')`,
		`listOrders)  + query('select 1')`,
		`listOrders(${' '.repeat(300)}'select 1')`,
		`query('it said: select 1')`,
		`query(/* 'select 1' */ text)`,
		`query('unfinished`,
		'',
	])('not %s', (code) => {
		expect(asksInText(code)).toBe(false);
	});
});

test.each([
	[`return db.prepare('select 1').`, 'text'],
	[`return db\n\t.prepare(\`select \${columns(a)}\`)\n\t.pluck()\n\t.`, 'text'],
	['return db.prepare(sql).', 'given'],
	['const find = db.prepare(sql);\n\treturn find.', 'given'],
	['const find = cache.get(sql) ?? db.prepare(sql);\n\treturn find.', 'given'],
	['const find: StatementSync = db.prepare("select 1");\n\treturn find?.', 'text'],
	['class A { #find = db.prepare(`select 1`);\n\tfind(id) { return this.#find.', 'text'],
	['const find = db.prepare("select 1");\n\treturn finder.', 'elsewhere'],
	['return statements.find.', 'elsewhere'],
	['prepare(sql);\n\treturn statement(sql).', 'elsewhere'],
	['', 'elsewhere'],
])('a statement that runs behind %j was prepared from: %s', (before, from) => {
	expect(preparedFrom({before, code: 'all(id)'})).toBe(from);
});

test('a place at the start of the chain says as much as one at its end', () => {
	expect(preparedFrom({before: 'return ', code: `db.prepare('select 1').all(id)`})).toBe('text');
	expect(preparedFrom({before: 'return ', code: 'this.#db.prepare(sql).all(id)'})).toBe('given');
});
