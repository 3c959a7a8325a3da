import type {Clock} from '../basics/clock.ts';
import type {Job} from '../protocol/jobs.ts';
import {claim, heartbeat} from './claims.ts';
import {openJobDatabase} from './database.ts';
import {fireDueSchedules, listSchedules, upsertSchedule} from './due-schedules.ts';
import {complete, fail, release, sweep} from './endings.ts';
import {enqueue} from './enqueue.ts';
import {countJobs, getJob, listJobs, oldestWaitingMs, outcomesSince, prune} from './history.ts';
import {type JobRow, toJob} from './job-rows.ts';
import type {JobQueue} from './queue.ts';
import type {QueueContext} from './queue-context.ts';
import {requestCancel, retry} from './requests.ts';
import {defaultRetryPolicy, type RetryPolicy} from './retry-delay.ts';

export interface SqliteQueueOptions {
	/** A file, which several processes and the store may share, or `:memory:`. */
	file: string;
	clock: Clock;
	/** 0 ≤ n < 1, for the jitter of retries. */
	random?: () => number;
	retry?: RetryPolicy;
}

/**
 * The embedded job engine: one SQLite file (WAL, synchronous=FULL), shared by any number of processes of one machine. A damaged, foreign or
 * newer file throws EsaError (`store-corrupt`, `store-newer`) and is left untouched; one that cannot be written, now or later, turns into
 * memory with the reason in `state()`.
 */
export function openSqliteQueue({file, clock, random = Math.random, retry: policy = defaultRetryPolicy}: SqliteQueueOptions): JobQueue {
	const database = openJobDatabase(file);
	const changes = new Set<number>();
	const listeners = new Set<(job: Job) => void>();
	const context: QueueContext = {database, clock, random, retry: policy, changed: (seq) => changes.add(seq)};
	/** Runs one operation; those who listen hear of its changes once they are committed, and of none when it failed. */
	const perform = async <Result>(operation: () => Result): Promise<Result> => {
		changes.clear();
		const result = operation();
		const changed = listeners.size > 0 ? readJobs(context, [...changes]) : [];
		for (const job of changed) tell(listeners, job);
		return result;
	};
	return {
		enqueue: (agent, input, options = {}) => perform(() => enqueue(context, agent, input, options)),
		claim: (workerId, options) => perform(() => claim(context, workerId, options)),
		heartbeat: (id, token, leaseMs, progress) => perform(() => heartbeat(context, id, token, leaseMs, progress)),
		complete: (id, token, result) => perform(() => complete(context, id, token, result)),
		fail: (id, token, error) => perform(() => fail(context, id, token, error)),
		release: (id, token, reason) => perform(() => release(context, id, token, reason)),
		requestCancel: (id) => perform(() => requestCancel(context, id)),
		retry: (id) => perform(() => retry(context, id)),
		get: (id) => perform(() => getJob(context, id)),
		list: (filter) => perform(() => listJobs(context, filter)),
		counts: () => perform(() => countJobs(context)),
		oldestWaitingMs: () => perform(() => oldestWaitingMs(context)),
		outcomesSince: (since, agent) => perform(() => outcomesSince(context, since, agent)),
		upsertSchedule: (schedule) => perform(() => upsertSchedule(context, schedule)),
		schedules: () => perform(() => listSchedules(context)),
		fireDueSchedules: (agents) => perform(() => fireDueSchedules(context, agents)),
		sweep: () => perform(() => sweep(context)),
		prune: (olderThanMs) => perform(() => prune(context, olderThanMs)),
		state: () => database.state(),
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: () => perform(() => database.close()),
	};
}

function readJobs({database}: QueueContext, changes: readonly number[]): Job[] {
	const rows = changes.map((seq) => database.get<JobRow>('SELECT * FROM jobs WHERE seq = ?', seq));
	return rows.filter((row) => row !== undefined).map(toJob);
}

function tell(listeners: ReadonlySet<(job: Job) => void>, job: Job): void {
	for (const listener of listeners) {
		try {
			listener(job);
		} catch {
			// A listener's fault must not look like a failed queue operation to the caller, whose change is already committed.
		}
	}
}
