import type {Agent} from '../agents/define-agent.ts';
import type {JobQueue} from '../jobs/queue.ts';

const day = 86_400_000;
/** A slot may be this late before it counts as missed: a busy pool or a sleeping laptop is no fault. */
const graceMs = 120_000;

/** What the job queue knows that the score needs; read beside the judgement, which stays synchronous. */
export interface JobFacts {
	completed: number;
	failed: number;
	waiting: number;
	oldestWaitingMs: number | null;
	/** Agents whose next slot is overdue by more than the grace: nobody fires schedules any more. */
	missed: string[];
	lastRuns: {agent: string; category: string; examined: number; finishedAt: number}[];
}

export const noJobFacts: JobFacts = {completed: 0, failed: 0, waiting: 0, oldestWaitingMs: null, missed: [], lastRuns: []};

/** Reads the facts; `lastRuns` names each agent's last completed run. */
export async function readJobFacts(queue: JobQueue, agents: readonly Agent[], now: number): Promise<JobFacts> {
	const [outcomes, oldestWaitingMs, counts, schedules] = await Promise.all([
		queue.outcomesSince(now - day),
		queue.oldestWaitingMs(),
		queue.counts(),
		queue.schedules(),
	]);
	const lastRuns = await Promise.all(agents.map((agent) => lastRunOf(queue, agent)));
	return {
		completed: outcomes.completed,
		failed: outcomes.failed,
		waiting: counts.available,
		oldestWaitingMs,
		missed: schedules.filter(({enabled, nextAt}) => enabled && nextAt !== null && nextAt < now - graceMs).map(({agent}) => agent),
		lastRuns: lastRuns.filter((run) => run !== undefined),
	};
}

async function lastRunOf(queue: JobQueue, agent: Agent): Promise<JobFacts['lastRuns'][number] | undefined> {
	const {jobs} = await queue.list({agent: agent.name, state: 'completed', limit: 1});
	const [job] = jobs;
	if (job === undefined || job.finishedAt === null) return undefined;
	return {agent: agent.name, category: agent.category, examined: job.examined?.count ?? 0, finishedAt: Date.parse(job.finishedAt)};
}
