import {createServer as createPlain, type RequestListener, type Server} from 'node:http';
import {createServer as createSecure, type ServerOptions} from 'node:https';
import {EsaError} from '../basics/esa-error.ts';
import {markOwn, ownServer} from '../basics/own-server.ts';
import {isLoopback} from './address.ts';
import {createHandler, type Handler} from './handler.ts';
import type {MonitorView} from './monitor-view.ts';
import type {HandlerOptions} from './router.ts';

export interface ListenOptions extends HandlerOptions {
	view: MonitorView;
	host?: string;
	port?: number;
	/** PEM texts; with them the listener speaks HTTPS. With `ca` every client needs a certificate that it signed. */
	tls?: {cert: string | Buffer; key: string | Buffer; ca?: string | Buffer};
	/** Take any free port when `port` is taken, instead of failing. */
	portFallback?: boolean;
	/** Let the process end although the listener is open: for a listener inside somebody else's program. */
	unref?: boolean;
	/** How long a request's headers, and the whole of it, may take, and how often that is looked at. */
	timeouts?: {headersMs: number; requestMs: number; checkMs: number};
}

export interface Listening {
	url: string;
	port: number;
	/** Ends all event streams and connections. */
	close(): Promise<void>;
}

const defaultTimeouts = {headersMs: 10_000, requestMs: 15_000, checkMs: 2_000};
/** 32 streams for each of a few tokens, and room for polls. */
const maxConnections = 512;

/** Serves the wire on a port of its own. Throws EsaError `unsafe-listen`, `bad-tls`, `port-taken` or `cannot-listen`. */
export async function listen(options: ListenOptions): Promise<Listening> {
	const {view, host = '127.0.0.1', port = 7106, portFallback = false} = options;
	refuseUnsafe(host, options);
	const handler = createHandler(view, {...options, allowedHosts: [...(options.allowedHosts ?? []), host]});
	try {
		const server = createOwnServer(handler, options);
		await bind(server, host, port).catch((error: unknown) => {
			if (!portFallback || !isTaken(error)) throw cannotListen(error, host, port);
			return bind(server, host, 0);
		});
		const address = server.address();
		const bound = typeof address === 'object' && address !== null ? address.port : port;
		return {url: urlOf(host, bound, options.tls !== undefined), port: bound, close: () => close(server, handler)};
	} catch (error) {
		handler.close();
		throw error;
	}
}

/** Another machine may only listen in with a token, and the token may only travel encrypted. */
function refuseUnsafe(host: string, {tokens = [], tls, behindProxy = false}: ListenOptions): void {
	if (isLoopback(host)) return;
	if (tokens.length > 0 && (tls !== undefined || behindProxy)) return;
	const missing =
		tokens.length === 0 ? 'a token, and TLS or a proxy in front that does it' : 'TLS, or a proxy in front that does it (behindProxy)';
	throw new EsaError(
		'unsafe-listen',
		`Listening on ${host} would open esa-health to other machines: that needs ${missing}. Or listen on 127.0.0.1.`,
	);
}

function createOwnServer(handler: Handler, {tls, unref = false, timeouts = defaultTimeouts}: ListenOptions): Server {
	const bounds = {
		headersTimeout: timeouts.headersMs,
		requestTimeout: timeouts.requestMs,
		connectionsCheckingInterval: timeouts.checkMs,
		keepAliveTimeout: 65_000,
		maxHeaderSize: 16_384,
	};
	const serve = (...[request, response]: Parameters<Handler>): void => handler(request, response);
	const server =
		tls === undefined ? createPlain(bounds, serve) : createEncrypted({...bounds, ...tls, requestCert: tls.ca !== undefined}, serve);
	server.maxConnections = maxConnections;
	markOwn(server, ownServer);
	if (unref) server.unref().on('connection', (socket) => socket.unref());
	return server;
}

function createEncrypted(options: ServerOptions, serve: RequestListener): Server {
	try {
		return createSecure({...options, minVersion: 'TLSv1.2'}, serve);
	} catch (cause) {
		// The cause stays out of the sentence: OpenSSL's words help nobody, and may quote the key.
		throw new EsaError(
			'bad-tls',
			'The TLS certificate and key cannot be used: give a PEM certificate and the PEM key that belongs to it.',
			{cause},
		);
	}
}

async function bind(server: Server, host: string, port: number): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	server.once('error', reject);
	// `exclusive`: in a cluster the workers would else share one port, so that each poll met another one's numbers, and the primary would count our listener as the service's.
	server.listen({host, port, exclusive: true}, () => {
		server.off('error', reject);
		resolve();
	});
	return promise;
}

function isTaken(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function cannotListen(cause: unknown, host: string, port: number): EsaError {
	if (isTaken(cause)) {
		const message = `Port ${port} on ${host} is taken by another program: stop it, or choose another (--listen or ESA_HEALTH_LISTEN=${host}:PORT).`;
		return new EsaError('port-taken', message, {cause});
	}
	const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
	return new EsaError(
		'cannot-listen',
		`esa-health cannot listen on ${host}:${port} (${code}): choose another address (--listen or ESA_HEALTH_LISTEN=HOST:PORT).`,
		{cause},
	);
}

function urlOf(host: string, port: number, isSecure: boolean): string {
	const anywhere: Record<string, string> = {'0.0.0.0': '127.0.0.1', '::': '[::1]'};
	const shown = anywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
	return `${isSecure ? 'https' : 'http'}://${shown}:${port}`;
}

async function close(server: Server, handler: Handler): Promise<void> {
	handler.close();
	const {promise, resolve} = Promise.withResolvers<void>();
	server.close(() => resolve());
	server.closeAllConnections();
	return promise;
}
