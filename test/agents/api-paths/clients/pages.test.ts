import {expect, test} from 'vitest';
import {mayBeOurs} from '../../../../source/agents/api-paths/clients/pages.ts';
import type {Hole} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';

const user: Hole = {value: unknown('user.website'), text: 'user.website', type: 'string'};
const api: Hole = {value: {kind: 'env', name: 'API_URL'}, text: 'API_URL', type: 'string'};
const origin: Hole = {value: {kind: 'env', name: 'location.origin'}, text: 'location.origin', type: 'string'};

test.each([
	[['/api/export']],
	[['api/export']],
	[['/files/', user]],
	[[api, '/export']],
	[[origin, '/api/export']],
	[['http://localhost:3000/api/export']],
])('the backend may be asked for %j', (url) => {
	expect(mayBeOurs(url)).toBe(true);
});

test.each([
	[[]],
	[['#top']],
	[['mailto:a@example.com']],
	[['data:image/png;base64,']],
	[['javascript:void(0)']],
	[['https://example.com/api/export']],
	[['//cdn.example.com/x.js']],
	[[user]],
	[[user, '/x']],
	[['undefined']],
])('the backend is never asked for %j', (url) => {
	expect(mayBeOurs(url)).toBe(false);
});
