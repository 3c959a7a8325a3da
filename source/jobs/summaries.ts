import type {Agent} from '../agents/define-agent.ts';
import type {AgentSummary} from '../protocol/agents.ts';
import type {Finding} from '../protocol/findings.ts';
import type {Job} from '../protocol/jobs.ts';
import {countFindings, type Schedule} from './queue.ts';

export interface AgentFacts {
	agent: Agent;
	/** The agent's latest jobs, in any order. */
	jobs: readonly Job[];
	schedule: Schedule | undefined;
	openFindings: readonly Pick<Finding, 'severity'>[];
	isDisabled: boolean;
}

type FinishedRun = Job & {startedAt: string; finishedAt: string};

/** What the agents' table shows of one agent. */
export function summarise({agent, jobs, schedule, openFindings, isDisabled}: AgentFacts): AgentSummary {
	const runs = jobs.filter(isFinishedRun).toSorted((a, b) => a.finishedAt.localeCompare(b.finishedAt));
	const last = runs.at(-1);
	const open =
		jobs.find((job) => job.state === 'running') ?? jobs.find((job) => ['available', 'retryable', 'scheduled'].includes(job.state));
	const isScheduled = schedule?.enabled === true && schedule.nextAt !== null;
	return {
		slug: agent.name,
		...(agent.number === undefined ? {} : {number: agent.number}),
		title: agent.title,
		schedule: agent.schedule,
		enabled: !isDisabled,
		state: stateOf(open, isDisabled),
		...(last ? {lastRun: toLastRun(last)} : {}),
		outcomes: runs.slice(-10).map((job) => job.state),
		...(isScheduled ? {nextRunAt: new Date(schedule.nextAt ?? 0).toISOString()} : {}),
		...(open ? {job: open.id} : {}),
		...(open?.state === 'running' && open.progress ? {progress: open.progress} : {}),
		findings: countFindings(openFindings),
		writes: agent.writes,
	};
}

/** A job that was cancelled while it waited is no run: it has no duration and says nothing of the agent. */
function isFinishedRun(job: Job): job is FinishedRun {
	return job.finishedAt !== null && job.startedAt !== null;
}

function stateOf(open: Job | undefined, isDisabled: boolean): AgentSummary['state'] {
	if (open) return open.state === 'running' ? 'running' : 'queued';
	return isDisabled ? 'disabled' : 'idle';
}

function toLastRun(job: FinishedRun): AgentSummary['lastRun'] {
	const durationMs = Math.max(0, Date.parse(job.finishedAt) - Date.parse(job.startedAt));
	// A failed run has no summary of its own; its error says more than nothing.
	return {
		id: job.id,
		state: job.state,
		finishedAt: job.finishedAt,
		durationMs,
		summary: job.state === 'completed' ? job.summary : (job.error ?? job.summary),
	};
}
