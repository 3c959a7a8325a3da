import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {excerpt, limits, parseClean} from '../../source/client/clean.ts';
import {Unreadable} from '../../source/client/unreadable.ts';

test('cleans values and keys at every depth', () => {
	expect(parseClean('{"a\\u001b[31m":["b\\u202e",{"c\\u200b":"d\\ne"}]}')).toEqual({a: ['b', {c: 'd␤e'}]});
});

test('leaves numbers, booleans and null as they are', () => {
	expect(parseClean('[1,-2.5e3,true,false,null]')).toEqual([1, -2500, true, false, null]);
});

test('what is already clean comes back as JSON.parse gives it', () => {
	const clean = fc.jsonValue({stringUnit: fc.constantFrom(...'abc XYZ_-.:/"\\{}[]'), depthSize: 'medium'});
	fc.assert(
		fc.property(clean, (value) => {
			expect(JSON.stringify(parseClean(JSON.stringify(value)))).toBe(JSON.stringify(value));
		}),
	);
});

test('any text is parsed or refused as unreadable, and never with anything else', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.json()), (text) => {
			try {
				parseClean(text);
			} catch (error) {
				expect(error).toBeInstanceOf(Unreadable);
			}
		}),
	);
});

describe('bounds', () => {
	test.each([
		['lists', '['.repeat(1_000_000)],
		['objects', '{"a":'.repeat(100_000)],
		['lists that close again', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
	])('%s nested too deep are refused before anything recurses', (_, text) => {
		expect(() => parseClean(text)).toThrow('JSON nested more than 64 levels deep');
	});

	test('brackets in strings do not nest', () => {
		const text = JSON.stringify(['[{'.repeat(1_000), '\\"[[', '"'.repeat(3)]);
		expect(parseClean(text)).toHaveLength(3);
	});

	test('the deepest allowed nesting is read', () => {
		expect(() => parseClean('['.repeat(limits.depth) + ']'.repeat(limits.depth))).not.toThrow();
	});

	test('a list with too many entries is refused, not cut', () => {
		expect(() => parseClean(`[${'0,'.repeat(limits.items)}0]`)).toThrow('a JSON list with 100,001 entries');
	});

	test('too many values are refused, not cut', () => {
		const row = `[${'0,'.repeat(limits.items - 1)}0]`;
		expect(() => parseClean(`[${Array(11).fill(row).join(',')}]`)).toThrow('JSON with more than 1,000,000 values');
	});

	test('a long string ends in an ellipsis', () => {
		expect(parseClean(JSON.stringify('x'.repeat(1_000_000)))).toBe(`${'x'.repeat(limits.stringCells - 1)}…`);
	});
});

test('names of prototypes are names and nothing more', () => {
	const value = parseClean('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
	expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
	expect(Object.getPrototypeOf(value)).toBeNull();
	expect(({} as {polluted?: number}).polluted).toBeUndefined();
});

test('broken JSON is quoted in clean words', () => {
	expect(() => parseClean('{"a": \u001B[31moops')).toThrow('broken JSON: {"a": oops');
});

test('an excerpt is one line of at most 80 cells', () => {
	expect(excerpt(' a\r\n\r\n  b\u001B[0m ')).toBe('a b');
	expect(excerpt('x'.repeat(500))).toHaveLength(80);
});
