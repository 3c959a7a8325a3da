import type {IncomingHttpHeaders, ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {type Fate, fateOfStream} from './http-fate.ts';
import type {InFlight} from './in-flight.ts';
import type {Listener} from './listen-origin.ts';
import type {QueryContext} from './queries/query-context.ts';
import type {NamedRequest} from './route-name.ts';
import {addLink, findLink, linksOf, newOwner, type Trackable, type Tracking} from './tracked.ts';

/** What node publishes on `http2.server.stream.start`; `…close` carries the stream alone. */
export interface StreamMessage {
	stream: TrackedStream;
	headers: IncomingHttpHeaders;
}

interface TrackedStream extends ServerHttp2Stream, Trackable<StreamExchange>, NamedRequest {}

/** An HTTP/2 request whose stream has not closed. */
export interface StreamExchange extends Tracking<StreamExchange> {
	readonly stream: TrackedStream;
	readonly method: string;
	readonly target: string;
	readonly startedAt: number;
	readonly queries: QueryContext | undefined;
	isOpen: boolean;
}

interface StreamsOptions {
	monotonic(): number;
	inFlight: InFlight;
	listenerOf(server: object, socket: Socket): Listener | undefined;
	ended(exchange: StreamExchange, status: number | undefined, fate: Fate): void;
}

/** Follows each HTTP/2 request: node publishes `close` for every stream, however it ends, so one symbol on the stream is enough. */
export class Http2Streams {
	readonly #options: StreamsOptions;
	#owner = newOwner();

	constructor(options: StreamsOptions) {
		this.#options = options;
	}

	/** Forgets what is open, as before a pause. */
	clear(): void {
		this.#owner = newOwner();
	}

	start({stream, headers}: StreamMessage, queries: QueryContext | undefined): void {
		addLink(stream, {
			owner: this.#owner,
			next: linksOf(stream),
			stream,
			method: headers[':method'] ?? 'GET',
			target: headers[':path'] ?? '/',
			startedAt: this.#options.monotonic(),
			queries,
			isOpen: true,
		});
		this.#learnListener(stream);
		this.#options.inFlight.enter();
	}

	/** The socket of a session is a proxy that shows addresses only; the server is not told. */
	#learnListener({session}: ServerHttp2Stream): void {
		if (session === undefined) return;
		const listener = this.#options.listenerOf({}, session.socket);
		if (listener !== undefined) listener.requests++;
	}

	close({stream}: Pick<StreamMessage, 'stream'>): void {
		const exchange = findLink(stream, this.#owner);
		if (exchange?.isOpen !== true) return;
		exchange.isOpen = false;
		this.#options.inFlight.leave();
		const status = stream.sentHeaders?.[':status'];
		const code = status === undefined ? undefined : Number(status);
		this.#options.ended(exchange, code, fateOfStream(stream, code));
	}
}
