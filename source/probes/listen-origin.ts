import type {AddressInfo, Socket} from 'node:net';

const listenersKept = 16;

/** One listener of the service and how much it was used lately. */
export interface Listener {
	readonly origin: string;
	requests: number;
	lately: number;
}

interface AddressedServer {
	address?(): AddressInfo | string | null;
}

/** Learns from traffic where the service listens. Bounded: a service that opens listeners without end keeps the busiest. */
export class Listeners {
	readonly #known: Listener[] = [];

	/** The listener of a connection; undefined for a Unix socket or a connection without an address. */
	of(server: object, socket: Socket): Listener | undefined {
		const origin = originOf((server as AddressedServer).address?.() ?? null, socket);
		if (origin === undefined) return undefined;
		return this.#known.find((listener) => listener.origin === origin) ?? this.#add(origin);
	}

	#add(origin: string): Listener {
		const listener = {origin, requests: 0, lately: 0};
		if (this.#known.length >= listenersKept) this.#known.splice(this.#known.indexOf(this.#quietest()!), 1);
		this.#known.push(listener);
		return listener;
	}

	/** Called at every closing of a window: halves what was, adds what came, so that a listener long gone gives way. */
	settle(): void {
		for (const listener of this.#known) {
			listener.lately = listener.lately / 2 + listener.requests;
			listener.requests = 0;
		}
	}

	/** Where most requests came in lately. */
	busiest(): string | undefined {
		return this.#known.toSorted((one, other) => weight(other) - weight(one))[0]?.origin;
	}

	#quietest(): Listener | undefined {
		return this.#known.toSorted((one, other) => weight(one) - weight(other))[0];
	}
}

function weight(listener: Listener): number {
	return listener.lately + listener.requests;
}

/** An address that reaches the listener from this machine: wildcards become loopback. */
export function originOf(address: AddressInfo | string | null, socket: Pick<Socket, 'localAddress' | 'localPort'>): string | undefined {
	// A string is a Unix socket's or a pipe's path.
	if (typeof address === 'string') return undefined;
	const port = address?.port ?? socket.localPort;
	const host = address?.address ?? socket.localAddress;
	if (port === undefined || host === undefined) return undefined;
	const scheme = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
	return `${scheme}://${hostOf(host, socket.localAddress)}:${port}`;
}

function hostOf(listening: string, local: string | undefined): string {
	if (listening === '0.0.0.0') return '127.0.0.1';
	// A dual-stack listener shows IPv4 connections as ::ffff:a.b.c.d.
	if (listening === '::') return local?.includes('.') === true ? '127.0.0.1' : '[::1]';
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(listening)?.[1];
	if (mapped !== undefined) return mapped;
	return listening.includes(':') ? `[${listening}]` : listening;
}
