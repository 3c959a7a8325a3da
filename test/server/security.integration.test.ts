import {connect} from 'node:net';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {Refusal} from '../../source/protocol/discovery.ts';
import {createHandler, type Handler} from '../../source/server/handler.ts';
import {listen, type Listening} from '../../source/server/listen.ts';
import {parseTokens} from '../../source/server/tokens.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ask, serve, streamStatus, tap, type EventTap} from '../support/raw-http.ts';

const json = {'content-type': 'application/json'};
let view: FakeMonitorView;
let handler: Handler;
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
	view = new FakeMonitorView();
	handler = createHandler(view);
	server = await serve(handler);
});
afterEach(async () => {
	handler.close();
	await server.stop();
});

describe('a web page', () => {
	test('that rebound its name to this machine reads nothing and starts nothing', async () => {
		const headers = {...json, host: `evil.example:${server.port}`};
		const refused = await ask(server.port, '/esa/v1/health', {headers});
		expect(refused.status).toBe(421);
		expect(refused.text).not.toContain('score');
		expect(await ask(server.port, '/esa/v1/agents/cache/runs', {method: 'POST', headers})).toMatchObject({status: 421});
		expect(view.history).toEqual([]);
	});

	test.each([
		['a form', {'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site'}, 403],
		['a form that hides its origin', {'content-type': 'text/plain', origin: 'null'}, 403],
		['a form of an old browser', {'content-type': 'text/plain'}, 415],
		['a beacon', {'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'cross-site'}, 403],
		['a script with JSON', {...json, origin: 'https://evil.example'}, 403],
	])('cannot start a run through %s', async (_how, headers, status) => {
		const answer = await ask(server.port, '/esa/v1/runs', {method: 'POST', headers, body: '{"agents":["cache"]}'});
		expect(answer.status).toBe(status);
		expect(Refusal.parse(answer.json).error.message).toMatch(/\.$/);
		expect(view.history).toEqual([]);
	});

	test('is never told that it may ask across origins', async () => {
		const preflight = await ask(server.port, '/esa/v1/runs', {
			method: 'OPTIONS',
			headers: {origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type'},
		});
		expect(preflight.status).toBe(403);
		for (const answer of [preflight, await ask(server.port, '/esa/v1/health')])
			expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
	});
});

describe('hostile requests', () => {
	test.each([
		['5,000 levels of JSON', '['.repeat(5000) + ']'.repeat(5000)],
		['JSON that is not closed', '{"agents":["cache"'],
		['names of the prototype', '{"__proto__":{"agents":["cache"]},"constructor":{"agents":["cache"]}}'],
		['no JSON', 'agents=cache'],
		['a byte order mark and nothing', '\uFEFF'],
	])('%s are refused with 400 and pollute nothing', async (_what, body) => {
		expect(await ask(server.port, '/esa/v1/runs', {method: 'POST', headers: json, body})).toMatchObject({
			status: 400,
			json: {error: {code: 'bad-request'}},
		});
		expect(({} as Record<string, unknown>)['agents']).toBeUndefined();
		expect(view.history).toEqual([]);
	});

	test('agents called like the prototype do not exist', async () => {
		for (const slug of ['__proto__', 'constructor', 'toString', '..%2f..', '%00'])
			expect(await ask(server.port, `/esa/v1/agents/${slug}/runs`, {method: 'POST', headers: json})).toMatchObject({status: 404});
	});

	test('a body without end is cut off at its limit', async () => {
		const answer = await new Promise<string>((resolve, reject) => {
			const socket = connect(server.port, '127.0.0.1');
			let text = '';
			const head = 'POST /esa/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
			const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
			socket.write(head);
			const feed = setInterval(() => socket.write(chunk), 1);
			socket.setEncoding('utf8').on('data', (part: string) => (text += part));
			socket.on('error', reject).on('close', () => {
				clearInterval(feed);
				resolve(text);
			});
			socket.on('data', () => clearInterval(feed));
		});
		expect(answer).toMatch(/^HTTP\/1\.1 413 /);
		expect(answer.toLowerCase()).toContain('connection: close');
	});

	test('a Content-Length over the limit is refused before the body comes', async () => {
		const head = 'POST /esa/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n';
		expect(await raw(server.port, head, '"body-too-large"')).toMatch(/^HTTP\/1\.1 413 /);
	});

	test('a request without Host is misdirected', async () => {
		expect(await raw(server.port, 'GET /esa/v1/health HTTP/1.0\r\n\r\n', '"misdirected"')).toMatch(/^HTTP\/1\.1 421 /);
	});
});

describe('event streams', () => {
	test('are at most 32 at once, and one that leaves makes room', async () => {
		const streams: EventTap[] = [];
		for (let index = 0; index < 32; index++) streams.push(await tap(server.port, '/esa/v1/events'));
		expect(await ask(server.port, '/esa/v1/events')).toMatchObject({
			status: 429,
			headers: {'retry-after': '30'},
			json: {error: {code: 'too-many-requests'}},
		});
		streams[0]?.leave();
		await expect.poll(() => streamStatus(server.port)).toBe(200);
		for (const stream of streams) stream.leave();
	});

	test('let go of a reader that never reads, while another gets everything', async () => {
		handler.close();
		await server.stop();
		handler = createHandler(view, {limits: {bufferedBytes: 65_536}});
		server = await serve(handler);
		const socket = connect(server.port, '127.0.0.1');
		socket.on('error', () => undefined);
		const isGone = new Promise((resolve) => server.server.once('connection', (peer) => peer.once('close', resolve)));
		socket.write('GET /esa/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
		await new Promise((resolve) => socket.once('data', resolve));
		socket.pause();
		const reader = await tap(server.port, '/esa/v1/events');
		let sent = 0;
		const slow = {isOpen: true};
		void isGone.then(() => (slow.isOpen = false));
		// The kernel takes megabytes before anything waits in the process; the quick reader keeps up in between.
		while (slow.isOpen && sent < 2000) {
			view.log(`${++sent} ${'x'.repeat(30_000)}`);
			await reader.until(`"message":"${sent} `);
		}
		expect(slow.isOpen).toBe(false);
		await reader.until(`"message":"${sent} `);
		socket.destroy();
		reader.leave();
	});
});

describe('tokens', () => {
	const canary = 'canary-4f1c9a77';
	let listening: Listening;
	beforeEach(async () => {
		listening = await listen({view, port: 0, tokens: parseTokens(`ada:operator:${canary}\nbob:viewer:${canary}-viewer`, 'test')});
	});
	afterEach(() => listening.close());

	test('never appear in any answer or audit line, wherever they are sent', async () => {
		const authorization = `Bearer ${canary}`;
		const seen: string[] = [];
		for (const auth of [authorization, `Basic ${canary}`, `Bearer ${canary}x`, `Bearer ${canary}-viewer`, ''])
			for (const [method, path] of [
				['GET', `/esa/v1/health?token=${canary}`],
				['GET', `/esa/v1/${canary}`],
				['GET', `/${canary}`],
				['GET', `/esa/v1/trends?range=${canary}`],
				['GET', `/esa/v1/jobs/${canary}`],
				['GET', '/esa/v1/audit'],
				['GET', '/metrics'],
				['PUT', `/esa/v1/${canary}`],
				['POST', `/esa/v1/agents/${canary}/runs?access_token=${canary}`],
				['DELETE', `/esa/v1/jobs/${canary}`],
			] as const) {
				const answer = await ask(listening.port, path, {method, headers: {...json, authorization: auth, 'idempotency-key': canary}});
				seen.push(answer.text, JSON.stringify(answer.headers));
			}
		expect(seen.join('\n')).not.toContain(canary);
		expect(new Set(view.audited.map(({who}) => who))).toEqual(new Set(['ada', 'bob', '-']));
		expect(JSON.stringify(view.audited)).not.toContain(canary);
	});

	test('in the address are not taken', async () => {
		for (const name of ['token', 'access_token', 'authorization'])
			expect(await ask(listening.port, `/esa/v1/health?${name}=${canary}`)).toMatchObject({status: 401});
	});

	test('open the listener to those who have one', async () => {
		expect(await ask(listening.port, '/esa/v1/health', {headers: {authorization: `Bearer ${canary}-viewer`}})).toMatchObject({status: 200});
	});
});

/** Sends bytes and resolves with everything received once it holds `part`. */
function raw(port: number, bytes: string, part: string): Promise<string> {
	const {promise, resolve, reject} = Promise.withResolvers<string>();
	let text = '';
	const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
	socket.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
		if (!text.includes(part)) return;
		socket.destroy();
		resolve(text);
	});
	socket.on('error', reject).on('close', () => reject(new Error(`closed before ${part}: ${text}`)));
	return promise;
}
