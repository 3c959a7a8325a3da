import type {Clock} from '../basics/clock.ts';
import type {Store} from '../store/store.ts';
import {failureMessage} from './failure-message.ts';
import type {Claim, JobQueue, RunResult} from './queue.ts';
import {UnusableRun} from './run-handler.ts';

/** Why a run ends before its handler does. `lost`: the lease went to somebody else, nothing may be written any more. */
export type Interruption = 'cancelled' | 'timed-out' | 'stopped' | 'lost';

/** What came of the handler. `left`: it did not obey its signal in time and is left alone. */
export type HandlerOutcome = {kind: 'result'; result: RunResult} | {kind: 'error'; error: unknown} | {kind: 'left'};

/** How an attempt ended, for events and log. */
export type AttemptEnd =
	| {kind: 'completed'; result: RunResult; opened: number; resolved: number}
	| {kind: 'failed'; message: string}
	| {kind: 'interrupted'; why: Interruption; message: string};

export interface SettleParts {
	claim: Claim;
	queue: JobQueue;
	store: Store;
	clock: Clock;
	leaseMs: number;
}

/** Tells the queue (and, for findings, the store) how an attempt ended. Never rejects: where the queue fails, the lease runs out and the job runs again. */
export async function settleAttempt(
	parts: SettleParts,
	interruption: Interruption | undefined,
	outcome: HandlerOutcome,
): Promise<AttemptEnd> {
	try {
		if (interruption) return await settleInterrupted(parts, interruption);
		if (outcome.kind === 'result') return await settleResult(parts, outcome.result);
		return await settleFailure(parts, outcome.kind === 'error' ? outcome.error : undefined);
	} catch (error) {
		return {kind: 'failed', message: `The outcome could not be stored: ${failureMessage(error)}`};
	}
}

/**
 * Findings first, then the job: a crash in between runs the job again, the other order would lose the findings. The beat before makes sure that
 * the token is still ours; should it be taken in the moment after, the store refuses our older fence once the newer run has written.
 */
async function settleResult({claim, queue, store, clock, leaseMs}: SettleParts, result: RunResult): Promise<AttemptEnd> {
	const {id, agent} = claim.job;
	const beat = await queue.heartbeat(id, claim.token, leaseMs);
	if (beat.kind === 'lost') return interrupted('lost', claim);
	// Who looked at nothing has not seen that anything is mended: a service that has just restarted knows no routes yet.
	const sawNothing = result.examined.count === 0 && result.findings.length === 0;
	const {opened, resolved} = sawNothing ? {opened: 0, resolved: 0} : store.recordFindings(agent, result.findings, clock.now(), claim.token);
	const isOurs = await queue.complete(id, claim.token, result);
	return isOurs ? {kind: 'completed', result, opened, resolved} : interrupted('lost', claim);
}

async function settleFailure({claim, queue}: SettleParts, error: unknown): Promise<AttemptEnd> {
	const message = failureMessage(error);
	const isOurs = await queue.fail(claim.job.id, claim.token, {message, outcome: 'failed', retry: !(error instanceof UnusableRun)});
	return isOurs ? {kind: 'failed', message} : interrupted('lost', claim);
}

async function settleInterrupted({claim, queue}: SettleParts, why: Interruption): Promise<AttemptEnd> {
	const end = interrupted(why, claim);
	const {id} = claim.job;
	if (why === 'cancelled') await queue.fail(id, claim.token, {message: end.message, outcome: 'cancelled', retry: false});
	if (why === 'timed-out') await queue.fail(id, claim.token, {message: end.message, outcome: 'timed-out', retry: true});
	if (why === 'stopped') await queue.release(id, claim.token, end.message);
	return end;
}

function interrupted(why: Interruption, {timeoutMs}: Claim): AttemptEnd & {kind: 'interrupted'} {
	const messages: Record<Interruption, string> = {
		cancelled: 'Cancelled on request.',
		'timed-out': `Timed out after ${timeoutMs < 1000 ? `${timeoutMs} ms` : `${Math.round(timeoutMs / 100) / 10} s`}.`,
		stopped: 'Handed back: the monitor stopped.',
		lost: 'The lease ran out and the job went to another worker; this result was dropped.',
	};
	return {kind: 'interrupted', why, message: messages[why]};
}
