import {isAddress, isLoopback, hostOf} from './address.ts';
import type {Call, Refused} from './answer.ts';
import type {Principal, Role} from './auth.ts';

/** What the checks need to know of the configuration. */
export interface GuardPolicy {
	hasTokens: boolean;
	/** Host names (with or without port) that requests may be addressed to, besides this machine's own. */
	allowedHosts: readonly string[];
}

type Asked = Pick<Call, 'method' | 'header' | 'remote'>;
type Check = (call: Asked, policy: GuardPolicy) => Refused | undefined;

/** Refuses what no token could make right: strangers while there are no tokens, rebound names, pages of other sites. */
export function checkOrigin(call: Asked, policy: GuardPolicy): Refused | undefined {
	return checkPeer(call, policy) ?? checkHost(call, policy) ?? checkSite(call, policy);
}

/** Only writing needs an operator, and the audit log. */
export function checkRole(who: Principal, needs: Role): Refused | undefined {
	if (needs === 'viewer' || who.role === 'operator') return undefined;
	return {status: 403, code: 'forbidden', message: `The token ${who.name} may only read; this needs a token with the operator role.`};
}

/** A form or an image of another site can send neither a JSON body nor a header of its own without asking first. */
export function checkContentType(call: Asked): Refused | undefined {
	if (isJson(call.header('content-type'))) return undefined;
	if (call.header('x-esa-health') !== undefined && isBodyless(call)) return undefined;
	const message = 'Send "Content-Type: application/json", or no body and the header "x-esa-health: 1".';
	return {status: 415, code: 'unsupported-media-type', message};
}

export function isWrite(method: string): boolean {
	return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

const checkPeer: Check = (call, policy) => {
	if (policy.hasTokens) return undefined;
	const relayed = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => call.header(name) !== undefined);
	if (call.remote !== undefined && isLoopback(call.remote) && !relayed) return undefined;
	return {
		status: 403,
		code: 'forbidden',
		message: 'Without tokens esa-health answers only this machine itself: configure a token to reach it from elsewhere.',
	};
};

const checkHost: Check = (call, policy) => {
	const header = call.header('host') ?? call.header(':authority') ?? '';
	const host = hostOf(header);
	if (isLoopback(host)) return undefined;
	// An address in the place of a name cannot have been rebound; what protects it is the token.
	if (policy.hasTokens && isAddress(host)) return undefined;
	if (policy.allowedHosts.some((allowed) => [host, header.trim().toLowerCase()].includes(allowed.toLowerCase()))) return undefined;
	const message = 'The Host header names a host that esa-health does not serve: add it to allowedHosts if it should.';
	return {status: 421, code: 'misdirected', message};
};

const checkSite: Check = (call) => {
	const site = call.header('sec-fetch-site');
	if (site !== undefined && site !== 'same-origin' && site !== 'none') return crossSite;
	const origin = call.header('origin');
	if (origin === undefined) return undefined;
	// No page of ours writes, so a write with an Origin comes from a page that should not.
	return isWrite(call.method) || !isSameHost(origin, call.header('host')) ? crossSite : undefined;
};

const crossSite: Refused = {status: 403, code: 'forbidden', message: 'Requests from web pages of another origin are refused.'};

function isSameHost(origin: string, host: string | undefined): boolean {
	return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.trim().toLowerCase();
}

function isJson(contentType: string | undefined): boolean {
	return /^application\/(?:[\w.-]+\+)?json *(?:;|$)/i.test(contentType?.trim() ?? '');
}

function isBodyless(call: Asked): boolean {
	return call.header('transfer-encoding') === undefined && (call.header('content-length') ?? '0') === '0';
}
