import {schemaVersion} from '../protocol/vocabulary.ts';

/** A request as the router sees it, whatever server it came through. */
export interface Call {
	method: string;
	/** Path as sent, without query. */
	path: string;
	query: URLSearchParams;
	/** What a framework cut off the path before we saw it: `/ops` under `app.use('/ops', …)`. */
	mount: string;
	/** One header by its lower-case name. */
	header(name: string): string | undefined;
	/** Address of the peer; undefined where the adapter cannot know it. */
	remote: string | undefined;
	body(): Promise<Body>;
}

export type Body = {kind: 'text'; text: string} | {kind: 'parsed'; value: unknown} | {kind: 'too-large' | 'too-slow' | 'consumed'};

export type Headers = Record<string, string>;

/** Where a stream's chunks go. `buffered` counts the bytes that the reader has not taken yet. */
export interface Sink {
	write(chunk: string): void;
	buffered(): number;
	close(): void;
}

export interface WholeAnswer {
	kind: 'whole';
	status: number;
	headers: Headers;
	body: string | Uint8Array;
}

/** An answer without an end: `open` starts it and returns what to call when the reader is gone. */
export interface StreamAnswer {
	kind: 'stream';
	status: 200;
	headers: Headers;
	open(sink: Sink): () => void;
}

export type Answer = WholeAnswer | StreamAnswer;

/** Sent with every answer: it is for programs, belongs to no page and is never cached without asking. */
const always: Headers = {
	'cache-control': 'no-store',
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
};

/** Any answer whose body is known. */
export function whole(status: number, contentType: string, body: string | Uint8Array, headers: Headers = {}): WholeAnswer {
	return {kind: 'whole', status, headers: {...always, 'content-type': contentType, ...headers}, body};
}

/** A JSON answer, headed by the contract's version and the server's clock. */
export function json(status: number, now: number, fields: object, headers?: Headers): WholeAnswer {
	const body = JSON.stringify({schemaVersion, at: new Date(now).toISOString(), ...fields});
	return whole(status, 'application/json; charset=utf-8', body, headers);
}

/** An endless answer of server-sent events. */
export function eventStream(open: StreamAnswer['open']): StreamAnswer {
	// `no-transform` keeps a compressing middleware from collecting events until its window is full.
	const stream = {'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no'};
	const headers = {...always, ...stream};
	return {kind: 'stream', status: 200, headers, open};
}

/** Why a request is not done: one sentence and a stable code. */
export interface Refused {
	status: number;
	code: string;
	message: string;
	headers?: Headers;
}

/** A refusal as an answer in the shape of `Refusal`. */
export function refusal(now: number, refused: Refused): WholeAnswer {
	const {status, code, message, headers} = refused;
	return json(status, now, {error: {code, message}}, headers);
}
