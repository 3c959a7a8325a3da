import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {KnownRoute} from '../../../../source/agents/define-agent.ts';
import type {EndpointsOptions} from '../../../../source/agents/endpoints/options.ts';

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A small real server with known faults and with look-alikes that are none. */
export interface World {
	name: string;
	/** What each path answers. */
	paths: Record<string, Serve>;
	/** What every other path answers; 404 as JSON unless given. */
	otherwise?: Serve;
	/** Answers below HTTP: sees the raw socket of every connection instead of `paths`. */
	raw?: (socket: Socket, path: string) => void;
	/** Routes as learned from traffic; all of `paths`, unless given. */
	routes?: KnownRoute[];
	options?: Partial<EndpointsOptions>;
	/** Times of former runs, ms. */
	history?: Record<string, number[]>;
	/** What routes once held. */
	memory?: Record<string, {kind: 'json' | 'html' | 'other'; filled: boolean; nonZero: boolean}>;
	/** Exactly the findings there are: `severity rule path`. */
	faults: string[];
	/** Paths that look faulty or dangerous and must stay silent. */
	lookAlikes: string[];
	/** Paths that must never be requested at all. */
	untouched?: string[];
}

export const learned = (path: string, more: Partial<KnownRoute> = {}): KnownRoute => ({method: 'GET', route: path, path, count: 5, ...more});

export const json =
	(value: unknown, status = 200): Serve =>
	(_request, response) => {
		response.writeHead(status, {'content-type': 'application/json; charset=utf-8'}).end(JSON.stringify(value));
	};

export const send =
	(status: number, type: string | undefined, body = '', headers: Record<string, string> = {}): Serve =>
	(_request, response) => {
		response.writeHead(status, {...(type === undefined ? {} : {'content-type': type}), ...headers}).end(body);
	};

export const html = (body: string, status = 200): Serve => send(status, 'text/html; charset=utf-8', `<!doctype html><html><body>${body}</body></html>`);
export const redirect = (location: string, status = 302): Serve => send(status, undefined, '', {location});
export const after =
	(ms: number, serve: Serve): Serve =>
	(request, response) => {
		setTimeout(() => serve(request, response), ms);
	};
