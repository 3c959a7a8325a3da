import {randomUUID} from 'node:crypto';
import {EsaError} from '../basics/esa-error.ts';
import {type JobRow, toRank} from './job-rows.ts';
import type {EnqueueOptions} from './queue.ts';
import type {QueueContext} from './queue-context.ts';

const dayMs = 86_400_000;
export const jobDefaults = {priority: 'normal', maxAttempts: 3, timeoutMs: 300_000} as const;

/** Adds a job, or answers with the one that the idempotency key or the dedupe key already stands for. */
export function enqueue(context: QueueContext, agent: string, input: unknown, options: EnqueueOptions): {id: string; created: boolean} {
	const text = toJson(agent, input);
	const now = context.clock.now();
	return context.database.write(() => {
		const answered = findRequest(context, agent, options.idempotencyKey, now);
		if (answered) return {id: answered.id, created: false};
		const open = findOpen(context, options.dedupeKey);
		if (open) hurry(context, open, options, now);
		const {seq, id} = open ?? insertJob(context, {agent, input: text, options, now});
		if (options.idempotencyKey !== undefined) rememberRequest(context, {agent, key: options.idempotencyKey, seq, now});
		return {id, created: open === undefined};
	});
}

function toJson(agent: string, input: unknown): string {
	try {
		return JSON.stringify(input ?? null) ?? 'null';
	} catch (error) {
		throw new EsaError('bad-input', `The input of a run of ${agent} cannot be written as JSON.`, {cause: error});
	}
}

function findRequest({database}: QueueContext, agent: string, key: string | undefined, now: number): {id: string} | undefined {
	if (key === undefined) return undefined;
	const sql =
		'SELECT jobs.id FROM requests JOIN jobs ON jobs.seq = requests.job WHERE requests.agent = ? AND requests.key = ? AND requests.at > ?';
	return database.get(sql, agent, key, now - dayMs);
}

function rememberRequest({database}: QueueContext, request: {agent: string; key: string; seq: number; now: number}): void {
	database.run(
		'INSERT OR REPLACE INTO requests (agent, key, job, at) VALUES (?, ?, ?, ?)',
		request.agent,
		request.key,
		request.seq,
		request.now,
	);
}

/** Forgets idempotency keys older than a day, so that their jobs can be pruned. */
export function forgetRequests({database}: QueueContext, now: number): void {
	database.run('DELETE FROM requests WHERE at <= ?', now - dayMs);
}

/** The open job under a dedupe key. */
export function findOpen({database}: QueueContext, key: string | null | undefined): JobRow | undefined {
	if (key === undefined || key === null) return undefined;
	return database.get(`SELECT * FROM jobs WHERE dedupe_key = ? AND state IN ('scheduled', 'available', 'running', 'retryable')`, key);
}

/** A person who asks again for a run that waits (for its time, or after a failure) should not wait as long as it would have. */
function hurry(context: QueueContext, open: JobRow, options: EnqueueOptions, now: number): void {
	if (open.state === 'running') return;
	const runAt = Math.min(open.run_at, Math.round(options.runAt ?? now));
	const rank = Math.min(open.priority, toRank(options.priority ?? jobDefaults.priority));
	const state = runAt <= now ? 'available' : open.state;
	if (runAt === open.run_at && rank === open.priority && state === open.state) return;
	context.database.run('UPDATE jobs SET run_at = ?, priority = ?, state = ? WHERE seq = ?', runAt, rank, state, open.seq);
	context.changed(open.seq);
}

/** Inserts a job as it stands; no key is looked at. */
export function insertJob(
	context: QueueContext,
	{agent, input, options, now}: {agent: string; input: string; options: EnqueueOptions; now: number},
): {seq: number; id: string} {
	const id = randomUUID();
	const runAt = Math.round(options.runAt ?? now);
	const row = context.database.get<{seq: number}>(
		`INSERT INTO jobs (id, agent, state, priority, requested_by, input, dedupe_key, max_attempts, timeout_ms, created_at, run_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
		id,
		agent,
		runAt > now ? 'scheduled' : 'available',
		toRank(options.priority ?? jobDefaults.priority),
		options.by ?? 'unknown',
		input,
		options.dedupeKey ?? null,
		options.maxAttempts ?? jobDefaults.maxAttempts,
		options.timeoutMs ?? jobDefaults.timeoutMs,
		now,
		runAt,
	);
	if (!row) throw new Error('INSERT … RETURNING gave no row');
	context.changed(row.seq);
	return {seq: row.seq, id};
}
