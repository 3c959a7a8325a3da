import type {ServerResponse} from 'node:http';
import {describe, expect, test, type TestContext} from 'vitest';
import {connect} from '../../source/client/connect.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import {esaAnswers} from '../support/esa-answers.ts';
import {poison, startHostileServer, type Answer, type Behaviour, type HostileServer} from '../support/hostile-server.ts';

const at = '2026-11-22T20:00:00.000Z';
const log = (message: string): string => JSON.stringify({kind: 'log', at, severity: 'info', message});

/** Our protocol with this stream of events; `count` is the number of streams opened before. */
function streaming(stream: (response: ServerResponse, count: number) => void): Answer {
	let count = 0;
	return (request, response) => {
		const path = (request.url ?? '').replace(/\?.*$/, '');
		if (path === '/esa/v1/events') return stream(response, count++);
		const body = esaAnswers(at)[path];
		response.writeHead(body === undefined ? 404 : 200, {'content-type': 'application/json'}).end(JSON.stringify(body ?? {}));
	};
}

function begin(response: ServerResponse, text: string): void {
	response.writeHead(200, {'content-type': 'text/event-stream'}).write(text);
}

/** Reads events until there are `wanted`, then stops reading; ends by itself where the stream does. */
async function readEvents(
	{onTestFinished}: TestContext,
	behaviour: Behaviour | Answer,
	wanted: number,
): Promise<{events: LiveEvent[]; server: HostileServer}> {
	const server = await startHostileServer(behaviour);
	onTestFinished(async () => server.close());
	const connection = connect(server.url, {intervalMs: 30_000});
	onTestFinished(async () => connection.close());
	const stop = new AbortController();
	const events: LiveEvent[] = [];
	for await (const event of connection.events(stop.signal)) {
		events.push(event);
		if (events.length >= wanted) stop.abort();
	}
	return {events, server};
}

const messages = (events: readonly LiveEvent[]): string[] => events.map((event) => ('message' in event ? event.message : event.kind));

test('events arrive as they are sent, cut through anywhere', async (context) => {
	const text = `: hello\n\nid: 1\nevent: log\ndata: ${log('née')}\n\nid: 2\nevent: log\ndata: ${log('two')}\n\n`;
	const {events} = await readEvents(
		context,
		streaming((response) => {
			response.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8'});
			for (const byte of Buffer.from(text)) response.write(Buffer.of(byte));
		}),
		2,
	);
	expect(messages(events)).toEqual(['née', 'two']);
});

test('a lost stream is told of with a reset, and resumed with the last id', async (context) => {
	const {events, server} = await readEvents(
		context,
		streaming((response, count) => {
			begin(response, `retry: 1\nid: run-${count + 7}\ndata: ${log(`from stream ${count}`)}\n\n`);
			if (count === 0) setImmediate(() => response.socket?.resetAndDestroy());
		}),
		3,
	);
	expect(messages(events)).toEqual(['from stream 0', 'reset', 'from stream 1']);
	const ids = server.requests.filter(({path}) => path === '/esa/v1/events').map(({headers}) => headers['last-event-id']);
	expect(ids).toEqual([undefined, 'run-7']);
});

test('a server that is in trouble is asked again later', async (context) => {
	const {events} = await readEvents(
		context,
		streaming((response, count) => {
			if (count === 0) response.writeHead(503).end('starting');
			else begin(response, `data: ${log('up again')}\n\n`);
		}),
		1,
	);
	expect(messages(events)).toEqual(['up again']);
});

test('strings in events are cleaned like all others', async (context) => {
	const {events} = await readEvents(
		context,
		streaming((response) => begin(response, `data: ${log(poison)}\n\n`)),
		1,
	);
	expect(messages(events)[0]).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
	expect(messages(events)[0]).toContain('red');
});

test('what is no event of ours is skipped, and the next one is read', async (context) => {
	const odd = [`{"kind":"fireworks","at":"${at}"}`, '{"kind":"log"}', 'oops', '['.repeat(5_000), '7', ''];
	const {events} = await readEvents(
		context,
		streaming((response) => begin(response, [...odd, log('good')].map((data) => `data: ${data}\n\n`).join(''))),
		1,
	);
	expect(messages(events)).toEqual(['good']);
});

test('an endless line ends that stream, not the reading', async (context) => {
	const {events, server} = await readEvents(
		context,
		streaming((response, count) => {
			begin(response, 'retry: 1\n\ndata: ');
			const piece = 'x'.repeat(65_536);
			const pump = (): void => {
				while (response.writable && response.write(piece));
				response.once('drain', pump);
			};
			if (count === 0) pump();
			else response.write(`${log('after the flood')}\n\n`);
		}),
		2,
	);
	expect(messages(events)).toEqual(['reset', 'after the flood']);
	expect(server.requests.filter(({path}) => path === '/esa/v1/events')).toHaveLength(2);
});

test('an id that could smuggle a header is not sent back', async (context) => {
	const {server} = await readEvents(
		context,
		streaming((response, count) => {
			begin(response, `retry: 1\nid: a b\u00E9\ndata: ${log(String(count))}\n\n`);
			setImmediate(() => response.end());
		}),
		2,
	);
	expect(server.requests.filter(({path}) => path === '/esa/v1/events').every(({headers}) => headers['last-event-id'] === undefined)).toBe(
		true,
	);
});

describe('ends at once', () => {
	test.each<[string, Behaviour | Answer]>([
		['at a server of another kind', 'a plain OK'],
		['at a server without events', 'good'],
		[
			'where the route answers something else',
			streaming((response) => response.writeHead(200, {'content-type': 'text/html'}).end('<html></html>')),
		],
		['where events are refused', streaming((response) => response.writeHead(403).end())],
	])('%s', async (_, behaviour) => {
		const server = await startHostileServer(behaviour);
		const connection = connect(server.url, {intervalMs: 30_000});
		const {done} = await connection.events(new AbortController().signal)[Symbol.asyncIterator]().next();
		expect(done).toBe(true);
		await connection.close();
		await server.close();
	});
});

test('stops when told while nothing comes', async (context) => {
	const server = await startHostileServer(streaming((response) => begin(response, ': quiet\n\n')));
	context.onTestFinished(async () => server.close());
	const connection = connect(server.url, {intervalMs: 30_000});
	context.onTestFinished(async () => connection.close());
	const stop = new AbortController();
	const next = connection.events(stop.signal)[Symbol.asyncIterator]().next();
	await expect.poll(() => server.requests.at(-1)?.path).toBe('/esa/v1/events');
	stop.abort();
	expect((await next).done).toBe(true);
});
