import {expect, test} from 'vitest';
import {keysOf, Statements} from '../../../../source/agents/queries/input/statements.ts';

test('texts of one pattern are one, and the pattern is told by its number', () => {
	const statements = new Statements();
	const [one, other] = [statements.of('SELECT 1 FROM a', null), statements.of('select 2 from a', null)];
	expect(one.pattern).toBe(other.pattern);
	expect(statements.patternAt(one.pattern)).toBe('SELECT ? FROM a');
	expect(statements.patterns).toBe(1);
});

test('a text is read by the dialect it came in', () => {
	const statements = new Statements();
	const text = 'SELECT * FROM a WHERE b = "x"';
	const patterns = (['mysql', 'postgresql'] as const).map((system) => statements.patternAt(statements.of(text, system).pattern));
	expect(patterns).toEqual(['SELECT * FROM a WHERE b = ?', 'SELECT * FROM a WHERE b = x']);
});

test('any number of texts that never come again is no harm to those that do', () => {
	const statements = new Statements();
	const known = statements.of('SELECT a FROM b', null);
	for (let at = 0; at < 9000; at++) {
		statements.of(`SELECT ${at} FROM c`, null);
		if (at % 1000 === 0) expect(statements.of('SELECT a FROM b', null)).toBe(known);
	}
	expect(statements.patterns).toBe(2);
});

test('a text of many kilobytes has a pattern, and is not kept', () => {
	const statements = new Statements();
	const text = `SELECT * FROM a WHERE id IN (${Array.from({length: 3000}, (_, at) => at).join(', ')})`;
	expect(statements.patternAt(statements.of(text, null).pattern)).toBe('SELECT * FROM a WHERE id IN (?)');
	expect(statements.of(text, null)).not.toBe(statements.of(text, null));
});

test('no key is a value', () => {
	const statement = new Statements().of('SELECT * FROM a WHERE id = 4711 AND b = $1 LIMIT 10 OFFSET 20', null);
	const {valueKey, ownerKey} = keysOf(statement, ['canary']);
	expect([valueKey, ownerKey].every(Number.isSafeInteger)).toBe(true);
	expect(JSON.stringify([statement.literalsKey, valueKey, ownerKey])).not.toMatch(/canary|4711/);
});
