import type {Probe} from '../../source/probes/probe.ts';
import type {Sample} from '../../source/store/store.ts';
import {LogHistogram} from '../../source/basics/histogram.ts';

/** Closes a probe's window; its samples by series. */
export function closeWindow(probe: Probe, from = 0, to = from + 5000): Map<string, Sample> {
	return new Map(probe.close(from, to).map((sample) => [sample.series, sample]));
}

/** `[n, sum]` of a series in a closed window, or undefined where it has no sample. */
export function tally(window: ReadonlyMap<string, Sample>, series: string): [n: number, sum: number] | undefined {
	const sample = window.get(series);
	return sample === undefined ? undefined : [sample.n, sample.sum];
}

/** A quantile of a series' histogram. */
export function quantile(window: ReadonlyMap<string, Sample>, series: string, q: number): number | null {
	const bytes = window.get(series)?.histogram;
	return bytes === undefined ? null : LogHistogram.parse(bytes).quantile(q);
}
