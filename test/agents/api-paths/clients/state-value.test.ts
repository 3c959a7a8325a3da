import {describe, expect, test} from 'vitest';
import {stateValue} from '../../../../source/agents/api-paths/clients/state-value.ts';
import type {Machine} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {arrayOf, literal, nativeFunction, objectOf, unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';
import type {Value} from '../../../../source/agents/api-paths/evaluate/value.ts';

const machine = {force: (value: Value) => value} as Machine;
const typeOf = (initial: Value | null): unknown => {
	const value = stateValue('page', initial, null, machine);
	return value.kind === 'unknown' ? value.type : value.kind;
};

describe('state at run time', () => {
	test('is of the type it began with, not its first value', () => {
		expect(typeOf(literal(1))).toEqual({kind: 'primitive', name: 'number'});
		expect(typeOf(literal('feed'))).toEqual({kind: 'primitive', name: 'string'});
		expect(typeOf(arrayOf([literal(1)]))).toMatchObject({kind: 'array'});
		expect(typeOf(objectOf({page: literal(1)}))).toMatchObject({
			kind: 'object',
			props: new Map([['page', {kind: 'primitive', name: 'number'}]]),
		});
	});

	test('is of no known type when it began as nothing', () => {
		expect(typeOf(literal(null))).toBeNull();
		expect(typeOf(null)).toBeNull();
	});

	test('is of the declared type first of all', () => {
		const declared = {kind: 'primitive', name: 'string'} as const;
		expect(stateValue('id', literal(null), declared, machine)).toEqual(unknown('id', 'runtime-value', declared));
	});

	test('stays what it is when that is an address or a thing that acts', () => {
		const client = nativeFunction('fetch', () => undefined);
		expect(stateValue('url', literal('/api/users'), null, machine)).toEqual(literal('/api/users'));
		expect(stateValue('client', client, null, machine)).toBe(client);
	});
});
