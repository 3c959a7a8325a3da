import type {LogHistogram} from '../basics/histogram.ts';
import type {Sample} from '../store/store.ts';

/** One reading of a gauge at the end of a window; `max` where a peak inside the window is known. */
export function gaugeSample(series: string, t: number, value: number, max = value): Sample {
	return {series, t, n: 1, sum: value, min: value, max};
}

/** `bad` of n observations, each counting 0 or 1; none where nothing was observed. */
export function shareSamples(series: string, t: number, n: number, bad: number): Sample[] {
	return n === 0 ? [] : [{series, t, n, sum: bad, min: bad === n ? 1 : 0, max: bad > 0 ? 1 : 0}];
}

/** Everything a histogram holds; none where it is empty. */
export function histogramSamples(series: string, t: number, histogram: LogHistogram): Sample[] {
	const {count: n, sum, min, max} = histogram;
	return min === null || max === null ? [] : [{series, t, n, sum, min, max, histogram: histogram.serialize()}];
}
