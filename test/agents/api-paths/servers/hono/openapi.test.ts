import {expect, test} from 'vitest';
import {colonParams} from '../../../../../source/agents/api-paths/servers/hono/openapi.ts';

test.each([
	['/users/{id}', '/users/:id'],
	['/users/{id}/posts/{post}', '/users/:id/posts/:post'],
	['/users/me', '/users/me'],
	['/files/{name}.{format}', '/files/:name.{format}'],
])('%s of a description is %s for Hono', (described, path) => {
	expect(colonParams([described])).toEqual([path]);
});
