import {describe, expect, test} from 'vitest';
import {errorCode} from '../../../source/probes/queries/error-code.ts';
import {sqliteErrorCode} from '../../../source/probes/queries/sqlite-error.ts';

class TimeoutError extends Error {}

describe('what a query failed with', () => {
	test.each([
		['a code of its database', Object.assign(new Error('duplicate key (ann@example.com)'), {code: '23505'}), '23505'],
		['its name', new RangeError('ann@example.com'), 'RangeError'],
		[
			'its class, where a service gave it a sentence for a name',
			Object.assign(new TimeoutError(), {name: 'no ann@example.com'}),
			'TimeoutError',
		],
		['not a code that quotes a value', Object.assign(new Error(), {code: 'no customer ann@example.com'}), 'Error'],
		['not a code of any length', Object.assign(new Error(), {code: 'a'.repeat(61)}), 'Error'],
		['nothing', undefined, 'Error'],
		['null', null, 'Error'],
	])('is %s', (_, error, code) => {
		expect(errorCode(error)).toBe(code);
		expect(sqliteErrorCode(error)).toBe(code);
	});

	test('is told of errors that throw when they are looked at', () => {
		const hostile = Object.defineProperty({}, 'code', {
			get() {
				throw new Error('ours to bear');
			},
		});
		expect([errorCode(hostile), sqliteErrorCode(hostile)]).toEqual(['Error', 'Error']);
	});

	test('is the name of a result code of SQLite where node tells its number', () => {
		expect(sqliteErrorCode(Object.assign(new Error(), {code: 'ERR_SQLITE_ERROR', errcode: 1555}))).toBe('SQLITE_CONSTRAINT');
	});
});
