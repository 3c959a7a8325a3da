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
		if (at % 1000 === 0) expect(statements.of('SELECT a FROM b', null)).toEqual(known);
	}
	expect(statements.patterns).toBe(2);
	// The key of a process decides which of them have the same place.
	expect(statements.textsRead).toBeLessThan(9010);
});

test('a text of many kilobytes is read once as well', () => {
	const statements = new Statements();
	const text = `SELECT * FROM a WHERE id IN (${Array.from({length: 3000}, (_, at) => at).join(', ')})`;
	expect(statements.patternAt(statements.of(text, null).pattern)).toBe('SELECT * FROM a WHERE id IN (?)');
	statements.of(text, null);
	expect(statements.textsRead).toBe(1);
});

test('twenty thousand texts with patterns of their own are each read once, and take less than 200 bytes', () => {
	const statements = new Statements();
	for (let at = 0; at < 40_000; at++) statements.of(`SELECT a_${at % 20_000} FROM b WHERE c = $1`, null);
	expect(statements.patterns).toBe(20_000);
	expect(statements.textsRead).toBeLessThan(20_500);
	expect(statements.bytes).toBeLessThan(4_000_000);
});

test('patterns that were let go have numbers that none has afterwards', () => {
	const statements = new Statements();
	const before = statements.of('SELECT a FROM b WHERE c IN (1, 2)', null);
	statements.forget();
	const after = statements.of('SELECT a FROM b WHERE c IN (1, 2)', null);
	expect(after).toEqual({...before, pattern: 1});
	expect([statements.patternAt(after.pattern), statements.patterns]).toEqual(['SELECT a FROM b WHERE c IN (?)', 2]);
});

test('no key is a value', () => {
	const statement = new Statements().of('SELECT * FROM a WHERE id = 4711 AND b = $1 LIMIT 10 OFFSET 20', null);
	const {valueKey, ownerKey} = keysOf(statement, ['canary']);
	expect([valueKey, ownerKey].every(Number.isSafeInteger)).toBe(true);
	expect(JSON.stringify([statement.literalsKey, valueKey, ownerKey])).not.toMatch(/canary|4711/);
});

test('patterns stay known when nothing will be read any more', () => {
	const statements = new Statements();
	const {pattern} = statements.of('SELECT a FROM b WHERE c IN (1, 2)', null);
	statements.endReading();
	expect(statements.patternAt(pattern)).toBe('SELECT a FROM b WHERE c IN (?)');
});
