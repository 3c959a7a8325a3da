import type {Clock} from '../basics/clock.ts';
import {LogHistogram} from '../basics/histogram.ts';
import type {Component} from '../protocol/report.ts';
import type {Sample} from '../store/store.ts';
import {type CheckFunction, type CheckOutcome, runCheck} from './check-run.ts';
import {histogramSamples, shareSamples} from './sample-of.ts';

export interface CheckPlan {
	name: string;
	title: string;
	category: string;
	required: boolean;
	timeoutMs: number;
	everyMs: number;
	check: CheckFunction;
}

/** One named check: when it runs next, how it went, and what the running window holds of it. */
export class Check {
	readonly #plan: CheckPlan;
	readonly #clock: Clock;
	readonly #onChange: (component: Component, before: Component['status']) => void;
	readonly #latency = new LogHistogram();
	#runs = 0;
	#failures = 0;
	#outcome: CheckOutcome | undefined;
	#at: number | undefined;
	#since: number | undefined;
	/** Ends the current round of runs; undefined while stopped. */
	#stop: AbortController | undefined;
	#timer: NodeJS.Timeout | undefined;
	/** Runs that were given up on and have not come back. */
	#hanging = 0;

	constructor(plan: CheckPlan, clock: Clock, onChange: (component: Component, before: Component['status']) => void) {
		this.#plan = plan;
		this.#clock = clock;
		this.#onChange = onChange;
	}

	start(): void {
		if (this.#stop !== undefined) return;
		this.#stop = new AbortController();
		this.#schedule(0);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#stop?.abort();
		this.#stop = undefined;
	}

	#schedule(afterMs: number): void {
		this.#timer = setTimeout(() => void this.#run(), afterMs);
		this.#timer.unref();
	}

	/** The next run is planned when this one is over, so that runs never overlap. */
	async #run(): Promise<void> {
		const stop = this.#stop;
		if (stop === undefined) return;
		const startedAt = this.#clock.monotonic();
		if (this.#hanging > 0) this.#record(this.#stillHanging());
		else {
			this.#hanging++;
			const outcome = await runCheck(this.#plan.check, this.#plan.timeoutMs, this.#clock, stop.signal, () => this.#hanging--);
			if (stop.signal.aborted) return;
			this.#record(outcome);
		}
		this.#schedule(Math.max(0, this.#plan.everyMs - (this.#clock.monotonic() - startedAt)));
	}

	/** A check that ignores its signal is not started again on top of itself: a pool it waits for would only run dry faster. */
	#stillHanging(): CheckOutcome {
		return {status: 'down', detail: 'an earlier run has not come back', tookMs: this.#plan.timeoutMs, finished: false};
	}

	#record(outcome: CheckOutcome): void {
		const before = this.#outcome?.status ?? 'unknown';
		this.#outcome = outcome;
		this.#at = this.#clock.now();
		this.#runs++;
		if (outcome.status === 'down') this.#failures++;
		if (outcome.finished) this.#latency.record(outcome.tookMs);
		if (outcome.status === before) return;
		this.#since = this.#at;
		this.#onChange(this.component(), before);
	}

	component(): Component {
		const {name: id, title, category, required, everyMs} = this.#plan;
		const outcome = this.#outcome;
		return {
			id,
			title,
			category,
			required,
			everyMs,
			status: outcome?.status ?? 'unknown',
			latencyMs: outcome?.finished === true ? outcome.tookMs : null,
			detail: outcome === undefined ? 'not run yet' : outcome.detail,
			at: this.#at === undefined ? null : new Date(this.#at).toISOString(),
			since: this.#since === undefined ? null : new Date(this.#since).toISOString(),
		};
	}

	close(from: number): Sample[] {
		const samples = [
			...histogramSamples(`check.${this.#plan.name}`, from, this.#latency),
			...shareSamples(`check-errors.${this.#plan.name}`, from, this.#runs, this.#failures),
		];
		this.#latency.reset();
		this.#runs = this.#failures = 0;
		return samples;
	}
}
