import type {Sample} from '../store/store.ts';
import {type Fate, isServiceError} from './http-fate.ts';
import {shareSamples} from './sample-of.ts';

/** What all requests of the running window add up to; their latencies are with the routes. */
export class HttpWindow {
	#answered = 0;
	#errors = 0;
	#clientErrors = 0;
	#aborted = 0;

	count(fate: Fate, status: number): void {
		if (fate === 'aborted') {
			this.#aborted++;
			return;
		}
		this.#answered++;
		if (isServiceError(fate, status)) this.#errors++;
		else if (status >= 400) this.#clientErrors++;
	}

	/** Hands the window over and begins the next one. */
	close(from: number): Sample[] {
		const samples = [
			...shareSamples('api.errors', from, this.#answered, this.#errors),
			...shareSamples('api.client-errors', from, this.#answered, this.#clientErrors),
			...shareSamples('api.aborted', from, this.#answered + this.#aborted, this.#aborted),
		];
		this.#answered = this.#errors = this.#clientErrors = this.#aborted = 0;
		return samples;
	}
}
