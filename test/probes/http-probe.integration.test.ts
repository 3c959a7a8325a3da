import {connect as connectHttp2, constants, createServer as createHttp2Server} from 'node:http2';
import {Agent, request as httpRequest, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import {type AddressInfo, connect, type Socket} from 'node:net';
import {channel} from 'node:diagnostics_channel';
import {afterEach, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import type {ServiceView} from '../../source/agents/define-agent.ts';
import {markOwn, ownRequest, ownServer} from '../../source/basics/own-server.ts';
import {httpProbe, type HttpProbe} from '../../source/probes/http-probe.ts';
import {closeWindow, quantile, tally} from '../support/probe-window.ts';
import {ask, serve} from '../support/raw-http.ts';

let probe: HttpProbe;
beforeEach(() => {
	probe = httpProbe();
	probe.start();
});
afterEach(() => {
	probe.stop();
	// Whatever a test is about: the probe itself must not have failed in it.
	if (probe.trouble().errors > 0) throw probe.trouble().last;
});

async function served(listener: RequestListener): Promise<{port: number; server: Awaited<ReturnType<typeof serve>>['server']}> {
	const {port, server, stop} = await serve(listener);
	onTestFinished(stop);
	return {port, server};
}

function inFlight(): number | undefined {
	return probe.gauges().find(({name}) => name === 'http_requests_in_flight')?.value;
}

/** Writes raw bytes on a connection of its own. */
async function send(port: number, text: string): Promise<Socket> {
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined).resume();
	await new Promise<void>((resolve) => socket.write(text, () => resolve()));
	return socket;
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: shop\r\n${headers}\r\n`;
const ended = async (n: number) => vi.waitFor(() => expect(inFlight()).toBe(n), {interval: 2, timeout: 5000});

describe('what is counted', () => {
	test('finished requests with their latency, errors by class, and the peak in flight', async () => {
		const {port} = await served((request, response) => {
			response.statusCode = Number(request.url!.slice(1));
			setTimeout(() => response.end('x'), 20);
		});
		await Promise.all([200, 201, 302, 404, 429, 500, 503].map((status) => ask(port, `/${status}`)));
		const window = closeWindow(probe, 1000);
		expect(window.get('api.latency')).toMatchObject({series: 'api.latency', t: 1000, n: 7});
		expect(quantile(window, 'api.latency', 0.5)).toBeGreaterThan(15);
		expect(tally(window, 'api.errors')).toEqual([7, 2]);
		expect(tally(window, 'api.client-errors')).toEqual([7, 2]);
		expect(tally(window, 'api.aborted')).toEqual([7, 0]);
		expect(window.get('api.inflight')).toMatchObject({n: 1, sum: 0, min: 0, max: 7});
	});

	test('a window without requests has no sample, and a process that never served one has no requests in flight', async () => {
		expect(closeWindow(probe).size).toBe(0);
		const {port} = await served((_, response) => response.end());
		await ask(port, '/');
		closeWindow(probe);
		expect([...closeWindow(probe).keys()]).toEqual(['api.inflight']);
	});

	test('requests over one kept-alive connection, HEAD and POST with a body among them', async () => {
		const {port} = await served((request, response) => {
			request.resume().on('end', () => response.end('answer'));
		});
		const agent = new Agent({keepAlive: true, maxSockets: 1});
		for (const method of ['GET', 'HEAD', 'POST', 'GET']) {
			await new Promise<void>((resolve, reject) => {
				const request = httpRequest({port, host: '127.0.0.1', method, path: '/api/orders', agent}, (response) =>
					response.resume().on('end', resolve),
				);
				request.on('error', reject).end(method === 'POST' ? 'body' : undefined);
			});
		}
		agent.destroy();
		expect(tally(closeWindow(probe), 'api.errors')).toEqual([4, 0]);
		expect(new Map(probe.routes().map(({method, count}) => [method, count]))).toEqual(
			new Map([
				['GET', 2],
				['HEAD', 1],
				['POST', 1],
			]),
		);
	});

	test('pipelined requests, each with its own response, though the second is ready first', async () => {
		const {port} = await served((request, response) => {
			if (request.url === '/fast') response.end('fast');
			else setTimeout(() => response.end('slow'), 30);
		});
		const socket = await send(port, get('/slow') + get('/fast') + get('/fast'));
		await vi.waitFor(() => expect(probe.routes().map(({count}) => count)).toEqual([2, 1]));
		socket.destroy();
		expect(tally(closeWindow(probe), 'api.aborted')).toEqual([3, 0]);
		await ended(0);
	});

	test('chunked answers, 100-continue and HTTP/1.0', async () => {
		const {port} = await served((request, response) => {
			response.write('a');
			request.resume().on('end', () => response.end('b'));
		});
		await send(port, 'GET / HTTP/1.0\r\n\r\n');
		await send(port, 'POST / HTTP/1.1\r\nhost: shop\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\nhi');
		await vi.waitFor(() => expect(probe.routes().reduce((sum, {count}) => sum + count, 0)).toBe(2));
	});

	test('an upgraded connection is no request', async () => {
		const {port, server} = await served((_, response) => response.end());
		server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'));
		const socket = await send(port, get('/live', 'connection: upgrade\r\nupgrade: x\r\n'));
		await new Promise((resolve) => socket.once('close', resolve));
		expect(closeWindow(probe).size).toBe(0);
	});

	test('a second finish of the same response changes nothing', async () => {
		const {port} = await served((_, response) => response.end());
		const finish = channel('http.server.response.finish');
		const messages: unknown[] = [];
		const keep = (message: unknown) => messages.push(message);
		finish.subscribe(keep);
		await ask(port, '/');
		finish.unsubscribe(keep);
		for (const message of messages) finish.publish(message);
		expect(tally(closeWindow(probe), 'api.errors')).toEqual([1, 0]);
		expect(inFlight()).toBe(0);
	});
});

describe('requests without a whole response', () => {
	const hang: RequestListener = () => undefined;

	test.each([
		['closes', (socket: Socket) => socket.end()],
		['vanishes', (socket: Socket) => socket.destroy()],
		['resets', (socket: Socket) => socket.resetAndDestroy()],
	])('a client that %s while it waits has aborted', async (_, leave) => {
		const {port} = await served(hang);
		const socket = await send(port, get('/report'));
		await ended(1);
		leave(socket);
		await ended(0);
		const window = closeWindow(probe);
		expect(tally(window, 'api.aborted')).toEqual([1, 1]);
		expect(window.has('api.errors')).toBe(false);
		expect(window.has('api.latency')).toBe(false);
		expect(probe.routes()).toEqual([]);
	});

	test('a client that leaves in the middle of the answer has aborted', async () => {
		const {port} = await served((_, response) => void response.write('half'));
		const socket = await send(port, get('/'));
		await new Promise((resolve) => socket.once('data', resolve));
		socket.destroy();
		await ended(0);
		expect(tally(closeWindow(probe), 'api.aborted')).toEqual([1, 1]);
	});

	test('a client whose body is no HTTP has aborted', async () => {
		const {port} = await served(hang);
		await send(port, 'POST / HTTP/1.1\r\nhost: shop\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n');
		await vi.waitFor(() => expect(tally(closeWindow(probe), 'api.aborted')).toEqual([1, 1]));
	});

	test.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
		['response.destroy()', (_, response) => void response.destroy()],
		['response.destroy(error)', (_, response) => void response.destroy(new Error('boom'))],
		[
			"response.destroy(an upstream's ECONNRESET)",
			(_, response) => void response.destroy(Object.assign(new Error('upstream'), {code: 'ECONNRESET'})),
		],
		['request.destroy()', (request) => void request.destroy()],
		['socket.destroy()', (request) => void request.socket.destroy()],
		['destroy() after half an answer', (_, response) => void response.write('half', () => response.destroy())],
	])('%s is an error of the service', async (_, answer) => {
		const {port} = await served(answer);
		await send(port, get('/api/report'));
		await vi.waitFor(() => expect(probe.routeStats(5)).toMatchObject([{route: '/api/report', n: 1, errors: 1}]));
		const window = closeWindow(probe);
		expect(tally(window, 'api.errors')).toEqual([1, 1]);
		expect(tally(window, 'api.aborted')).toEqual([1, 0]);
		expect(window.has('api.latency')).toBe(false);
		expect(inFlight()).toBe(0);
	});

	test('a late answer to a client that is gone changes nothing', async () => {
		const answers: ServerResponse[] = [];
		const {port} = await served((_, response) => void answers.push(response));
		const socket = await send(port, get('/'));
		await ended(1);
		socket.destroy();
		await ended(0);
		answers[0]!.end('late');
		await new Promise((resolve) => setImmediate(resolve));
		expect(tally(closeWindow(probe), 'api.aborted')).toEqual([1, 1]);
		expect(inFlight()).toBe(0);
	});

	test('all requests of a pipeline end with their connection', async () => {
		const {port} = await served(hang);
		const socket = await send(port, get('/a') + get('/b') + get('/c'));
		await ended(3);
		socket.resetAndDestroy();
		await ended(0);
		expect(tally(closeWindow(probe), 'api.aborted')).toEqual([3, 3]);
	});

	test('a handler that throws leaves the request in flight until its client goes', async () => {
		const listeners = process.listeners('uncaughtException');
		process.removeAllListeners('uncaughtException');
		const caught = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
		onTestFinished(() => {
			for (const listener of listeners) process.on('uncaughtException', listener);
		});
		const {port} = await served(() => {
			throw new Error('handler broke');
		});
		const socket = await send(port, get('/'));
		expect((await caught).message).toBe('handler broke');
		expect(inFlight()).toBe(1);
		socket.destroy();
		await ended(0);
	});

	test('10,000 aborts leave nothing in flight', async () => {
		const {port} = await served(hang);
		const clients = 100;
		for (let round = 0; round < 100; round++) {
			const sockets = await Promise.all(Array.from({length: clients}, async () => send(port, get(`/report/${round}`))));
			await ended(clients);
			for (const socket of sockets)
				if (round % 2 === 0) socket.destroy();
				else socket.resetAndDestroy();
			await ended(0);
		}
		const window = closeWindow(probe);
		expect(tally(window, 'api.aborted')).toEqual([10_000, 10_000]);
		expect(window.get('api.inflight')).toMatchObject({sum: 0, max: clients});
	}, 60_000);

	test('an event stream is neither slow nor aborted, whoever ends it', async () => {
		const {port} = await served((_, response) => {
			response.writeHead(200, {'content-type': 'text/event-stream'}).write(': hello\n\n');
		});
		const socket = await send(port, get('/events'));
		await new Promise((resolve) => socket.once('data', resolve));
		socket.destroy();
		await ended(0);
		const window = closeWindow(probe);
		expect(tally(window, 'api.aborted')).toEqual([1, 0]);
		expect(tally(window, 'api.errors')).toEqual([1, 0]);
		expect(window.has('api.latency')).toBe(false);
	});
});

describe('what is left out', () => {
	test('own paths, own clients, own listeners and what our handler marks', async () => {
		const {port, server} = await served((request, response) => {
			if (request.url === '/metrics') markOwn(request, ownRequest);
			response.end();
		});
		await ask(port, '/esa/v1/health');
		await ask(port, '/.well-known/esa-health');
		await ask(port, '/metrics');
		await ask(port, '/api/orders', {headers: {'user-agent': 'esa-health/0.1.0'}});
		markOwn(server, ownServer);
		await ask(port, '/api/orders');
		expect(closeWindow(probe).size).toBe(0);
		expect(probe.routes()).toEqual([]);
		expect(inFlight()).toBe(0);
	});

	test('what the service asks to leave out', async () => {
		const picky = httpProbe({exclude: (request) => request.url === '/healthz'});
		picky.start();
		onTestFinished(() => picky.stop());
		const {port} = await served((_, response) => response.end());
		await ask(port, '/healthz');
		await ask(port, '/api/orders');
		expect(picky.routes().map(({route}) => route)).toEqual(['/api/orders']);
		expect(probe.routes()).toHaveLength(2);
	});
});

describe('what is learned', () => {
	test('where the service listens and on what routes, as the agents want it', async () => {
		const view: ServiceView = {origin: () => probe.origin(), routes: () => probe.routes()};
		expect(view.origin()).toBeUndefined();
		const {port} = await served((_, response) => response.end());
		await ask(port, '/api/orders?customer=4711');
		await ask(port, '/api/orders');
		await ask(port, '/api/orders/4711');
		expect(view.origin()).toBe(`http://127.0.0.1:${port}`);
		expect(view.routes()).toEqual([
			{method: 'GET', route: '/api/orders', path: '/api/orders', count: 2},
			{method: 'GET', route: '/api/orders/:id', path: undefined, count: 1},
		]);
		expect(JSON.stringify([probe.routes(), probe.routeStats(30), [...closeWindow(probe).keys()]])).not.toContain('4711');
	});

	test('the slowest route of the last minutes', async () => {
		const {port} = await served((request, response) => {
			setTimeout(() => response.end(), request.url === '/api/report' ? 60 : 0);
		});
		for (const path of ['/api/report', '/api/orders', '/api/orders', '/api/report']) await ask(port, path);
		const [slowest] = probe.routeStats(5).toSorted((one, other) => other.p95! - one.p95!);
		expect(slowest).toMatchObject({method: 'GET', route: '/api/report', n: 2, errors: 0});
		expect(slowest!.p95).toBeGreaterThan(55);
	});
});

describe('the service is left alone', () => {
	test('requests and responses carry nothing of ours, sockets one listener for their whole life', async () => {
		const seen = {
			request: new Set<PropertyKey>(),
			response: new Set<PropertyKey>(),
			closes: [] as number[],
			responseCloses: [] as number[],
		};
		const look: RequestListener = (request, response) => {
			for (const key of Reflect.ownKeys(request)) seen.request.add(key);
			for (const key of Reflect.ownKeys(response)) seen.response.add(key);
			seen.closes.push(request.socket.listenerCount('close'));
			seen.responseCloses.push(response.listenerCount('close'));
			response.end();
		};
		const agent = new Agent({keepAlive: true, maxSockets: 1});
		onTestFinished(() => agent.destroy());
		const {port} = await served(look);
		const again = () =>
			new Promise<void>((resolve, reject) => {
				httpRequest({port, host: '127.0.0.1', agent}, (response) => response.resume().on('end', resolve))
					.on('error', reject)
					.end();
			});
		for (let at = 0; at < 20; at++) await again();
		expect(new Set(seen.closes).size).toBe(1);
		const probed = {
			request: [...seen.request],
			response: [...seen.response],
			closes: [...seen.closes],
			responseCloses: [...seen.responseCloses],
		};
		probe.stop();
		agent.destroy();
		seen.request.clear();
		seen.response.clear();
		seen.closes.length = seen.responseCloses.length = 0;
		await ask(port, '/');
		expect(probed.request).toEqual([...seen.request]);
		expect(probed.response).toEqual([...seen.response]);
		expect(probed.closes[0]).toBe(seen.closes[0]! + 1);
		expect(probed.responseCloses[0]).toBe(seen.responseCloses[0]);
	});

	test('an error inside the probe is counted and never reaches the service', async () => {
		const broken = httpProbe({
			exclude: () => {
				throw new Error('probe broke');
			},
		});
		broken.start();
		onTestFinished(() => broken.stop());
		const {port} = await served((_, response) => response.end('fine'));
		expect((await ask(port, '/')).text).toBe('fine');
		expect(broken.trouble()).toEqual({errors: 1, last: new Error('probe broke')});
		expect(broken.gauges()).toContainEqual(expect.objectContaining({name: 'http_probe_errors', value: 1}));
	});

	test('the probe tells what it costs', async () => {
		const {port} = await served((_, response) => response.end());
		for (let at = 0; at < 130; at++) await ask(port, '/');
		const cost = probe.gauges().find(({name}) => name === 'http_probe_cost_seconds');
		expect(cost!.value).toBeGreaterThan(0);
	});

	test('after a stop nothing is counted, and requests open at the stop do not come back at the next start', async () => {
		const answers: ServerResponse[] = [];
		const {port} = await served((_, response) => void answers.push(response));
		const first = ask(port, '/before');
		await ended(1);
		probe.stop();
		expect(inFlight()).toBe(0);
		probe.start();
		answers.pop()!.end();
		await first;
		expect(inFlight()).toBe(0);
		const second = ask(port, '/after');
		await ended(1);
		answers.pop()!.end();
		await second;
		expect(probe.routes().map(({route}) => route)).toEqual(['/after']);
	});

	test('a connection that outlives many pauses keeps one listener and is counted right after them', async () => {
		const sockets: Socket[] = [];
		const {port} = await served((request, response) => {
			sockets.push(request.socket);
			response.end();
		});
		const agent = new Agent({keepAlive: true, maxSockets: 1});
		onTestFinished(() => agent.destroy());
		const again = async () =>
			new Promise<void>((resolve, reject) => {
				httpRequest({port, host: '127.0.0.1', agent}, (response) => response.resume().on('end', resolve))
					.on('error', reject)
					.end();
			});
		await again();
		const listeners = sockets[0]!.listenerCount('close');
		for (let at = 0; at < 20; at++) {
			probe.stop();
			probe.start();
			await again();
		}
		expect(new Set(sockets).size).toBe(1);
		expect(sockets[0]!.listenerCount('close')).toBe(listeners);
		expect(tally(closeWindow(probe), 'api.errors')).toEqual([21, 0]);
		expect(inFlight()).toBe(0);
	});

	test('two probes in one process each count once', async () => {
		const other = httpProbe();
		other.start();
		onTestFinished(() => other.stop());
		const {port} = await served((_, response) => response.end());
		for (let at = 0; at < 3; at++) await ask(port, '/');
		expect(tally(closeWindow(other), 'api.errors')).toEqual([3, 0]);
		expect(tally(closeWindow(probe), 'api.errors')).toEqual([3, 0]);
	});

	test('starting twice counts once', async () => {
		probe.start();
		const {port} = await served((_, response) => response.end());
		await ask(port, '/');
		expect(tally(closeWindow(probe), 'api.errors')).toEqual([1, 0]);
	});
});

// Node 22 does not publish HTTP/2 streams.
describe.runIf(Number(process.versions.node.split('.')[0]) >= 24)('HTTP/2', () => {
	test('streams are counted like requests, cancelled ones as aborted, broken ones as errors', async () => {
		const server = createHttp2Server((request, response) => {
			if (request.url === '/broken') response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
			else if (request.url !== '/hang') response.writeHead(request.url === '/missing' ? 404 : 200).end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const {port} = server.address() as AddressInfo;
		const client = connectHttp2(`http://127.0.0.1:${port}`);
		onTestFinished(() => {
			client.destroy();
			server.close();
		});
		const open = (path: string) => {
			const stream = client.request({':path': path});
			stream.on('error', () => undefined).resume();
			return {stream, closed: new Promise((resolve) => stream.once('close', resolve))};
		};
		for (const path of ['/api/orders/7', '/missing', '/broken', '/esa/v1/health']) await open(path).closed;
		const hanging = open('/hang');
		await ended(1);
		hanging.stream.close(constants.NGHTTP2_CANCEL);
		await ended(0);
		const window = closeWindow(probe);
		expect(tally(window, 'api.errors')).toEqual([3, 1]);
		expect(tally(window, 'api.client-errors')).toEqual([3, 1]);
		expect(tally(window, 'api.aborted')).toEqual([4, 1]);
		expect(
			probe
				.routes()
				.map(({route}) => route)
				.toSorted(),
		).toEqual(['/api/orders/:id', '/broken']);
		expect(probe.origin()).toBe(`http://127.0.0.1:${port}`);
	});

	test('a connection that is lost leaves no stream in flight', async () => {
		const server = createHttp2Server(() => undefined);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void server.close());
		const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		client.on('error', () => undefined);
		for (let at = 0; at < 50; at++) client.request({':path': '/hang'}).on('error', () => undefined);
		await ended(50);
		client.destroy();
		await ended(0);
		expect(tally(closeWindow(probe), 'api.aborted')).toEqual([50, 50]);
	});
});
