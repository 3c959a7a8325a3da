import {expect, test} from 'vitest';
import {listLengthOf, ownersText, readPlan} from '../../source/sql/value-plan.ts';

test.each([
	['SELECT * FROM a WHERE owner = $1 ORDER BY id LIMIT $2 OFFSET $3', [7, 50, 100], '[7]'],
	['SELECT * FROM a WHERE owner = $2 ORDER BY id LIMIT $1 OFFSET $3', [50, 7, 100], '[7]'],
	['SELECT * FROM a WHERE owner = ? AND kind = ? ORDER BY id LIMIT 10 OFFSET ?', [7, 'x', 20], '[7,"x"]'],
	["SELECT * FROM a WHERE owner = 7 AND kind = 'x' ORDER BY id LIMIT 10 OFFSET 20", [], '["7","\'x\'"]'],
	["SELECT * FROM a WHERE owner = '7' ORDER BY id LIMIT 10 OFFSET 20", [], '["7"]'],
	['SELECT * FROM a WHERE owner = :owner ORDER BY id LIMIT 10 OFFSET :from', {owner: 7, from: 20}, '[7]'],
	['SELECT * FROM a WHERE tenant = $1 AND id = ANY($2)', [7, [1, 2]], '[7]'],
	['SELECT * FROM a WHERE owner = $1 AND id > $2 ORDER BY id LIMIT 10', [7], '[7]'],
	['SELECT * FROM a WHERE owner = $2 AND id > $1 ORDER BY id LIMIT 10', [7], undefined],
])('owners of %s', (sql, parameters, owners) => {
	expect(ownersText(readPlan(sql), parameters)).toBe(owners);
});

test.each([
	['SELECT * FROM a WHERE id IN ($1, $2, $3)', [1, 2, 3], 3],
	['SELECT * FROM a WHERE id IN (1, 2)', [], 2],
	['SELECT * FROM a WHERE id IN (?)', [[1, 2, 3, 4]], 4],
	['SELECT * FROM a WHERE id = ANY($1)', [[1, 2]], 2],
	['SELECT * FROM a WHERE id = ANY($1)', ['{1,2,3}'], 3],
	['SELECT * FROM a WHERE id = ANY($1)', ['[1,2,3]'], 3],
	["SELECT * FROM a WHERE id = ANY('{1,2,3}')", [], 3],
	['SELECT * FROM a WHERE (b, c) IN (($1, $2))', [1, 2], 1],
	['SELECT * FROM a WHERE (b, c) IN ((1, 2), (3, 4))', [], 2],
	['SELECT * FROM a WHERE b IN (lower($1), lower($2))', ['x', 'y'], 2],
	['SELECT * FROM a WHERE id = ANY($1)', [], undefined],
	['INSERT INTO a (b, c) VALUES ($1, $2)', [1, 2], 1],
	['INSERT INTO a (b, c) VALUES (1, (2)), (3, 4), (5, 6) ON CONFLICT DO NOTHING', [], 3],
	['INSERT INTO a SELECT * FROM unnest($1::int[])', [[1, 2]], 2],
	['INSERT INTO a SELECT * FROM jsonb_to_recordset($1) AS t(x int)', ['[1]'], undefined],
])('the list of %s with %j', (sql, parameters, length) => {
	expect(listLengthOf(readPlan(sql), parameters)).toBe(length);
});
