import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {hashValues, partsOfLast} from '../../../source/probes/queries/value-hash.ts';

const same: [string, unknown, unknown][] = [
	['numbers', [7], [7]],
	['a number and the bigint of it', [7], [7n]],
	['a number and its digits', [-120], ['-120']],
	['zero and minus zero', [0], [-0]],
	['a bigint beyond safe integers and its digits', [123456789012345678901n], ['123456789012345678901']],
	['null and undefined', [null], [undefined]],
	['two dates of one moment', [new Date(5)], [new Date(5)]],
	['bytes in a Buffer and in an array of bytes', [Buffer.from('abc')], [new Uint8Array([97, 98, 99])]],
	['named values in another order', {a: 1, b: 2}, {b: 2, a: 1}],
	['two addresses', [new URL('https://a.example/b')], [new URL('https://a.example/b')]],
	['nested lists', [[1, ['x', 2]]], [[1, ['x', 2]]]],
];

const different: [string, unknown, unknown][] = [
	['neighbouring numbers', [1], [2]],
	['a number and one 2^32 above', [1], [1 + 2 ** 32]],
	['-1 and 2^32 - 1', [-1], [2 ** 32 - 1]],
	['fractions', [0.1], [0.2]],
	['digits with a leading zero', ['01'], ['1']],
	['an empty text and null', [''], [null]],
	['true and false', [true], [false]],
	['false and zero', [false], [0]],
	['false and null', [false], [null]],
	['the order of values', [1, 2], [2, 1]],
	['one value and the same twice', [1], [1, 1]],
	['a trailing null', [1], [1, null]],
	['how a list is nested', [1, [2]], [[1, 2]]],
	['names that swapped their values', {a: 1, b: 2}, {a: 2, b: 1}],
	['a name', {a: 1}, {b: 1}],
	['dates', [new Date(5)], [new Date(6)]],
	['a date and its number', [new Date(5)], [5]],
	['bytes and the text of them', [Buffer.from('abc')], ['abc']],
	['long texts by their tail', [`${'x'.repeat(9999)}a`], [`${'x'.repeat(9999)}b`]],
	['long texts by their length', ['x'.repeat(9999)], ['x'.repeat(9998)]],
	['long buffers by their head', [Buffer.alloc(9999, 1)], [Buffer.concat([Buffer.alloc(1), Buffer.alloc(9998, 1)])]],
	['long lists by their last', [list(5000)], [[...list(4999), 0]]],
	['what stands behind many texts', [...texts(15), {a: 1}], [...texts(15), {a: 2}]],
	['snowflake identifiers', ['1180123456789012345'], ['1180123456789012346']],
	['upper and lower case', ['Ann'], ['ann']],
	['addresses', [new URL('https://a.example/b')], [new URL('https://a.example/c')]],
	['an invalid date and the epoch', [new Date(Number.NaN)], [new Date(0)]],
];

describe('the hash of values', () => {
	test.each(same)('is the same for %s', (_, one, other) => {
		expect(hashValues(one)).toBeTypeOf('number');
		expect(hashValues(one)).toBe(hashValues(other));
	});

	test.each(different)('tells apart %s', (_, one, other) => {
		expect(hashValues(one)).toBeTypeOf('number');
		expect(hashValues(one)).not.toBe(hashValues(other));
	});

	test('is undefined where there are no values', () => {
		expect([hashValues(undefined), hashValues([]), hashValues({})]).toEqual([undefined, undefined, undefined]);
	});

	test('is undefined for objects that show nothing of themselves, rather than equal for all of them', () => {
		expect([hashValues([new Map([[1, 2]])]), hashValues([new Set([1])]), hashValues([Symbol('x')])]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	test('is a small integer, which takes no memory', () => {
		for (const value of [1, 'x', 1.5, null, new Date(), {a: 1}, Buffer.from('z')]) {
			const hash = hashValues([value])!;
			expect(hash).toBe(hash | 0);
		}
	});

	test('survives values that throw when they are read', () => {
		const hostile = {
			get name(): string {
				throw new Error('no');
			},
		};
		const refusing = new Proxy({}, {ownKeys: () => refuse(), getPrototypeOf: () => refuse()});
		expect([hashValues(hostile), hashValues([refusing])]).toEqual([undefined, undefined]);
	});

	test('ends for values that hold themselves, and is the same again', () => {
		const endless: unknown[] = [1];
		endless.push(endless, {endless});
		expect(hashValues(endless)).toBe(hashValues(endless));
	});

	test('looks at a bounded part of what is large and nested', () => {
		let reads = 0;
		const counted = new Proxy(list(100_000), {get: (target, name) => (reads++, Reflect.get(target, name))});
		hashValues([Array.from({length: 1000}, () => counted)]);
		expect(reads).toBeLessThan(10_000);
	});

	test('calls no method of a value', () => {
		let calls = 0;
		const talkative = {valueOf: () => calls++, toString: () => String(calls++), toJSON: () => calls++, amount: 3};
		const date = Object.assign(new Date(5), {getTime: () => calls++, valueOf: () => calls++});
		hashValues([talkative, date]);
		expect(calls).toBe(0);
	});

	test('has no collision among a hundred thousand rows of identifiers beyond what chance gives', () => {
		const hashes = new Set<number | undefined>();
		for (let id = 0; id < 50_000; id++) {
			hashes.add(hashValues([id]));
			hashes.add(hashValues([`user-${id}@example.com`, id % 7]));
		}
		// 10^5 draws of 2^32: 1.2 collisions are to be expected.
		expect(100_000 - hashes.size).toBeLessThan(15);
	});

	test('never throws and does not depend on identity', () => {
		fc.assert(
			fc.property(fc.array(fc.anything({withBigInt: true, withDate: true, withTypedArray: true})), (values) => {
				expect(hashValues(structuredClone(values))).toBe(hashValues(values));
			}),
		);
	});
});

function list(length: number): number[] {
	return Array.from({length}, (_, index) => index);
}

/** Long, and all of them looked at. */
function texts(length: number): string[] {
	return list(length).map((index) => `${'x'.repeat(90)}${index}`);
}

function refuse(): never {
	throw new Error('no');
}

describe('the parts of the values that were hashed last', () => {
	test('are those of the values one by one', () => {
		const [seven] = partsOfLast(hashValues([7])!) as number[];
		const hash = hashValues([7, 'ann', 7])!;
		const parts = partsOfLast(hash) as number[];
		expect(parts).toHaveLength(3);
		expect([parts[0], parts[2]]).toEqual([seven, seven]);
		expect(parts[1]).not.toBe(seven);
	});

	test('have their names, without the sign of a placeholder', () => {
		expect(Object.keys(partsOfLast(hashValues({id: 1, $from: 2, ':to': 3})!))).toEqual(['id', 'from', 'to']);
	});

	test('of lists within them there is one, and of very many the first', () => {
		expect(partsOfLast(hashValues([[1, 2, 3], 4])!)).toHaveLength(2);
		expect(partsOfLast(hashValues(list(5000))!)).toHaveLength(16);
	});

	test('of one value are its hash, whatever was hashed before', () => {
		hashValues([1, 2]);
		expect(partsOfLast(hashValues(7)!)).toEqual([hashValues(7)]);
		expect(partsOfLast(hashValues('ann')!)).toEqual([hashValues('ann')]);
	});
});
