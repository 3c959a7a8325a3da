import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {excerpt, readBody} from '../../../source/agents/endpoints/answer.ts';
import type {AnsweredRequest} from '../../../source/agents/endpoints/answer.ts';
import {readContents} from '../../../source/agents/endpoints/content.ts';

describe('an excerpt of a foreign text', () => {
	test.each([
		['connect postgres://shop:s3cret@db:5432/shop', 'connect postgres://***@db:5432/shop'],
		['mail to ann.lee+x@shop.example failed', 'mail to ***@*** failed'],
		['key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'key ***'],
		['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', '***'],
		['order 20260501 for getCustomerOrdersByRegion', 'order 20260501 for getCustomerOrdersByRegion'],
		['two\n\t lines', 'two lines'],
	])('%j reads %j', (text, shown) => expect(excerpt(text)).toBe(shown));

	test('is one line without control characters, whatever the text', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 3000}), (text) => {
				expect(excerpt(text)).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
				expect(excerpt(text).length).toBeLessThan(4000);
			}),
		);
	});
});

describe('a body is read for what it is', () => {
	const answered = (contentType: string | null, body: string, more: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
		kind: 'answered',
		status: 200,
		contentType,
		location: null,
		encoding: null,
		body,
		bytes: body.length,
		truncated: false,
		durationMs: 1,
		asked: 1,
		...more,
	});

	test.each([
		['application/json', '[1]', {kind: 'json', value: [1]}],
		['APPLICATION/JSON;charset=utf-8', '[1]', {kind: 'json', value: [1]}],
		['application/vnd.api+json', '{}', {kind: 'json', value: {}}],
		['application/json', '<!DOCTYPE HTML><p>', {kind: 'bad-json', why: 'it is HTML'}],
		['application/json', ' ', {kind: 'empty'}],
		['text/html', '<!-- built 1 --> <html lang="en">', {kind: 'html'}],
		[null, '<html>', {kind: 'html'}],
		['text/plain', '{"a": 1', {kind: 'text', text: '{"a": 1'}],
		['image/png', 'PNG', {kind: 'unread', why: 'neither JSON nor text'}],
	])('%s with %j', (type, body, read) => expect(readBody(answered(type, body))).toEqual(read));

	test('a cut body is not blamed for being cut', () => {
		expect(readBody(answered('application/json', '{"a": [1,', {truncated: true})).kind).toBe('unread');
		expect(readBody(answered('text/plain', 'endless', {truncated: true})).kind).toBe('unread');
	});

	test('any JSON is JSON', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(readBody(answered('application/json', text))).toEqual({kind: 'json', value: JSON.parse(text)});
			}),
		);
	});
});

describe('the contents of a document', () => {
	test('are its values with their paths, in order', () => {
		expect(readContents({a: [{b: 1}, null], c: ''}).leaves).toEqual([
			{path: '$.a[0].b', key: 'b', value: 1},
			{path: '$.a[1]', key: 'a', value: null},
			{path: '$.c', key: 'c', value: ''},
		]);
	});

	test('are read without limit of depth and within a limit of number', () => {
		const deep = JSON.parse(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`);
		expect(readContents(deep).leaves.length).toBeLessThanOrEqual(1);
		expect(readContents(Array.from({length: 100_000}, (_, index) => index)).leaves.length).toBe(5000);
		expect(readContents(JSON.parse('{"__proto__": {"x": 1}}')).leaves).toEqual([{path: '$.__proto__.x', key: 'x', value: 1}]);
	});
});
