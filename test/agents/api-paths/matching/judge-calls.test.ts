import {describe, expect, test} from 'vitest';
import {call, judge, opaque, printVerdict, route, routes, verdict, verdicts} from './build.ts';

const users = routes('GET /api/users', 'POST /api/users', 'GET /api/users/:id', 'DELETE /api/users/:id');

describe('how a path meets a route', () => {
	test.each([
		['GET /api/users', 'matched GET /api/users'],
		['GET /api/users/', 'matched GET /api/users'],
		['GET /API/Users', 'matched GET /api/users'],
		['GET api/users', 'matched GET /api/users'],
		['GET ./api/users', 'matched GET /api/users'],
		['GET /api/x/../users', 'matched GET /api/users'],
		['GET /api/users?page=2', 'matched GET /api/users'],
		['GET /api/users#top', 'matched GET /api/users'],
		['GET /api/users?role={role}/x', 'matched GET /api/users'],
		['GET /api/users/{id}', 'matched GET /api/users/:id'],
		['GET /api/users/{id:number}', 'matched GET /api/users/:id'],
		['GET /api/users/me', 'weak GET /api/users/:id'],
		['GET /api/users/@{name}', 'matched GET /api/users/:id'],
		['HEAD /api/users', 'matched GET /api/users'],
		['OPTIONS /api/users', 'matched GET /api/users'],
		['PUT /api/users/{id}', 'method-mismatch'],
		['PUT /api/users', 'method-mismatch'],
		['GET /api/user', 'missing'],
		['GET /api//users', 'missing'],
		['GET /api/users/{id}/posts', 'missing'],
		['GET /users', 'missing'],
	])('%s is %s', (written, expected) => {
		expect(verdict(written, users)).toBe(expected);
	});

	test('a route that answers every method answers any', () => {
		expect(verdict('PATCH /api/x', routes('ALL /api/x'))).toBe('matched ALL /api/x');
	});

	test('text on text goes before text on a parameter, wherever the routes stand', () => {
		const table = routes('GET /api/users/:id', 'GET /api/users/me');
		expect(verdict('GET /api/users/me', table)).toBe('matched GET /api/users/me');
		expect(verdict('GET /api/users/me', table.toReversed())).toBe('matched GET /api/users/me');
	});

	test('a hole that could be a word of one route and a parameter of another is the parameter', () => {
		expect(verdict('GET /api/users/{id}', routes('GET /api/users/me', 'GET /api/users/:id'))).toBe('matched GET /api/users/:id');
	});

	test('a hole that could only be a word is not decided', () => {
		expect(verdict('GET /api/{kind}/list', routes('GET /api/users/list', 'GET /api/posts/list'))).toBe('undecidable dynamic-segment');
	});

	test('a number is no word', () => {
		expect(verdict('GET /api/users/{id:number}', routes('GET /api/users/me'))).toBe('missing');
	});

	test('a trailing slash and case decide where the framework says so', () => {
		const strict = [route('GET /users', {dialect: 'fastify'}), route('GET /posts/', {dialect: 'fastify'})];
		expect(verdict('GET /users/', strict)).toBe('missing');
		expect(verdict('GET /Users', strict)).toBe('missing');
		expect(verdict('GET /posts/', strict)).toBe('matched GET /posts/');
	});

	test('optional parts, wildcards and shapes are read as the framework reads them', () => {
		expect(verdict('GET /files', [route('GET /files/:name?', {dialect: 'express4'})])).toBe('matched GET /files/:name?');
		expect(verdict('GET /files/a/b', [route('GET /files/*', {dialect: 'express4'})])).toBe('weak GET /files/*');
		expect(verdict('GET /files/{name}', routes('GET /files/*path'))).toBe('matched GET /files/*path');
		expect(verdict('GET /items/abc', [route(String.raw`GET /items/:id(\d+)`, {dialect: 'express4'})])).toBe('missing');
		expect(verdict('GET /items/12', [route(String.raw`GET /items/:id(\d+)`, {dialect: 'express4'})])).toBe(
			String.raw`weak GET /items/:id(\d+)`,
		);
		expect(verdict('GET /r/{a}.{b}', routes('GET /r/:name.:ext'))).toBe('matched GET /r/:name.:ext');
	});

	test('a regular expression answers what it matches', () => {
		const fly = route('GET /.*fly$/', {regExp: {prefix: '/api', source: '.*fly$', flags: ''}});
		expect(verdict('GET /api/butterfly', [fly])).toBe('weak GET /.*fly$/');
		expect(verdict('GET /api/worm', [fly])).toBe('missing');
	});
});

describe('what stands at the end of a path', () => {
	const articles = routes('GET /api/articles', 'GET /api/articles/:slug', 'POST /api/articles/:slug/comments');

	test.each([
		['GET /api/articles{query}', 'matched GET /api/articles'],
		['GET /api/articles/{slug}{query}', 'matched GET /api/articles/:slug'],
		['GET /api/articlesundefined', 'matched GET /api/articles'],
		['PUT /api/articles{query}', 'method-mismatch'],
		['POST /api/articles{path}', 'undecidable dynamic-segment'],
		['GET /api/ghosts{query}', 'missing'],
	])('a hole glued to the last word is most often a query: %s is %s', (written, expected) => {
		expect(verdict(written, articles)).toBe(expected);
	});

	test.each([
		['GET /api{path}', 'undecidable dynamic-segment'],
		['DELETE /api{path}', 'undecidable dynamic-segment'],
		['GET /api{query}&page=2', 'matched GET /api'],
		['GET /apiundefined', 'matched GET /api'],
		['GET /api', 'matched GET /api'],
		['GET /api/items{query}', 'matched GET /api/items'],
		['GET /api/stats{query}', 'matched GET /api/stats'],
		['GET /api/items/{id}/notes{query}', 'matched GET /api/items/:id/notes'],
	])('a hole glued to the root of the API may be all that follows: %s is %s', (written, expected) => {
		const items = routes('GET /api/items', 'GET /api/items/export/csv', 'GET /api/items/:id/notes', 'DELETE /api/items/:id');
		const stats = routes('GET /api/stats', 'GET /api/stats/daily', 'GET /api/stats/weekly');
		expect(verdict(written, [...routes('GET /api'), ...items, ...stats])).toBe(expected);
	});

	test('a hole glued to a word that is no route fills a parameter', () => {
		expect(verdict('GET /api/item-{id}', routes('GET /api/:slug'))).toBe('matched GET /api/:slug');
		expect(verdict('GET /api/item-{id}', routes('GET /api/item-list'))).toBe('undecidable dynamic-segment');
	});

	test('a hole that is all that is unknown of a path may hold several segments', () => {
		expect(verdict('GET /api/{path}', routes('GET /api/users/list', 'GET /api/users/:id'))).toBe('undecidable dynamic-segment');
		expect(verdict('GET /rest/{path}', routes('GET /api/users/list', 'GET /api/users/:id'))).toBe('missing');
		expect(verdict('POST /api/{path}', routes('GET /api/users/list'))).toBe('missing');
	});

	test('a hole where other routes have a parameter is that parameter', () => {
		expect(verdict('GET /api/orders/{id}', routes('GET /api/orders', 'GET /api/orders/:id/items'))).toBe('missing');
	});

	test('nothing but holes cannot be read', () => {
		expect(verdict('GET {url}', users)).toBe('undecidable dynamic-url');
		expect(verdict('GET {base}{path}', users)).toBe('undecidable dynamic-url');
		expect(verdict('GET {base}/{path}', users)).toBe('undecidable dynamic-url');
		expect(verdict('GET {url}?page=1', users)).toBe('undecidable dynamic-url');
	});
});

describe('methods that are not known', () => {
	test.each([
		['? /api/users', 'undecidable dynamic-method'],
		['? /api/ghosts', 'missing'],
	])('%s is %s', (written, expected) => {
		expect(verdict(written, users)).toBe(expected);
	});

	test('it is answered where every method is', () => {
		expect(verdict('? /api/x', routes('ALL /api/x'))).toBe('matched ALL /api/x');
		const each = routes('GET /api/x', 'POST /api/x', 'PUT /api/x', 'PATCH /api/x', 'DELETE /api/x');
		expect(verdict('? /api/x', each)).toBe('matched GET /api/x');
	});
});

describe('where a call goes', () => {
	test.each([
		['GET {location.origin}/api/users', 'matched GET /api/users'],
		['GET {window.location.origin}/api/users', 'matched GET /api/users'],
		['GET {location.protocol}//{location.host}/api/users', 'matched GET /api/users'],
		['GET http://{window.location.hostname}:3000/api/users', 'matched GET /api/users'],
		['GET http://localhost:3000/api/users', 'matched GET /api/users'],
		['GET http://localhost:{port}/api/users', 'matched GET /api/users'],
		['GET localhost:3000/api/users', 'matched GET /api/users'],
		['GET //localhost:3000/api/users', 'matched GET /api/users'],
		['GET http://{host}/api/users', 'matched GET /api/users'],
		['GET https://api.other.com/v1/charges', 'external'],
		['GET //cdn.other.com/lib.js', 'external'],
		['GET https://{tenant}.other.com/api/users', 'external'],
		['GET data:text/plain,x', 'external'],
		['GET {env.API}/api/users', 'matched GET /api/users'],
		['GET {env.API}/users', 'undecidable unknown-base'],
		['GET {env.API}api/users', 'matched GET /api/users'],
		['GET {env.API}/ghosts', 'missing'],
	])('%s is %s', (written, expected) => {
		expect(verdict(written, users)).toBe(expected);
	});

	test('a known variable is put in, path and all', () => {
		expect(verdict('GET {env.API}/users', {routes: users, env: {API: 'http://localhost:3000/api'}})).toBe('matched GET /api/users');
		expect(verdict('GET {env.API}/users', {routes: users, env: {API: 'http://localhost:3000/api/'}})).toBe('matched GET /api/users');
		expect(verdict('GET {env.API}/ghosts', {routes: users, env: {API: '/api'}})).toBe('missing');
		expect(judge([call('GET {env.API}/users')], {routes: users, env: {API: '/api'}}).calls[0]).toMatchObject({
			path: '/api/users',
			origin: null,
		});
	});

	test('a variable that names another service is another service', () => {
		expect(verdict('GET {env.PAY}/v1/charges', {routes: users, env: {PAY: 'https://api.pay.com'}})).toBe('external');
		expect(verdict('GET {env.API}/api/users', {routes: users, env: {API: 'https://api.mine.com'}})).toBe('matched GET /api/users');
	});

	test('configured origins are ours', () => {
		const world = {routes: users, origins: ['https://api.mine.com']};
		expect(verdict('GET https://api.mine.com/api/users', world)).toBe('matched GET /api/users');
		expect(verdict('GET https://api.mine.com/api/ghosts', world)).toBe('missing');
	});

	test('a configured base stands in front, or is left out in front', () => {
		expect(verdict('GET /backend/api/users', {routes: users, bases: ['/backend']})).toBe('matched GET /api/users');
		expect(verdict('GET https://x.io/v2/api/users', {routes: users, bases: ['https://x.io/v2']})).toBe('matched GET /api/users');
		expect(verdict('GET /users', {routes: users, bases: ['/api']})).toBe('matched GET /api/users');
	});

	test('a proxy rewrites', () => {
		const world = {routes: routes('GET /users'), proxies: [{from: '/api', to: 'http://localhost:3000/'}]};
		expect(verdict('GET /api/users', world)).toBe('matched GET /users');
		expect(verdict('GET /api/ghosts', world)).toBe('missing');
	});

	test('a local address of which nothing is here is another service, once others are', () => {
		expect(verdicts(['GET /api/users', 'POST http://localhost:8000/predict'], {routes: users})).toEqual([
			'matched GET /api/users',
			'external',
		]);
		expect(verdicts(['GET /api/users', 'GET http://localhost:8000/api/ghosts'], {routes: [...users, ...routes('GET /api/posts')]})).toEqual(
			['matched GET /api/users', 'missing'],
		);
	});

	test('an unknown base of which nothing is here is not judged, once others are ours', () => {
		expect(verdicts(['GET /api/users', 'GET {env.MAPS}/geocode/json'], {routes: users})).toEqual([
			'matched GET /api/users',
			'undecidable unknown-base',
		]);
	});
});

describe('origins that turn out to be ours', () => {
	const articles = routes('GET /api/articles', 'GET /api/articles/:slug', 'GET /api/user', 'POST /api/articles', 'PUT /api/user');

	test('enough calls that meet routes adopt an origin, and its misses are missing', () => {
		const calls = [
			'GET https://x.io/api/articles',
			'GET https://x.io/api/user',
			'PUT https://x.io/api/user',
			'POST https://x.io/api/articles',
			'GET https://x.io/api/tags',
		];
		expect(verdicts(calls, {routes: articles}).at(-1)).toBe('missing');
		expect(
			judge(
				calls.map((one) => call(one)),
				{routes: articles},
			).origins,
		).toEqual([{origin: 'https://x.io', isOurs: true, why: '4 of its 5 paths meet routes', calls: 5, matched: 4}]);
	});

	test('also under a prefix that the backend does not know', () => {
		const bare = routes('GET /articles', 'GET /articles/:slug', 'GET /user');
		const calls = ['GET https://x.io/api/articles', 'GET https://x.io/api/user', 'GET https://x.io/api/articles/{slug}'];
		expect(verdicts(calls, {routes: bare})).toEqual(['matched GET /articles', 'matched GET /user', 'matched GET /articles/:slug']);
		expect(
			judge(
				calls.map((one) => call(one)),
				{routes: bare},
			).origins[0]?.why,
		).toBe('3 of its 3 paths meet routes without /api in front');
	});

	test('too few calls do not', () => {
		expect(verdicts(['GET https://x.io/api/articles', 'GET https://x.io/api/user'], {routes: articles})).toEqual(['external', 'external']);
	});

	test('routes of parameters alone speak for nobody', () => {
		const greedy = routes('GET /:a/:b', 'GET /api/user');
		expect(verdicts(['GET https://x.io/a/b', 'GET https://x.io/c/d', 'GET https://x.io/e/f'], {routes: greedy})).toEqual([
			'external',
			'external',
			'external',
		]);
	});

	test('a base that is not known takes the prefix under which its calls meet routes', () => {
		const calls = [
			'GET {env.API}/articles',
			'GET {env.API}/user',
			'PUT {env.API}/user',
			'GET {env.API}/articles/{slug}',
			'GET {env.API}/tags',
		];
		expect(verdicts(calls, {routes: articles})).toEqual([
			'matched GET /api/articles',
			'matched GET /api/user',
			'matched PUT /api/user',
			'matched GET /api/articles/:slug',
			'missing',
		]);
		expect(
			judge(
				calls.map((one) => call(one)),
				{routes: articles},
			).origins,
		).toEqual([{origin: '{API}', isOurs: true, why: '4 of its 5 paths meet routes with /api in front', calls: 5, matched: 4}]);
	});
});

describe('what cannot be decided', () => {
	test('below what cannot be read anything may answer', () => {
		const world = {routes: users, opaque: [opaque('/api/auth')]};
		expect(verdict('POST /api/auth/login', world)).toBe('undecidable opaque-mount');
		expect(verdict('POST /api/author', world)).toBe('missing');
	});

	test('static files answer only what can be a file', () => {
		const world = {routes: users, opaque: [opaque('', 'static'), opaque('/uploads', 'static')]};
		expect(verdict('GET /api/ghosts', world)).toBe('missing');
		expect(verdict('GET /uploads/{name}', world)).toBe('undecidable opaque-mount');
		expect(verdict('POST /uploads/{name}', world)).toBe('missing');
		expect(verdict('GET /data/cities.json', world)).toBe('undecidable opaque-mount');
	});

	test('a route with an unread part may answer wherever its known parts fit', () => {
		const table = [...users, route('GET /:prefix/reports/daily', {isPartlyKnown: true})];
		expect(verdict('GET /api/v2/reports/daily', table)).toBe('undecidable unreadable-route');
		expect(verdict('GET /reports/daily', table)).toBe('undecidable unreadable-route');
		expect(verdict('POST /api/v2/reports/daily', table)).toBe('missing');
		expect(verdict('GET /api/reports/weekly', table)).toBe('missing');
	});

	test('without routes nothing is missing', () => {
		expect(verdict('GET /api/users', [])).toBe('undecidable no-routes');
	});

	test('a reason that is known before is kept, unless the call is answered', () => {
		expect(verdict(call('GET /api/{x}/y', {reason: 'too-many-alternatives'}), users)).toBe('undecidable too-many-alternatives');
		expect(verdict(call('GET /api/users', {reason: 'too-many-alternatives'}), users)).toBe('matched GET /api/users');
	});
});

describe('sockets and pages', () => {
	test('sockets are answered by socket routes only', () => {
		const table = [...users, route('WS /ws/chat')];
		expect(verdict(call('GET ws://{location.host}/ws/chat', {kind: 'socket'}), table)).toBe('matched WS /ws/chat');
		expect(verdict(call('GET wss://{window.location.host}/ws/ghost', {kind: 'socket'}), table)).toBe('missing');
		expect(verdict(call('GET /api/users', {kind: 'socket'}), table)).toBe('missing');
		expect(verdict('GET /ws/chat', table)).toBe('missing');
		expect(verdict(call('GET /ws/chat', {kind: 'socket'}), users)).toBe('undecidable no-routes');
	});

	test('links are reported where they meet a route or lie where the API does', () => {
		const page = (written: string) => verdict(call(written, {kind: 'page'}), [...users, ...routes('GET /api/export', 'GET /:slug')]);
		expect(page('GET /api/export')).toBe('matched GET /api/export');
		expect(page('GET /api/exports')).toBe('missing');
		expect(page('GET /about')).toBe('left out');
		expect(page('GET /about/us')).toBe('left out');
		expect(page('GET https://other.com/x')).toBe('left out');
		expect(page('GET mailto:me@x.io')).toBe('left out');
		expect(page('GET #top')).toBe('left out');
		expect(page('GET {href}')).toBe('left out');
	});
});

describe('routes that stand in the way', () => {
	test('a fallback answers nothing, and is named', () => {
		const fallback = route('GET /*rest', {isFallback: true}, 9);
		const {calls, fallbacks} = judge([call('GET /api/ghosts')], {routes: [...users, fallback]});
		expect(calls[0]?.verdict).toBe('missing');
		expect(fallbacks.get(calls[0]!)).toBe(fallback);
	});

	test('a call of a shadowed route meets the one that answers', () => {
		const [first, second] = routes('GET /api/users/:id', 'GET /api/users/search');
		const {calls} = judge([call('GET /api/users/search')], {routes: [first!, second!], shadows: new Map([[second!, first!]])});
		expect(calls[0]).toMatchObject({verdict: 'matched', route: first, defects: ['hits-shadowing-route']});
	});

	test('of two equal routes the one that answers is named', () => {
		const [first, second] = routes('GET /api/users', 'GET /api/users');
		const {calls} = judge([call('GET /api/users')], {routes: [second!, first!], shadows: new Map([[second!, first!]])});
		expect(calls[0]).toMatchObject({verdict: 'matched', route: first, defects: []});
	});

	test('a call with its arguments swapped is broken whatever was meant', () => {
		const {calls} = judge([call('POST /api/users', {defects: ['swapped-arguments']})], {routes: users});
		expect(calls[0]).toMatchObject({
			verdict: 'missing',
			defects: ['swapped-arguments'],
			suggestions: [{method: 'POST', path: '/api/users'}, {}, {}],
		});
	});
});

describe('several ways to make one call', () => {
	const rooms = routes('GET /api/rooms', 'GET /api/rooms/:id', 'GET /api/rooms/:id/seats', 'DELETE /api/rooms/:id');
	const ways = (...written: string[]) =>
		judge(
			written.map((one) => call(one)),
			{routes: rooms},
		).calls.map((judged) => printVerdict(judged));

	test('the one without a value is left out, where there is one with', () => {
		expect(ways('GET /api/rooms//seats', 'GET /api/rooms/{id}/seats')).toEqual(['matched GET /api/rooms/:id/seats']);
		expect(ways('GET /api/rooms/undefined/seats', 'GET /api/rooms/{id}/seats')).toEqual(['matched GET /api/rooms/:id/seats']);
		expect(ways('DELETE /api/rooms/', 'DELETE /api/rooms/{id}')).toEqual(['matched DELETE /api/rooms/:id']);
	});

	test('two ways to the same backend are one call', () => {
		expect(ways('GET http://localhost:3000/api/rooms', 'GET /api/rooms')).toEqual(['matched GET /api/rooms']);
	});

	test('what is written with two slashes is missing, and a list beside a detail is told', () => {
		expect(ways('GET /api/rooms//seats')).toEqual(['missing']);
		expect(ways('GET /api/rooms/', 'GET /api/rooms/{id}')).toEqual(['matched GET /api/rooms', 'matched GET /api/rooms/:id']);
	});
});

describe('several bases of one call', () => {
	const known = routes('GET /api/user', 'GET /api/tags', 'GET /api/v1/posts');
	const ways = (...written: string[]) =>
		judge(
			written.map((one) => call(one)),
			{routes: known},
		);

	test('the one without a base is left out, where the one with is answered', () => {
		expect(ways('GET /user', 'GET http://localhost:3000/api/user').calls.map(({verdict: word}) => word)).toEqual(['matched']);
		expect(ways('GET /user').calls.map(({verdict: word}) => word)).toEqual(['missing']);
	});

	test('an origin in the place of our own is ours', () => {
		const {calls, origins} = ways('GET http://localhost:3000/api/user', 'GET https://api.mine.com/api/user');
		expect(calls.map((judged) => printVerdict(judged))).toEqual(['matched GET /api/user']);
		expect(origins.map(({origin, isOurs}) => `${origin} ${isOurs}`)).toContain('http://localhost:3000 true');
	});

	test('another prefix of all calls to an origin is read as this backend has it', () => {
		const posts = routes('GET /api/v1/posts', 'GET /api/v1/posts/:id', 'GET /api/v1/me', 'POST /api/v1/posts');
		const calls = ['GET https://x.io/rest/posts', 'GET https://x.io/rest/posts/{id}', 'GET https://x.io/rest/me'].map((one, index) =>
			call(one, {}, index + 1),
		);
		const {calls: judged, origins} = judge(calls, {routes: posts});
		expect(judged.map(({verdict: word}) => word)).toEqual(['matched', 'matched', 'matched']);
		expect(origins[0]?.why).toBe('3 of its 3 paths meet routes with /api/v1 in front in place of /rest');
	});

	test('what goes on with & behind a hole began a query in it', () => {
		expect(verdict('GET /api/tags{search}&page={page}', known)).toBe('matched GET /api/tags');
	});
});

test('what the build fills in is not known before', () => {
	expect(verdict('POST __API_HOST____API_PATH__', users)).toBe('undecidable dynamic-url');
	expect(verdict('GET __API_HOST__/api/users', users)).toBe('matched GET /api/users');
	expect(verdict('GET %VITE_API_HOST%/api/users', users)).toBe('matched GET /api/users');
	expect(verdict('GET /api/__proto', users)).toBe('missing');
});

test('a wrapper that nobody calls makes no request that could be missing', () => {
	const alone = call('PUT /api{path}');
	const [, hole] = alone.address;
	const param = {...(hole as object), value: {kind: 'param'}} as unknown as (typeof alone.address)[number];
	const known = [...users, ...routes('GET /api/posts')];
	expect(verdict({...alone, address: ['/api', param]}, known)).toBe('undecidable dynamic-url');
	expect(verdict({...alone, address: ['/api/ghosts/', param]}, known)).toBe('missing');
});
