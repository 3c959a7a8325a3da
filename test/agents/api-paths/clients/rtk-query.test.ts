import {expect, test} from 'vitest';
import {joinRtk} from '../../../../source/agents/api-paths/clients/rtk-query.ts';
import type {TextPart} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';

const id: TextPart = {value: unknown('id'), text: 'id', type: 'number'};
const joined = (base: TextPart[], url: TextPart[]): string =>
	joinRtk(base, url)
		.map((part) => (typeof part === 'string' ? part : `{${part.text}}`))
		.join('');

test.each([
	['/api', 'posts', '/api/posts'],
	['/api/', '/posts', '/api/posts'],
	['/api', '?page=1', '/api?page=1'],
	['/api', '', '/api'],
	['', 'posts', 'posts'],
	['/api', 'https://example.com/posts', 'https://example.com/posts'],
	['https://example.com/v1/', 'posts', 'https://example.com/v1/posts'],
])('a base query at %s asks for %s at %s', (base, url, expected) => {
	expect(joined([base], [url])).toBe(expected);
});

test('what is not known of a path keeps its place behind the base', () => {
	expect(joined(['/api'], ['posts/', id])).toBe('/api/posts/{id}');
});
