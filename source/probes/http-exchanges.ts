import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {InFlight} from './in-flight.ts';
import type {Listener} from './listen-origin.ts';
import {type Fate, fateOfClosed} from './http-fate.ts';
import type {Markable} from './own-traffic.ts';
import type {QueryContext} from './queries/query-context.ts';
import {addLink, findLink, linksOf, newOwner, type Trackable, type Tracking} from './tracked.ts';

/** What node publishes on `http.server.request.start` and `http.server.response.finish`. */
export interface ExchangeMessage {
	request: IncomingMessage;
	response: SentResponse;
	socket: TrackedSocket;
	server: Markable;
}

/** `_header`: all headers as sent, also those given to `writeHead` as a list, which `getHeader` does not know. */
interface SentResponse extends ServerResponse {
	_header?: string | null;
}

interface TrackedSocket extends Socket, Trackable<Connection> {}

/** A request whose response has not ended. */
export interface Exchange {
	readonly request: IncomingMessage;
	readonly response: SentResponse;
	/** What the client asked for; routers rewrite `request.url`. */
	readonly target: string;
	readonly startedAt: number;
	/** What it sends to its databases; undefined while nothing that sends queries is observed. */
	readonly queries: QueryContext | undefined;
}

interface Connection extends Tracking<Connection> {
	epoch: number;
	readonly listener: Listener | undefined;
	/** One, or several in order where the client pipelines. */
	readonly open: Exchange[];
}

interface ExchangesOptions {
	monotonic(): number;
	inFlight: InFlight;
	listenerOf(server: object, socket: Socket): Listener | undefined;
	ended(exchange: Exchange, fate: Fate): void;
	/** Takes what goes wrong in a `close` listener, where node would not. */
	failed(error: unknown): void;
}

/**
 * Follows each request from start to end. `finish` alone is not enough: it never comes for an aborted or destroyed response. What is
 * open is therefore kept per connection, by one symbol and one `close` listener on the socket for its whole life; requests and responses
 * carry nothing of ours, and a `close` ends all that is open. So nothing can stay in flight.
 */
export class Exchanges {
	readonly #options: ExchangesOptions;
	readonly #owner = newOwner();
	/** Grows with every pause: what was open before it is not known any more. */
	#epoch = 0;

	constructor(options: ExchangesOptions) {
		this.#options = options;
	}

	/** Forgets what is open, as before a pause: its end will not be seen. */
	clear(): void {
		this.#epoch++;
	}

	start({request, response, socket, server}: ExchangeMessage, queries: QueryContext | undefined): void {
		const connection = this.#connectionOf(socket, server);
		connection.open.push({request, response, target: request.url ?? '/', startedAt: this.#options.monotonic(), queries});
		if (connection.listener !== undefined) connection.listener.requests++;
		this.#options.inFlight.enter();
	}

	/** A second finish, or one of a request that began before we did, is not known here and changes nothing. */
	finish({response, socket}: ExchangeMessage): void {
		const connection = findLink(socket, this.#owner);
		if (connection?.epoch !== this.#epoch) return;
		const {open} = connection;
		const at = open[0]?.response === response ? 0 : open.findIndex((exchange) => exchange.response === response);
		if (at === -1) return;
		const exchange = open[at]!;
		if (open.length === 1) open.pop();
		else open.splice(at, 1);
		this.#options.inFlight.leave();
		this.#options.ended(exchange, 'finished');
	}

	#connectionOf(socket: TrackedSocket, server: object): Connection {
		const known = findLink(socket, this.#owner);
		if (known !== undefined) return this.#current(known);
		const listener = this.#options.listenerOf(server, socket);
		const connection: Connection = {owner: this.#owner, epoch: this.#epoch, next: linksOf(socket), listener, open: []};
		addLink(socket, connection);
		socket.on('close', () => this.#closed(connection, socket));
		return connection;
	}

	/** A connection that outlived a pause goes on with the listener it has. */
	#current(connection: Connection): Connection {
		if (connection.epoch === this.#epoch) return connection;
		connection.epoch = this.#epoch;
		connection.open.length = 0;
		return connection;
	}

	#closed({epoch, open}: Connection, socket: Socket): void {
		if (epoch !== this.#epoch || open.length === 0) return;
		for (const exchange of open.splice(0)) {
			this.#options.inFlight.leave();
			try {
				this.#options.ended(exchange, fateOfClosed(socket, exchange.response.errored));
			} catch (error) {
				this.#options.failed(error);
			}
		}
	}
}
