import type {Dispatcher, Pool} from 'undici';
import type {Clock} from '../basics/clock.ts';
import {safeText} from '../basics/safe-text.ts';
import {toAnswer, type Answer, type RawAnswer} from './answer.ts';
import {deadline} from './deadline.ts';
import {bodyCapBytes, describeFailure, type Attempted, type Failure} from './failure.ts';
import type {Timeouts} from './timeouts.ts';

/** What came of one request. */
export type Asked = {kind: 'answered'; answer: Answer} | Failure;

/** A stream of text that stays open, such as server-sent events; `close` ends it early. */
export type Opened = {kind: 'open'; contentType: string; pieces: AsyncIterable<string>; close: () => void} | Asked;

export interface Request {
	method: 'GET' | 'POST' | 'DELETE';
	/** With query. */
	path: string;
	headers?: Record<string, string>;
	body?: string;
}

/** Talks to one origin and to no other. Nothing here throws for expected trouble. */
export interface Transport {
	ask(request: Request, signal: AbortSignal): Promise<Asked>;
	/** Opens a GET whose 200 stays open; any other answer is read as by `ask`. */
	open(request: Request, quietMs: number, signal: AbortSignal): Promise<Opened>;
	close(): Promise<void>;
}

export interface TransportOptions {
	origin: string;
	token: string | undefined;
	userAgent: string;
	timeouts: Timeouts;
	clock: Clock;
}

const maxRedirects = 3;

/** A pool of keep-alive connections to one origin; undici is loaded with the first request, so that a first frame does not wait for it. */
export function createTransport(options: TransportOptions): Transport {
	let pool: Promise<Pool> | undefined;
	const send = async (request: Request, signal: AbortSignal, bodyTimeout: number): Promise<Dispatcher.ResponseData> => {
		pool ??= openPool(options);
		return (await pool).request({
			method: request.method,
			path: request.path,
			headers: headersOf(request, options),
			body: request.body ?? null,
			bodyTimeout,
			signal,
		});
	};
	return {
		ask: async (request, signal) => askOnceMore(request, async () => exchange(request, options, send, signal)),
		open: async (request, quietMs, signal) => open(request, options, async (sent) => send(request, sent, quietMs), signal),
		async close() {
			// Running requests are of no more use, and a graceful close would wait for them.
			await (await pool)?.destroy();
		},
	};
}

async function openPool({origin, timeouts}: TransportOptions): Promise<Pool> {
	const undici = await import('undici');
	return new undici.Pool(origin, {
		// Five questions of a poll, a stream of events, and something a person asks for meanwhile.
		connections: 8,
		connect: {timeout: timeouts.connectMs},
		headersTimeout: timeouts.headersMs,
		bodyTimeout: timeouts.bodyMs,
	});
}

function headersOf(request: Request, {token, userAgent}: TransportOptions): Record<string, string> {
	return {
		accept: 'application/json, application/health+json, text/plain;q=0.8, */*;q=0.1',
		'accept-encoding': 'identity',
		'user-agent': userAgent,
		...(token !== undefined && {authorization: `Bearer ${token}`}),
		...request.headers,
	};
}

/**
 * A server may close an idle connection in the very moment it is used again; that is no outage. Only a POST
 * may not simply be sent twice.
 */
async function askOnceMore(request: Request, ask: () => Promise<Asked>): Promise<Asked> {
	const first = await ask();
	return request.method !== 'POST' && first.kind === 'unreachable' && first.reset ? ask() : first;
}

type Send = (request: Request, signal: AbortSignal, bodyTimeout: number) => Promise<Dispatcher.ResponseData>;

/** One request with its redirects and its whole body, within `totalMs`. */
async function exchange(request: Request, options: TransportOptions, send: Send, signal: AbortSignal): Promise<Asked> {
	const {timeouts, origin, clock} = options;
	const attempted: Attempted = {method: request.method, path: withoutQuery(request.path), origin, phase: 'headers', timeouts};
	const limit = deadline(signal, timeouts.totalMs);
	const started = clock.monotonic();
	try {
		const sent = await follow(request, origin, async (next) => send(next, limit.signal, timeouts.bodyMs));
		if ('kind' in sent) return sent;
		attempted.phase = 'body';
		const text = await readCapped(sent.response);
		return {kind: 'answered', answer: toAnswer(rawAnswer(sent.path, sent.response, text, clock.monotonic() - started), clock.now())};
	} catch (error) {
		return describeFailure(limit.signal.aborted ? limit.signal.reason : error, attempted);
	} finally {
		limit.clear();
	}
}

/** Only a GET follows, only within the origin, at most 3 times: neither a token nor a question ever goes elsewhere. */
async function follow(
	request: Request,
	origin: string,
	send: (request: Request) => Promise<Dispatcher.ResponseData>,
): Promise<{response: Dispatcher.ResponseData; path: string} | Failure> {
	let path = request.path;
	for (let redirects = 0; redirects <= maxRedirects; redirects++) {
		const response = await send({...request, path});
		const location = redirectOf(response);
		if (location === undefined || request.method !== 'GET') return {response, path: withoutQuery(path)};
		await response.body.dump();
		const next = URL.parse(location, origin + path);
		if (next?.origin !== origin) return elsewhere(request, origin, next);
		path = next.pathname + next.search;
	}
	return unfollowed(
		`GET ${withoutQuery(request.path)} on ${origin} was redirected more than ${maxRedirects} times, last to ${withoutQuery(path)}.`,
	);
}

function redirectOf({statusCode, headers}: Dispatcher.ResponseData): string | undefined {
	const {location} = headers;
	return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === 'string' ? location : undefined;
}

/** The host part of a parsed URL is plain ASCII, so it can be shown. */
function elsewhere(request: Request, origin: string, next: URL | null): Failure {
	const where = next === null ? 'an address that is no URL' : `another server, ${next.protocol}//${next.host}`;
	const advice = next === null ? '' : ' Give that address as --url if it is the one you mean.';
	return unfollowed(`GET ${withoutQuery(request.path)} on ${origin} is redirected to ${where}, which is not followed.${advice}`);
}

function unfollowed(detail: string): Failure {
	// An address from a server can be as long as a header.
	return {kind: 'unreadable', detail: safeText(detail, {maxCells: 300}), lost: false, reset: false};
}

function withoutQuery(path: string): string {
	return path.replace(/\?.*$/s, '');
}

async function readCapped({body, headers}: Dispatcher.ResponseData): Promise<string> {
	if (Number(headers['content-length']) > bodyCapBytes) throw tooLarge(body);
	const decoder = new TextDecoder();
	let size = 0;
	let text = '';
	for await (const piece of body as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > bodyCapBytes) throw tooLarge(body);
		text += decoder.decode(piece, {stream: true});
	}
	return text + decoder.decode();
}

function tooLarge(body: Dispatcher.ResponseData['body']): Error {
	// Destroying an unread body is an error event on it; nobody else listens.
	body.on('error', () => {}).destroy();
	return Object.assign(new Error('body over the cap'), {code: 'too-large'});
}

function rawAnswer(path: string, {statusCode, headers}: Dispatcher.ResponseData, text: string, roundTripMs: number): RawAnswer {
	return {
		path,
		roundTripMs,
		status: statusCode,
		text,
		header(name: string): string | undefined {
			const value = headers[name];
			return Array.isArray(value) ? value[0] : value;
		},
	};
}

async function open(
	request: Request,
	options: TransportOptions,
	send: (signal: AbortSignal) => Promise<Dispatcher.ResponseData>,
	signal: AbortSignal,
): Promise<Opened> {
	const {origin, timeouts, clock} = options;
	const attempted: Attempted = {method: 'GET', path: withoutQuery(request.path), origin, phase: 'headers', timeouts};
	try {
		const response = await send(signal);
		const raw = rawAnswer(attempted.path, response, '', 0);
		const contentType = raw.header('content-type') ?? '';
		if (response.statusCode === 200 && contentType.startsWith('text/event-stream')) return openStream(response, contentType);
		// Only its status matters, and an unending body must not hold the connection.
		response.body.on('error', () => {}).destroy();
		return {kind: 'answered', answer: toAnswer(raw, clock.now())};
	} catch (error) {
		return describeFailure(signal.aborted ? signal.reason : error, attempted);
	}
}

function openStream({body}: Dispatcher.ResponseData, contentType: string): Opened {
	return {
		kind: 'open',
		contentType,
		pieces: decode(body as AsyncIterable<Buffer>),
		close: () => void body.on('error', () => {}).destroy(),
	};
}

async function* decode(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	for await (const piece of pieces) yield decoder.decode(piece, {stream: true});
}
