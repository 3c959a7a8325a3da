import {expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import type {Frame} from '../../../../source/agents/api-paths/evaluate/frame.ts';
import {unknown} from '../../../../source/agents/api-paths/evaluate/value.ts';
import type {ClosureValue} from '../../../../source/agents/api-paths/evaluate/value.ts';
import {handsOn, isFallback} from '../../../../source/agents/api-paths/servers/answering.ts';

function handler(code: string): ClosureValue {
	const module = readModule('handler.js', `import send from 'koa-send';\nexport const handler = ${code};`);
	const func = module.funcs.find(({kind}) => kind !== 'module');
	if (func === undefined) throw new Error(`no function in ${code}`);
	return {kind: 'closure', func, frame: {} as Frame, self: null, props: null, bound: [], home: null};
}

const isFallbackFor = (code: string, method: string, takesEverything: boolean): boolean =>
	isFallback({method, handlers: [handler(code)]}, takesEverything, 1);

test.each([
	'(c) => c.notFound()',
	"(c) => c.json({error: 'nothing here'}, 404)",
	'async (c, next) => { if (!c.get("user")) return c.text("no", 401); await next(); }',
	'(ctx) => { ctx.throw(404); }',
	"(ctx) => { ctx.status = 404; ctx.body = {error: 'nothing here'}; }",
	"(request, reply) => { reply.code(404).send({error: 'nothing here'}); }",
	"(c) => { throw new HTTPException(404, {message: 'nothing'}); }",
	"() => new Response('nothing', {status: 404})",
])('%s below a path stands for no endpoint', (code) => {
	expect(isFallbackFor(code, 'ALL', false)).toBe(true);
});

test.each([
	'(c) => auth.handler(c.req.raw)',
	'async (c) => { const found = table[c.req.path]; if (!found) return c.json({}, 404); return found(c); }',
	"(ctx) => { ctx.body = 'a file'; }",
	'async (request, reply) => { if (!request.user) return reply.code(401).send(); return reply.from(request.url); }',
	'async (c, next) => { if (c.req.header("x")) return c.text("cached"); await next(); }',
])('%s below a path is an endpoint', (code) => {
	expect(isFallbackFor(code, 'ALL', false)).toBe(false);
});

test('a page for whatever path is no endpoint, and neither is any answer to GET of everything', () => {
	expect(isFallbackFor('(c) => c.html(\'<div id="root"></div>\')', 'ALL', true)).toBe(true);
	expect(isFallbackFor("async (ctx) => { await send(ctx, 'index.html'); }", 'ALL', true)).toBe(true);
	expect(isFallbackFor('(c) => proxy(c.req.url)', 'GET', true)).toBe(true);
	expect(isFallbackFor('(c) => proxy(c.req.url)', 'ALL', true)).toBe(false);
});

test('what is not known is taken to answer, except to GET of everything', () => {
	const handlers = [unknown('handler')];
	expect(isFallback({method: 'ALL', handlers}, true, 1)).toBe(false);
	expect(isFallback({method: 'GET', handlers}, true, 1)).toBe(true);
	expect(handsOn(handlers, 1)).toBe(false);
});

test('only the last handler decides whether a later route may answer', () => {
	const guard = handler('async (ctx, next) => { await next(); }');
	const answer = handler("(ctx) => { ctx.body = ''; }");
	expect(handsOn([guard, answer], 1)).toBe(false);
	expect(handsOn([answer, guard], 1)).toBe(true);
	expect(handsOn([handler('(ctx) => { const next = () => 1; next(); }')], 1)).toBe(false);
});
