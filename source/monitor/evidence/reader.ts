import type {Measurement} from '../../health/policy.ts';
import type {Store} from '../../store/store.ts';
import {chooseErrorSpan, chooseGaugeSpan, chooseLatencySpan, quantileOf, readSpans, type Span} from './span.ts';

/** A signal as it is defined, before its value is read. */
export type Definition = Pick<Measurement, 'id' | 'category' | 'title' | 'curve' | 'unit' | 'source' | 'required' | 'weight'> &
	Partial<Measurement>;

/** Reads measurements from stored samples over the spans that end now; what holds nothing is a measurement without a value, with the reason. */
export class EvidenceReader {
	readonly #store: Store;
	readonly now: number;

	constructor(store: Store, now: number) {
		this.#store = store;
		this.now = now;
	}

	/** Bad ones among all: `sum` over `n`. */
	ratio(definition: Definition, series: string, reason: string): Measurement {
		const span = chooseErrorSpan(readSpans(this.#store, series, this.now));
		const {n, sum} = span.sample;
		return n === 0 ? unmeasured(definition, reason) : {...this.#measured(definition, span), value: sum / n, bad: sum};
	}

	/** A quantile of all observations; `leastN` of them at least, where fewer would be one outlier's. */
	quantile(definition: Definition, series: string, q: number, reason: string, leastN = 1): Measurement {
		const span = chooseLatencySpan(readSpans(this.#store, series, this.now));
		const value = span.sample.n < leastN ? null : quantileOf(span.sample, q);
		return value === null ? unmeasured(definition, reason) : {...this.#measured(definition, span), value};
	}

	/** The mean of a gauge's readings. */
	mean(definition: Definition, series: string, reason: string): Measurement {
		const span = chooseGaugeSpan(readSpans(this.#store, series, this.now));
		const {n, sum} = span.sample;
		return n === 0 ? unmeasured(definition, reason) : {...this.#measured(definition, span), value: sum / n};
	}

	/** Events of a series, and the last reading of a gauge beside them. */
	events(series: string): Span {
		return chooseErrorSpan(readSpans(this.#store, series, this.now));
	}

	gauge(series: string): Span {
		return chooseGaugeSpan(readSpans(this.#store, series, this.now));
	}

	/** Names of the series that begin so. */
	series(prefix: string): string[] {
		return this.#store.series(prefix);
	}

	#measured(definition: Definition, {label, sample}: Span): Measurement {
		return {value: null, at: this.now, ...definition, n: sample.n, window: label};
	}
}

/** A measurement that nobody made, and why. */
export function unmeasured(definition: Definition, reason: string): Measurement {
	return {...definition, value: null, n: 0, window: 'now', at: null, reason};
}
