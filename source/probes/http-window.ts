import {LogHistogram} from '../basics/histogram.ts';
import type {Sample} from '../store/store.ts';
import type {Fate} from './http-fate.ts';
import {histogramSamples, shareSamples} from './sample-of.ts';

/** What all requests of the running window add up to. */
export class HttpWindow {
	readonly #latency = new LogHistogram();
	#answered = 0;
	#errors = 0;
	#clientErrors = 0;
	#aborted = 0;

	/** `latencyMs` is undefined where the time says nothing: no whole response, or an event stream. */
	count(fate: Fate, status: number, latencyMs: number | undefined): void {
		if (fate === 'aborted') {
			this.#aborted++;
			return;
		}
		this.#answered++;
		if (isServiceError(fate, status)) this.#errors++;
		else if (status >= 400) this.#clientErrors++;
		if (latencyMs !== undefined) this.#latency.record(latencyMs);
	}

	/** Hands the window over and begins the next one. */
	close(from: number): Sample[] {
		const samples = [
			...histogramSamples('api.latency', from, this.#latency),
			...shareSamples('api.errors', from, this.#answered, this.#errors),
			...shareSamples('api.client-errors', from, this.#answered, this.#clientErrors),
			...shareSamples('api.aborted', from, this.#answered + this.#aborted, this.#aborted),
		];
		this.#latency.reset();
		this.#answered = this.#errors = this.#clientErrors = this.#aborted = 0;
		return samples;
	}
}

/** Answered 5xx, or given up on by the service. */
export function isServiceError(fate: Fate, status: number): boolean {
	return fate === 'destroyed' || (fate === 'finished' && status >= 500);
}
