import {describe, expect, test} from 'vitest';
import {meantBy} from '../../../../source/agents/api-paths/clients/defects.ts';
import type {Hole} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {literal, objectOf, unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';

const id: Hole = {value: unknown('id'), text: 'id', type: 'unknown'};
const options = (method: string | null): Hole => ({
	value: objectOf(method === null ? {} : {method: literal(method)}),
	text: 'options',
	type: 'object',
});

describe('a call with its arguments in place', () => {
	test.each([
		[['GET'], ['/users']],
		[['POST'], ['/users/', id]],
		[['GET'], [id]],
		[['GET'], ['/get']],
		[['GET'], ['/api/delete']],
		[[id], ['/users']],
		[['GET'], ['/posts']],
	])('%j %j is left alone', (method, url) => {
		expect(meantBy({method, url})).toEqual({method, url, defects: []});
	});
});

describe('method and path exchanged', () => {
	test.each([
		['/users', 'POST', 'POST', '/users'],
		['/users', '/POST', 'POST', '/users'],
		['/users', '/post', 'POST', '/users'],
		['/users', '/api/DELETE', 'DELETE', '/api/users'],
		['/users', '/apiDELETE', 'DELETE', '/api/users'],
		['/users', 'https://example.com/PUT', 'PUT', 'https://example.com/users'],
	])('%s %s is %s %s', (method, url, meantMethod, meantUrl) => {
		expect(meantBy({method: [method], url: [url]})).toEqual({method: [meantMethod], url: [meantUrl], defects: ['swapped-arguments']});
	});

	test('holes of the path come along', () => {
		expect(meantBy({method: ['/users/', id], url: ['DELETE']})).toEqual({
			method: ['DELETE'],
			url: ['/users/', id],
			defects: ['swapped-arguments'],
		});
	});

	test('the path is found among the other arguments', () => {
		expect(meantBy({method: ['GET'], url: ['/POST']}, [['/users'], ['GET']])).toEqual({
			method: ['POST'],
			url: ['/users'],
			defects: ['swapped-arguments'],
		});
	});

	test('a method in place of the path, and no path anywhere, leaves the path open', () => {
		expect(meantBy({method: ['GET'], url: ['/POST']})).toEqual({method: ['POST'], url: [], defects: ['wrong-argument-shape']});
	});
});

describe('an object where the path belongs', () => {
	test('says the method itself', () => {
		expect(meantBy({method: ['/users'], url: [options('post')]})).toEqual({
			method: ['POST'],
			url: ['/users'],
			defects: ['wrong-argument-shape'],
		});
	});

	test('is GET where it names none', () => {
		expect(meantBy({method: ['/users'], url: ['/', options(null)]})).toEqual({
			method: ['GET'],
			url: ['/users'],
			defects: ['wrong-argument-shape'],
		});
	});
});

test('a path as method with an address of its own leaves the method open', () => {
	expect(meantBy({method: ['/users'], url: [id]})).toEqual({method: [], url: ['/users'], defects: ['wrong-argument-shape']});
});

describe('an object where the method belongs', () => {
	test('is exchanged with the method behind it', () => {
		const body: Hole = {value: objectOf({name: literal('x')}), text: 'body', type: 'object'};
		expect(meantBy({method: [body], url: ['/users']}, [['/users'], [body], ['POST']])).toEqual({
			method: ['POST'],
			url: ['/users'],
			defects: ['swapped-arguments'],
		});
	});

	test('may name the method', () => {
		expect(meantBy({method: [options('put')], url: ['/users']})).toEqual({
			method: ['PUT'],
			url: ['/users'],
			defects: ['wrong-argument-shape'],
		});
	});
});
