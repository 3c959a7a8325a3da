import {describe, expect, test} from 'vitest';
import {isStaticTemplate, matchedTemplate, nameRoute} from '../../source/probes/route-name.ts';

const express = (baseUrl: string | undefined, path: unknown) => ({...(baseUrl !== undefined && {baseUrl}), route: {path}});

describe('matchedTemplate', () => {
	test('knows nothing of a request that no framework named', () => {
		expect(matchedTemplate({url: '/api/orders/7'}, '/api/orders/7', 200)).toBeUndefined();
	});

	test('joins the mount and the template of Express', () => {
		expect(matchedTemplate(express('/api', '/orders/:id'), '/api/orders/7', 200)).toBe('/api/orders/:id');
		expect(matchedTemplate(express('/api', '/'), '/api', 200)).toBe('/api');
		expect(matchedTemplate(express('', '/orders'), '/orders', 200)).toBe('/orders');
	});

	test('names the identifier in a mount with parameters', () => {
		expect(matchedTemplate(express('/users/4711', '/orders'), '/users/4711/orders', 200)).toBe('/users/:id/orders');
	});

	test('finds the mount again that Express forgot on its way to an error handler', () => {
		expect(matchedTemplate(express('', '/orders/:id'), '/api/v1/orders/7?x=1', 500)).toBe('/api/v1/orders/:id');
	});

	test('does not guess a mount before a template of no fixed length', () => {
		expect(matchedTemplate(express('', '/files/*path'), '/files/a/b/c', 500)).toBe('/files/*path');
		expect(matchedTemplate(express('', '/list{/:page}'), '/list/2', 500)).toBe('/list{/:page}');
	});

	test('leaves routes declared by a pattern or a list to their path', () => {
		expect(matchedTemplate(express('', /re.x/), '/regx', 200)).toBeUndefined();
		expect(matchedTemplate(express('', ['/a', '/b']), '/a', 200)).toBeUndefined();
	});

	test('believes nameRoute before anything else', () => {
		const request = express('/api', '/orders/:id');
		nameRoute(request, '/api/orders/:order');
		expect(matchedTemplate(request, '/api/orders/7', 200)).toBe('/api/orders/:order');
	});

	test('takes no endless template', () => {
		const request = {url: '/'};
		nameRoute(request, `/${'x'.repeat(5000)}`);
		expect(matchedTemplate(request, '/', 200)).toBeUndefined();
	});

	test('nameRoute with nothing to say changes nothing', () => {
		const request = {url: '/'};
		nameRoute(request, undefined);
		nameRoute(request, '');
		expect(Reflect.ownKeys(request)).toEqual(['url']);
	});
});

test.each([
	['/api/orders', true],
	['/', true],
	['/api/orders/:id', false],
	['/files/*path', false],
	['/list{/:page}', false],
])('isStaticTemplate(%s) is %s', (template, isStatic) => {
	expect(isStaticTemplate(template)).toBe(isStatic);
});
