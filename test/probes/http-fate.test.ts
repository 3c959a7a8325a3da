import {describe, expect, test} from 'vitest';
import {fateOfClosed, fateOfSent, fateOfStream, isServiceError} from '../../source/probes/http-fate.ts';

const failure = (code: string) => Object.assign(new Error(code), {code});

describe('who ended a request whose connection closed', () => {
	test.each([
		['a client that closed', {readableEnded: true, errored: null}, 'aborted'],
		['a client that reset', {readableEnded: false, errored: failure('ECONNRESET')}, 'aborted'],
		['a client that no packet reaches', {readableEnded: false, errored: failure('EPIPE')}, 'aborted'],
		['a client whose body was no HTTP', {readableEnded: false, errored: failure('HPE_INVALID_CHUNK_SIZE')}, 'aborted'],
		['a client that never sent the rest', {readableEnded: false, errored: failure('ERR_HTTP_REQUEST_TIMEOUT')}, 'aborted'],
		['a handler that destroyed it', {readableEnded: false, errored: null}, 'destroyed'],
		['a handler that destroyed it with an error', {readableEnded: false, errored: new Error('boom')}, 'destroyed'],
	] as const)('%s', (_, socket, fate) => {
		expect(fateOfClosed(socket, null)).toBe(fate);
	});

	test("a proxy that hands on its upstream's reset broke the request itself", () => {
		const upstream = failure('ECONNRESET');
		expect(fateOfClosed({readableEnded: false, errored: upstream}, upstream)).toBe('destroyed');
	});

	test('a handler that destroys the response because its client is gone does not make it its own fault', () => {
		expect(fateOfClosed({readableEnded: true, errored: null}, new Error('client gone'))).toBe('aborted');
		expect(fateOfClosed({readableEnded: false, errored: failure('ECONNRESET')}, new Error('client gone'))).toBe('aborted');
	});
});

const stream = {rstCode: 0, aborted: true, destroyed: false, errored: null};

test.each([
	['whole', {...stream, aborted: false}, 200, 'finished'],
	['cancelled by its client', {...stream, rstCode: 8}, undefined, 'aborted'],
	['cancelled in the middle of the answer', {...stream, rstCode: 8}, 200, 'aborted'],
	['closed with its client’s connection', stream, 200, 'aborted'],
	['lost with a reset connection', {...stream, rstCode: 2, destroyed: true, errored: failure('ECONNRESET')}, undefined, 'aborted'],
	['destroyed by a handler', {...stream, destroyed: true}, undefined, 'destroyed'],
	['destroyed by a handler with an error', {...stream, rstCode: 2, destroyed: true, errored: new Error('boom')}, 200, 'destroyed'],
	['closed by a handler with an error code', {...stream, rstCode: 2}, undefined, 'destroyed'],
] as const)('an HTTP/2 stream that was %s', (_, closed, status, fate) => {
	expect(fateOfStream(closed, status)).toBe(fate);
});

describe('event streams', () => {
	const sent = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n';

	test('a reader who leaves ends the stream and aborts nothing', () => {
		expect(fateOfSent('aborted', 9_000_000, sent)).toBe('streamed');
	});

	test('the length of a stream is no latency', () => {
		expect(fateOfSent('finished', 9_000_000, sent)).toBe('streamed');
	});

	test('a slow page stays a slow page', () => {
		expect(fateOfSent('finished', 9000, 'HTTP/1.1 200 OK\r\nx-note: content-type: text/event-stream\r\n\r\n')).toBe('finished');
	});

	test('a request that was given up on before any header is not a stream', () => {
		expect(fateOfSent('destroyed', 9000, null)).toBe('destroyed');
	});
});

test.each([
	['finished', 200, false],
	['finished', 404, false],
	['finished', 500, true],
	['destroyed', 200, true],
	['aborted', 500, false],
	['streamed', 200, false],
] as const)('a request that %s with %s is an error of the service: %s', (fate, status, isError) => {
	expect(isServiceError(fate, status)).toBe(isError);
});
