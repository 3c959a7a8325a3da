import {z} from 'zod';
import {JobState} from './jobs.ts';
import {Counts, envelope, Timestamp} from './vocabulary.ts';

export const AgentState = z.enum(['idle', 'queued', 'running', 'disabled']);
export type AgentState = z.infer<typeof AgentState>;

export const AgentSummary = z.object({
	slug: z.string(),
	/** The platform's own number, for people who know the agent by it. */
	number: z.int().optional(),
	title: z.string(),
	/** A cron expression, or `manual`. */
	schedule: z.string(),
	enabled: z.boolean(),
	state: AgentState,
	lastRun: z
		.object({id: z.string(), state: JobState, finishedAt: Timestamp, durationMs: z.number(), summary: z.string().nullable()})
		.optional(),
	/** States of the last finished runs, oldest first, at most 10. */
	outcomes: z.array(JobState),
	nextRunAt: Timestamp.optional(),
	/** The job now queued or running. */
	job: z.string().optional(),
	progress: z.object({done: z.number(), total: z.number().nullable(), message: z.string()}).optional(),
	/** Open findings. */
	findings: Counts,
	/** Does a run change anything outside the monitor? The screen asks before such a run. */
	writes: z.boolean(),
});
export type AgentSummary = z.infer<typeof AgentSummary>;

/** `GET /esa/v1/agents`. */
export const Agents = z.object({...envelope, agents: z.array(AgentSummary)});
export type Agents = z.infer<typeof Agents>;
