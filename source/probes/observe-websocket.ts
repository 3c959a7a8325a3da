import type {Sample} from '../store/store.ts';
import type {Gauge, Probe} from './probe.ts';
import {gaugeSample, shareSamples} from './sample-of.ts';

interface SocketLike {
	on(event: 'close', listener: (code: number) => void): unknown;
	off(event: 'close', listener: (code: number) => void): unknown;
}

/** What a `ws` WebSocketServer shows. */
export interface WebSocketServerLike {
	readonly clients: ReadonlySet<SocketLike>;
	on(event: 'connection', listener: (socket: SocketLike) => void): unknown;
	off(event: 'connection', listener: (socket: SocketLike) => void): unknown;
}

/** By shape: an emitter with a set of clients that also takes upgrades. */
export function isWebSocketServer(thing: unknown): thing is WebSocketServerLike {
	if (typeof thing !== 'object' || thing === null) return false;
	if (!('clients' in thing && 'on' in thing && 'off' in thing && 'handleUpgrade' in thing)) return false;
	return thing.clients instanceof Set && [thing.on, thing.off, thing.handleUpgrade].every((method) => typeof method === 'function');
}

/** 1006: the connection broke without a goodbye. 1011: the server failed. */
export function isAbnormalClose(code: number): boolean {
	return code === 1006 || code === 1011;
}

/** Counts open sockets and how they close. */
export function webSocketProbe(server: WebSocketServerLike, name: string): Probe {
	return new WebSocketProbe(server, name);
}

class WebSocketProbe implements Probe {
	readonly name: string;
	readonly #server: WebSocketServerLike;
	readonly #watched = new WeakSet<SocketLike>();
	#isRunning = false;
	#closes = 0;
	#abnormal = 0;

	constructor(server: WebSocketServerLike, name: string) {
		this.#server = server;
		this.name = name;
	}

	start(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#watchAll();
		this.#server.on('connection', this.#watch);
	}

	stop(): void {
		this.#isRunning = false;
		this.#server.off('connection', this.#watch);
		for (const socket of this.#server.clients) {
			socket.off('close', this.#closed);
			this.#watched.delete(socket);
		}
	}

	/** A server behind `handleUpgrade` need not emit `connection`; its clients are in the set all the same. */
	#watchAll(): void {
		for (const socket of this.#server.clients) this.#watch(socket);
	}

	readonly #watch = (socket: SocketLike): void => {
		if (this.#watched.has(socket)) return;
		this.#watched.add(socket);
		socket.on('close', this.#closed);
	};

	readonly #closed = (code: number): void => {
		this.#closes++;
		if (isAbnormalClose(code)) this.#abnormal++;
	};

	close(from: number): Sample[] {
		if (this.#isRunning) this.#watchAll();
		const closes = shareSamples('websocket.closes', from, this.#closes, this.#abnormal);
		this.#closes = this.#abnormal = 0;
		return [gaugeSample('websocket.open', from, this.#server.clients.size), ...closes];
	}

	gauges(): Gauge[] {
		return [
			{
				name: 'websocket_connections_open',
				value: this.#server.clients.size,
				unit: '',
				help: 'Open WebSockets.',
				labels: {server: this.name},
			},
		];
	}
}
