import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fingerprint, isCut} from '../../source/sql/fingerprint.ts';
import type {System} from '../../source/sql/keywords.ts';
import {inListSizes, literalsOf} from '../../source/sql/literals.ts';
import {describe as describeStatement} from '../../source/sql/statement.ts';
import {lookOf, type Query, templates, write} from './written-query.ts';
import {fragments} from './fragments.ts';

const systems: (System | undefined)[] = ['postgresql', 'mysql', 'sqlite', undefined];
const system = fc.constantFrom(...systems);
const anyText = fc.oneof(
	fc
		.array(fc.tuple(fc.constantFrom(...fragments), fc.constantFrom('', ' ', '  ', '\n')), {maxLength: 12})
		.map((parts) => parts.flat().join('')),
	fc.string({unit: 'binary', maxLength: 60}),
	fc.string({unit: fc.constantFrom(...'\'"`$()[],.;:=-/*#?%@|&\\\n eEuUxX&01aA'), maxLength: 30}),
);

describe('of any text', () => {
	test('the pattern of a pattern is itself, in one line', () => {
		fc.assert(
			fc.property(anyText, system, (sql, dialect) => {
				const pattern = fingerprint(sql, dialect);
				expect(fingerprint(pattern, dialect)).toBe(pattern);
				expect(pattern).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
				expect(pattern).toBe(pattern.trim());
			}),
			{numRuns: 5000},
		);
	});

	test('a cut text has a cut pattern', () => {
		fc.assert(
			fc.property(anyText, system, (sql, dialect) => {
				expect(isCut(fingerprint(sql, dialect), dialect)).toBe(isCut(sql, dialect));
				if (isCut(sql, dialect)) expect(fingerprint(sql, dialect)).toMatch(/\.\.\.$/);
			}),
			{numRuns: 1000},
		);
	});

	test('everything answers, and no literal is anywhere but in the text', () => {
		fc.assert(
			fc.property(anyText, system, (sql, dialect) => {
				const statement = describeStatement(sql, dialect);
				expect(new Set(statement.tables).size).toBe(statement.tables.length);
				for (const literal of literalsOf(sql, dialect)) expect(sql).toContain(literal);
				for (const size of inListSizes(sql, dialect)) expect(size).toBeGreaterThanOrEqual(0);
			}),
			{numRuns: 2000},
		);
	});
});

describe('of one query', () => {
	const template = fc.constantFrom(...templates);

	test.each(systems)('values, placeholders, lengths of lists, white space, comments and case change no pattern (%s)', (dialect) => {
		fc.assert(
			fc.property(template, lookOf(dialect), lookOf(dialect), (query, one, other) => {
				expect(fingerprint(write(query, one), dialect)).toBe(fingerprint(write(query, other), dialect));
			}),
			{numRuns: 1500},
		);
	});

	test.each(systems)('every other name, operator or keyword is another pattern (%s)', (dialect) => {
		fc.assert(
			fc.property(template, lookOf(dialect), lookOf(dialect), fc.nat(), (query, one, other, at) => {
				const changed = changeOne(query, at);
				expect(fingerprint(write(changed, one), dialect)).not.toBe(fingerprint(write(query, other), dialect));
			}),
			{numRuns: 1500},
		);
	});

	test.each(systems)('cutting it anywhere gives an answer, and its beginning is never the whole (%s)', (dialect) => {
		fc.assert(
			fc.property(template, lookOf(dialect), fc.nat(), (query, look, at) => {
				const whole = write(query, look);
				const part = `${whole.slice(0, at % whole.length)}...`;
				expect(isCut(part, dialect) || fingerprint(part, dialect) === '').toBe(true);
				expect(fingerprint(part, dialect)).not.toBe(fingerprint(whole, dialect));
			}),
			{numRuns: 500},
		);
	});

	test('literals are told in order', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.integer().map(String),
						fc.stringMatching(/^[a-z ,()-]*$/).map((text) => `'${text}'`),
					),
					{minLength: 1},
				),
				(values) => {
					expect(literalsOf(`SELECT * FROM t WHERE a IN (${values.join(', ')})`, 'postgresql')).toEqual(values);
					expect(inListSizes(`SELECT * FROM t WHERE a IN (${values.join(', ')})`, 'postgresql')).toEqual([values.length]);
				},
			),
		);
	});
});

/** The same query with one of its names, operators or keywords exchanged. */
function changeOne(query: Query, at: number): Query {
	const changeable = query.flatMap((part, index) => ('other' in part && part.other !== undefined ? [index] : []));
	const chosen = changeable[at % changeable.length]!;
	return query.map((part, index) => (index === chosen && 'other' in part && part.other !== undefined ? {...part, text: part.other} : part));
}
