import type {IncomingMessage} from 'node:http';
import {ownRequest, ownServer} from '../basics/own-server.ts';
import {basePath, wellKnownPath} from '../protocol/discovery.ts';

const agentHeader = 'user-agent';
const agentPrefix = 'esa-health/';

/** What `markOwn` may have marked; read directly, since this is asked twice per request. */
export interface Markable {
	readonly [ownServer]?: unknown;
	readonly [ownRequest]?: unknown;
	readonly listening?: boolean;
	readonly url?: string | undefined;
}

/**
 * Is this request the monitor's own: on a listener of ours, for a path of ours, or asked by one of our clients or agents? Known before a
 * handler runs. What only the handler knows (`/metrics`, another mount) it marks itself: see `isMarkedOwn`.
 */
export function isOwnTraffic(request: IncomingMessage, server: Markable): boolean {
	return server[ownServer] === true || isOwnPath(request.url ?? '') || isOwnAgent(request.rawHeaders);
}

/** Did our handler take this request? Known when the response ends. */
export function isMarkedOwn(request: Markable): boolean {
	return request[ownRequest] === true;
}

/** `/esa/v1/…` and `/.well-known/esa-health`, with any query. */
export function isOwnPath(target: string): boolean {
	const second = target.charCodeAt(1);
	// `e` or `.`: nearly every other request is settled by one character.
	if (second !== 101 && second !== 46) return false;
	return startsPath(target, basePath) || startsPath(target, wellKnownPath);
}

function startsPath(target: string, path: string): boolean {
	if (!target.startsWith(path)) return false;
	const next = target[path.length];
	return next === undefined || next === '/' || next === '?';
}

/** Reads the raw list: `request.headers` would build an object that the service may never ask for. */
function isOwnAgent(rawHeaders: readonly string[]): boolean {
	for (let at = 0; at < rawHeaders.length; at += 2) {
		const name = rawHeaders[at]!;
		if (isAgentHeader(name)) return isOurs(rawHeaders[at + 1]!);
	}
	return false;
}

/** The two usual spellings first: making a lower-case copy costs more than the rest of the search. */
function isAgentHeader(name: string): boolean {
	if (name.length !== agentHeader.length) return false;
	return name === 'User-Agent' || name === agentHeader || name.toLowerCase() === agentHeader;
}

/** The first letter settles it for nearly every client. */
function isOurs(agent: string): boolean {
	return agent.charCodeAt(0) === 101 && agent.startsWith(agentPrefix);
}
