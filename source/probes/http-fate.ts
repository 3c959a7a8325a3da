/** Under this an event stream is not told from any other response: looking at the headers costs time. */
const longMs = 1000;

/**
 * How a request ended: `finished` with a whole response, `aborted` by the client before that, or `destroyed` by the service (a handler,
 * a time-out or a crash that closed the connection without an answer). `streamed`: an event stream ended, by whomever; it lasts as long as
 * its reader stays, so its duration is no latency and the reader's leaving is no abort.
 */
export type Fate = 'finished' | 'streamed' | 'aborted' | 'destroyed';

/** What is known of a connection that closed under an unfinished response. */
export interface ClosedSocket {
	/** The client's FIN was read. */
	readonly readableEnded: boolean;
	readonly errored: Error | null;
}

/**
 * Who ended a request whose connection closed before its response was whole? The client, if its FIN, reset or broken request came first;
 * otherwise the service. `responseError` is what the service destroyed the response with: a proxy hands on its upstream's ECONNRESET
 * that way, and that is no client's.
 */
export function fateOfClosed({readableEnded, errored}: ClosedSocket, responseError: Error | null | undefined): Fate {
	if (readableEnded) return 'aborted';
	return isClientFault(errored) && errored !== responseError ? 'aborted' : 'destroyed';
}

/** What is known of an HTTP/2 stream when it closes. */
export interface ClosedStream {
	readonly rstCode?: number | undefined;
	/** It closed before its response was whole. */
	readonly aborted: boolean;
	/** Already destroyed when it closed: only the service does that. */
	readonly destroyed: boolean;
	readonly errored: Error | null;
}

/**
 * Who ended an HTTP/2 stream, seen on node 24.21: a cancelling or vanished client leaves code 8 (`CANCEL`) or 0 on a stream that nobody
 * destroyed, or an ECONNRESET; any other code, and a destroyed stream, is the service's doing. `status` is undefined where no headers were sent.
 */
export function fateOfStream({rstCode = 0, aborted, destroyed, errored}: ClosedStream, status: number | undefined): Fate {
	if (!aborted && rstCode === 0 && status !== undefined) return 'finished';
	if (isClientFault(errored)) return 'aborted';
	return !destroyed && (rstCode === 8 || rstCode === 0) ? 'aborted' : 'destroyed';
}

const clientFaults = new Set([
	'ECONNRESET',
	'EPIPE',
	'ECONNABORTED',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_HTTP_REQUEST_TIMEOUT',
]);

/** `HPE_…`: what followed on the connection was no HTTP. `ERR_HTTP_REQUEST_TIMEOUT`: the client never sent the rest of its request. */
function isClientFault(error: Error | null): boolean {
	const code = error !== null && 'code' in error ? error.code : undefined;
	return typeof code === 'string' && (clientFaults.has(code) || code.startsWith('HPE_'));
}

/** The fate once it is known what was sent: all headers of the response as text, or nothing if none were sent. */
export function fateOfSent(fate: Fate, tookMs: number, headers: string | undefined | null): Fate {
	if (fate === 'finished' && tookMs <= longMs) return fate;
	return typeof headers === 'string' && /^content-type:\s*text\/event-stream/im.test(headers) ? 'streamed' : fate;
}

/** Answered 5xx, or given up on by the service. */
export function isServiceError(fate: Fate, status: number): boolean {
	return fate === 'destroyed' || (fate === 'finished' && status >= 500);
}
