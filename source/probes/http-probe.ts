import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import type {IncomingMessage} from 'node:http';
import {type Clock, systemClock} from '../basics/clock.ts';
import type {Sample} from '../store/store.ts';
import {FailOpen} from './fail-open.ts';
import {type Exchange, type ExchangeMessage, Exchanges} from './http-exchanges.ts';
import {type Fate, fateOfSent} from './http-fate.ts';
import {HttpWindow} from './http-window.ts';
import {Http2Streams, type StreamExchange, type StreamMessage} from './http2-streams.ts';
import {InFlight} from './in-flight.ts';
import {Listeners} from './listen-origin.ts';
import {queryContexts, QueryContext} from './queries/query-context.ts';
import {queryFeed} from './queries/query-feed.ts';
import {isMarkedOwn, isOwnPath, isOwnTraffic} from './own-traffic.ts';
import type {Gauge, Probe} from './probe.ts';
import {matchedTemplate, type NamedRequest, nameRoute} from './route-name.ts';
import type {RouteRecord, RouteStat} from './route-record.ts';
import {type LearnedRoute, RouteTable} from './route-table.ts';
import {gaugeSample, histogramSamples} from './sample-of.ts';

export interface HttpProbeOptions {
	clock?: Clock;
	/** Pairs of method and route with a record of their own (200); the rest share `(other)`. */
	routeCap?: number;
	/** Requests to leave out, beside the monitor's own. Called for every request: must be quick. */
	exclude?: (request: IncomingMessage) => boolean;
}

/** The HTTP probe, and what it learns of the service besides. */
export interface HttpProbe extends Probe {
	/** Where the service listens, as reached from this machine; undefined before the first request. */
	origin(): string | undefined;
	/** Routes seen in traffic, most used first. */
	routes(): LearnedRoute[];
	/** Each route's last 5 or 30 minutes, busiest first. */
	routeStats(minutes: 5 | 30): RouteStat[];
	/** Errors of the probe itself, none of which reached the service; and the last of them. */
	trouble(): {errors: number; last: unknown};
}

/**
 * Measures every request that node's own HTTP server answers in this process (node:http, node:https, and whatever is built on them),
 * through `node:diagnostics_channel`: nothing of the service is wrapped or patched. Series: `api.latency`, `api.errors`,
 * `api.client-errors`, `api.aborted`, `api.inflight`.
 *
 * HTTP/2 is measured where node publishes its streams (`http2.server.stream.*`, seen on node 24.21; node 22 lacks them and such requests
 * stay unseen there). Upgraded connections (WebSocket) are no requests here. Other runtimes (Bun, Deno) publish differently or not at all.
 */
export function httpProbe(options: HttpProbeOptions = {}): HttpProbe {
	return new ChannelHttpProbe(options);
}

class ChannelHttpProbe implements HttpProbe {
	readonly name = 'http';
	readonly #clock: Clock;
	readonly #exclude: (request: IncomingMessage) => boolean;
	readonly #routes: RouteTable;
	readonly #failOpen: FailOpen;
	readonly #window = new HttpWindow();
	readonly #listeners = new Listeners();
	readonly #inFlight = new InFlight();
	readonly #exchanges: Exchanges;
	readonly #streams: Http2Streams;
	readonly #subscriptions: readonly (readonly [string, (message: unknown) => void])[];
	#running = false;
	#total = 0;

	constructor({clock = systemClock, routeCap = 200, exclude = () => false}: HttpProbeOptions) {
		this.#clock = clock;
		this.#exclude = exclude;
		this.#routes = new RouteTable(routeCap);
		this.#failOpen = new FailOpen(clock);
		const shared = {
			monotonic: () => clock.monotonic(),
			inFlight: this.#inFlight,
			listenerOf: this.#listeners.of.bind(this.#listeners),
			failed: (error: unknown) => this.#failOpen.failed(error),
		};
		this.#exchanges = new Exchanges({...shared, ended: (exchange, fate) => this.#ended(exchange, fate)});
		this.#streams = new Http2Streams({...shared, ended: (exchange, status, fate) => this.#streamEnded(exchange, status, fate)});
		this.#subscriptions = this.#subscribers();
	}

	#subscribers(): [string, (message: unknown) => void][] {
		return [
			['http.server.request.start', this.#failOpen.wrap((message: ExchangeMessage) => this.#start(message))],
			['http.server.response.finish', this.#failOpen.wrap((message: ExchangeMessage) => this.#exchanges.finish(message))],
			['http2.server.stream.start', this.#failOpen.wrap((message: StreamMessage) => this.#streamStart(message))],
			['http2.server.stream.close', this.#failOpen.wrap((message: StreamMessage) => this.#streams.close(message))],
			['tracing:fastify.request.handler:start', this.#failOpen.wrap(nameFastifyRoute)],
		];
	}

	start(): void {
		if (this.#running) return;
		this.#running = true;
		for (const [name, subscriber] of this.#subscriptions) subscribe(name, subscriber);
	}

	stop(): void {
		if (!this.#running) return;
		this.#running = false;
		for (const [name, subscriber] of this.#subscriptions) unsubscribe(name, subscriber);
		this.#exchanges.clear();
		this.#streams.clear();
		this.#inFlight.clear();
	}

	#start(message: ExchangeMessage): void {
		if (isOwnTraffic(message.request, message.server) || this.#exclude(message.request)) return leaveOut();
		this.#exchanges.start(message, enterRequest());
	}

	#streamStart(message: StreamMessage): void {
		if (isOwnPath(message.headers[':path'] ?? '')) leaveOut();
		else this.#streams.start(message, enterRequest());
	}

	#ended({request, response, target, startedAt, queries}: Exchange, fate: Fate): void {
		if (isMarkedOwn(request)) return;
		const tookMs = this.#clock.monotonic() - startedAt;
		// oxlint-disable-next-line no-underscore-dangle -- node's own name for it
		const end = fateOfSent(fate, tookMs, response._header);
		const route = this.#count(end, response.statusCode, tookMs, request.method ?? 'GET', request, target);
		if (queries !== undefined) queryFeed.close(queries, route?.name);
	}

	#streamEnded({stream, method, target, startedAt, queries}: StreamExchange, status: number | undefined, fate: Fate): void {
		const tookMs = this.#clock.monotonic() - startedAt;
		const type = stream.sentHeaders?.['content-type'];
		const end = fateOfSent(fate, tookMs, `content-type: ${String(type)}`);
		const route = this.#count(end, status ?? 0, tookMs, method, stream, target);
		if (queries !== undefined) queryFeed.close(queries, route?.name);
	}

	/** Counts it and answers with the route that it counts on: none for a request that its client gave up on, which says nothing of a route's speed or errors. */
	#count(fate: Fate, status: number, tookMs: number, method: string, named: NamedRequest, target: string): RouteRecord | undefined {
		this.#total++;
		this.#window.count(fate, status);
		if (fate === 'aborted') return undefined;
		const record = this.#routes.record(method, matchedTemplate(named, target, status), target, status);
		record.count(fate, status, tookMs);
		return record;
	}

	close(from: number, to: number): Sample[] {
		this.#listeners.settle();
		const samples = [...histogramSamples('api.latency', from, this.#routes.takeLatency()), ...this.#window.close(from)];
		this.#routes.rotate(to);
		// A process that never served a request has no requests in flight to speak of.
		if (this.#total === 0 && this.#inFlight.now === 0) return samples;
		return [...samples, gaugeSample('api.inflight', from, this.#inFlight.now, this.#inFlight.takePeak())];
	}

	gauges(): Gauge[] {
		const cost = this.#failOpen.meanMs;
		const gauges: Gauge[] = [
			{name: 'http_requests_in_flight', value: this.#inFlight.now, unit: '', help: 'Requests being answered now.'},
			{name: 'http_routes', value: this.#routes.size, unit: '', help: 'Routes with a record of their own.'},
			{name: 'http_probe_errors', value: this.#failOpen.errors, unit: '', help: 'Errors inside the HTTP probe, kept from the service.'},
		];
		if (cost === null) return gauges;
		const help = 'What the HTTP probe costs per request: two handlers, mean of every 128th call, clock readings included.';
		return [...gauges, {name: 'http_probe_cost_seconds', value: (2 * cost) / 1000, unit: 'seconds', help}];
	}

	origin(): string | undefined {
		return this.#listeners.busiest();
	}

	routes(): LearnedRoute[] {
		return this.#routes.known();
	}

	routeStats(minutes: 5 | 30): RouteStat[] {
		return this.#routes.stats(minutes, this.#clock.now());
	}

	trouble(): {errors: number; last: unknown} {
		return {errors: this.#failOpen.errors, last: this.#failOpen.lastError};
	}
}

/** From here on, what the service runs belongs to this request: its queries are counted to it. */
function enterRequest(): QueryContext | undefined {
	if (!queryFeed.isFed || !queryFeed.isOn) return undefined;
	const context = queryFeed.open('request');
	queryContexts.enterWith(context);
	return context;
}

/** What a request of the monitor's own makes the service ask its database is no request's and no loose end: it goes to a context that ended. */
function leaveOut(): void {
	if (queryFeed.isFed && queryFeed.isOn) queryContexts.enterWith(leftOut);
}

const leftOut = new QueryContext('request', 0);
leftOut.endedAt = 0;

/** Fastify keeps its request away from node's, but publishes both, with the route, just before it calls a handler. */
function nameFastifyRoute({request, route}: {request: {raw: object}; route: {url: string}}): void {
	nameRoute(request.raw, route.url);
}
