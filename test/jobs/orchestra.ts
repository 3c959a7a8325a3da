import {afterEach, expect} from 'vitest';
import {z} from 'zod';
import {type Agent, type AgentContext, type AgentResult, defineAgent, type ServiceView} from '../../source/agents/define-agent.ts';
import {systemClock} from '../../source/basics/clock.ts';
import {createOrchestrator, type Orchestrator, type OrchestratorParts} from '../../source/jobs/orchestrator.ts';
import type {JobQueue} from '../../source/jobs/queue.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import type {Finding} from '../../source/protocol/findings.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import type {Store} from '../../source/store/store.ts';

/** For conditions that come soon, but on a busy machine not at once. */
export const patient = {timeout: 8000, interval: 5};

export const noService: ServiceView = {origin: () => undefined, routes: () => []};

export function finding(id: string, agent = 'alpha', severity: Finding['severity'] = 'warning'): Finding {
	return {id, agent, rule: 'slow', severity, category: 'api', title: `${id} is slow`, evidence: [{label: id, value: 900, unit: 'ms'}]};
}

export function found(...findings: Finding[]): AgentResult {
	return {examined: {count: 3, what: 'routes'}, findings, summary: `3 routes asked, ${findings.length} found`};
}

/** A small agent that does what its `run` says. */
export function agentThat(run: (context: AgentContext<unknown>) => Promise<AgentResult>, more: Partial<Agent> = {}): Agent {
	return defineAgent<unknown>({
		name: 'alpha',
		title: 'Alpha',
		schedule: 'manual',
		options: z.unknown(),
		run,
		recommend: (findings) =>
			findings.map(({id, severity, title}) => ({
				id: `fix ${id}`,
				severity,
				title: `Look at ${title}`,
				evidence: [{id, kind: 'finding', value: null, unit: '', threshold: null, window: 'now'}],
			})),
		...more,
	});
}

/** Rejects when its signal aborts, and never otherwise: the handler that obeys. */
export async function untilAborted(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true}));
}

export interface Orchestra {
	orchestrator: Orchestrator;
	queue: JobQueue;
	store: Store;
	events: LiveEvent[];
}

/** A started orchestrator over a queue in memory and the real store, stopped after the test. */
export function orchestraOpener(): (agents: readonly Agent[], parts?: Partial<OrchestratorParts>) => Promise<Orchestra> {
	const opened: Orchestra[] = [];
	afterEach(async () => {
		for (const {orchestrator, queue, store} of opened.splice(0)) {
			await orchestrator.stop({graceMs: 0});
			await queue.close();
			store.close();
		}
	});
	return async (agents, parts = {}) => {
		const queue = parts.queue ?? openSqliteQueue({file: ':memory:', clock: systemClock, retry: {baseMs: 10, capMs: 20}});
		const store = parts.store ?? memoryStore();
		const orchestrator = createOrchestrator({
			agents,
			clock: systemClock,
			service: noService,
			timeZone: 'UTC',
			pollMs: 20,
			heartbeatMs: 20,
			settleMs: 50,
			...parts,
			queue,
			store,
		});
		const orchestra = {orchestrator, queue, store, events: new Array<LiveEvent>()};
		orchestrator.subscribe((event) => orchestra.events.push(event));
		opened.push(orchestra);
		await orchestrator.start();
		return orchestra;
	};
}

/** Asks for a run and gives its id. */
export async function triggered({orchestrator}: Orchestra, agent = 'alpha'): Promise<string> {
	const answer = await orchestrator.trigger(agent, {by: 'ops'});
	if (!answer) throw new Error(`no agent ${agent}`);
	return answer.job.id;
}

/** Waits until the job is in a state. */
export async function reaches({queue}: Orchestra, id: string, state: string): Promise<void> {
	await expect.poll(async () => (await queue.get(id))?.state, patient).toBe(state);
}
