import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {numbered} from '../../../../source/agents/queries/indexes/numbered.ts';
import {conditionsOf} from '../../../../source/agents/queries/indexes/plan-condition.ts';

test.each([
	['(orders.user_id = $1)', ['orders.user_id equal']],
	["((user_id = $1) AND (state = 'open'::text))", ['user_id equal', 'state equal']],
	['((email)::text = ($1)::text)', ['email equal']],
	['(lower((email)::text) = $1)', ['lower((email)::text) equal']],
	['(id = ANY ($1))', ['id equal']],
	['(deleted_at IS NULL)', ['deleted_at null']],
	["((at >= $1) AND (at < '2020 AND (x)'::date))", ['at range', 'at range']],
	['(items.order_id = orders.id)', ['items.order_id equal', 'orders.id equal']],
	['(((a = 1) AND (b = 2)) AND ("User" = $2))', ['a equal', 'b equal', '"User" equal']],
	['((a = $1) OR (b = $2))', []],
	['(NOT done)', []],
	['(title ~~ $1)', []],
	['(hashed SubPlan 1)', []],
	['', []],
])('reads %s', (text, wanted) => {
	expect(conditionsOf(text).map(({column, kind}) => `${column} ${kind}`)).toEqual(wanted);
});

test('never throws, whatever a planner prints', () => {
	fc.assert(fc.property(fc.string(), (text) => Array.isArray(conditionsOf(`(${text})`))));
});

test.each([
	['SELECT * FROM a WHERE b = ? AND c IN (?)', 'SELECT * FROM a WHERE b = $1 AND c IN ($2)', 2],
	['SELECT * FROM a WHERE j ? ? LIMIT ?', 'SELECT * FROM a WHERE j ? $1 LIMIT $2', 2],
	['SELECT * FROM a WHERE t > now() - interval ? AND d = date ?', 'SELECT * FROM a WHERE t > now() - $1::interval AND d = $2::date', 2],
	['SELECT "a?" FROM a WHERE id = ANY(?::int[])', 'SELECT "a?" FROM a WHERE id = ANY($1::int[])', 1],
	['SELECT ?', 'SELECT $1', 1],
])('numbers the parameters of %s', (pattern, text, parameters) => {
	expect(numbered(pattern)).toEqual({text, parameters});
});
