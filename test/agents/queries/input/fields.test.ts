import {describe, expect, test} from 'vitest';
import {errorOf, isDuration, isStart, numberOf, rowsOf, systemOf} from '../../../../source/agents/queries/input/fields.ts';

test.each([
	[5, 5],
	['5.25', 5.25],
	[' 1e3 ', 1000],
	['', Number.NaN],
	['5 ms', Number.NaN],
	[null, Number.NaN],
	[true, Number.NaN],
	[[5], Number.NaN],
])('numberOf(%j) is %d', (value, number) => {
	expect(numberOf(value)).toBe(number);
});

test.each([
	['pg', 'postgresql'],
	['Postgres', 'postgresql'],
	['mariadb', 'mysql'],
	['mysql2', 'mysql'],
	['better-sqlite3', 'sqlite'],
	['sqlite3', 'sqlite'],
	[' SQLite ', 'sqlite'],
	['redis', 'other'],
	['mongodb', 'other'],
	['mssql', null],
	['constructor', null],
	[7, null],
	[undefined, null],
])('the system %j is %j', (name, system) => {
	expect(systemOf(name)).toBe(system);
});

test.each([
	[3, 3],
	['12', 12],
	[[1, 2], 2],
	[-1, null],
	[1.5, null],
	['many', null],
	[null, null],
])('rows %j are %j', (value, rows) => {
	expect(rowsOf(value)).toBe(rows);
});

describe('an error', () => {
	test.each([[undefined], [null], [false], [''], [0], ['false'], ['OK'], ['00000']])('is none where it is %j', (value) => {
		expect(errorOf(value)).toBe(null);
	});

	test.each([
		[true, 'error'],
		['40001', '40001'],
		['ECONNRESET', 'ECONNRESET'],
		['ER_DUP_ENTRY', 'ER_DUP_ENTRY'],
		['SQLITE_BUSY', 'SQLITE_BUSY'],
		['P2002', 'P2002'],
		['DatabaseError', 'DatabaseError'],
		['deadlock detected', '40P01'],
		['duplicate key value violates unique constraint "users_email"', '23505'],
		['SequelizeUniqueConstraintError: email must be unique', 'SequelizeUniqueConstraintError'],
		['SQLSTATE[23000]: Integrity constraint violation', '23000'],
		[1062, 'error 1062'],
		[{code: '23505', message: 'secret'}, '23505'],
		[{errno: 1213}, 'error 1213'],
		[{name: 'TypeError', message: 'secret'}, 'TypeError'],
		[{message: 'database is locked: secret'}, 'SQLITE_BUSY'],
		[{}, 'error'],
		['secret', 'error'],
		['Key (email)=(ada@example.org) already exists.', 'error'],
	])('%j is known by its code: %s', (value, code) => {
		expect(errorOf(value)).toBe(code);
	});
});

test('durations up to a day and starts up to the year 5138 can be', () => {
	expect([0, 0.001, 86_400_000].every(isDuration)).toBe(true);
	expect([-0.001, 1e8, Number.POSITIVE_INFINITY, Number.NaN].some(isDuration)).toBe(false);
	expect([0, 5000.5, Date.UTC(2026, 0)].every(isStart)).toBe(true);
	expect([-1, 1e15, Number.NaN].some(isStart)).toBe(false);
});
