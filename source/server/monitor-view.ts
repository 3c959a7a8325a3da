import type {AgentSummary} from '../protocol/agents.ts';
import type {AuditLine} from '../protocol/audit.ts';
import type {LiveEvent} from '../protocol/events.ts';
import type {OpenFinding} from '../protocol/findings.ts';
import type {Job, JobDetail, JobState} from '../protocol/jobs.ts';
import type {Metric} from '../protocol/metrics.ts';
import type {HealthReport} from '../protocol/report.ts';
import type {Range, TrendSeries} from '../protocol/trends.ts';

/** What the wire serves. The monitor implements it; no call runs a check or a measurement: readers get the last snapshot. */
export interface MonitorView {
	readonly name: string;
	readonly version: string;
	/** The last report, and the same as JSON text, serialised once for all readers. */
	snapshot(): {report: HealthReport; json: string};
	trends(range: Range, ids: readonly string[] | undefined): TrendSeries[];
	/** Series that agents count by themselves, besides the signals of the report: `api-paths.missing`. Left out: none. */
	counted?(): string[];
	metrics(): Metric[];
	agents(): Promise<AgentSummary[]>;
	findings(filter: {agent?: string; severity?: string}): OpenFinding[];
	jobs(filter: {agent?: string; state?: JobState; cursor?: string}): Promise<{jobs: Job[]; nextCursor: string | null}>;
	job(id: string): Promise<JobDetail | undefined>;
	/** Undefined: no such agent. `joined`: a run in flight was joined, or the idempotency key was known. */
	trigger(agent: string, options: {by: string; idempotencyKey?: string}): Promise<{job: JobDetail; joined: boolean} | undefined>;
	cancel(jobId: string): Promise<Job | undefined>;
	/** Live events from now on. Returns unsubscribe. */
	subscribe(listener: (event: LiveEvent) => void): () => void;
	/** One line per write request, for the audit log. */
	audit(line: AuditLine): void;
	/** The last audit lines, newest first. Where it is absent, `GET /esa/v1/audit` answers 404. */
	auditLines?(limit: number): readonly AuditLine[];
}

export type {AuditLine} from '../protocol/audit.ts';
