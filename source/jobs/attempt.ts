import type {Agent, ServiceView} from '../agents/define-agent.ts';
import type {Progress} from '../protocol/jobs.ts';
import {failureMessage} from './failure-message.ts';
import {type ProgressThrottle, throttleProgress} from './progress-throttle.ts';
import {runHandler} from './run-handler.ts';
import {type AttemptEnd, type HandlerOutcome, type Interruption, settleAttempt, type SettleParts} from './settle-attempt.ts';

export interface AttemptParts extends SettleParts {
	agent: Agent;
	configured: unknown;
	service: ServiceView;
	heartbeatMs: number;
	/** How long an interrupted handler may tidy up before its slot is freed. */
	settleMs: number;
	/** Trouble that is not the agent's: one sentence. */
	onTrouble: (message: string) => void;
}

const progressIntervalMs = 100;
/** Longer timers fire at once in Node. */
const longestTimerMs = 2 ** 31 - 1;

/** One claimed attempt under way: heartbeats carry its progress out and cancel requests in. It starts when it is made. */
export class Attempt {
	/** Resolves once the queue knows how it ended; never rejects. */
	readonly ended: Promise<AttemptEnd>;
	readonly #parts: AttemptParts;
	readonly #controller = new AbortController();
	readonly #left = Promise.withResolvers<HandlerOutcome>();
	readonly #progress: ProgressThrottle;
	#interruption: Interruption | undefined;
	#isOver = false;

	constructor(parts: AttemptParts) {
		this.#parts = parts;
		this.#progress = throttleProgress(parts.clock, progressIntervalMs, (progress) => void this.beat(progress));
		this.ended = this.#run();
	}

	get jobId(): string {
		return this.#parts.claim.job.id;
	}

	get agent(): string {
		return this.#parts.agent.name;
	}

	/** Renews the lease, stores progress, and asks whether a cancel was requested. Never rejects. */
	async beat(progress?: Progress): Promise<void> {
		if (this.#isOver) return;
		const {queue, claim, leaseMs, onTrouble} = this.#parts;
		try {
			const answer = await queue.heartbeat(claim.job.id, claim.token, leaseMs, progress);
			if (answer.kind === 'lost') this.interrupt('lost');
			else if (answer.cancelRequested) this.interrupt('cancelled');
		} catch (error) {
			// One missed beat is what the lease is for; the next one tries again.
			onTrouble(`A heartbeat of ${this.agent} could not be stored: ${failureMessage(error)}`);
		}
	}

	/** Aborts the handler's signal. A handler that has not returned `settleMs` later is left alone; its result will be ignored. */
	interrupt(why: Interruption, settleMs = this.#parts.settleMs): void {
		if (this.#isOver) return;
		this.#interruption ??= why;
		const timer = setTimeout(() => this.#left.resolve({kind: 'left'}), settleMs);
		// A stop is awaited by somebody: only then may the wait hold the process.
		if (why !== 'stopped') timer.unref();
		void this.ended.then(() => clearTimeout(timer));
		if (!this.#controller.signal.aborted) this.#controller.abort(abortReason(why));
	}

	async #run(): Promise<AttemptEnd> {
		const {claim, heartbeatMs} = this.#parts;
		const beats = setInterval(() => void this.beat(), heartbeatMs).unref();
		const deadline = setTimeout(() => this.interrupt('timed-out'), Math.min(claim.timeoutMs, longestTimerMs)).unref();
		const outcome = await Promise.race([this.#handle(), this.#left.promise]);
		clearInterval(beats);
		clearTimeout(deadline);
		await this.#flushProgress();
		this.#isOver = true;
		return settleAttempt(this.#parts, this.#interruption, outcome);
	}

	async #handle(): Promise<HandlerOutcome> {
		const {agent, configured, claim, store, clock, service} = this.#parts;
		const {signal} = this.#controller;
		const progress = (report: Progress): void => this.#progress.report(report);
		try {
			return {kind: 'result', result: await runHandler({agent, configured, input: claim.input, store, clock, service, signal, progress})};
		} catch (error) {
			return {kind: 'error', error};
		}
	}

	/** The last report (`31 of 31`) should not be lost to the throttle. */
	async #flushProgress(): Promise<void> {
		this.#progress.stop();
		const last = this.#progress.take();
		if (last && !this.#interruption) await this.beat(last);
	}
}

function abortReason(why: Interruption): DOMException {
	return new DOMException(`The run was interrupted: ${why}.`, why === 'timed-out' ? 'TimeoutError' : 'AbortError');
}
