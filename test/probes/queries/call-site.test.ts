import {expect, test} from 'vitest';
import {captureWhenRead} from '../../../source/probes/queries/call-site.ts';

const isAccessor = (list: object): boolean => Object.getOwnPropertyDescriptor(list, '0')?.get !== undefined;

test('a list of rows is what it was once its first row was read', () => {
	const rows = [['a'], ['b']];
	captureWhenRead({}, rows, '0');
	expect(isAccessor(rows)).toBe(true);
	expect([...rows]).toEqual([['a'], ['b']]);
	expect(Object.getOwnPropertyDescriptor(rows, '0')).toEqual({value: ['a'], writable: true, enumerable: true, configurable: true});
});

test('a long list of rows is left as it is', () => {
	const rows = Array.from({length: 1001}, (_, index) => [index]);
	captureWhenRead({}, rows, '0');
	expect(isAccessor(rows)).toBe(false);
});
