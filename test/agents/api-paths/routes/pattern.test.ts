import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {includes} from '../../../../source/agents/api-paths/routes/language.ts';
import {covers, matchesPath, parsePattern, patternOf} from '../../../../source/agents/api-paths/routes/pattern.ts';
import type {Dialect} from '../../../../source/agents/api-paths/routes/route.ts';
import {dialects, generated, paths} from './templates.ts';

describe.each(dialects)('laws of %s', (dialect) => {
	test('a route matches what its own template generates', () => {
		fc.assert(
			fc.property(generated(dialect), ({template, path}) => {
				expect(matchesPath(parsePattern(template, dialect), path)).toBe(true);
			}),
		);
	});

	test('a pattern covers itself, and what covers it is covered by nothing less', () => {
		fc.assert(
			fc.property(generated(dialect), generated(dialect), generated(dialect), (one, two, three) => {
				const [a, b, c] = [one, two, three].map(({template}) => parsePattern(template, dialect)) as [P, P, P];
				expect(covers(a, a)).toBe(true);
				if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
			}),
			{numRuns: 50},
		);
	});

	test('what a covered pattern matches, the covering one matches', () => {
		fc.assert(
			fc.property(generated(dialect), generated(dialect), paths, (whole, part, path) => {
				const [a, b] = [parsePattern(whole.template, dialect), parsePattern(part.template, dialect)];
				if (!covers(a, b)) return;
				expect(matchesPath(a, part.path)).toBe(true);
				if (matchesPath(b, path)) expect(matchesPath(a, path)).toBe(true);
			}),
		);
	});

	test('a pattern covers another exactly when its paths include the other ones', () => {
		fc.assert(
			fc.property(generated(dialect), generated(dialect), (whole, part) => {
				const [a, b] = [parsePattern(whole.template, dialect), parsePattern(part.template, dialect)];
				expect(covers(a, b)).toBe(includes(a.language, b.language));
			}),
			{numRuns: 50},
		);
	});
});
type P = ReturnType<typeof parsePattern>;

const table: [Dialect, string, string[], string[]][] = [
	['express4', '/users/:id', ['/users/1', '/users/1/', '/USERS/me'], ['/users', '/users/', '/users/1/x', '/users//1']],
	['express4', '/users/:id(\\d+)', ['/users/12'], ['/users/me']],
	['express4', '/users/:id?', ['/users', '/users/', '/users/1'], ['/users/1/2']],
	['express4', '*', ['/', '/a', '/a/b'], []],
	['express4', '/files/*', ['/files/', '/files/a/b'], ['/files']],
	['express4', '/api*', ['/api', '/apix', '/api/x'], ['/ap']],
	['express4', '/ab?cd', ['/acd', '/abcd'], ['/ab', '/abbcd']],
	['express4', '/ab+cd', ['/abcd', '/abbbcd'], ['/acd']],
	['express4', '/users(/:id)?', ['/users', '/users/1'], ['/users/1/2']],
	['express4', '/(cats|dogs)/:id', ['/cats/1', '/dogs/1'], ['/cows/1']],
	// Dots are escaped and groups kept, so this one wants a dot: so it is in Express 4.
	['express4', '/x/(.*)', ['/x/.y'], ['/x/y']],
	['express4', '/:a-to-:b', ['/x-to-y'], ['/x-y']],
	['express4', '/:file.:ext?', ['/a.b', '/a'], ['/a/b']],
	['express4', '/:path*', ['/a', '/a/b'], ['/']],
	['express4', '/a.b', ['/a.b'], ['/axb']],
	['express5', '/*splat', ['/a', '/a/b'], ['/']],
	['express5', '/{*splat}', ['/', '/a/b'], []],
	['express5', '/users{/:id}', ['/users', '/users/1'], ['/users/1/2']],
	['express5', '/:file{.:ext}', ['/a', '/a.b'], ['/a/b']],
	['express5', String.raw`/a\:b`, ['/a:b'], ['/ab']],
	['express5', '/:"a b"', ['/x'], ['/']],
	['fastify', '/users/:id', ['/users/1', '/users/'], ['/users/1/', '/Users/1']],
	['fastify', '/a::b', ['/a:b'], ['/a::b']],
	['fastify', '/at/:hour(^\\d{2})h:minute(^\\d{2})m', ['/at/08h15m'], ['/at/8h15m']],
	['hono', '/files/*', ['/files', '/files/', '/files/a/b'], ['/filesystem']],
	['hono', '/a/*/c', ['/a/b/c'], ['/a/c', '/a/b/b/c']],
	['hono', '/:path{.+\\.png}', ['/a.png', '/a/b.png'], ['/a.jpg']],
	['koa', '/users/:id?', ['/users', '/users/1'], ['/users/1/2']],
	['koa', '/files/(.*)', ['/files/', '/files/a/b'], ['/file']],
	['koa', '/files{/*rest}', ['/files', '/files/a/b'], ['/file']],
	['koa', '/:parts+', ['/a', '/a/b'], ['/']],
	['nest', '/files/*path', ['/files/a/b'], ['/file']],
	['next', '/blog/*slug', ['/blog/a/b', '/blog/a/'], ['/Blog/a']],
	['plain', '/users/:id', ['/users/1', '/users/1/'], ['/USERS/1']],
];

describe('templates', () => {
	test.each(table)('of %s: %s', (dialect, template, matching, others) => {
		const pattern = parsePattern(template, dialect);
		expect(pattern.fault).toBeNull();
		expect(matching.filter((path) => !matchesPath(pattern, path))).toEqual([]);
		expect(others.filter((path) => matchesPath(pattern, path))).toEqual([]);
	});

	test.each(['*', '/:id?', '/users/(.*)', '/:id(\\d+)', '/a{b', '/x}', '/a+', '/:', '/x\\'])(
		'of Express 5 that stop the server: %s',
		(template) => {
			const pattern = parsePattern(template, 'express5');
			expect(pattern.fault).not.toBeNull();
			expect(matchesPath(pattern, '/a')).toBe(false);
		},
	);

	test('with many optional parts still come to an end', () => {
		const pattern = parsePattern('{/a}'.repeat(12), 'express5');
		expect(matchesPath(pattern, '/a/a')).toBe(true);
	});
});

describe('a pattern', () => {
	const route = {path: '', dialect: 'express4' as const, isCaseSensitive: false, isStrict: false};

	test('of a regular expression is tried on what follows the mount', () => {
		const pattern = patternOf({...route, path: '/api/^\\/(\\d+)$/', regExp: {prefix: '/api', source: '^\\/(\\d+)$', flags: ''}});
		expect(['/api/12', '/API/12'].every((path) => matchesPath(pattern, path))).toBe(true);
		expect(['/12', '/api', '/api/x', '/api//12'].some((path) => matchesPath(pattern, path))).toBe(false);
	});

	test('of a regular expression that cannot be read matches everything below the mount', () => {
		const pattern = patternOf({...route, regExp: {prefix: '/api', source: String.raw`(\w)\1`, flags: ''}});
		expect(matchesPath(pattern, '/api/any/thing')).toBe(true);
		expect(matchesPath(pattern, '/other')).toBe(false);
	});

	test('with a parameter covers a word, and one with a shape only words of it', () => {
		const of = (path: string) => parsePattern(path, 'express4');
		expect(covers(of('/users/:id'), of('/users/search'))).toBe(true);
		expect(covers(of('/users/search'), of('/users/:id'))).toBe(false);
		expect(covers(of('/users/:id(\\d+)'), of('/users/search'))).toBe(false);
		expect(covers(of('/users/:id(\\d+)'), of('/users/42'))).toBe(true);
		expect(covers(of('/users/:id?'), of('/users'))).toBe(true);
		expect(covers(of('/:a/:b?'), of('/x/:b(\\d+)'))).toBe(true);
	});

	test('that is strict does not cover one that is not', () => {
		const strict = parsePattern('/users', 'express4', {isStrict: true});
		const relaxed = parsePattern('/users', 'express4');
		expect([covers(strict, relaxed), covers(relaxed, strict)]).toEqual([false, true]);
	});
});
