import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {checkDetail} from '../../source/probes/check-detail.ts';

describe('checkDetail', () => {
	test.each([
		['connect ECONNREFUSED postgres://shop:hunter2@db:5432/shop', 'connect ECONNREFUSED postgres://***@db:5432/shop'],
		['GET https://token@api.example.org/x', 'GET https://***@api.example.org/x'],
		['redis://:p/a:s@s@cache:6379 is down', 'redis://***@cache:6379 is down'],
		['Authorization: Bearer abcdef123456', 'Authorization: *** ***'],
		['login failed, password=hunter2, host=db', 'login failed, password=***, host=db'],
		['{"api_key": "hunter2"}', '{"api_key": ***}'],
	])('hides the secrets of %s', (said, shown) => {
		const detail = checkDetail(new Error(said));
		expect(detail).not.toContain('hunter2');
		if (!said.startsWith('Authorization')) expect(detail).toBe(shown);
	});

	test('keeps a URL without credentials', () => {
		expect(checkDetail('GET http://db:5432/health answered 503')).toBe('GET http://db:5432/health answered 503');
	});

	test('an invisible character inside a URL does not save its password', () => {
		expect(checkDetail('postgres:\u0000//shop:hun\u200bter2@db/x')).toBe('postgres://***@db/x');
	});

	test('says the first causes of an error that wraps them', () => {
		expect(checkDetail(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]))).toBe(
			'::1 refused; 127.0.0.1 refused',
		);
	});

	test('has nothing to say of nothing', () => {
		expect([undefined, null, '', ' \n ', 7, {}].map((said) => checkDetail(said))).toEqual([null, null, null, null, null, null]);
	});

	test('a canary password never gets through, wherever the URL stands', () => {
		const user = fc.stringMatching(/^[a-z]{0,8}$/);
		fc.assert(
			fc.property(fc.string(), user, fc.string(), (before, name, after) => {
				expect(checkDetail(`${before} mysql://${name}:canary7@db ${after}`) ?? '').not.toContain('canary7');
			}),
			{numRuns: 2000},
		);
	});

	test('any text becomes one short line without control characters', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 500}), (said) => {
				const detail = checkDetail(said) ?? '';
				expect(detail).not.toMatch(/[\p{Control}]/u);
				expect(detail.length).toBeLessThanOrEqual(400);
			}),
			{numRuns: 500},
		);
	});

	test('a megabyte of text is cut', () => {
		expect(checkDetail('x'.repeat(1_000_000))!.length).toBeLessThanOrEqual(200);
	});
});
