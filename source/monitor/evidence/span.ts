import {LogHistogram} from '../../basics/histogram.ts';
import type {Sample, Store} from '../../store/store.ts';

const minute = 60_000;
/** The two spans a signal is judged over: the short one sees an outage within a minute, the long one holds enough of a quiet service's traffic. */
export const shortWindowMs = 5 * minute;
export const longWindowMs = 30 * minute;

export interface Span {
	label: '5m' | '30m';
	sample: Sample;
}

/** Both spans of a series, ending now. */
export function readSpans(store: Store, series: string, now: number): {short: Span; long: Span} {
	return {
		short: {label: '5m', sample: store.window(series, now - shortWindowMs, now + 1)},
		long: {label: '30m', sample: store.window(series, now - longWindowMs, now + 1)},
	};
}

/**
 * Which span an error ratio is judged over. The short one is believed when it shows trouble (3 errors: fewer prove nothing), when it holds so much
 * traffic that its ratio is steady (1,000), or when it shows recovery over 20 observations; else the long one.
 */
export function chooseErrorSpan({short, long}: {short: Span; long: Span}): Span {
	const ratio = ({sample}: Span) => (sample.n === 0 ? 0 : sample.sum / sample.n);
	if (short.sample.sum >= 3 || short.sample.n >= 1000) return short;
	return short.sample.n >= 20 && ratio(short) <= ratio(long) ? short : long;
}

/** Which span a percentile is judged over: the short one once 5 observations lie above its p95 (n ≥ 100), else the long one. */
export function chooseLatencySpan({short, long}: {short: Span; long: Span}): Span {
	return short.sample.n >= 100 ? short : long;
}

/** Which span a gauge is judged over: the short one wherever it has a reading. */
export function chooseGaugeSpan({short, long}: {short: Span; long: Span}): Span {
	return short.sample.n > 0 ? short : long;
}

/** A quantile of a span's histogram; null without one. */
export function quantileOf({histogram}: Sample, q: number): number | null {
	return histogram === undefined ? null : LogHistogram.parse(histogram).quantile(q);
}
