import {createHash, timingSafeEqual} from 'node:crypto';
import type {Refused} from './answer.ts';

/** `viewer` reads, `operator` also starts and cancels runs and reads the audit log. */
export type Role = 'viewer' | 'operator';

/** A token as the server keeps it: never the token itself. */
export interface Token {
	name: string;
	role: Role;
	sha256: Buffer;
	/** ms since the epoch; null never expires. */
	expiresAt: number | null;
}

/** Who asks. */
export interface Principal {
	name: string;
	role: Role;
	/** When the right to be here ends, ms since the epoch; null never. */
	expiresAt: number | null;
}

/** Whoever asks from this machine while no tokens are configured. */
export const localPrincipal: Principal = {name: 'local', role: 'operator', expiresAt: null};

/** Hashes a token for keeping and comparing. Tokens are long and random, so a slow hash would protect nothing. */
export function hashToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}

/** Tells who sent the `Authorization` header, comparing with every token in constant time. */
export function authenticate(tokens: readonly Token[], authorization: string | undefined, now: number): Principal | Refused {
	const presented = bearer(authorization);
	if (presented === undefined) return unauthorised('Send a token as "Authorization: Bearer TOKEN".');
	const hash = hashToken(presented);
	const known = tokens.filter((token) => timingSafeEqual(token.sha256, hash)).at(0);
	if (known === undefined) return unauthorised('The token is not known here.');
	if (known.expiresAt !== null && known.expiresAt <= now) return unauthorised(`The token ${known.name} has expired.`);
	return {name: known.name, role: known.role, expiresAt: known.expiresAt};
}

function bearer(authorization: string | undefined): string | undefined {
	return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function unauthorised(message: string): Refused {
	return {status: 401, code: 'unauthorised', message, headers: {'www-authenticate': 'Bearer realm="esa-health"'}};
}
