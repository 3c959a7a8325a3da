import type {Finding} from '../protocol/findings.ts';
import type {Counts} from '../protocol/vocabulary.ts';
import type {Examined, Job, JobDetail, JobState, Priority, Progress} from '../protocol/jobs.ts';
import type {StoreState} from '../store/store.ts';

export interface EnqueueOptions {
	priority?: Priority;
	/** An open job with the same key is joined instead of doubled; joining hurries a waiting one (earlier `runAt` and more urgent priority win). */
	dedupeKey?: string;
	/** Answers a repeated request for the same agent with the job it made before, open or not. Remembered for 24 h. */
	idempotencyKey?: string;
	/** ms since the epoch; default now. */
	runAt?: number;
	maxAttempts?: number;
	timeoutMs?: number;
	by?: string;
}

/** A claimed attempt. Every later call names `token`; an old token is refused. */
export interface Claim {
	job: JobDetail;
	token: number;
	input: unknown;
	timeoutMs: number;
}

export interface RunResult {
	examined: Examined;
	findings: readonly Finding[];
	summary: string;
}

export type Beat = {kind: 'ok'; cancelRequested: boolean} | {kind: 'lost'};

/** A cron line per agent; `slot` is the moment it was due, and each slot makes at most one job in the whole cluster. */
export interface Schedule {
	agent: string;
	cron: string;
	timeZone: string;
	enabled: boolean;
	/** ms since the epoch; null when the expression never fires again. */
	nextAt: number | null;
	lastSlot: number | null;
}

export interface ScheduleOptions {
	agent: string;
	cron: string;
	/** IANA name. */
	timeZone: string;
	enabled: boolean;
	priority?: Priority;
	maxAttempts?: number;
	timeoutMs?: number;
}

/** The dedupeKey under which an agent's runs are single flight, whoever asks for them. */
export function singleFlightKey(agent: string): string {
	return `agent:${agent}`;
}

/**
 * The port behind which job engines live; `test/jobs/queue-contract.ts` holds the promises. At least once: an agent may run twice.
 * Asynchronous, so that a PostgreSQL engine fits.
 */
export interface JobQueue {
	enqueue(agent: string, input: unknown, options?: EnqueueOptions): Promise<{id: string; created: boolean}>;
	/** The most urgent due job (priority, then runAt, then order of arrival), leased, or nothing. */
	claim(workerId: string, options: {agents?: readonly string[]; leaseMs: number}): Promise<Claim | undefined>;
	/** Stores progress and extends the lease: it lasts at least two thirds of `leaseMs` from now. An expired lease that nobody took is revived. */
	heartbeat(id: string, token: number, leaseMs: number, progress?: Progress): Promise<Beat>;
	/** False when the token is old: nothing was written. */
	complete(id: string, token: number, result: RunResult): Promise<boolean>;
	/** Retries with back-off while attempts are left, else fails; `cancelled` ends the job as cancelled, whatever is left. */
	fail(
		id: string,
		token: number,
		error: {message: string; outcome: 'failed' | 'cancelled' | 'timed-out'; retry: boolean},
	): Promise<boolean>;
	/**
	 * Gives a running attempt up at no cost to the job (the worker stops): it is available again at once and this attempt does not count.
	 * Ends it as cancelled when that was asked. False when the token is old.
	 */
	release(id: string, token: number, reason: string): Promise<boolean>;
	/** A job not yet running is cancelled at once; a running one is asked. Undefined: no such job. */
	requestCancel(id: string): Promise<Job | undefined>;
	/**
	 * A failed or cancelled job becomes available again, with at least one more attempt; any other job is answered as it is. Where an open job
	 * already does its work (same dedupeKey), that one is answered. Undefined: no such job.
	 */
	retry(id: string): Promise<Job | undefined>;
	get(id: string): Promise<JobDetail | undefined>;
	/** Newest first. A `cursor` that no earlier answer gave: EsaError `bad-cursor`. At most 200 at once, 50 unless told. */
	list(filter: {state?: JobState; agent?: string; cursor?: string; limit?: number}): Promise<{jobs: Job[]; nextCursor: string | null}>;
	counts(): Promise<Record<JobState, number>>;
	/** Age of the oldest job that is due and waiting, ms; null when none waits. */
	oldestWaitingMs(): Promise<number | null>;
	/** Outcomes of finished jobs since a moment. */
	outcomesSince(since: number, agent?: string): Promise<{completed: number; failed: number; cancelled: number}>;
	/** Sets an agent's schedule and how its jobs run. An unchanged one keeps its `nextAt`. EsaError `bad-schedule` for an unreadable expression. */
	upsertSchedule(schedule: ScheduleOptions): Promise<void>;
	schedules(): Promise<Schedule[]>;
	/**
	 * Makes one job for every due slot (only the latest of several missed ones) and moves `nextAt` on. A run of the agent that is still open is
	 * joined: its slot makes none. `agents` limits it to these. Ids of the jobs made.
	 */
	fireDueSchedules(agents?: readonly string[]): Promise<string[]>;
	/** Hands jobs with an expired lease back (or fails them when out of attempts) and makes due scheduled/retryable jobs available. */
	sweep(): Promise<{returned: number}>;
	/** Deletes finished jobs older than this. */
	prune(olderThanMs: number): Promise<number>;
	/** Where jobs are kept; `degraded` with the reason once the file could not be written. */
	state(): StoreState;
	/** Called after every change of a job made through this object. Returns unsubscribe. */
	subscribe(listener: (job: Job) => void): () => void;
	close(): Promise<void>;
}

/** Counts findings by severity. */
export function countFindings(findings: readonly Pick<Finding, 'severity'>[]): Counts {
	const counts: Counts = {critical: 0, warning: 0, info: 0};
	for (const finding of findings) counts[finding.severity]++;
	return counts;
}
