import type {Clock} from '../basics/clock.ts';
import {checkDetail} from './check-detail.ts';

/** What a check may return beside nothing: `false` means down, an object says more. */
export type CheckAnswer = void | undefined | null | boolean | {status: 'up' | 'degraded' | 'down'; detail?: string};

/** A named check. It throws, rejects or returns `false` for down; it should stop when `signal` aborts, and is counted as down then. */
export type CheckFunction = (signal: AbortSignal) => CheckAnswer | Promise<CheckAnswer>;

export interface CheckOutcome {
	status: 'up' | 'degraded' | 'down';
	detail: string | null;
	tookMs: number;
	/** False for a run that was given up on after its timeout: how long it would have taken is not known. */
	finished: boolean;
}

/**
 * Runs a check once. Settles within `timeoutMs` whatever the check does, as far as the event loop turns; never rejects. `settled` is
 * called when the check itself is over, which for one that ignores its signal is later, or never.
 */
export async function runCheck(
	check: CheckFunction,
	timeoutMs: number,
	clock: Clock,
	stop: AbortSignal,
	settled: () => void,
): Promise<CheckOutcome> {
	const abort = new AbortController();
	const startedAt = clock.monotonic();
	const took = () => clock.monotonic() - startedAt;
	const late = Promise.withResolvers<CheckOutcome>();
	const giveUp = (detail: string) => {
		late.resolve({status: 'down', detail, tookMs: took(), finished: false});
		abort.abort(new DOMException(detail, 'TimeoutError'));
	};
	const timer = setTimeout(() => giveUp(`no answer in ${timeoutMs} ms`), timeoutMs);
	timer.unref();
	const stopped = () => giveUp('stopped');
	stop.addEventListener('abort', stopped, {once: true});
	const answer = answerOf(check, abort.signal).then((said) => ({...said, tookMs: took(), finished: true}));
	try {
		return await Promise.race([answer.finally(settled), late.promise]);
	} finally {
		clearTimeout(timer);
		stop.removeEventListener('abort', stopped);
	}
}

async function answerOf(check: CheckFunction, signal: AbortSignal): Promise<Pick<CheckOutcome, 'status' | 'detail'>> {
	try {
		return readAnswer(await check(signal));
	} catch (error) {
		return {status: 'down', detail: detailOf(error)};
	}
}

/** Anything can be thrown, also an object whose getters throw again. */
function detailOf(error: unknown): string {
	try {
		return checkDetail(error) ?? 'the check threw';
	} catch {
		return 'the check threw something that cannot be read';
	}
}

/** Reads what came back, of whatever type: checks are often plain JavaScript. */
export function readAnswer(answer: unknown): Pick<CheckOutcome, 'status' | 'detail'> {
	if (answer === false) return {status: 'down', detail: 'the check answered false'};
	if (typeof answer !== 'object' || answer === null || !('status' in answer)) return {status: 'up', detail: null};
	const detail = 'detail' in answer ? checkDetail(answer.detail) : null;
	const {status} = answer;
	if (status === 'up' || status === 'degraded' || status === 'down') return {status, detail};
	return {status: 'down', detail: `the check answered with a status that is none of up, degraded, down`};
}
