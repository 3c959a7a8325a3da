import type {Progress} from '../protocol/jobs.ts';
import {type JobRow, toDetail} from './job-rows.ts';
import type {Beat, Claim} from './queue.ts';
import type {QueueContext} from './queue-context.ts';

const waiting = `state IN ('scheduled', 'available', 'retryable')`;
const due = `${waiting} AND (state = 'available' OR run_at <= ?) AND (? IS NULL OR agent IN (SELECT value FROM json_each(?)))`;
// Without the hint SQLite (3.53) reads every waiting job by state and sorts them: 450 µs a claim with 3,000 waiting instead of 20.
const mostUrgent = `SELECT seq FROM jobs INDEXED BY jobs_waiting WHERE ${due} ORDER BY priority, run_at, seq LIMIT 1`;

/** Leases the most urgent due job under a new fencing token; undefined when none is due. */
export function claim(
	context: QueueContext,
	workerId: string,
	{agents, leaseMs}: {agents?: readonly string[]; leaseMs: number},
): Claim | undefined {
	const now = context.clock.now();
	const filter = agents ? JSON.stringify(agents) : null;
	// A read needs no write lock: an idle queue costs its file nothing.
	if (!context.database.get(mostUrgent, now, filter, filter)) return undefined;
	return context.database.writeLease(() => {
		const next = context.database.get<{seq: number}>(mostUrgent, now, filter, filter);
		return next && lease(context, next.seq, {workerId, leaseMs, now});
	});
}

function lease(context: QueueContext, seq: number, {workerId, leaseMs, now}: {workerId: string; leaseMs: number; now: number}): Claim {
	const {database} = context;
	const token = nextToken(context, now);
	database.run(
		`UPDATE jobs SET state = 'running', attempt = attempt + 1, token = ?, worker = ?, lease_ms = ?, lease_until = ?,
			started_at = ?, finished_at = NULL, progress = NULL, wait_ms = NULL WHERE seq = ?`,
		token,
		workerId,
		leaseMs,
		now + leaseMs,
		now,
		seq,
	);
	database.run(
		`INSERT INTO attempts (job, attempt, worker, started_at, outcome) SELECT seq, attempt, worker, started_at, 'running' FROM jobs WHERE seq = ?`,
		seq,
	);
	context.changed(seq);
	const row = database.get<JobRow>('SELECT * FROM jobs WHERE seq = ?', seq);
	if (!row) throw new Error(`job ${seq} vanished inside its own transaction`);
	return {job: toDetail(database, row), token, input: JSON.parse(row.input) as unknown, timeoutMs: row.timeout_ms};
}

/**
 * Tokens only grow, over all jobs, because findings are fenced per agent. They start at the wall clock: a queue whose file was deleted (or that
 * lives in memory) must not begin below the fences that the store still remembers.
 */
function nextToken({database}: QueueContext, now: number): number {
	const row = database.get<{value: number}>(`UPDATE counters SET value = max(value + 1, ?) WHERE name = 'token' RETURNING value`, now);
	if (!row) throw new Error('the token counter is missing');
	return row.value;
}

/** Says that an attempt is alive. The lease is rewritten only when a third of it is used up, so that frequent beats cost a read each. */
export function heartbeat(context: QueueContext, id: string, token: number, leaseMs: number, progress?: Progress): Beat {
	const {database} = context;
	const row = runningRow(context, id, token);
	if (!row) return {kind: 'lost'};
	const left = (row.lease_until ?? 0) - context.clock.now();
	// More than a whole lease left: the clock was set back since.
	const isFresh = left >= (leaseMs * 2) / 3 && left <= leaseMs;
	if (isFresh && !progress) return {kind: 'ok', cancelRequested: row.cancel_requested === 1};
	return database.writeLease(() => {
		// Asked again under the lock: another process may have taken the job in between.
		const current = runningRow(context, id, token);
		if (!current) return {kind: 'lost'};
		database.run(
			'UPDATE jobs SET lease_ms = ?, lease_until = ?, progress = coalesce(?, progress) WHERE seq = ?',
			leaseMs,
			context.clock.now() + leaseMs,
			progress ? JSON.stringify(progress) : null,
			current.seq,
		);
		if (progress) context.changed(current.seq);
		return {kind: 'ok', cancelRequested: current.cancel_requested === 1};
	});
}

/** The job, if this token is the one of its running attempt. */
export function runningRow({database}: QueueContext, id: string, token: number): JobRow | undefined {
	return database.get(`SELECT * FROM jobs WHERE id = ? AND token = ? AND state = 'running'`, id, token);
}
