import type {z} from 'zod';
import {Agents, AgentState, AgentSummary} from '../../source/protocol/agents.ts';
import {Audit, AuditLine} from '../../source/protocol/audit.ts';
import {Discovery, Refusal} from '../../source/protocol/discovery.ts';
import {LiveEvent} from '../../source/protocol/events.ts';
import {Finding, FindingEvidence, Findings, OpenFinding, Span} from '../../source/protocol/findings.ts';
import {
	Attempt,
	Examined,
	Job,
	JobAnswer,
	JobDetail,
	Jobs,
	JobState,
	Priority,
	Progress,
	RunsAnswer,
	RunsRequest,
} from '../../source/protocol/jobs.ts';
import {Metric, Metrics} from '../../source/protocol/metrics.ts';
import {
	Category,
	Component,
	Evidence,
	HealthReport,
	Issue,
	Overall,
	Recommendation,
	ScorePart,
	Signal,
	Trend,
} from '../../source/protocol/report.ts';
import {Bucket, Range, Trends, TrendSeries} from '../../source/protocol/trends.ts';
import {Counts, Severity, Status, Timestamp} from '../../source/protocol/vocabulary.ts';

const answers = {Discovery, HealthReport, Trends, Agents, Jobs, JobAnswer, RunsAnswer, Findings, Metrics, Audit, Refusal};
const parts = {
	Overall,
	Category,
	ScorePart,
	Span,
	Signal,
	Issue,
	Trend,
	Recommendation,
	Evidence,
	Component,
	TrendSeries,
	Bucket,
	AgentSummary,

	Job,
	JobDetail,
	Attempt,
	Progress,
	Examined,
	Finding,
	FindingEvidence,
	OpenFinding,
	Metric,
	AuditLine,
	Counts,
	RunsRequest,
	StartedJob: RunsAnswer.shape.jobs.element,
};

/** Every object of the contract by the name that docs/protocol.md calls it. */
export const objects: Record<string, z.ZodObject> = {...answers, ...parts};

/** Objects that are all of another one and more. */
export const extended: Record<string, string> = {JobDetail: 'Job', StartedJob: 'JobDetail', OpenFinding: 'Finding'};

/** What an example in docs/protocol.md may be an example of. */
export const examples: Record<string, z.ZodType> = {...objects, LiveEvent};

/** Lists of allowed words. */
export const words: Record<string, z.ZodEnum> = {Status, Severity, JobState, Priority, AgentState, Range};

/** How a schema is called where it is used. */
export const names: ReadonlyMap<z.core.$ZodType, string> = new Map<z.core.$ZodType, string>([
	...Object.entries(objects).map(([name, schema]): [z.core.$ZodType, string] => [schema, name]),
	...Object.entries(words).map(([name, schema]): [z.core.$ZodType, string] => [schema, name]),
	[Timestamp, 'Timestamp'],
]);
