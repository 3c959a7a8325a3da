import {expect, test} from 'vitest';
import {traitsOf} from '../../../../source/agents/queries/judging/pattern-traits.ts';
import {needsPlan, planValues} from '../../../../source/agents/queries/judging/told-values.ts';
import {fingerprint} from '../../../../source/sql/fingerprint.ts';
import {lookAlikes, wasteful} from '../traces/all.ts';

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

const shapes = [
	'SELECT a FROM b WHERE c = ? AND d NOT IN (?)',
	'SELECT a FROM b WHERE c = ALL (?)',
	'SELECT a FROM b WHERE c = SOME (?)',
	'SELECT a FROM b JOIN unnest(?) u ON u.id = b.id',
	'SELECT a FROM b JOIN jsonb_to_recordset(?) AS u (id int) ON u.id = b.id',
	'SELECT a FROM b JOIN json_each(?) u ON u.value = b.id',
	'SELECT a FROM b WHERE c = ? LIMIT ?, ?',
	'SELECT a FROM b WHERE c = ? AND d > ? LIMIT ?',
	'SELECT a FROM b WHERE c = ? AND d BETWEEN ? AND ? FETCH FIRST ? ROWS ONLY',
	'SELECT a FROM b WHERE c = ? OFFSET ? ROWS FETCH NEXT ? ROWS ONLY',
	'SELECT a FROM b WHERE c = ? LIMIT ?',
	'UPDATE a SET b = ? WHERE c = ?',
];

test('a quick look at its words says of no pattern that it needs no plan when its meaning says that it does', () => {
	const patterns = [...wasteful, ...lookAlikes].flatMap(({script}) =>
		script.rows.map(({sql}) => fingerprint(sql, script.system ?? undefined)),
	);
	for (const pattern of [...new Set(patterns), ...shapes]) {
		const {hasEqual, hasLimit, hasOffset, hasRange, list, hasRows, hasRowFunction} = traitsOf(pattern);
		const isNeeded = (hasEqual && hasLimit && (hasOffset || hasRange)) || list !== 'none' || hasRows || hasRowFunction;
		expect({pattern, needsPlan: needsPlan(pattern)}).toEqual({pattern, needsPlan: isNeeded});
	}
});
