import {z} from 'zod';
import type {Agent, ServiceView} from '../agents/define-agent.ts';
import type {Clock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import {safeText} from '../basics/safe-text.ts';
import {Finding} from '../protocol/findings.ts';
import {Examined, type Progress} from '../protocol/jobs.ts';
import type {Store} from '../store/store.ts';
import type {RunResult} from './queue.ts';

/** A run as the agent gets it. */
export interface HandlerCall {
	agent: Agent;
	/** What the configuration says for this agent. */
	configured: unknown;
	/** The job's own input; it goes over the configuration. */
	input: unknown;
	store: Store;
	clock: Clock;
	service: ServiceView;
	signal: AbortSignal;
	progress(progress: Progress): void;
}

/** Cells of a summary, as many as the client keeps of a string; an agent that pastes a page into it must not fill the history. */
const longestSummary = 2000;
const Result = z.object({examined: Examined, findings: z.array(Finding), summary: z.string()});

/** A fault that another attempt cannot mend. */
export class UnusableRun extends Error {}

/** Runs the agent. Whatever it throws, at once or later, is a rejection; a result of the wrong shape is UnusableRun. */
export async function runHandler({agent, configured, input, ...context}: HandlerCall): Promise<RunResult> {
	const options = readOptions(agent, configured, input);
	if (options.kind === 'refused') throw new UnusableRun(`The options of the agent ${agent.name} are not usable: ${options.why}.`);
	const read = Result.safeParse(await agent.run({...context, options: options.value}));
	if (!read.success) throw new UnusableRun(`The agent ${agent.name} returned a result of the wrong shape (${firstIssue(read.error)}).`);
	return {...read.data, summary: safeText(read.data.summary, {maxCells: longestSummary})};
}

/** Refuses a configuration that names no agent, or one that an agent's own schema does not accept: EsaError `bad-config`, before anything runs. */
export function checkOptions(agents: readonly Agent[], options: Readonly<Record<string, unknown>>): void {
	const names = agents.map((agent) => agent.name);
	const unknown = Object.keys(options).find((name) => !names.includes(name));
	if (unknown !== undefined) {
		throw new EsaError(
			'bad-config',
			`There are options for an agent "${unknown}", which does not exist. Known agents: ${names.join(', ') || 'none'}.`,
		);
	}
	for (const agent of agents) {
		const read = readOptions(agent, options[agent.name], null);
		if (read.kind === 'refused') throw new EsaError('bad-config', `The options of the agent ${agent.name} are not usable: ${read.why}.`);
	}
}

function readOptions(agent: Agent, configured: unknown, input: unknown): {kind: 'read'; value: unknown} | {kind: 'refused'; why: string} {
	const merged = isPlain(configured) && isPlain(input) ? {...configured, ...input} : (input ?? configured ?? {});
	const read = agent.options.safeParse(merged);
	return read.success ? {kind: 'read', value: read.data} : {kind: 'refused', why: firstIssue(read.error)};
}

function isPlain(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstIssue(error: z.ZodError): string {
	const [issue] = error.issues;
	if (!issue) return 'no reason given';
	return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
