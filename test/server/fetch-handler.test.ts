import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createFetchHandler, type FetchHandler} from '../../source/server/fetch-handler.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';

const peer = {remoteAddress: '127.0.0.1'};
const base = 'http://localhost:3000';
let view: FakeMonitorView;
let handler: FetchHandler;

beforeEach(() => {
	view = new FakeMonitorView();
	handler = createFetchHandler(view, {limits: {bufferedBytes: 1000, readersPerToken: 1}});
});
afterEach(() => handler.close());

const openStream = (signal?: AbortSignal): Promise<Response> =>
	handler(new Request(`${base}/esa/v1/events`, signal === undefined ? {} : {signal}), peer);

describe('an event stream', () => {
	test('brings events as text', async () => {
		const reader = readerOf(await openStream());
		expect(await reader.next()).toContain('retry: 3000');
		view.log('one');
		expect(await reader.next()).toContain('"message":"one"');
	});

	test('that is cancelled makes room for another', async () => {
		const stream = await openStream();
		expect((await openStream()).status).toBe(429);
		await stream.body?.cancel();
		expect((await openStream()).status).toBe(200);
	});

	test('whose request is aborted makes room for another', async () => {
		const leaving = new AbortController();
		await openStream(leaving.signal);
		leaving.abort();
		await openStream(leaving.signal);
		expect((await openStream()).status).toBe(200);
	});

	test('that nobody reads is given up and its events are freed', async () => {
		const stream = await openStream();
		for (let index = 0; index < 20; index++) view.log('x'.repeat(100));
		await expect(stream.text()).rejects.toThrow('too slow');
		expect((await openStream()).status).toBe(200);
	});

	test('ends when the handler is closed', async () => {
		const reader = readerOf(await openStream());
		await reader.next();
		handler.close();
		expect(await reader.next()).toBeUndefined();
	});
});

describe('a request', () => {
	test('for what is not ours is answered 404', async () => {
		expect((await handler(new Request(`${base}/own`), peer)).status).toBe(404);
	});

	test('whose body was read before says so', async () => {
		const request = new Request(`${base}/esa/v1/runs`, {
			method: 'POST',
			headers: {'content-type': 'application/json'},
			body: '{"agents":["cache"]}',
		});
		await request.text();
		expect(await (await handler(request, peer)).json()).toMatchObject({error: {code: 'body-consumed'}});
	});

	test('to another host than this machine is misdirected, in Host or in its address', async () => {
		expect((await handler(new Request('http://evil.example/esa/v1/health'), peer)).status).toBe(421);
		expect((await handler(new Request(`${base}/esa/v1/health`, {headers: {host: 'evil.example'}}), peer)).status).toBe(421);
	});
});

function readerOf(response: Response): {next(): Promise<string | undefined>} {
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	return {next: async () => (await reader?.read())?.value};
}
