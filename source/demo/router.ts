import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Session, Sessions} from './sessions.ts';

/** What a route is asked. */
export interface Asked {
	params: Record<string, string>;
	query: URLSearchParams;
	session: Session | undefined;
	/** The JSON body; undefined where there is none. */
	body: unknown;
}

export interface Reply {
	status?: number;
	/** Sent as JSON unless `type` says otherwise. */
	body?: unknown;
	type?: string;
	headers?: Record<string, string>;
}

export interface Route {
	method: string;
	/** `/api/products/:id`. */
	path: string;
	handle(asked: Asked): Reply | Promise<Reply>;
}

/** What answers when no route does: files, pages, or nothing. */
export type Fallback = (method: string, path: string) => Reply | undefined;

const mostBodyBytes = 16 * 1024;

/** Turns a table of routes into a request listener. A route that throws is a 500 with the error's message, as in many a small service. */
export function createRouter(
	routes: readonly Route[],
	sessions: Sessions,
	fallback: Fallback,
): (request: IncomingMessage, response: ServerResponse) => void {
	const matchers = routes.map((route) => ({route, pattern: patternOf(route.path)}));
	return (request, response) => {
		const url = new URL(request.url ?? '/', 'http://shop');
		const method = request.method ?? 'GET';
		const onPath = matchers.flatMap(({route, pattern}) => {
			const params = pattern.exec(url.pathname)?.groups;
			return pattern.test(url.pathname) ? [{route, params: params ?? {}}] : [];
		});
		const match = onPath.find(({route}) => route.method === method);
		if (match === undefined) {
			send(response, onPath.length > 0 ? notAllowed(onPath.map(({route}) => route.method)) : (fallback(method, url.pathname) ?? notFound));
			return;
		}
		answer(match.route, {params: match.params, query: url.searchParams, session: sessions.find(request.headers.cookie)}, request).then(
			(reply) => send(response, reply),
			(error: unknown) => send(response, {status: 500, body: {error: error instanceof Error ? error.message : String(error)}}),
		);
	};
}

const notFound: Reply = {status: 404, body: {error: 'not found'}};
const notAllowed = (methods: readonly string[]): Reply => ({
	status: 405,
	body: {error: 'method not allowed'},
	headers: {allow: methods.join(', ')},
});

async function answer(route: Route, asked: Omit<Asked, 'body'>, request: IncomingMessage): Promise<Reply> {
	const body = route.method === 'GET' ? undefined : await readJson(request);
	return await route.handle({...asked, body});
}

async function readJson(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > mostBodyBytes) throw new Error('the body is too long');
		chunks.push(chunk);
	}
	return bytes === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}

function send(response: ServerResponse, {status = 200, body, type, headers}: Reply): void {
	// The client may have left while the route was at work.
	if (response.destroyed) return;
	const content = type === undefined ? JSON.stringify(body ?? null) : String(body);
	response
		.writeHead(status, {
			'content-type': type ?? 'application/json; charset=utf-8',
			'content-length': Buffer.byteLength(content),
			...headers,
		})
		.end(content);
}

function patternOf(path: string): RegExp {
	return new RegExp(`^${path.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u');
}
