import type {Agent} from '../agents/define-agent.ts';
import {Attempt, type AttemptParts} from './attempt.ts';
import {failureMessage} from './failure-message.ts';
import type {Claim, JobQueue} from './queue.ts';
import type {AttemptEnd} from './settle-attempt.ts';

export interface PoolParts {
	queue: JobQueue;
	agents: ReadonlyMap<string, Agent>;
	size: number;
	leaseMs: number;
	workerId: string;
	attempt: (claim: Claim, agent: Agent) => AttemptParts;
	onEnd: (claim: Claim, end: AttemptEnd) => void;
	onTrouble: (message: string) => void;
}

/** Claims due jobs while it has room and runs each as an attempt. */
export class Pool {
	readonly #parts: PoolParts;
	readonly #running = new Map<string, Attempt>();
	#isOpen = false;
	#isWoken = false;
	#filling: Promise<void> | undefined;

	constructor(parts: PoolParts) {
		this.#parts = parts;
	}

	open(): void {
		this.#isOpen = true;
		this.wake();
	}

	/** Looks for due jobs now. Cheap, and never rejects. */
	wake(): void {
		this.#isWoken = true;
		if (!this.#isOpen) return;
		this.#filling ??= this.#fillAll().finally(() => (this.#filling = undefined));
	}

	/** Renews all leases, so that a sweep after a pause of this process (a laptop's sleep) does not take its own runs for dead. */
	async beat(): Promise<void> {
		await Promise.all(Array.from(this.#running.values(), (attempt) => attempt.beat()));
	}

	/** Tells a running job to ask for its cancel request now. */
	poke(jobId: string): void {
		void this.#running.get(jobId)?.beat();
	}

	/** Aborts what runs and hands it back; a handler that has not returned within `graceMs` is left alone. */
	async close(graceMs: number): Promise<void> {
		this.#isOpen = false;
		await this.#filling;
		const attempts = [...this.#running.values()];
		for (const attempt of attempts) attempt.interrupt('stopped', graceMs);
		await Promise.all(attempts.map((attempt) => attempt.ended));
	}

	/** A wake during a claim must not be lost: the queue is asked once more. */
	async #fillAll(): Promise<void> {
		while (this.#isWoken && this.#isOpen) {
			this.#isWoken = false;
			try {
				await this.#fill();
			} catch (error) {
				this.#parts.onTrouble(`Jobs could not be claimed: ${failureMessage(error)}`);
			}
		}
	}

	async #fill(): Promise<void> {
		const {queue, agents, size, leaseMs, workerId} = this.#parts;
		while (this.#isOpen && this.#running.size < size) {
			const busy = new Set(Array.from(this.#running.values(), (attempt) => attempt.agent));
			const idle = [...agents.keys()].filter((name) => !busy.has(name));
			const claim = idle.length > 0 ? await queue.claim(workerId, {agents: idle, leaseMs}) : undefined;
			if (!claim) return;
			await this.#take(claim);
		}
	}

	async #take(claim: Claim): Promise<void> {
		const agent = this.#parts.agents.get(claim.job.agent);
		if (!agent || !this.#isOpen) {
			await this.#parts.queue.release(claim.job.id, claim.token, 'Handed back: the monitor stopped.');
			return;
		}
		const attempt = new Attempt(this.#parts.attempt(claim, agent));
		this.#running.set(claim.job.id, attempt);
		void this.#follow(claim, attempt);
	}

	async #follow(claim: Claim, attempt: Attempt): Promise<void> {
		const end = await attempt.ended;
		this.#running.delete(claim.job.id);
		try {
			this.#parts.onEnd(claim, end);
		} catch (error) {
			// Nobody awaits this: thrown on, it would end the service.
			this.#parts.onTrouble(`The end of a run of ${attempt.agent} could not be told: ${failureMessage(error)}`);
		}
		this.wake();
	}
}
