import type {Job} from '../protocol/jobs.ts';
import {findOpen} from './enqueue.ts';
import {type JobRow, toJob} from './job-rows.ts';
import type {QueueContext} from './queue-context.ts';

/** Cancels a waiting job at once and asks a running one to end; a finished one is answered as it is. */
export function requestCancel(context: QueueContext, id: string): Job | undefined {
	return changeJob(context, id, (job) => {
		if (job.state === 'running') return context.database.run('UPDATE jobs SET cancel_requested = 1 WHERE seq = ?', job.seq);
		if (isFinished(job)) return 0;
		const sql = `UPDATE jobs SET state = 'cancelled', cancel_requested = 1, finished_at = ?, wait_ms = NULL WHERE seq = ?`;
		return context.database.run(sql, context.clock.now(), job.seq);
	});
}

/** Makes a failed or cancelled job available again, with at least one more attempt. */
export function retry(context: QueueContext, id: string): Job | undefined {
	let joined: JobRow | undefined;
	const job = changeJob(context, id, (found) => {
		if (found.state !== 'failed' && found.state !== 'cancelled') return 0;
		joined = findOpen(context, found.dedupe_key);
		if (joined) return 0;
		return context.database.run(
			`UPDATE jobs SET state = 'available', cancel_requested = 0, run_at = ?, started_at = NULL, finished_at = NULL, progress = NULL,
				max_attempts = max(max_attempts, attempt + 1) WHERE seq = ?`,
			context.clock.now(),
			found.seq,
		);
	});
	return joined ? toJob(joined) : job;
}

function changeJob(context: QueueContext, id: string, change: (job: JobRow) => number): Job | undefined {
	return context.database.write(() => {
		const job = findJob(context, id);
		if (!job) return undefined;
		if (change(job) === 0) return toJob(job);
		context.changed(job.seq);
		const after = findJob(context, id);
		return after && toJob(after);
	});
}

export function findJob({database}: QueueContext, id: string): JobRow | undefined {
	return database.get('SELECT * FROM jobs WHERE id = ?', id);
}

function isFinished(job: JobRow): boolean {
	return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}
