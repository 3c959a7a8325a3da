import type {IncomingMessage, ServerResponse} from 'node:http';
import {markOwn, ownRequest} from '../basics/own-server.ts';
import type {Answer, Body, Call, Headers, Sink} from './answer.ts';
import {bodyLimitBytes} from './json-body.ts';
import type {MonitorView} from './monitor-view.ts';
import {createRouter, type HandlerOptions, type Router} from './router.ts';

/** What frameworks add to a request: the path before a mount cut it, and a body that a parser has read already. */
type Request = IncomingMessage & {originalUrl?: string; body?: unknown};

export interface Handler {
	/** Answers our own paths; passes all others to `next`, or answers 404 where there is none. */
	(request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void;
	/** Ends all event streams. */
	close(): void;
}

/** A body that takes longer is given up; the host's own server may wait for minutes. */
const bodyTimeoutMs = 10_000;

/** The wire as a plain node:http handler: see docs/protocol.md for how each framework takes it. */
export function createHandler(view: MonitorView, options: HandlerOptions = {}): Handler {
	const router = createRouter(view, options);
	const handler = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void => {
		const {path, query} = splitUrl(request.url ?? '/');
		if (!router.owns(path) && next !== undefined) return next();
		markOwn(request, ownRequest);
		// A reader may leave at any moment; what was meant for it is lost with the connection, and nobody else is concerned.
		response.on('error', () => response.destroy());
		respond(router, toCall(request, path, query), request, response).catch(() => response.destroy());
	};
	return Object.assign(handler, {close: () => router.close()});
}

async function respond(router: Router, call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const answer = await router.answer(call);
	if (response.destroyed || response.headersSent) return;
	response.writeHead(answer.status, headersFor(answer, request));
	if (request.method === 'HEAD') response.end();
	else if (answer.kind === 'whole') response.end(answer.body);
	else stream(answer, response);
}

function stream(answer: Extract<Answer, {kind: 'stream'}>, response: ServerResponse): void {
	const sink: Sink = {
		write: (chunk) => void response.write(chunk),
		buffered: () => response.writableLength,
		// What is still buffered belongs to a reader that does not read.
		close: () => void (response.writableLength > 0 ? response.destroy() : response.end()),
	};
	response.once('close', answer.open(sink));
}

function headersFor(answer: Answer, request: IncomingMessage): Headers {
	const {connection, ...headers} = answer.headers;
	return {
		...headers,
		// HTTP/2 has no connection header and refuses it.
		...(connection === undefined || request.httpVersionMajor > 1 ? {} : {connection}),
		...(answer.kind === 'whole' && answer.status !== 304 ? {'content-length': String(Buffer.byteLength(answer.body))} : {}),
	};
}

function toCall(request: Request, path: string, query: URLSearchParams): Call {
	return {
		method: request.method ?? 'GET',
		path,
		query,
		mount: mountOf(request),
		header: (name) => request.headers[name]?.toString(),
		remote: request.socket.remoteAddress,
		body: () => readBody(request),
	};
}

/** Splits by hand: `new URL` would take `//host/path` for another host and fold `..`. A proxy's absolute form loses its origin. */
function splitUrl(url: string): {path: string; query: URLSearchParams} {
	const [target = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#');
	const mark = target.indexOf('?');
	return mark < 0
		? {path: target, query: new URLSearchParams()}
		: {path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1))};
}

/** Express, Connect and middie keep the whole URL in `originalUrl` and cut the mount off `url`. */
function mountOf({url = '', originalUrl}: Request): string {
	return originalUrl !== undefined && originalUrl.length > url.length && originalUrl.endsWith(url) ? originalUrl.slice(0, -url.length) : '';
}

/** HTTP/2 tells the end of a body by other means than headers. */
function isBodyless({headers, httpVersionMajor}: IncomingMessage): boolean {
	return httpVersionMajor === 1 && headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
}

async function readBody(request: Request): Promise<Body> {
	if (isBodyless(request)) return {kind: 'text', text: ''};
	if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return {kind: 'too-large'};
	if (request.body !== undefined) return parsedBody(request.body);
	if (request.readableEnded) return {kind: 'consumed'};
	return collectBody(request);
}

/** What the host's parser let through may be larger than we allow; without a Content-Length only its text tells. */
function parsedBody(value: unknown): Body {
	const text = JSON.stringify(value) ?? '';
	return Buffer.byteLength(text) > bodyLimitBytes ? {kind: 'too-large'} : {kind: 'parsed', value};
}

function collectBody(request: IncomingMessage): Promise<Body> {
	const {promise, resolve} = Promise.withResolvers<Body>();
	const chunks: Buffer[] = [];
	let size = 0;
	const finish = (body: Body): void => {
		clearTimeout(timer);
		request.off('data', take).resume();
		resolve(body);
	};
	const take = (chunk: Buffer): void => {
		size += chunk.length;
		if (size > bodyLimitBytes) return finish({kind: 'too-large'});
		chunks.push(chunk);
	};
	const timer = setTimeout(finish, bodyTimeoutMs, {kind: 'too-slow'});
	request.on('data', take);
	request.once('end', () => finish({kind: 'text', text: Buffer.concat(chunks).toString()}));
	// The asker is gone: whatever is answered reaches nobody.
	request.once('close', () => finish({kind: 'too-slow'}));
	request.once('error', () => finish({kind: 'too-slow'}));
	return promise;
}
