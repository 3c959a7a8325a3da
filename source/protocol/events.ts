import {z} from 'zod';
import {Job} from './jobs.ts';
import {Counts, Severity, Status, Timestamp} from './vocabulary.ts';

/**
 * What `GET /esa/v1/events` sends: the SSE `event` field is `kind`, `data` is this object as JSON, `id` is the sequence number.
 * Events only hurry a reader up; every state they tell can be asked for.
 */
export const LiveEvent = z.discriminatedUnion('kind', [
	z.object({kind: z.literal('job'), at: Timestamp, job: Job}),
	z.object({kind: z.literal('findings'), at: Timestamp, agent: z.string(), findings: Counts, opened: z.int(), resolved: z.int()}),
	z.object({kind: z.literal('status'), at: Timestamp, category: z.string(), from: Status, to: Status, score: z.number().nullable()}),
	z.object({kind: z.literal('log'), at: Timestamp, severity: Severity, message: z.string()}),
	/** The reader's `Last-Event-ID` is too old (or of another run of the server): ask for the state anew. */
	z.object({kind: z.literal('reset'), at: Timestamp}),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
