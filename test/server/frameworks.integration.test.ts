import type {RequestListener} from 'node:http';
import {getRequestListener, type HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import express from 'express';
import fastify from 'fastify';
import {Hono} from 'hono';
import Koa from 'koa';
import {afterEach, describe, expect, test} from 'vitest';
import {createFetchHandler} from '../../source/server/fetch-handler.ts';
import {createHandler, type Handler} from '../../source/server/handler.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ask, serve, streamStatus, tap} from '../support/raw-http.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).toReversed()) await close();
});

/** How a service of each framework takes the handler in, beside a page of its own at `/own`; each is in docs/protocol.md. */
const services: Record<string, (view: FakeMonitorView) => Promise<RequestListener> | RequestListener> = {
	'node:http': (view) => {
		const handler = created(view);
		return (request, response) =>
			handler(request, response, () => {
				response.statusCode = request.url === '/own' ? 200 : 404;
				response.end('own page');
			});
	},

	'Express 5': (view) =>
		express()
			.use(created(view))
			.get('/own', (_request, response) => void response.send('own page')),

	'Express 5 behind its body parser': (view) =>
		express()
			.use(express.json())
			.use(created(view))
			.get('/own', (_request, response) => void response.send('own page')),

	'Koa 3': (view) => {
		const handler = created(view);
		const app = new Koa();
		app.use((context, next) => {
			let isTheirs = false;
			handler(context.req, context.res, () => (isTheirs = true));
			if (isTheirs) return next();
			context.respond = false;
			return undefined;
		});
		app.use((context) => {
			if (context.path === '/own') context.body = 'own page';
		});
		const callback = app.callback();
		return (request, response) => void callback(request, response);
	},

	'Fastify 5': async (view) => {
		const handler = created(view);
		const app = fastify();
		app.addHook('onRequest', (request, reply, done) => handler(request.raw, reply.raw, () => done()));
		app.get('/own', () => 'own page');
		await app.ready();
		return (request, response) => app.routing(request, response);
	},

	Hono: (view) => {
		const handler = created(view);
		const app = new Hono().get('/own', (context) => context.text('own page'));
		const theirs = getRequestListener(app.fetch);
		return (request, response) => handler(request, response, () => void theirs(request, response));
	},

	'the fetch handler in Hono': (view) => {
		const handler = createFetchHandler(view);
		closing.push(() => handler.close());
		const app = new Hono<{Bindings: HttpBindings}>();
		app.get('/own', (context) => context.text('own page'));
		const ours = ['/.well-known/esa-health', '/esa/v1/*', '/metrics'];
		app.on(['GET', 'POST', 'DELETE'], ours, (context) => handler(context.req.raw, context.env.incoming.socket));
		const listener = getRequestListener(app.fetch);
		return (request, response) => void listener(request, response);
	},
};

describe.each(Object.keys(services))('in %s', (framework) => {
	test('reads, starts and stops runs over real sockets, and leaves the service its own pages', async () => {
		const {port} = await start(framework, new FakeMonitorView());
		expect((await ask(port, '/own')).text).toBe('own page');
		expect(await ask(port, '/nothing')).toMatchObject({status: 404});
		expect((await ask(port, '/.well-known/esa-health')).json).toMatchObject({name: 'shop', base: '/esa/v1'});
		const health = await ask(port, '/esa/v1/health');
		expect(health).toMatchObject({status: 200, json: {overall: {score: 91}}});
		expect(await ask(port, '/esa/v1/health', {headers: {'if-none-match': health.headers.etag ?? ''}})).toMatchObject({
			status: 304,
			text: '',
		});
		expect(await ask(port, '/esa/v1/health', {method: 'HEAD'})).toMatchObject({
			status: 200,
			text: '',
			headers: {etag: health.headers.etag},
		});
		expect((await ask(port, '/metrics')).text).toContain('# TYPE');
		const run = await ask(port, '/esa/v1/runs', {
			method: 'POST',
			headers: {'content-type': 'application/json'},
			body: '{"agents":["cache"]}',
		});
		expect(run).toMatchObject({status: 202, json: {jobs: [{agent: 'cache', joined: false}]}});
		const joined = await ask(port, '/esa/v1/agents/cache/runs', {method: 'POST', headers: {'x-esa-health': '1', 'content-length': '0'}});
		expect(joined).toMatchObject({status: 200, json: {joined: true}});
		const stopped = await ask(port, `/esa/v1/jobs/${run.json.jobs[0].id}`, {method: 'DELETE', headers: {'x-esa-health': '1'}});
		expect(stopped).toMatchObject({status: 200, json: {job: {state: 'cancelled'}}});
		expect(await ask(port, '/esa/v1/nothing')).toMatchObject({status: 404, json: {error: {code: 'not-found'}}});
	});

	test('streams events as they happen, and what was missed to a reader that comes back', async () => {
		const view = new FakeMonitorView();
		const {port} = await start(framework, view);
		const stream = await tap(port, '/esa/v1/events');
		expect(stream).toMatchObject({status: 200, headers: {'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no'}});
		const greeting = await stream.until('retry: 3000');
		view.log('one');
		await stream.until('"message":"one"');
		stream.leave();
		const id = /id: (.+)/.exec(greeting)?.[1] ?? '';
		const again = await tap(port, '/esa/v1/events', {'last-event-id': id});
		await again.until('"message":"one"');
		const reset = await tap(port, '/esa/v1/events', {'last-event-id': 'other-9'});
		await reset.until('event: reset');
		again.leave();
		reset.leave();
	});

	test('makes room for new streams when readers leave', async () => {
		const {port} = await start(framework, new FakeMonitorView());
		const streams = await Promise.all(Array.from({length: 32}, () => tap(port, '/esa/v1/events')));
		expect(await ask(port, '/esa/v1/events')).toMatchObject({status: 429});
		for (const stream of streams) stream.leave();
		await expect.poll(() => streamStatus(port)).toBe(200);
	});

	test('refuses a body of more than 64 KiB and goes on serving', async () => {
		const {port} = await start(framework, new FakeMonitorView());
		const headers = {'content-type': 'application/json'};
		const body = JSON.stringify({agents: ['x'.repeat(70_000)]});
		expect(await ask(port, '/esa/v1/runs', {method: 'POST', headers, body})).toMatchObject({
			status: 413,
			json: {error: {code: 'body-too-large'}},
		});
		const chunked = {...headers, 'transfer-encoding': 'chunked'};
		expect(await ask(port, '/esa/v1/runs', {method: 'POST', headers: chunked, body})).toMatchObject({status: 413});
		expect(await ask(port, '/esa/v1/health')).toMatchObject({status: 200});
	});
});

test('in Hono the handler also takes the bindings of a middleware', async () => {
	const handler = created(new FakeMonitorView());
	const app = new Hono<{Bindings: HttpBindings}>();
	app.use(async (context, next) => {
		let isTheirs = false;
		handler(context.env.incoming, context.env.outgoing, () => (isTheirs = true));
		if (!isTheirs) return RESPONSE_ALREADY_SENT;
		await next();
		return undefined;
	});
	app.get('/own', (context) => context.text('own page'));
	const listener = getRequestListener(app.fetch);
	const {port} = await served((request, response) => void listener(request, response));
	expect((await ask(port, '/own')).text).toBe('own page');
	expect(await ask(port, '/esa/v1/health')).toMatchObject({status: 200, json: {overall: {score: 91}}});
	const headers = {'content-type': 'application/json'};
	expect(await ask(port, '/esa/v1/runs', {method: 'POST', headers, body: '{"agents":["cache"]}'})).toMatchObject({status: 202});
});

describe('below a mount', () => {
	test('in Express the paths and the base follow the mount', async () => {
		const {port} = await served(express().use('/ops', created(new FakeMonitorView())));
		expect((await ask(port, '/ops/.well-known/esa-health')).json).toMatchObject({base: '/ops/esa/v1'});
		expect(await ask(port, '/ops/esa/v1/health')).toMatchObject({status: 200});
		expect((await ask(port, '/esa/v1/health')).json).toBeUndefined();
	});

	test('in node:http they follow basePath', async () => {
		const {port} = await served(created(new FakeMonitorView(), {basePath: '/ops'}));
		expect((await ask(port, '/ops/.well-known/esa-health')).json).toMatchObject({base: '/ops/esa/v1'});
		expect(await ask(port, '/ops/esa/v1/health')).toMatchObject({status: 200});
	});
});

test('without a next, what is not ours is answered 404 as JSON', async () => {
	const {port} = await served(created(new FakeMonitorView()));
	expect(await ask(port, '/')).toMatchObject({status: 404, json: {schemaVersion: 1, error: {code: 'not-found'}}});
	expect(await ask(port, '//evil.example/esa/v1/health')).toMatchObject({status: 404});
	expect(await ask(port, 'http://localhost/esa/v1/health?x')).toMatchObject({status: 200});
});

test('a fetch handler that is not told the peer answers only with a token', async () => {
	const handler = createFetchHandler(new FakeMonitorView());
	closing.push(() => handler.close());
	const request = new Request('http://localhost:3000/esa/v1/health');
	expect((await handler(request)).status).toBe(403);
	expect((await handler(request, {remoteAddress: '127.0.0.1'})).status).toBe(200);
});

function created(view: FakeMonitorView, options?: Parameters<typeof createHandler>[1]): Handler {
	const handler = createHandler(view, options);
	closing.push(() => handler.close());
	return handler;
}

async function start(framework: string, view: FakeMonitorView): Promise<{port: number}> {
	const listener = await services[framework]?.(view);
	if (listener === undefined) throw new Error(`no service ${framework}`);
	return served(listener);
}

async function served(listener: RequestListener): Promise<{port: number}> {
	const server = await serve(listener);
	closing.push(server.stop);
	return server;
}
