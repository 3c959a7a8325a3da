import type {AgentSummary} from '../protocol/agents.ts';
import type {LiveEvent} from '../protocol/events.ts';
import type {OpenFinding} from '../protocol/findings.ts';
import type {Job, JobDetail} from '../protocol/jobs.ts';
import type {HealthReport} from '../protocol/report.ts';
import type {Range, TrendSeries} from '../protocol/trends.ts';

/** How a server was understood. */
export type Format = 'esa' | 'platform' | 'health';

/** What one successful poll brought, whatever the server speaks. */
export interface Reading {
	format: Format;
	report: HealthReport;
	agents: AgentSummary[];
	/** 24 h: overall and every category. Empty where the server keeps no history. */
	trends: TrendSeries[];
	findings: OpenFinding[];
	/** Newest first, at most one page. */
	jobs: Job[];
	can: {trigger: boolean; cancel: boolean; events: boolean; history: boolean};
}

/** Expected outcomes of a poll. Strings are already cleaned. `at` is the local wall clock, ms. */
export type Poll =
	| {kind: 'fresh'; at: number; reading: Reading; roundTripMs: number}
	/** The server answers, but its own report is older than it should be: its clock's `at` and the age, ms. */
	| {kind: 'stale'; at: number; reading: Reading; roundTripMs: number; ageMs: number}
	| {kind: 'unreachable'; at: number; detail: string}
	/** It answered that we may not: 401, 403, 421, 429. */
	| {kind: 'refused'; at: number; status: number; detail: string; retryAfterMs: number | null}
	| {kind: 'unreadable'; at: number; detail: string};

/** Outcome of asking the server to do something. */
export type Outcome<T> = {kind: 'done'; value: T} | {kind: 'refused' | 'unreachable' | 'unreadable'; detail: string};

/** A monitored server. Every call has its own timeouts and obeys the signal; none throws for expected trouble. */
export interface Connection {
	readonly url: string;
	poll(signal: AbortSignal): Promise<Poll>;
	/** One category, signal or `overall` over a range. */
	trend(range: Range, id: string, signal: AbortSignal): Promise<Outcome<TrendSeries>>;
	/** Everything over a range, as the Trends view lists it. */
	trends(range: Range, signal: AbortSignal): Promise<Outcome<TrendSeries[]>>;
	jobs(
		filter: {agent?: string; state?: string; cursor?: string},
		signal: AbortSignal,
	): Promise<Outcome<{jobs: Job[]; nextCursor: string | null}>>;
	job(id: string, signal: AbortSignal): Promise<Outcome<JobDetail>>;
	/** Sends one idempotency key, also over a retry after a lost answer: a key never starts a run twice. */
	trigger(agents: readonly string[], signal: AbortSignal): Promise<Outcome<{job: JobDetail; joined: boolean}[]>>;
	cancel(jobId: string, signal: AbortSignal): Promise<Outcome<Job>>;
	/** Live events until the signal aborts; reconnects with back-off and resumes by id. Ends at once where the server has none. */
	events(signal: AbortSignal): AsyncIterable<LiveEvent>;
	close(): Promise<void>;
}
