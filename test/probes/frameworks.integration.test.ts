import {serve as serveHono} from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import {Hono} from 'hono';
import {routePath} from 'hono/route';
import Koa from 'koa';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {httpProbe, type HttpProbe} from '../../source/probes/http-probe.ts';
import {nameRoute} from '../../source/probes/route-name.ts';
import {closeWindow, quantile, tally} from '../support/probe-window.ts';
import {ask, type RawAnswer} from '../support/raw-http.ts';

const slowMs = 30;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, slowMs));

let probe: HttpProbe;
beforeEach(() => {
	probe = httpProbe();
});
afterEach(() => {
	probe.stop();
	if (probe.trouble().errors > 0) throw probe.trouble().last;
});

async function listening(listener: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<number> {
	return portOf(createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1'));
}

async function portOf(server: Server): Promise<number> {
	onTestFinished(() => void server.close());
	if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
	return (server.address() as AddressInfo).port;
}

const paths = ['/api/orders', '/api/orders/17', '/api/orders/18?full=1', '/api/slow', '/api/broken', '/api/missing/x'];

async function askAll(port: number): Promise<Pick<RawAnswer, 'status' | 'text'>[]> {
	const answers = [];
	for (const path of paths) answers.push(await ask(port, path));
	return answers.map(({status, text, headers}) => ({status, text, headers: {...headers, date: undefined}}));
}

/** The same requests without and with the probe: the same answers, and the right numbers. */
async function compare(port: number): Promise<Map<string, number>> {
	const before = await askAll(port);
	probe.start();
	const answers = await askAll(port);
	expect(answers).toEqual(before);
	expect(answers.map(({status}) => status)).toEqual([200, 200, 200, 200, 500, 404]);
	const window = closeWindow(probe);
	expect(tally(window, 'api.errors')).toEqual([6, 1]);
	expect(tally(window, 'api.client-errors')).toEqual([6, 1]);
	expect(tally(window, 'api.aborted')).toEqual([6, 0]);
	expect(window.get('api.latency')!.n).toBe(6);
	expect(quantile(window, 'api.latency', 1)).toBeGreaterThan(slowMs * 0.9);
	expect(window.get('api.inflight')!.sum).toBe(0);
	expect(probe.origin()).toBe(`http://127.0.0.1:${port}`);
	return new Map(probe.routeStats(5).map(({route, n}) => [route, n]));
}

/** Routes by their path: what a service without a readable router gives. */
const byPath = new Map([
	['/api/orders/:id', 2],
	['(not found)', 1],
	['/api/broken', 1],
	['/api/orders', 1],
	['/api/slow', 1],
]);

describe('the HTTP probe inside', () => {
	test('node:http', async () => {
		const port = await listening((request, response) => {
			const path = request.url!.split('?')[0]!;
			if (path === '/api/slow') setTimeout(() => response.end('slow'), slowMs);
			else if (path === '/api/broken') response.writeHead(500).end('broken');
			else if (path.startsWith('/api/orders')) response.end(`{"path":"${path}"}`);
			else response.writeHead(404).end('missing');
		});
		expect(await compare(port)).toEqual(byPath);
	});

	test('Express 5, with the templates of its routers', async () => {
		const app = express();
		const api = express.Router();
		api.get('/orders', (_, response) => void response.json([]));
		api.get('/orders/:order', (request, response) => void response.json({id: request.params['order']}));
		api.get('/slow', async (_, response) => {
			await pause();
			response.send('slow');
		});
		api.get('/broken', async () => {
			await Promise.reject(new Error('broken'));
		});
		app.use('/api', api);
		app.use(
			(_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) =>
				void response.status(500).send('broken'),
		);
		const port = await listening(app);
		expect(await compare(port)).toEqual(
			new Map([...byPath].map(([route, n]) => [route === '/api/orders/:id' ? '/api/orders/:order' : route, n])),
		);
	});

	test('Express 5, with a router mounted under a parameter and a route given as a pattern', async () => {
		const app = express();
		const orders = express.Router({mergeParams: true});
		orders.get('/orders', (_, response) => void response.send('ok'));
		app.use('/users/:user', orders);
		app.get(/^\/legacy/, (_, response) => void response.send('ok'));
		app.use(express.static('does-not-exist'));
		const port = await listening(app);
		probe.start();
		for (const path of ['/users/41/orders', '/users/42/orders', '/legacy/9', '/nothing']) await ask(port, path);
		expect(new Map(probe.routeStats(5).map(({route, n}) => [route, n]))).toEqual(
			new Map([
				['/users/:id/orders', 2],
				['/legacy/:id', 1],
				['(not found)', 1],
			]),
		);
	});

	test('Fastify 5, with the templates of its plugins', async () => {
		const app = Fastify();
		await app.register(
			async (api) => {
				api.get('/orders', async () => []);
				api.get<{Params: {order: string}}>('/orders/:order', async ({params}) => ({id: params.order}));
				api.get('/slow', async () => {
					await pause();
					return 'slow';
				});
				api.get('/broken', async () => {
					throw new Error('broken');
				});
			},
			{prefix: '/api'},
		);
		await app.listen({port: 0, host: '127.0.0.1'});
		onTestFinished(async () => app.close());
		const port = await portOf(app.server);
		expect(await compare(port)).toEqual(
			new Map([...byPath].map(([route, n]) => [route === '/api/orders/:id' ? '/api/orders/:order' : route, n])),
		);
	});

	test('Koa 3, by path, and by template once a middleware names it', async () => {
		const app = new Koa();
		app.silent = true;
		const name = {routes: false};
		app.use(async (context, next) => {
			await next();
			if (name.routes && context.path.startsWith('/api/orders/')) nameRoute(context.req, '/api/orders/:order');
		});
		app.use(async (context) => {
			if (context.path === '/api/slow') await pause();
			if (context.path === '/api/broken') throw new Error('broken');
			if (!context.path.startsWith('/api/missing')) context.body = {path: context.path};
		});
		const port = await listening(app.callback());
		expect(await compare(port)).toEqual(byPath);
		name.routes = true;
		await ask(port, '/api/orders/19');
		expect(probe.routes()).toContainEqual({method: 'GET', route: '/api/orders/:order', path: undefined, count: 1});
	});

	test('Hono, by path, and by template once a middleware names it', async () => {
		const app = new Hono<{Bindings: {incoming: object}}>();
		const name = {routes: false};
		app.use(async (context, next) => {
			await next();
			if (name.routes) nameRoute(context.env.incoming, routePath(context, -1));
		});
		app.get('/api/orders', (context) => context.json([]));
		app.get('/api/orders/:order', (context) => context.json({id: context.req.param('order')}));
		app.get('/api/slow', async (context) => {
			await pause();
			return context.text('slow');
		});
		app.get('/api/broken', () => {
			throw new Error('broken');
		});
		app.onError((_, context) => context.text('broken', 500));
		const port = await portOf(serveHono({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}) as Server);
		expect(await compare(port)).toEqual(byPath);
		name.routes = true;
		await ask(port, '/api/orders/19');
		expect(probe.routes()).toContainEqual({method: 'GET', route: '/api/orders/:order', path: undefined, count: 1});
	});
});

test('an abort is an abort in every framework, and leaves nothing in flight', async () => {
	const app = express();
	app.get('/hang', () => undefined);
	const fastify = Fastify();
	fastify.get('/hang', async () => new Promise(() => undefined));
	await fastify.listen({port: 0, host: '127.0.0.1'});
	onTestFinished(async () => fastify.close());
	const koa = new Koa();
	koa.use(async () => new Promise(() => undefined));
	const hono = new Hono().get('/hang', async () => new Promise<Response>(() => undefined));
	const ports = [
		await listening(app),
		await portOf(fastify.server),
		await listening(koa.callback()),
		await portOf(serveHono({fetch: hono.fetch, port: 0, hostname: '127.0.0.1'}) as Server),
	];
	probe.start();
	const inFlight = () => probe.gauges().find(({name}) => name === 'http_requests_in_flight')!.value;
	const abort = new AbortController();
	const hanging = ports.map(async (port) =>
		fetch(`http://127.0.0.1:${port}/hang`, {signal: abort.signal}).catch((error: Error) => error.name),
	);
	await vi.waitFor(() => expect(inFlight()).toBe(ports.length));
	abort.abort();
	expect(await Promise.all(hanging)).toEqual(ports.map(() => 'AbortError'));
	await vi.waitFor(() => expect(inFlight()).toBe(0));
	expect(tally(closeWindow(probe), 'api.aborted')).toEqual([4, 4]);
});
