import {timingSafeEqual} from 'node:crypto';
import type {Call} from './answer.ts';
import {hashToken, type Principal, type Token} from './auth.ts';
import type {Match} from './match.ts';
import type {AuditLine} from './monitor-view.ts';

/** What the line tells of; `who` is undefined where the request was refused before that was known. */
export interface Audited {
	call: Call;
	match: Match;
	who: Principal | undefined;
	status: number;
	now: number;
}

/** Writes down one write request. No token gets into the line, wherever its owner put it by mistake: a log is read by more people. */
export function auditLine({call, match, who, status, now}: Audited, options: {tokens: readonly Token[]; behindProxy: boolean}): AuditLine {
	const remote = (options.behindProxy ? forwardedFor(call) : undefined) ?? call.remote ?? '-';
	const target = status === 404 ? patternOf(match) : filledPattern(match, options.tokens);
	return {
		at: new Date(now).toISOString(),
		who: who?.name ?? '-',
		role: who?.role ?? 'none',
		remote,
		what: `${method(call)} ${target}`,
		status,
	};
}

/** The route as it is written in the table of routes: a path that leads nowhere could hold anything. */
function patternOf(match: Match): string {
	return match.kind === 'unknown' ? 'an unknown path' : match.pattern;
}

function filledPattern(match: Match, tokens: readonly Token[]): string {
	if (match.kind === 'unknown') return patternOf(match);
	return match.pattern.replaceAll(/:(\w+)/g, (name, key: string) => auditable(match.params[key] ?? name, tokens));
}

/** A slug or id in visible ASCII and of bounded length, unless it is a token. */
function auditable(value: string, tokens: readonly Token[]): string {
	const hash = hashToken(value);
	if (tokens.some((token) => timingSafeEqual(token.sha256, hash))) return '[token]';
	return value.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, 100);
}

function method(call: Call): string {
	return call.method.replaceAll(/[^A-Z-]/g, '?').slice(0, 20);
}

/** The last address is the one that our own proxy wrote; those before it are hearsay. */
function forwardedFor(call: Call): string | undefined {
	const last = call.header('x-forwarded-for')?.split(',').at(-1)?.trim();
	return last !== undefined && /^[\w.:[\]]{1,64}$/.test(last) ? last : undefined;
}
