import {EsaError} from '../basics/esa-error.ts';
import type {Job, JobDetail, JobState} from '../protocol/jobs.ts';
import {forgetRequests} from './enqueue.ts';
import {type JobRow, toDetail, toJob} from './job-rows.ts';
import type {QueueContext} from './queue-context.ts';
import {findJob} from './requests.ts';

export function getJob(context: QueueContext, id: string): JobDetail | undefined {
	const row = findJob(context, id);
	return row && toDetail(context.database, row);
}

export interface ListFilter {
	state?: JobState;
	agent?: string;
	cursor?: string;
	limit?: number;
}

/** Newest first by order of arrival, so that a page never repeats or misses a job because others came in meanwhile. */
export function listJobs(
	{database}: QueueContext,
	{state, agent, cursor, limit = 50}: ListFilter,
): {jobs: Job[]; nextCursor: string | null} {
	const size = Math.min(200, Math.max(1, Math.trunc(limit)));
	const conditions = ['seq < ?', ...(state ? ['state = ?'] : []), ...(agent === undefined ? [] : ['agent = ?'])];
	const values = [
		cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor),
		...(state ? [state] : []),
		...(agent === undefined ? [] : [agent]),
	];
	const sql = `SELECT * FROM jobs WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT ?`;
	// One more than asked tells whether there is a next page.
	const rows = database.all<JobRow>(sql, ...values, size + 1);
	const page = rows.slice(0, size);
	const last = page.at(-1);
	return {jobs: page.map(toJob), nextCursor: rows.length > size && last ? `${last.seq}` : null};
}

function readCursor(cursor: string): number {
	if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor);
	throw new EsaError('bad-cursor', 'This cursor was not given by an earlier page. Start again without one.');
}

export function countJobs({database}: QueueContext): Record<JobState, number> {
	const counts: Record<JobState, number> = {scheduled: 0, available: 0, running: 0, retryable: 0, completed: 0, failed: 0, cancelled: 0};
	for (const {state, n} of database.all<{state: JobState; n: number}>('SELECT state, count(*) AS n FROM jobs GROUP BY state'))
		counts[state] = n;
	return counts;
}

/** How long the job that has been due longest waits; null when none waits. */
export function oldestWaitingMs({database, clock}: QueueContext): number | null {
	const now = clock.now();
	const sql = `SELECT min(run_at) AS since FROM jobs WHERE state IN ('scheduled', 'available', 'retryable') AND (state = 'available' OR run_at <= ?)`;
	const since = database.get<{since: number | null}>(sql, now)?.since ?? null;
	return since === null ? null : Math.max(0, now - since);
}

export function outcomesSince(
	{database}: QueueContext,
	since: number,
	agent?: string,
): {completed: number; failed: number; cancelled: number} {
	const outcomes = {completed: 0, failed: 0, cancelled: 0};
	const sql =
		'SELECT state, count(*) AS n FROM jobs INDEXED BY jobs_finished WHERE finished_at >= ? AND (? IS NULL OR agent = ?) GROUP BY state';
	type Row = {state: keyof typeof outcomes; n: number};
	for (const {state, n} of database.all<Row>(sql, since, agent ?? null, agent ?? null)) outcomes[state] = n;
	return outcomes;
}

/** Deletes finished jobs (with attempts, findings and slots) older than this; one that an idempotency key still answers with is kept. */
export function prune(context: QueueContext, olderThanMs: number): number {
	const now = context.clock.now();
	const before = now - olderThanMs;
	return context.database.write(() => {
		forgetRequests(context, now);
		// A slot in front of the agent's last one can never fire again.
		context.database.run(
			'DELETE FROM slots WHERE slot < ? AND slot < (SELECT last_slot FROM schedules WHERE schedules.agent = slots.agent)',
			before,
		);
		return context.database.run('DELETE FROM jobs WHERE finished_at <= ? AND seq NOT IN (SELECT job FROM requests)', before);
	});
}
