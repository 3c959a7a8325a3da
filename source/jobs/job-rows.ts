import {z} from 'zod';
import {Finding} from '../protocol/findings.ts';
import {type Attempt, Examined, type Job, type JobDetail, type JobState, priorities, type Priority, Progress} from '../protocol/jobs.ts';
import type {JobDatabase} from './database.ts';

/** A row of `jobs`, as the strict table holds it. */
export interface JobRow {
	seq: number;
	id: string;
	agent: string;
	state: JobState;
	priority: number;
	requested_by: string;
	input: string;
	dedupe_key: string | null;
	attempt: number;
	max_attempts: number;
	timeout_ms: number;
	created_at: number;
	run_at: number;
	wait_ms: number | null;
	started_at: number | null;
	finished_at: number | null;
	token: number | null;
	worker: string | null;
	lease_ms: number | null;
	lease_until: number | null;
	cancel_requested: number;
	progress: string | null;
	examined: string | null;
	critical: number;
	warning: number;
	info: number;
	summary: string | null;
	error: string | null;
}

interface AttemptRow {
	attempt: number;
	worker: string;
	started_at: number;
	finished_at: number | null;
	outcome: Attempt['outcome'];
	error: string | null;
}

/** Row → what the wire shows. */
export function toJob(row: JobRow): Job {
	return {
		id: row.id,
		agent: row.agent,
		state: row.state,
		priority: toPriority(row.priority),
		by: row.requested_by,
		attempt: row.attempt,
		maxAttempts: row.max_attempts,
		createdAt: toTimestamp(row.created_at),
		runAt: toTimestamp(row.run_at),
		startedAt: toOptionalTimestamp(row.started_at),
		finishedAt: toOptionalTimestamp(row.finished_at),
		progress: row.progress === null ? null : Progress.parse(JSON.parse(row.progress)),
		cancelRequested: row.cancel_requested === 1,
		examined: row.examined === null ? null : Examined.parse(JSON.parse(row.examined)),
		findings: {critical: row.critical, warning: row.warning, info: row.info},
		summary: row.summary,
		error: row.error,
	};
}

/** Row → job with its attempts and findings, which live in tables of their own. */
export function toDetail(database: JobDatabase, row: JobRow): JobDetail {
	const attempts = database.all<AttemptRow>('SELECT * FROM attempts WHERE job = ? ORDER BY attempt', row.seq);
	const found = database.get<{findings: string}>('SELECT findings FROM found WHERE job = ?', row.seq);
	return {...toJob(row), attempts: attempts.map(toAttempt), found: found ? z.array(Finding).parse(JSON.parse(found.findings)) : []};
}

function toAttempt(row: AttemptRow): Attempt {
	return {
		attempt: row.attempt,
		worker: row.worker,
		startedAt: toTimestamp(row.started_at),
		finishedAt: toOptionalTimestamp(row.finished_at),
		outcome: row.outcome,
		error: row.error,
	};
}

/** Priorities are kept as their rank, most urgent first, so that an index can order by them. */
export function toRank(priority: Priority): number {
	return priorities.indexOf(priority);
}

function toPriority(rank: number): Priority {
	return priorities[rank] ?? 'normal';
}

function toTimestamp(ms: number): string {
	return new Date(ms).toISOString();
}

function toOptionalTimestamp(ms: number | null): string | null {
	return ms === null ? null : toTimestamp(ms);
}
