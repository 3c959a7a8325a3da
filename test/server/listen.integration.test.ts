import {execFile, execFileSync} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {request as secureRequest} from 'node:https';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {SecureContextOptions} from 'node:tls';
import {promisify} from 'node:util';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {listen, type Listening, type ListenOptions} from '../../source/server/listen.ts';
import {parseTokens} from '../../source/server/tokens.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ask, serve, tap} from '../support/raw-http.ts';

const tokens = parseTokens('ada:operator:canary-operator-1', 'test');
const open: Listening[] = [];
const start = async (options: Partial<ListenOptions> = {}): Promise<Listening> => {
	const listening = await listen({view: new FakeMonitorView(), port: 0, ...options});
	open.push(listening);
	return listening;
};
afterEach(() => Promise.all(open.splice(0).map((listening) => listening.close())));

test('a listener answers on the address that it tells', async () => {
	const {url, port} = await start();
	expect(url).toBe(`http://127.0.0.1:${port}`);
	expect(await (await fetch(`${url}/esa/v1/health`)).json()).toMatchObject({overall: {score: 91}});
});

describe('another address than loopback', () => {
	test.each<[string, Partial<ListenOptions>]>([
		['nothing', {}],
		['only a token', {tokens}],
		['only a proxy', {behindProxy: true}],
		['only TLS', {tls: {cert: '', key: ''}}],
	])('is refused with %s', async (_what, options) => {
		for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.com'])
			await expect(start({host, ...options})).rejects.toMatchObject({code: 'unsafe-listen', message: expect.stringContaining(host)});
	});

	test('is taken with a token and a proxy', async () => {
		const {port} = await start({host: '0.0.0.0', tokens, behindProxy: true, allowedHosts: ['health.example.com']});
		const headers = {host: 'health.example.com', authorization: 'Bearer canary-operator-1', 'x-forwarded-for': '10.1.2.3'};
		expect(await ask(port, '/esa/v1/health', {headers})).toMatchObject({status: 200});
		expect(await ask(port, '/esa/v1/health', {headers: {...headers, authorization: ''}})).toMatchObject({status: 401});
		expect(await ask(port, '/esa/v1/health', {headers: {...headers, host: 'evil.example'}})).toMatchObject({status: 421});
	});
});

describe('TLS', () => {
	let pem: {cert: Buffer; key: Buffer};
	beforeAll(async () => {
		const folder = await mkdtemp(join(tmpdir(), 'esa-tls-'));
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
		execFileSync('openssl', [...how, '-keyout', key, '-out', cert], {stdio: 'ignore'});
		pem = {cert: await readFile(cert), key: await readFile(key)};
		await rm(folder, {recursive: true});
	});

	test('is spoken with a certificate', async () => {
		const {url, port} = await start({tokens, tls: pem});
		expect(url).toBe(`https://127.0.0.1:${port}`);
		await expect(askSecurely(port, {ca: pem.cert})).resolves.toBe(200);
	});

	test('with an authority serves only clients that it signed', async () => {
		const {port} = await start({tokens, tls: {...pem, ca: pem.cert}});
		await expect(askSecurely(port, {ca: pem.cert, ...pem})).resolves.toBe(200);
		await expect(askSecurely(port, {ca: pem.cert})).rejects.toMatchObject({code: expect.stringMatching(/ECONNRESET|ERR_SSL|EPIPE/)});
	});

	test('with a certificate that is none is refused in one sentence', async () => {
		const view = new FakeMonitorView();
		await expect(start({view, tokens, tls: {cert: 'x', key: 'y'}})).rejects.toMatchObject({
			code: 'bad-tls',
			message: expect.stringContaining('PEM'),
		});
		expect(view.listeners.size).toBe(0);
	});
});

describe('a port that is taken', () => {
	test('is refused with its number and what to do', async () => {
		const other = await serve((_request, response) => response.end());
		await expect(start({port: other.port})).rejects.toMatchObject({
			code: 'port-taken',
			message: `Port ${other.port} on 127.0.0.1 is taken by another program: stop it, or choose another (--listen or ESA_HEALTH_LISTEN=127.0.0.1:PORT).`,
		});
		await other.stop();
	});

	test('is exchanged for a free one where that was asked for', async () => {
		const other = await serve((_request, response) => response.end());
		const {port} = await start({port: other.port, portFallback: true});
		expect(port).not.toBe(other.port);
		expect(await ask(port, '/esa/v1/health')).toMatchObject({status: 200});
		await other.stop();
	});

	test('an address that this machine does not have is refused in one sentence', async () => {
		await expect(start({host: '192.0.2.1', tokens, behindProxy: true})).rejects.toMatchObject({
			code: 'cannot-listen',
			message: expect.stringContaining('192.0.2.1'),
		});
	});
});

describe('slow senders', () => {
	const timeouts = {headersMs: 200, requestMs: 400, checkMs: 50};

	test('of headers are cut off', async () => {
		const {port} = await start({timeouts});
		expect(await trickle(port, 'GET /esa/v1/health HTTP/1.1\r\nHost: localhost\r\n', 'X-Slow: 1\r\n')).toMatch(/^HTTP\/1\.1 408 /);
	});

	test('of a body are cut off', async () => {
		const {port} = await start({timeouts});
		const head = 'POST /esa/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n';
		expect(await trickle(port, head, ' ')).toMatch(/^HTTP\/1\.1 408 /);
	});

	test('of nothing at all are cut off', async () => {
		const {port} = await start({timeouts});
		expect(await trickle(port, '', '')).toMatch(/^(HTTP\/1\.1 408 |$)/);
	});
});

test('headers of more than 16 KiB are refused', async () => {
	const {port} = await start();
	expect(await ask(port, '/esa/v1/health', {headers: {'x-long': 'x'.repeat(20_000)}})).toMatchObject({status: 431});
});

test("a listener inside somebody else's program does not keep it from ending", async () => {
	const program = `
		const {listen} = await import(${JSON.stringify(new URL('../../source/server/listen.ts', import.meta.url))});
		const {FakeMonitorView} = await import(${JSON.stringify(new URL('../support/fake-monitor-view.ts', import.meta.url))});
		const {url} = await listen({view: new FakeMonitorView(), port: 0, unref: true});
		console.log((await fetch(url + '/esa/v1/health')).status);`;
	const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
	expect(stdout).toBe('200\n');
});

test('closing ends event streams and frees the port', async () => {
	const view = new FakeMonitorView();
	const listening = await listen({view, port: 0});
	const {port} = listening;
	const stream = await tap(port, '/esa/v1/events');
	await listening.close();
	await stream.ended;
	expect(view.listeners.size).toBe(0);
	const again = await start({port});
	expect(again.port).toBe(port);
});

/** One request with a token over TLS; resolves with its status. */
function askSecurely(port: number, options: SecureContextOptions): Promise<number | undefined> {
	const {promise, resolve, reject} = Promise.withResolvers<number | undefined>();
	const headers = {authorization: 'Bearer canary-operator-1'};
	const where = {host: '127.0.0.1', port, path: '/esa/v1/health', headers, servername: 'localhost', agent: false};
	const request = secureRequest({...where, ...options}, (response) => {
		response.resume().on('end', () => resolve(response.statusCode));
	});
	request.on('error', reject).end();
	return promise;
}

/** Opens with some bytes, repeats others for as long as the connection lives, and resolves with what came back. */
function trickle(port: number, opening: string, drop: string): Promise<string> {
	const {promise, resolve} = Promise.withResolvers<string>();
	let text = '';
	const socket = connect(port, '127.0.0.1', () => socket.write(opening));
	const dripping = setInterval(() => socket.write(drop), 40);
	socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	// A sender that still writes while it is cut off sees a reset; what came back before counts.
	socket.on('error', () => undefined);
	socket.on('close', () => {
		clearInterval(dripping);
		resolve(text);
	});
	return promise;
}
