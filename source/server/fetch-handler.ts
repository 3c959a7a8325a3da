import type {Answer, Body, Call, Sink} from './answer.ts';
import {bodyLimitBytes} from './json-body.ts';
import type {MonitorView} from './monitor-view.ts';
import {createRouter, type HandlerOptions} from './router.ts';

export interface FetchHandler {
	/**
	 * Answers our own paths, and 404 to all others. A `Request` does not know its peer, so `peer` tells its address (a socket will do);
	 * without it only requests with a token are answered.
	 */
	(request: Request, peer?: {remoteAddress?: string | undefined}): Promise<Response>;
	/** Ends all event streams. */
	close(): void;
}

/** More than any bound on unread bytes that the hub may be given. */
const streamRoomBytes = 2 ** 30;

/** The same wire for servers that speak `Request` and `Response`. */
export function createFetchHandler(view: MonitorView, options: HandlerOptions = {}): FetchHandler {
	const router = createRouter(view, options);
	const handler = async (request: Request, peer?: {remoteAddress?: string | undefined}): Promise<Response> => {
		const answer = await router.answer(toCall(request, peer?.remoteAddress));
		return toResponse(answer, request);
	};
	return Object.assign(handler, {close: () => router.close()});
}

function toCall(request: Request, remote: string | undefined): Call {
	const url = new URL(request.url);
	return {
		method: request.method,
		path: url.pathname,
		query: url.searchParams,
		mount: '',
		header: (name) => (name.startsWith(':') ? undefined : (request.headers.get(name) ?? (name === 'host' ? url.host : undefined))),
		remote,
		body: () => readBody(request),
	};
}

function toResponse(answer: Answer, request: Request): Response {
	const {connection: _, ...headers} = answer.headers;
	if (answer.kind === 'stream') return new Response(request.method === 'HEAD' ? null : toStream(answer, request.signal), {headers});
	const isEmpty = request.method === 'HEAD' || answer.status === 304;
	return new Response(isEmpty ? null : new Uint8Array(Buffer.from(answer.body)), {status: answer.status, headers});
}

function toStream(answer: Extract<Answer, {kind: 'stream'}>, signal: AbortSignal): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let detach: (() => void) | undefined;
	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				const buffered = (): number => streamRoomBytes - (controller.desiredSize ?? streamRoomBytes);
				const sink: Sink = {
					write: (chunk) => controller.enqueue(encoder.encode(chunk)),
					buffered,
					// What is still buffered belongs to a reader that does not read, and is freed by the error.
					close: () => (buffered() > 0 ? controller.error(new Error('the reader was too slow')) : controller.close()),
				};
				detach = answer.open(sink);
				// Not every server cancels the stream of a reader that left; the request's signal tells too.
				if (signal.aborted) detach();
				else signal.addEventListener('abort', () => detach?.(), {once: true});
			},
			cancel: () => detach?.(),
		},
		new ByteLengthQueuingStrategy({highWaterMark: streamRoomBytes}),
	);
}

async function readBody(request: Request): Promise<Body> {
	if (request.bodyUsed) return {kind: 'consumed'};
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > bodyLimitBytes) return {kind: 'too-large'};
		chunks.push(chunk);
	}
	return {kind: 'text', text: Buffer.concat(chunks).toString()};
}
