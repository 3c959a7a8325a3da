import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {WebSocket, WebSocketServer} from 'ws';
import {observe} from '../../source/probes/observe.ts';
import type {Probe} from '../../source/probes/probe.ts';
import {closeWindow, tally} from '../support/probe-window.ts';

let server: WebSocketServer;
let probe: Probe;
beforeEach(async () => {
	server = new WebSocketServer({port: 0, host: '127.0.0.1'});
	await new Promise((resolve) => server.once('listening', resolve));
	probe = observe(server);
	onTestFinished(() => {
		for (const client of server.clients) client.terminate();
		server.close();
	});
});

async function join(port = (server.address() as AddressInfo).port): Promise<WebSocket> {
	const socket = new WebSocket(`ws://127.0.0.1:${port}`);
	onTestFinished(() => socket.terminate());
	await new Promise((resolve) => socket.once('open', resolve));
	return socket;
}

const open = () => closeWindow(probe).get('websocket.open')!.sum;
const closed = async (n: number) => vi.waitFor(() => expect(server.clients.size).toBe(n));

describe('observing a WebSocket server', () => {
	test('counts open sockets, those of before the start too', async () => {
		await join();
		probe.start();
		await join();
		expect(open()).toBe(2);
	});

	test('counts closes, and the abnormal ones among them', async () => {
		probe.start();
		const [polite, leaving, lost] = [await join(), await join(), await join()];
		polite.close(1000);
		leaving.close(1001);
		lost.terminate();
		await closed(0);
		const window = closeWindow(probe);
		expect(tally(window, 'websocket.closes')).toEqual([3, 1]);
		expect(window.get('websocket.open')).toMatchObject({sum: 0});
		expect(closeWindow(probe).has('websocket.closes')).toBe(false);
	});

	test('a server that closes with 1011 closes abnormally', async () => {
		server.on('connection', (socket) => socket.on('message', () => socket.close(1011, 'broken')));
		probe.start();
		const socket = await join();
		socket.send('x');
		await new Promise((resolve) => socket.once('close', resolve));
		await closed(0);
		expect(tally(closeWindow(probe), 'websocket.closes')).toEqual([1, 1]);
	});

	test('sockets of a server that never emits connection are counted from the next window on', async () => {
		const own = new WebSocketServer({noServer: true});
		const http = createServer();
		http.on('upgrade', (request, socket, head) => own.handleUpgrade(request, socket, head, () => undefined));
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			own.close();
			http.close();
		});
		const quiet = observe(own);
		quiet.start();
		const socket = await join((http.address() as AddressInfo).port);
		expect(closeWindow(quiet).get('websocket.open')!.sum).toBe(1);
		socket.terminate();
		await vi.waitFor(() => expect(own.clients.size).toBe(0));
		expect(tally(closeWindow(quiet), 'websocket.closes')).toEqual([1, 1]);
	});

	test('messages pass as before, and a stop leaves no listener behind', async () => {
		const listeners = () => [server.listenerCount('connection'), ...[...server.clients].map((client) => client.listenerCount('close'))];
		server.on('connection', (socket) => socket.on('message', (text: Buffer) => socket.send(`echo ${text.toString()}`)));
		const socket = await join();
		const before = listeners();
		probe.start();
		expect(listeners()).toEqual(before.map((count) => count + 1));
		const answer = new Promise((resolve) => socket.once('message', (text: Buffer) => resolve(text.toString())));
		socket.send('hello');
		expect(await answer).toBe('echo hello');
		probe.stop();
		expect(listeners()).toEqual(before);
	});

	test('shows open sockets as a gauge', async () => {
		await join();
		expect(observe(server, {name: 'live'}).gauges()).toEqual([
			expect.objectContaining({name: 'websocket_connections_open', value: 1, labels: {server: 'live'}}),
		]);
	});
});
