import {createServer, request as httpRequest, type IncomingHttpHeaders, type RequestListener, type Server} from 'node:http';

export interface RawAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	/** The body as JSON; undefined where it is none. */
	// oxlint-disable-next-line typescript/no-explicit-any -- tests read any path of any answer
	json: any;
}

export interface RawRequest {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
}

/** One request over a connection of its own, with any header, also those that `fetch` would not send. */
export function ask(port: number, path: string, {method = 'GET', headers = {}, body}: RawRequest = {}): Promise<RawAnswer> {
	const {promise, resolve, reject} = Promise.withResolvers<RawAnswer>();
	const request = httpRequest({host: '127.0.0.1', port, path, method, headers, agent: false}, (response) => {
		let text = '';
		response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
		response.on('end', () => resolve({status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text)}));
		response.on('error', reject);
	});
	request.on('error', reject).end(body);
	return promise;
}

/** A real server on a free loopback port. */
export async function serve(listener: RequestListener): Promise<{port: number; server: Server; stop: () => Promise<void>}> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stop = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
	return {port: address.port, server, stop};
}

/** An open stream of server-sent events. */
export interface EventTap {
	status: number;
	headers: IncomingHttpHeaders;
	/** Everything received so far. */
	text(): string;
	/** Resolves once the text received holds this; rejects if the stream ends before. */
	until(part: string): Promise<string>;
	ended: Promise<void>;
	leave(): void;
}

/** Opens a stream and resolves with its headers. */
export function tap(port: number, path: string, headers: Record<string, string> = {}): Promise<EventTap> {
	const {promise, resolve, reject} = Promise.withResolvers<EventTap>();
	const request = httpRequest(
		{host: '127.0.0.1', port, path, headers: {accept: 'text/event-stream', ...headers}, agent: false},
		(response) => {
			let text = '';
			const waiting = new Set<() => void>();
			const ended = new Promise<void>((done) => response.once('close', done));
			response.setEncoding('utf8').on('data', (chunk: string) => {
				text += chunk;
				for (const look of waiting) look();
			});
			response.on('error', () => undefined);
			const until = (part: string): Promise<string> =>
				new Promise((found, missed) => {
					const look = (): void => {
						if (!text.includes(part)) return;
						waiting.delete(look);
						found(text);
					};
					waiting.add(look);
					void ended.then(() => missed(new Error(`stream ended before ${part}: ${text}`)));
					look();
				});
			resolve({
				status: response.statusCode ?? 0,
				headers: response.headers,
				text: () => text,
				until,
				ended,
				leave: () => request.destroy(),
			});
		},
	);
	request.on('error', reject).end();
	return promise;
}

/** Status of the event stream of a server; the stream is left at once. */
export async function streamStatus(port: number): Promise<number> {
	const stream = await tap(port, '/esa/v1/events');
	stream.leave();
	return stream.status;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Text answers and empty ones are no JSON; the test looks at `text` then.
		return undefined;
	}
}
