import express, {type Request, type Response, type Router} from 'express';
import fastify from 'fastify';
import fc from 'fast-check';
import {Hono} from 'hono';
import {describe, expect, test} from 'vitest';
import {matchesPath, parsePattern} from '../../../../source/agents/api-paths/routes/pattern.ts';
import {generated, paths} from './templates.ts';

/** Does a real router answer a path with a route of this template? */
type Oracle = (template: string, path: string, options: {isCaseSensitive?: boolean; isStrict?: boolean}) => Promise<boolean>;

const askExpress: Oracle = (template, path, {isCaseSensitive = false, isStrict = false}) => {
	const router = express.Router({caseSensitive: isCaseSensitive, strict: isStrict});
	return new Promise((resolve, reject) => {
		router.get(template, () => resolve(true));
		answer(router, path, (error) => (error === undefined ? resolve(false) : reject(new Error('no answer', {cause: error}))));
	});
};

/** A router is a function of request, response and what to do without an answer; of the request it reads method and URL. */
function answer(router: Router, url: string, done: (error?: unknown) => void): void {
	router({method: 'GET', url} as Request, {} as Response, done);
}

const askFastify: Oracle = async (template, path, {isCaseSensitive = true, isStrict = true}) => {
	const app = fastify({routerOptions: {caseSensitive: isCaseSensitive, ignoreTrailingSlash: !isStrict}});
	app.get(template, () => 'here');
	const {statusCode} = await app.inject({url: path});
	return statusCode === 200;
};

const askHono: Oracle = async (template, path, {isStrict = true}) => {
	const app = new Hono({strict: isStrict});
	app.get(template, (context) => context.text('here'));
	return (await app.request(path)).status === 200;
};

const servers = [
	['express5', askExpress],
	['fastify', askFastify],
	['hono', askHono],
] as const;

describe.each(servers)('%s, asked itself,', (dialect, ask) => {
	test('answers exactly the paths that its patterns match', async () => {
		await fc.assert(
			fc.asyncProperty(generated(dialect), paths, async ({template, path: own}, other) => {
				const pattern = parsePattern(template, dialect);
				for (const path of [own, `${own}/`, other])
					expect([path, matchesPath(pattern, path)]).toEqual([path, await ask(template, path, {})]);
			}),
			{numRuns: 60},
		);
	});

	test('goes by trailing slashes as it was told', async () => {
		await fc.assert(
			fc.asyncProperty(generated(dialect), fc.boolean(), async ({template, path}, isStrict) => {
				const pattern = parsePattern(template, dialect, {isStrict});
				for (const asked of [path, `${path}/`])
					expect([asked, matchesPath(pattern, asked)]).toEqual([asked, await ask(template, asked, {isStrict})]);
			}),
			{numRuns: 40},
		);
	});
});

describe.each([
	['express5', askExpress],
	['fastify', askFastify],
] as const)('%s, asked itself,', (dialect, ask) => {
	test('goes by case as it was told', async () => {
		await fc.assert(
			fc.asyncProperty(generated(dialect), fc.boolean(), async ({template, path}, isCaseSensitive) => {
				const pattern = parsePattern(template, dialect, {isCaseSensitive});
				const asked = path.toUpperCase();
				expect([asked, matchesPath(pattern, asked)]).toEqual([asked, await ask(template, asked, {isCaseSensitive})]);
			}),
			{numRuns: 40},
		);
	});
});

test.each(['/a+', '/:id?', '/(.*)', '/*', '/a{b', '/:', '/x}'])('Express 5 refuses %s at start-up, and so does its pattern', (template) => {
	expect(() => express.Router().get(template, () => undefined)).toThrow(TypeError);
	expect(parsePattern(template, 'express5').fault).not.toBeNull();
});
