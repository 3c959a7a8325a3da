import {describe, expect, test} from 'vitest';
import {templateOfRegExp} from '../../../../../source/agents/api-paths/servers/listener/path-regexp.ts';

describe('templateOfRegExp', () => {
	test.each([
		[String.raw`^\/api\/orders$`, ['/api/orders']],
		[String.raw`^\/api\/orders\/?$`, ['/api/orders']],
		[String.raw`^\/api\/orders\/(\d+)$`, ['/api/orders/:param1']],
		[String.raw`^\/api\/(?<kind>[a-z]+)\/([^/]+)\/items$`, ['/api/:kind/:param1/items']],
		[String.raw`^\/files\/(.*)$`, ['/files/*']],
		[String.raw`^\/feed\.xml$`, ['/feed.xml']],
		[String.raw`^\/(cats|dogs)$`, ['/cats', '/dogs']],
		[String.raw`^\/teams(?:\/(\w+))?$`, ['/teams', '/teams/:param1']],
	])('reads %s', (source, templates) => {
		expect(templateOfRegExp(source)).toEqual(templates);
	});

	test('leaves the end open where the expression does', () => {
		expect(templateOfRegExp(String.raw`^\/api\/`)).toEqual(['/api/*']);
		expect(templateOfRegExp(String.raw`\/api\/users`)).toEqual(['/api/users*']);
	});

	test.each([String.raw`\d+`, String.raw`^(?!\/api).*$`, String.raw`^\/a(?=b)`, '^[/]x$'])('does not guess at %s', (source) => {
		expect(templateOfRegExp(source)).toBeNull();
	});
});
