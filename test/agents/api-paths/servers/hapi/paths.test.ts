import {expect, test} from 'vitest';
import {colonTemplate} from '../../../../../source/agents/api-paths/servers/hapi/paths.ts';

test.each([
	['/users/{id}', '/users/:id'],
	['/users/{id?}', '/users/:id?'],
	['/files/{path*}', '/files/:path*'],
	['/files/{path*2}', '/files/:path*'],
	['/covers/{isbn}.{format}', '/covers/:isbn.:format'],
	['/plain', '/plain'],
])('%s is printed as %s', (template, printed) => {
	expect(colonTemplate([template])).toEqual([printed]);
});
