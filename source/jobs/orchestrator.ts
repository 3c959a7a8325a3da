import {hostname} from 'node:os';
import type {Agent, ServiceView} from '../agents/define-agent.ts';
import type {Clock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import type {AgentSummary} from '../protocol/agents.ts';
import type {LiveEvent} from '../protocol/events.ts';
import type {Job, JobDetail, Priority} from '../protocol/jobs.ts';
import type {Recommendation} from '../protocol/report.ts';
import type {Severity} from '../protocol/vocabulary.ts';
import type {Store} from '../store/store.ts';
import type {AttemptParts} from './attempt.ts';
import {failureMessage} from './failure-message.ts';
import {Pool} from './pool.ts';
import {type Claim, countFindings, type JobQueue, singleFlightKey} from './queue.ts';
import {checkOptions} from './run-handler.ts';
import {readTimetable} from './schedule.ts';
import type {AttemptEnd} from './settle-attempt.ts';
import {summarise} from './summaries.ts';

export interface OrchestratorParts {
	queue: JobQueue;
	agents: readonly Agent[];
	store: Store;
	clock: Clock;
	service: ServiceView;
	/** Configuration per agent, checked with the agent's own schema. */
	options?: Readonly<Record<string, unknown>>;
	/** Agents that run only when somebody asks. */
	disabled?: readonly string[];
	/** Runs at once. */
	poolSize?: number;
	leaseMs?: number;
	/** How often the queue is asked for what is due; runs asked for in this process start without waiting for it. */
	pollMs?: number;
	/** How often a run's cancel request is looked for; at most 1 s. */
	heartbeatMs?: number;
	/** How long an interrupted handler may tidy up before its slot is freed. */
	settleMs?: number;
	/** How long finished jobs are kept. */
	historyMs?: number;
	workerId?: string;
	/** IANA zone of the schedules; the machine's own unless told. */
	timeZone?: string;
}

export interface TriggerOptions {
	by: string;
	idempotencyKey?: string;
	priority?: Priority;
}

/** Runs agents as jobs: on their schedules, at start, and when somebody asks. */
export interface Orchestrator {
	/** Sets the schedules, enqueues the runs at start and begins to claim. Rejects when the queue cannot be written. */
	start(): Promise<void>;
	/** Aborts what runs and hands it back to the queue, waiting at most `graceMs` (5 s) for handlers. The queue stays open. */
	stop(options?: {graceMs?: number}): Promise<void>;
	/** Asks for a run. Undefined: no such agent. `joined`: a run was in flight (or the idempotency key known), and that one is answered. */
	trigger(agent: string, options: TriggerOptions): Promise<{job: JobDetail; joined: boolean} | undefined>;
	/** Undefined: no such job. A running one gets its signal aborted, in whichever process it runs. */
	cancel(jobId: string): Promise<Job | undefined>;
	summaries(): Promise<AgentSummary[]>;
	/** Live events of jobs, findings and log from now on. Returns unsubscribe. */
	subscribe(listener: (event: LiveEvent) => void): () => void;
	/** What the agents advise on their open findings. */
	recommendations(): Omit<Recommendation, 'pointsRegained'>[];
}

const pruneEveryMs = 3_600_000;

/** Makes an orchestrator; nothing runs before `start`. EsaError `bad-config` for options that an agent refuses, `bad-schedule` for a schedule. */
export function createOrchestrator(parts: OrchestratorParts): Orchestrator {
	return new QueueOrchestrator(parts);
}

class QueueOrchestrator implements Orchestrator {
	readonly #parts: OrchestratorParts;
	readonly #agents: ReadonlyMap<string, Agent>;
	readonly #pool: Pool;
	readonly #timeZone: string;
	readonly #listeners = new Set<(event: LiveEvent) => void>();
	#unsubscribe: (() => void) | undefined;
	#timer: NodeJS.Timeout | undefined;
	#ticking: Promise<void> | undefined;
	#isRunning = false;
	#lastPrune = -Infinity;

	constructor(parts: OrchestratorParts) {
		this.#parts = parts;
		this.#agents = byName(parts.agents);
		this.#timeZone = parts.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
		checkOptions(parts.agents, parts.options ?? {});
		for (const agent of parts.agents) if (agent.schedule !== 'manual') readTimetable(agent.schedule, this.#timeZone);
		const {queue, poolSize = 4, leaseMs = 30_000, workerId = `${hostname()}:${process.pid}`} = parts;
		this.#pool = new Pool({
			queue,
			agents: this.#agents,
			size: poolSize,
			leaseMs,
			workerId,
			attempt: (claim, agent) => this.#attemptParts(claim, agent, leaseMs),
			onEnd: (claim, end) => this.#announceEnd(claim, end),
			onTrouble: (message) => this.#log('warning', message),
		});
	}

	async start(): Promise<void> {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#unsubscribe = this.#parts.queue.subscribe((job) => this.#hear(job));
		try {
			await this.#setSchedules();
			await this.#runAtStart();
		} catch (error) {
			this.#isRunning = false;
			this.#unsubscribe();
			throw error;
		}
		// Stopped while it was starting.
		if (!this.#isRunning) return;
		this.#pool.open();
		this.#tick();
	}

	async stop({graceMs = 5000}: {graceMs?: number} = {}): Promise<void> {
		if (!this.#isRunning) return;
		this.#isRunning = false;
		clearTimeout(this.#timer);
		await this.#ticking;
		await this.#pool.close(graceMs);
		this.#unsubscribe?.();
	}

	async trigger(
		name: string,
		{by, idempotencyKey, priority = 'high'}: TriggerOptions,
	): Promise<{job: JobDetail; joined: boolean} | undefined> {
		const {queue} = this.#parts;
		const agent = this.#agents.get(name);
		if (!agent) return undefined;
		const key = idempotencyKey === undefined ? {} : {idempotencyKey};
		const {id, created} = await queue.enqueue(name, null, {...runOptions(agent), by, priority, ...key});
		const job = await queue.get(id);
		return job && {job, joined: !created};
	}

	async cancel(jobId: string): Promise<Job | undefined> {
		return this.#parts.queue.requestCancel(jobId);
	}

	async summaries(): Promise<AgentSummary[]> {
		const {queue, store, agents} = this.#parts;
		const schedules = new Map((await queue.schedules()).map((schedule) => [schedule.agent, schedule]));
		return Promise.all(
			agents.map(async (agent) => {
				const {jobs} = await queue.list({agent: agent.name, limit: 30});
				const openFindings = store.findings({agent: agent.name});
				return summarise({agent, jobs, schedule: schedules.get(agent.name), openFindings, isDisabled: this.#isDisabled(agent)});
			}),
		);
	}

	subscribe(listener: (event: LiveEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	recommendations(): Omit<Recommendation, 'pointsRegained'>[] {
		return this.#parts.agents.flatMap((agent) => {
			try {
				return agent.recommend(this.#parts.store.findings({agent: agent.name}));
			} catch (error) {
				this.#log('warning', `${agent.name} could not make recommendations: ${failureMessage(error)}`);
				return [];
			}
		});
	}

	async #setSchedules(): Promise<void> {
		const {queue, agents} = this.#parts;
		const known = new Map((await queue.schedules()).map((schedule) => [schedule.agent, schedule]));
		for (const agent of agents) {
			// An agent that became manual keeps its old line, switched off.
			const cron = agent.schedule === 'manual' ? known.get(agent.name)?.cron : agent.schedule;
			const enabled = agent.schedule !== 'manual' && !this.#isDisabled(agent);
			const {maxAttempts, timeoutMs} = agent;
			if (cron !== undefined)
				await queue.upsertSchedule({agent: agent.name, cron, timeZone: this.#timeZone, enabled, maxAttempts, timeoutMs});
		}
	}

	async #runAtStart(): Promise<void> {
		const {agents, queue, clock} = this.#parts;
		for (const agent of agents) {
			if (agent.startDelayMs === null || this.#isDisabled(agent)) continue;
			await queue.enqueue(agent.name, null, {...runOptions(agent), by: 'start', runAt: clock.now() + agent.startDelayMs});
		}
	}

	#isDisabled(agent: Agent): boolean {
		return this.#parts.disabled?.includes(agent.name) ?? false;
	}

	/** The next look is scheduled after the last one ended, so that looks never pile up. */
	#tick(): void {
		this.#ticking = this.#look().finally(() => {
			if (!this.#isRunning) return;
			this.#timer = setTimeout(() => this.#tick(), this.#parts.pollMs ?? 1000);
			this.#timer.unref();
		});
	}

	async #look(): Promise<void> {
		const {queue} = this.#parts;
		try {
			await this.#pool.beat();
			await queue.sweep();
			await queue.fireDueSchedules([...this.#agents.keys()]);
			await this.#prune();
		} catch (error) {
			this.#log('warning', `The job queue did not answer: ${failureMessage(error)}`);
		}
		// Another process may have enqueued something.
		this.#pool.wake();
	}

	async #prune(): Promise<void> {
		const {queue, clock, historyMs = 7 * 86_400_000} = this.#parts;
		if (clock.monotonic() - this.#lastPrune < pruneEveryMs) return;
		this.#lastPrune = clock.monotonic();
		await queue.prune(historyMs);
	}

	#attemptParts(claim: Claim, agent: Agent, leaseMs: number): AttemptParts {
		const {queue, store, clock, service, options, heartbeatMs = 500, settleMs = 1000} = this.#parts;
		const onTrouble = (message: string): void => this.#log('warning', message);
		return {claim, agent, configured: options?.[agent.name], queue, store, clock, service, leaseMs, heartbeatMs, settleMs, onTrouble};
	}

	#hear(job: Job): void {
		this.#emit({kind: 'job', at: this.#at(), job});
		if (job.state === 'available') this.#pool.wake();
		if (job.state === 'running' && job.cancelRequested) this.#pool.poke(job.id);
	}

	#announceEnd({job}: Claim, end: AttemptEnd): void {
		switch (end.kind) {
			case 'completed': {
				const {opened, resolved, result} = end;
				// What is open now, not what this run found: the two differ where a newer run has written meanwhile.
				const findings = countFindings(this.#parts.store.findings({agent: job.agent}));
				this.#emit({kind: 'findings', at: this.#at(), agent: job.agent, findings, opened, resolved});
				return this.#log('info', `${job.agent}: ${result.summary}`);
			}
			case 'failed':
				return this.#log('warning', `${job.agent} failed: ${end.message}`);
			case 'interrupted':
				return this.#log(end.why === 'timed-out' ? 'warning' : 'info', `${job.agent}: ${end.message}`);
		}
	}

	#log(severity: Severity, message: string): void {
		this.#emit({kind: 'log', at: this.#at(), severity, message});
	}

	#emit(event: LiveEvent): void {
		for (const listener of this.#listeners) {
			try {
				listener(event);
			} catch {
				// One reader's fault must reach neither the other readers nor the run.
			}
		}
	}

	#at(): string {
		return new Date(this.#parts.clock.now()).toISOString();
	}
}

function byName(agents: readonly Agent[]): ReadonlyMap<string, Agent> {
	const map = new Map(agents.map((agent) => [agent.name, agent]));
	if (map.size < agents.length) throw new EsaError('bad-config', 'Two agents have the same name; each needs its own.');
	return map;
}

function runOptions({name, maxAttempts, timeoutMs}: Agent): {dedupeKey: string; maxAttempts: number; timeoutMs: number} {
	return {dedupeKey: singleFlightKey(name), maxAttempts, timeoutMs};
}
