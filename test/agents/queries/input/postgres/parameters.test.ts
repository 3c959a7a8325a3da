import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readParameters} from '../../../../../source/agents/queries/input/postgres/parameters.ts';

/** As PostgreSQL writes them. */
function written(values: readonly (string | null)[]): string {
	return values.map((value, at) => `$${at + 1} = ${value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`}`).join(', ');
}

test('values come back as they were, whatever is in them', () => {
	const text = fc.oneof(fc.string(), fc.constantFrom("'", "''", "', $2 = '", 'NULL', '\n'), fc.constant(null));
	const value = text.filter((each) => each === null || (!each.startsWith('{') && !each.endsWith('...')));
	fc.assert(
		fc.property(fc.array(value, {minLength: 1}), (values) => {
			expect(readParameters(written(values))).toEqual(values);
		}),
	);
});

test('arrays are lists', () => {
	expect(readParameters(written(['{1,2,3}', '{}', '{5}', 'a{1}']))).toEqual([['1', '2', '3'], [], ['5'], 'a{1}']);
});

test.each([null, '', "$1 = '5", "$1 = '5'x", "$1 = '5', $2", 'parameters', "$1 = 'abc...', $2 = '5'", "$1 = '5', $2 = 'abc...'"])(
	'%j tells no values',
	(text) => {
		expect(readParameters(text)).toBe(undefined);
	},
);

test('a megabyte of quotes is read once', () => {
	expect(readParameters("$1 = '".repeat(200_000))).toBe(undefined);
	expect(readParameters(written(["'".repeat(500_000)]))).toEqual(["'".repeat(500_000)]);
});
