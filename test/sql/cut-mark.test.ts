import {describe, expect, test} from 'vitest';
import {withPointsForMark} from '../../source/sql/cut-mark.ts';
import {fingerprint, isCut} from '../../source/sql/fingerprint.ts';

describe('a text is known to be cut by the words of whoever cut it', () => {
	test.each([
		' ...',
		'…',
		'... [truncated]',
		'...[TRUNCATED]',
		'[truncated]',
		' [truncated 512 chars]',
		' [... truncated ...]',
		'...(truncated)',
		'… (truncated, 2048 characters)',
		' (truncated)',
		'...<truncated>',
		' <truncated>',
		'... (rest of SQL trimmed)',
		'...{512 bytes omitted}',
		'... 512 more characters',
		'...truncated',
		' [...]',
		' […]',
		' ... [truncated]\n',
	])('%j', (mark) => {
		const text = `SELECT * FROM orders WHERE note = 'x' AND id = 7${mark}`;
		for (const system of ['postgresql', 'mysql', 'sqlite', undefined] as const) {
			expect(isCut(text, system)).toBe(true);
			expect(fingerprint(text, system)).toBe('SELECT * FROM orders WHERE note = ? AND id = ? ...');
		}
	});
});

test('a word that the mark touches is taken back, as with points', () => {
	const cut = 'SELECT * FROM orders WHERE na';
	const patterns = ['...', '[truncated]', '...[truncated]', '...(truncated)', '<truncated>'].map((mark) => fingerprint(cut + mark));
	expect([...new Set(patterns)]).toEqual(['SELECT * FROM orders WHERE ...']);
});

test.each([
	'SELECT * FROM logs WHERE (truncated)',
	'SELECT count(truncated) FROM logs',
	'SELECT * FROM logs ORDER BY max(truncated)',
	'CREATE INDEX i ON logs (truncated)',
	'SELECT a FROM logs JOIN parts USING (truncated)',
	'SELECT a FROM logs WHERE id IN (SELECT id FROM truncated)',
	'SELECT a FROM logs WHERE id IN (...)',
	'SELECT ARRAY[...]',
	'SELECT ARRAY [...]',
	'SELECT a FROM logs ORDER BY is_truncated',
	'SELECT a FROM logs WHERE truncated',
	'SELECT a FROM logs WHERE truncated_at < now()',
	'SELECT a[truncated_at] FROM logs AS l WHERE b > a[1]',
	"SELECT '... [truncated]'",
	"SELECT a FROM logs WHERE note = '...(truncated)'",
])('is whole: %s', (sql) => {
	expect(withPointsForMark(sql)).toBe(sql);
	expect(isCut(sql)).toBe(false);
});

test('the pattern of a pattern is itself, whatever the mark was', () => {
	for (const mark of ['[truncated]', '...(truncated)', ' [...]']) {
		const pattern = fingerprint(`SELECT a FROM t WHERE b = 1${mark}`);
		expect(fingerprint(pattern)).toBe(pattern);
	}
});
