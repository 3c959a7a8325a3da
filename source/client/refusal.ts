import {Refusal} from '../protocol/discovery.ts';
import {excerpt} from './clean.ts';
import type {Answer} from './answer.ts';

/** Statuses by which a server says that we may not, or not now. */
export function isRefusal({status}: Answer): boolean {
	return status === 401 || status === 403 || status === 421 || status === 429;
}

/** Why we were refused and what to do about it, in a sentence for people. */
export function describeRefusal(answer: Answer, origin: string, hasToken: boolean): string {
	const {status, path} = answer;
	const asked = `${origin} answered ${status} to ${path}`;
	const said = messageOf(answer);
	const because = said === undefined ? '' : ` (“${said}”)`;
	if (status === 401)
		return hasToken
			? `${asked}${because}: it does not accept this token.`
			: `${asked}${because}: it wants a token; give one with --token-file or ESA_HEALTH_TOKEN.`;
	if (status === 403) return `${asked}${because}: ${hasToken ? 'this token may not do that' : 'it does not allow this without a token'}.`;
	if (status === 421) return `${asked}${because}: it does not serve under this host name; use a name it allows.`;
	if (status === 429) return `${asked}${because}: too many requests${waitOf(answer)}.`;
	return `${asked}${because}.`;
}

function waitOf({retryAfterMs}: Answer): string {
	return retryAfterMs === null ? '' : `, wait ${Math.ceil(retryAfterMs / 1_000)} s`;
}

/** The server's own sentence, if it is one of our refusals. */
function messageOf({body}: Answer): string | undefined {
	const refusal = body.kind === 'json' ? Refusal.safeParse(body.value) : undefined;
	return refusal?.success === true ? excerpt(refusal.data.error.message) : undefined;
}
