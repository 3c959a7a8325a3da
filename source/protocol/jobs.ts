import {z} from 'zod';
import {Finding} from './findings.ts';
import {Counts, envelope, Timestamp} from './vocabulary.ts';

export const jobStates = ['scheduled', 'available', 'running', 'retryable', 'completed', 'failed', 'cancelled'] as const;
export const JobState = z.enum(jobStates);
export type JobState = z.infer<typeof JobState>;

export const priorities = ['critical', 'high', 'normal', 'low'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;

export const Progress = z.object({done: z.number(), total: z.number().nullable(), message: z.string()});
/** How far a run is; `total` is null while it cannot be known. */
export type Progress = z.infer<typeof Progress>;

export const Examined = z.object({count: z.int().min(0), what: z.string()});
/** What a run looked at: `{count: 31, what: 'routes'}`. */
export type Examined = z.infer<typeof Examined>;

export const Attempt = z.object({
	attempt: z.int().min(1),
	worker: z.string(),
	startedAt: Timestamp,
	finishedAt: Timestamp.nullable(),
	outcome: z.enum(['running', 'completed', 'failed', 'cancelled', 'timed-out', 'lost']),
	error: z.string().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

export const Job = z.object({
	id: z.string(),
	agent: z.string(),
	state: JobState,
	priority: Priority,
	/** Who asked: `schedule`, `start`, or a token's name. */
	by: z.string(),
	attempt: z.int().min(0),
	maxAttempts: z.int().min(1),
	createdAt: Timestamp,
	runAt: Timestamp,
	startedAt: Timestamp.nullable(),
	finishedAt: Timestamp.nullable(),
	progress: Progress.nullable(),
	cancelRequested: z.boolean(),
	/** Of the finished run; null before. */
	examined: Examined.nullable(),
	findings: Counts,
	summary: z.string().nullable(),
	error: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobDetail = Job.extend({attempts: z.array(Attempt), found: z.array(Finding)});
/** One job with all its attempts and what its last completed attempt found. */
export type JobDetail = z.infer<typeof JobDetail>;

/** `GET /esa/v1/jobs`: newest first; `nextCursor` continues. */
export const Jobs = z.object({...envelope, jobs: z.array(Job), nextCursor: z.string().nullable()});
export type Jobs = z.infer<typeof Jobs>;
/** `GET /esa/v1/jobs/ID`, and the answer to a trigger (`joined`: a run in flight was joined, status 200). */
export const JobAnswer = z.object({...envelope, job: JobDetail, joined: z.boolean().optional()});
export type JobAnswer = z.infer<typeof JobAnswer>;
/** `POST /esa/v1/runs`. */
export const RunsRequest = z.object({agents: z.array(z.string().min(1)).min(1).max(32)});
export const RunsAnswer = z.object({...envelope, jobs: z.array(JobDetail.extend({joined: z.boolean()}))});
export type RunsAnswer = z.infer<typeof RunsAnswer>;
