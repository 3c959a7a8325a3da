import {expect, test} from 'vitest';
import {joinPrefixes} from '../../../../../source/agents/api-paths/servers/fastify/prefix.ts';

test.each([
	['', '/a', '/a'],
	['', 'a', '/a'],
	['/a', '', '/a'],
	['/a', '/b', '/a/b'],
	['/a', 'b', '/a/b'],
	['/a/', '/b', '/a/b'],
	['/a/', 'b/', '/a/b/'],
])('the prefix %j and %j in it are %j', (outer, inner, joined) => {
	expect(joinPrefixes([outer], [inner]).map(String).join('')).toBe(joined);
});
