import {describe, expect, test} from 'vitest';
import {bracketPath, exportPlace} from '../../../../source/agents/api-paths/servers/file-routes.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';

describe('bracketPath', () => {
	test.each([
		[[], '/'],
		[['api', 'users'], '/api/users'],
		[['api', '[id]'], '/api/:id'],
		[['(shop)', 'api', '(inner)', 'carts'], '/api/carts'],
		[['api', '[...slug]'], '/api/:slug*'],
		[['api', '[[...slug]]'], '/api/:slug*'],
		[['[[lang]]', 'help'], '/:lang?/help'],
		[['todos', '[id=integer]'], '/todos/:id'],
		[['post-[id].json'], '/post-:id.json'],
		[['[user-id]'], '/:user_id'],
		[['[...]'], '/:path*'],
	])('reads %j', (segments, path) => {
		expect(bracketPath(segments)).toBe(path);
	});

	test('says where a rest may not be empty', () => {
		expect(bracketPath(['api', '[...slug]'], '+')).toBe('/api/:slug+');
	});
});

describe('exportPlace', () => {
	test.each([
		['export async function GET() {}', 'GET() {}'],
		['const x = 1;\nexport const GET = x;', 'GET = x;'],
		['// export const GET = 1;\nconst a = 1;\nexport {a as GET, a as POST};', 'GET, a as POST};'],
		['export {GET} from "./other";', 'GET} from "./other";'],
		['export const {POST, GET} = handlers;', 'GET} = handlers;'],
		['export {\n\ta as POST,\n\tb as GET,\n};\nconst a = 1;\nconst b = 2;', 'GET,\n};\nconst a = 1;\nconst b = 2;'],
	])('finds the name in %j', (text, rest) => {
		expect(text.slice(exportPlace(readModule('route.ts', text), 'GET'))).toBe(rest);
	});
});
