import type {Timeouts} from './timeouts.ts';

/** What was under way when it failed. */
export interface Attempted {
	method: string;
	/** Without query. */
	path: string;
	origin: string;
	phase: 'headers' | 'body';
	timeouts: Timeouts;
}

/** Why no answer came. */
export interface Failure {
	kind: 'unreachable' | 'unreadable';
	/** A sentence for people. */
	detail: string;
	/** The request went out and its answer did not come: the server may have done what was asked. */
	lost: boolean;
	/** The connection was closed before any answer, as an idle one may be at any moment. */
	reset: boolean;
}

/** Turns an error of the transport into a sentence for people: what was tried, on what, and what came of it. Pure. */
export function describeFailure(error: unknown, attempted: Attempted): Failure {
	return explain(codeOf(error), attempted);
}

/** undici wraps, and Happy Eyeballs gives one error per address: the innermost code tells. */
function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown error';
	if (error.name === 'TimeoutError') return 'deadline';
	if (error.name === 'AbortError') return 'aborted';
	if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
	const {code} = error as NodeJS.ErrnoException;
	if (typeof code === 'string' && code !== 'UND_ERR') return code;
	return error.cause === undefined ? error.name : codeOf(error.cause);
}

function explain(code: string, attempted: Attempted): Failure {
	const {origin, method, path, phase, timeouts} = attempted;
	const request = `${method} ${path || '/'}`;
	switch (code) {
		case 'ECONNREFUSED':
			return never(`${origin} refused the connection: nothing listens there.`);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return never(`The name ${new URL(origin).hostname} could not be found in DNS (${code}).`);
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return never(`There is no way through the network to ${origin} (${code}).`);
		case 'UND_ERR_CONNECT_TIMEOUT':
		case 'ETIMEDOUT':
			return never(`${origin} did not accept a connection within ${seconds(timeouts.connectMs)}.`);
		case 'UND_ERR_HEADERS_TIMEOUT':
			return lost(`${origin} accepted the connection but did not answer ${request} within ${seconds(timeouts.headersMs)}.`);
		case 'UND_ERR_BODY_TIMEOUT':
			return lost(`${origin} began to answer ${request} but then sent nothing for ${seconds(timeouts.bodyMs)}.`);
		case 'deadline':
			return lost(
				`${origin} did not ${phase === 'headers' ? 'answer' : 'finish its answer to'} ${request} within ${seconds(timeouts.totalMs)}.`,
			);
		case 'aborted':
			return lost(`${request} on ${origin} was given up.`);
		case 'too-large':
			return garbled(`${origin} answered ${request} with more than ${bodyCapBytes / 1_000_000} MB and was cut off.`);
		default:
			return explainClass(code, attempted, request);
	}
}

/** Codes that come in families. */
function explainClass(code: string, {origin, phase}: Attempted, request: string): Failure {
	if (/^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/.test(code)) {
		return never(`${origin} does not speak TLS (${code}): try ${origin.replace('https:', 'http:')}.`);
	}
	if (/CERT|SSL|TLS|SIGNATURE|ISSUER|^EPROTO$/.test(code)) {
		return never(`No trusted TLS connection to ${origin} (${code}); a private certificate authority can be named in NODE_EXTRA_CA_CERTS.`);
	}
	if (/^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$/.test(code)) {
		return garbled(`${origin} answered ${request} with something that is not proper HTTP (${code}).`);
	}
	const when = phase === 'headers' ? 'before it answered' : 'in the middle of its answer to';
	return {...lost(`${origin} closed the connection ${when} ${request} (${code}).`), reset: phase === 'headers'};
}

function never(detail: string): Failure {
	return {kind: 'unreachable', detail, lost: false, reset: false};
}

function lost(detail: string): Failure {
	return {kind: 'unreachable', detail, lost: true, reset: false};
}

function garbled(detail: string): Failure {
	return {kind: 'unreadable', detail, lost: true, reset: false};
}

/** No report is larger; a body is cut off while it comes. */
export const bodyCapBytes = 5_000_000;

function seconds(ms: number): string {
	return `${ms / 1_000} s`;
}
