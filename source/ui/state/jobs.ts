import type {Reading} from '../../client/connection.ts';
import type {AgentSummary} from '../../protocol/agents.ts';
import type {Job} from '../../protocol/jobs.ts';
import type {EventOf, Step} from './event.ts';
import {log} from './log.ts';
import type {Entry} from './log.ts';
import {withList} from './lists.ts';
import type {Model} from './model.ts';
import {step, toast} from './step.ts';

/** About one page; a live event may add to the page the poll brought. */
const maxJobs = 200;
const maxOutcomes = 10;

/** Is the run over, for good? */
export function isFinished(job: Job): boolean {
	return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}

/** Takes a job's newer state into the reading, for its line, its agent and its detail screen; older news changes nothing. */
export function takeJob(model: Model, job: Job): Model {
	const {reading} = model;
	if (reading === null) return model;
	const known = reading.jobs.find((one) => one.id === job.id);
	if (known !== undefined && isOlder(job, known)) return model;
	const next = {...model, reading: mergeJob(reading, job), job: model.job?.id === job.id ? {...model.job, ...job} : model.job};
	return log(next, ...endOf(known, job));
}

function isOlder(job: Job, known: Job): boolean {
	return job.attempt < known.attempt || (isFinished(known) && !isFinished(job));
}

function mergeJob(reading: Reading, job: Job): Reading {
	const isKnown = reading.jobs.some((one) => one.id === job.id);
	const jobs = isKnown ? reading.jobs.map((one) => (one.id === job.id ? {...one, ...job} : one)) : [job, ...reading.jobs].slice(0, maxJobs);
	return {...reading, jobs, agents: reading.agents.map((agent) => (agent.slug === job.agent ? agentDuring(agent, job) : agent))};
}

/** The agent's line while a job of it runs and once it has ended. */
function agentDuring(agent: AgentSummary, job: Job): AgentSummary {
	if (!isFinished(job)) {
		const {progress: _, ...rest} = agent;
		return {
			...rest,
			state: job.state === 'running' ? 'running' : 'queued',
			job: job.id,
			...(job.progress === null ? {} : {progress: job.progress}),
		};
	}
	if (agent.job !== job.id || job.finishedAt === null) return agent;
	const {progress: _progress, job: _job, ...rest} = agent;
	const durationMs = job.startedAt === null ? 0 : Date.parse(job.finishedAt) - Date.parse(job.startedAt);
	return {
		...rest,
		state: agent.enabled ? 'idle' : 'disabled',
		lastRun: {id: job.id, state: job.state, finishedAt: job.finishedAt, durationMs, summary: job.summary},
		outcomes: [...agent.outcomes, job.state].slice(-maxOutcomes),
	};
}

/** The log's line for a run that has just ended, once, whoever told of it first. */
export function endOf(known: Job | undefined, job: Job): readonly Entry[] {
	if (!isFinished(job) || (known !== undefined && isFinished(known))) return [];
	return [{severity: severityOf(job), message: endSentence(job), key: `job:${job.id}:${job.state}`}];
}

function severityOf(job: Job): Entry['severity'] {
	if (job.state === 'failed') return 'critical';
	return job.state === 'cancelled' || job.findings.critical + job.findings.warning > 0 ? 'warning' : 'info';
}

/** `endpoints completed: 3 findings in 31 routes`. Zero findings and nothing looked at read differently. */
export function endSentence(job: Job): string {
	const start = `${job.agent} ${job.state}`;
	if (job.state === 'failed') return `${start}: ${job.error ?? 'no reason was given'}`;
	if (job.examined === null) return job.summary === null ? start : `${start}: ${job.summary}`;
	const {critical, warning, info} = job.findings;
	const count = critical + warning + info;
	return `${start}: ${count} ${count === 1 ? 'finding' : 'findings'} in ${job.examined.count} ${job.examined.what}`;
}

export function triggered(model: Model, {agents, outcome}: EventOf<'triggered'>): Model {
	const names = agents.join(', ');
	if (outcome.kind !== 'done') {
		const message = `${names} did not start: ${outcome.detail}`;
		return log(toast(model, 'critical', message), {severity: 'critical', message});
	}
	const taken = outcome.value.reduce((before, {job}) => takeJob(before, job), model);
	const message = outcome.value
		.map(({job, joined}) => `${job.agent} ${joined ? 'was already running: following it' : 'started'}`)
		.join(', ');
	return log(toast(withList(taken, 'agents', {marked: []}), 'done', message), {severity: 'info', message});
}

export function cancelled(model: Model, {outcome}: EventOf<'cancelled'>): Model {
	if (outcome.kind !== 'done') {
		const message = `The run was not cancelled: ${outcome.detail}`;
		return log(toast(model, 'critical', message), {severity: 'critical', message});
	}
	const job = outcome.value;
	const message = isFinished(job) ? endSentence(job) : `${job.agent} was asked to stop`;
	return toast(takeJob(model, job), 'done', message);
}

export function jobLoaded(model: Model, {id, outcome}: EventOf<'job-loaded'>): Step {
	if (model.place.view !== 'job' || model.place.id !== id) return step(model);
	if (outcome.kind !== 'done') return step(toast(model, 'warning', `This run could not be loaded: ${outcome.detail}`));
	const {attempts: _attempts, found: _found, ...job} = outcome.value;
	return step({...takeJob(model, job), job: outcome.value});
}

/** The job on the detail screen is loaded anew while it runs, and once after it has ended. */
export function refreshJob(model: Model): Step {
	const {place, job} = model;
	if (place.view !== 'job') return step(model);
	if (job?.id === place.id && isFinished(job) && job.attempts.every((attempt) => attempt.outcome !== 'running')) return step(model);
	return step(model, {kind: 'load-job', id: place.id});
}
