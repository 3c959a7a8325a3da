import {expect, test} from 'vitest';
import {placeholderRoles, tokensOf} from '../../source/sql/placeholder-roles.ts';

test.each([
	['SELECT * FROM a WHERE id = ?', 'equal'],
	['SELECT * FROM a WHERE ? = id', 'equal'],
	['SELECT * FROM a WHERE "a"."b" <=> ?', 'equal'],
	['SELECT * FROM a WHERE name LIKE ?', 'equal'],
	['SELECT * FROM a WHERE ? = ? AND id = ?', 'other other equal'],
	['SELECT * FROM a WHERE lower(name) = lower(?)', 'equal'],
	['SELECT * FROM a WHERE (x, y) = (?, ?)', 'equal equal'],
	['SELECT * FROM a WHERE x IS NOT DISTINCT FROM ?', 'equal'],
	['SELECT * FROM a WHERE id > ? ORDER BY id LIMIT ?', 'range page'],
	['SELECT * FROM a WHERE (at, id) < (?, ?) LIMIT ? OFFSET ?', 'range range page page'],
	['SELECT * FROM a WHERE at < ? OR (at = ? AND id < ?)', 'range range range'],
	['SELECT * FROM a WHERE at BETWEEN ? AND ? AND owner = ?', 'range range equal'],
	['SELECT * FROM a LIMIT ?, ?', 'page page'],
	['SELECT * FROM a FETCH FIRST ? ROWS ONLY', 'page'],
	['SELECT * FROM a WHERE id IN (?) AND b NOT IN (?)', 'list filter'],
	['SELECT * FROM a WHERE id = ANY(?::int[]) AND b <> ALL(?)', 'list filter'],
	['SELECT * FROM a WHERE id IN (SELECT b FROM c WHERE d = ? LIMIT ?)', 'equal page'],
	['INSERT INTO a(b, c) VALUES (?, ?)', 'value value'],
	['UPDATE a SET b = ?, c = c + ? WHERE id = ?', 'value value equal'],
	['SELECT count(*) FROM a', ''],
	[')?(=?', 'other equal'],
])('%s: %s', (pattern, roles) => {
	expect(placeholderRoles(tokensOf(pattern)).join(' ')).toBe(roles);
});
