import {expect, test} from 'vitest';
import {planValues} from '../../../../source/agents/queries/judging/told-values.ts';
import {fingerprint} from '../../../../source/sql/fingerprint.ts';

test.each([
	'SELECT * FROM a WHERE owner = $1 ORDER BY id LIMIT $2 OFFSET $3',
	'SELECT * FROM a WHERE id = ANY($1)',
	'INSERT INTO a (b) VALUES ($1), ($2)',
])('%s is a page, a batch or a loop according to its values', (sql) => {
	expect(planValues(sql, fingerprint(sql))).toBeDefined();
});

test.each(['SELECT * FROM a WHERE id = $1', 'SELECT * FROM a ORDER BY id LIMIT 10 OFFSET 20'])('%s needs no plan', (sql) => {
	expect(planValues(sql, fingerprint(sql))).toBeUndefined();
});
