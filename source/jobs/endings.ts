import type {Attempt} from '../protocol/jobs.ts';
import {runningRow} from './claims.ts';
import type {JobRow} from './job-rows.ts';
import {countFindings, type RunResult} from './queue.ts';
import type {QueueContext} from './queue-context.ts';
import {retryDelayMs} from './retry-delay.ts';

/** Ends the attempt and its job with a result; false when the token is old. */
export function complete(context: QueueContext, id: string, token: number, result: RunResult): boolean {
	const {database} = context;
	const counts = countFindings(result.findings);
	return withRunning(context, id, token, (job, now) => {
		database.run(
			`UPDATE jobs SET examined = ?, critical = ?, warning = ?, info = ?, summary = ?, error = NULL WHERE seq = ?`,
			JSON.stringify(result.examined),
			counts.critical,
			counts.warning,
			counts.info,
			result.summary,
			job.seq,
		);
		database.run('INSERT OR REPLACE INTO found (job, findings) VALUES (?, ?)', job.seq, JSON.stringify(result.findings));
		endAttempt(context, job, 'completed', null, now);
		finish(context, job, 'completed', now);
	});
}

/** Ends the attempt; the job waits for the next one while it may have one, and is over otherwise. False when the token is old. */
export function fail(
	context: QueueContext,
	id: string,
	token: number,
	error: {message: string; outcome: 'failed' | 'cancelled' | 'timed-out'; retry: boolean},
): boolean {
	return withRunning(context, id, token, (job, now) => {
		context.database.run('UPDATE jobs SET error = ? WHERE seq = ?', error.message, job.seq);
		endAttempt(context, job, error.outcome, error.message, now);
		// Who asked for an end does not want another attempt, however this one ended.
		if (error.outcome === 'cancelled' || job.cancel_requested === 1) return finish(context, job, 'cancelled', now);
		if (!error.retry || job.attempt >= job.max_attempts) return finish(context, job, 'failed', now);
		const delayMs = retryDelayMs(job.attempt, context.random, context.retry);
		makeWait(context, job, {state: 'retryable', runAt: now + delayMs, waitMs: delayMs});
	});
}

/** Hands a running attempt back: available again at once, and the attempt is not counted. False when the token is old. */
export function release(context: QueueContext, id: string, token: number, reason: string): boolean {
	return withRunning(context, id, token, (job, now) => {
		endAttempt(context, job, job.cancel_requested === 1 ? 'cancelled' : 'lost', reason, now);
		if (job.cancel_requested === 1) return finish(context, job, 'cancelled', now);
		context.database.run('UPDATE jobs SET max_attempts = max_attempts + 1 WHERE seq = ?', job.seq);
		makeWait(context, job, {state: 'available', runAt: job.run_at, waitMs: null});
	});
}

function withRunning(context: QueueContext, id: string, token: number, change: (job: JobRow, now: number) => void): boolean {
	return context.database.write(() => {
		const job = runningRow(context, id, token);
		if (!job) return false;
		change(job, context.clock.now());
		return true;
	});
}

function endAttempt({database}: QueueContext, job: JobRow, outcome: Attempt['outcome'], error: string | null, now: number): void {
	database.run(
		'UPDATE attempts SET finished_at = ?, outcome = ?, error = ? WHERE job = ? AND attempt = ?',
		now,
		outcome,
		error,
		job.seq,
		job.attempt,
	);
}

function finish(context: QueueContext, job: JobRow, state: 'completed' | 'failed' | 'cancelled', now: number): void {
	context.database.run('UPDATE jobs SET state = ?, finished_at = ?, lease_until = NULL WHERE seq = ?', state, now, job.seq);
	context.changed(job.seq);
}

function makeWait(context: QueueContext, job: JobRow, to: {state: 'available' | 'retryable'; runAt: number; waitMs: number | null}): void {
	const sql = 'UPDATE jobs SET state = ?, run_at = ?, wait_ms = ?, started_at = NULL, progress = NULL, lease_until = NULL WHERE seq = ?';
	context.database.run(sql, to.state, to.runAt, to.waitMs, job.seq);
	context.changed(job.seq);
}

/** Hands back every job whose worker stopped reporting, and makes due ones available. Reads only when there is nothing to do. */
export function sweep(context: QueueContext): {returned: number} {
	const now = context.clock.now();
	if (!hasWork(context, now)) return {returned: 0};
	return context.database.write(() => {
		followClock(context, now);
		const expired = context.database.all<JobRow>(`SELECT * FROM jobs WHERE state = 'running' AND lease_until <= ?`, now);
		for (const job of expired) handBack(context, job, now);
		promoteDue(context, now);
		return {returned: expired.length};
	});
}

const isDue = `state IN ('scheduled', 'retryable') AND run_at <= ?`;
/** Further away than it was when it was set: the clock has been set back since. */
const isBeyondReach = `((state = 'running' AND lease_until > ? + lease_ms) OR (state = 'retryable' AND run_at > ? + wait_ms))`;

function hasWork({database}: QueueContext, now: number): boolean {
	const sql = `SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'running' AND lease_until <= ?)
		OR EXISTS (SELECT 1 FROM jobs WHERE ${isDue}) OR EXISTS (SELECT 1 FROM jobs WHERE state IN ('running', 'retryable') AND ${isBeyondReach}) AS work`;
	return database.get<{work: number}>(sql, now, now, now, now)?.work === 1;
}

/** After the clock was set back a lease or a back-off must not last as long as the jump: each lasts at most its own length from now. */
function followClock({database}: QueueContext, now: number): void {
	database.run(`UPDATE jobs SET lease_until = ? + lease_ms WHERE state = 'running' AND lease_until > ? + lease_ms`, now, now);
	database.run(`UPDATE jobs SET run_at = ? + wait_ms WHERE state = 'retryable' AND run_at > ? + wait_ms`, now, now);
}

function handBack(context: QueueContext, job: JobRow, now: number): void {
	const error = `Worker ${job.worker ?? ''} stopped reporting.`;
	context.database.run('UPDATE jobs SET error = ? WHERE seq = ?', error, job.seq);
	endAttempt(context, job, 'lost', error, now);
	if (job.cancel_requested === 1) finish(context, job, 'cancelled', now);
	else if (job.attempt >= job.max_attempts) finish(context, job, 'failed', now);
	else makeWait(context, job, {state: 'available', runAt: job.run_at, waitMs: null});
}

function promoteDue(context: QueueContext, now: number): void {
	const promoted = context.database.all<{seq: number}>(
		`UPDATE jobs SET state = 'available', wait_ms = NULL WHERE ${isDue} RETURNING seq`,
		now,
	);
	for (const {seq} of promoted) context.changed(seq);
}
