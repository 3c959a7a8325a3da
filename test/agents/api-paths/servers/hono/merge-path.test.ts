import fc from 'fast-check';
import {mergePath} from 'hono/utils/url';
import {expect, test} from 'vitest';
import {mergeParts} from '../../../../../source/agents/api-paths/servers/hono/merge-path.ts';

const path = fc.array(fc.constantFrom('/', 'a', ':id', '*', '{[0-9]+}', '?'), {maxLength: 4}).map((pieces) => pieces.join(''));

test('paths are put together as Hono does', () => {
	fc.assert(
		fc.property(path, path, (base, sub) => {
			expect(mergeParts([base], [sub]).map(String).join('')).toBe(mergePath(base, sub));
		}),
	);
});

test('a hole in front of a path is a segment', () => {
	const hole = {value: {kind: 'env' as const, name: 'BASE'}, text: 'BASE', type: 'string' as const};
	expect(mergeParts([hole], ['/users'])).toEqual(['/', hole, '/', 'users']);
});
