import {expect, test} from 'vitest';
import {keyOfParameters, valueKeyOf} from '../../../../source/agents/queries/input/value-key.ts';

test('equal values have one key, and a hundred thousand different ones as many', () => {
	const keys = new Set(Array.from({length: 100_000}, (_, index) => keyOfParameters([index, `name ${index % 7}`])));
	expect(keys.size).toBe(100_000);
	expect(keyOfParameters([5, 'name 5'])).toBe(keyOfParameters([5, 'name 5']));
	expect([...keys].every((key) => Number.isSafeInteger(key) && key! >= 0)).toBe(true);
});

test('all of a long value counts', () => {
	const long = 'x'.repeat(100_000);
	expect(valueKeyOf(`${long}a${long}`)).not.toBe(valueKeyOf(`${long}b${long}`));
});

test('order, length and form of values count', () => {
	const keys = [[1, 2], [2, 1], [12], ['012'], [], {a: 1}, {a: 2}, 'x', '', [null], [''], [[1], 2], [1, [2]]].map((value) =>
		keyOfParameters(value),
	);
	expect(new Set(keys).size).toBe(keys.length);
});

test.each([
	[[7], ['7']],
	[
		['a', -7, 0],
		['a', '-7', '0'],
	],
	[{id: 7}, {id: '7'}],
	[[[1, 2]], [['1', '2']]],
])('%j and %j are one value, as they are on the wire', (numbers, texts) => {
	expect(keyOfParameters(texts)).toBe(keyOfParameters(numbers));
});

test.each([['07'], ['7 '], ['-0'], ['7.0'], ['1234567890123456'], ['x"7'], ['"7"']])('%j is no whole number', (text) => {
	const numbers = [7, 0, 1_234_567_890_123_456].map((value) => keyOfParameters([value]));
	expect(numbers).not.toContain(keyOfParameters([text]));
});

test('chained texts are told from joined ones', () => {
	expect(valueKeyOf('b', valueKeyOf('a'))).not.toBe(valueKeyOf('ab'));
	expect(valueKeyOf('b', valueKeyOf('a'))).not.toBe(valueKeyOf('a', valueKeyOf('b')));
});

test.each([[undefined], [null], ['***'], [['?', '?']], [['[REDACTED]']], [['<masked>', 'xxx']], [{id: '[Filtered]'}]])(
	'%j says nothing of the values',
	(hidden) => {
		expect(keyOfParameters(hidden)).toBe(null);
	},
);

test.each([[[]], [{}], [['***', 5]], [['hidden treasure']], [['?', 'a']]])('%j are values', (values) => {
	expect(keyOfParameters(values)).toEqual(expect.any(Number));
});
