import type {Status} from '../protocol/vocabulary.ts';
import type {StatusMemory} from './memory.ts';
import type {Policy} from './policy.ts';
import {badness} from './status.ts';

/**
 * The status to show after one more judgement: worse after two in a row that are worse, better after three that are better, so that a
 * single outlier changes nothing. At once in the first minute, which has no past to protect and would else show `49 excellent`, where a component is down, and to and from `unknown` and `stale`: a status must not outlive
 * its evidence. A clock that jumped back counts like any judgement.
 */
export function settleStatus(
	judged: Status,
	previous: StatusMemory | undefined,
	now: number,
	policy: Policy,
	atOnce: boolean,
): StatusMemory {
	if (previous === undefined) return {status: judged, since: now, pending: [], countedAt: now, knownSince: now};
	const shown = badness(previous.status);
	const next = badness(judged);
	if (judged === previous.status) return {...previous, pending: [], countedAt: counts(previous, now, policy) ? now : previous.countedAt};
	if (shown === undefined || next === undefined || (atOnce && next > shown) || isYoung(previous, now, policy))
		return changed(judged, now, shown === undefined ? now : previous.knownSince);
	if (!counts(previous, now, policy)) return previous;
	const pending = [...previous.pending, judged].slice(-Math.max(policy.worseAfter, policy.betterAfter));
	const settled = settledOn(pending, shown, policy);
	return settled === undefined ? {...previous, pending, countedAt: now} : changed(settled, now, previous.knownSince);
}

/** The mildest change that all of the last judgements agree on. */
function settledOn(pending: readonly Status[], shown: number, policy: Policy): Status | undefined {
	const worse = pending.slice(-policy.worseAfter);
	if (worse.length >= policy.worseAfter && worse.every((status) => badness(status)! > shown)) return extreme(worse, -1);
	const better = pending.slice(-policy.betterAfter);
	if (better.length >= policy.betterAfter && better.every((status) => badness(status)! < shown)) return extreme(better, 1);
	return undefined;
}

/** The best (sign -1) or worst (1) of some statuses. */
function extreme(statuses: readonly Status[], sign: 1 | -1): Status {
	return statuses.reduce((chosen, status) => (sign * badness(status)! > sign * badness(chosen)! ? status : chosen));
}

function counts({countedAt}: StatusMemory, now: number, policy: Policy): boolean {
	return now < countedAt || now - countedAt >= policy.countEveryMs;
}

function isYoung({knownSince}: StatusMemory, now: number, {youngMs}: Policy): boolean {
	return now >= knownSince && now - knownSince < youngMs;
}

function changed(status: Status, now: number, knownSince: number): StatusMemory {
	return {status, since: now, pending: [], countedAt: now, knownSince};
}
