import {EsaError} from '../basics/esa-error.ts';
import {LogHistogram} from '../basics/histogram.ts';
import type {Bucket} from '../protocol/trends.ts';
import type {Sample} from './store.ts';

/** One sample over all of `parts`: n = 0 and zeros where there are none. */
export function mergeSamples(series: string, t: number, parts: readonly Sample[]): Sample {
	const merged: Sample = {series, t, n: 0, sum: 0, min: 0, max: 0};
	for (const part of parts) addSample(merged, part);
	const histogram = mergeHistograms(parts);
	return histogram === undefined ? merged : {...merged, histogram};
}

/** Merges serialised histograms; undefined where no part has one that can be read. */
export function mergeHistograms(parts: readonly {histogram?: Uint8Array | null}[]): Uint8Array | undefined {
	const present = parts.flatMap((part) => (part.histogram ? [part.histogram] : []));
	if (present.length <= 1) return present[0];
	const merged = new LogHistogram();
	for (const bytes of present) mergeReadable(merged, bytes);
	return merged.count === 0 ? undefined : merged.serialize();
}

/** Joins buckets of the same span that come from several stores. */
export function mergeBuckets(lists: readonly (readonly Bucket[])[]): Bucket[] {
	const byStart = new Map<number, Bucket>();
	for (const bucket of lists.flat()) {
		const known = byStart.get(bucket.t);
		byStart.set(bucket.t, known === undefined ? bucket : joinBuckets(known, bucket));
	}
	return [...byStart.values()].toSorted((a, b) => a.t - b.t);
}

function addSample(into: Sample, part: Sample): void {
	if (part.n === 0) return;
	into.min = into.n === 0 ? part.min : Math.min(into.min, part.min);
	into.max = into.n === 0 ? part.max : Math.max(into.max, part.max);
	into.n += part.n;
	into.sum += part.sum;
}

function mergeReadable(into: LogHistogram, bytes: Uint8Array): void {
	try {
		into.mergeSerialized(bytes);
	} catch (error) {
		// A histogram damaged on disk is left out and its n is not: the quantile then rests on fewer values, which is still true.
		if (!(error instanceof EsaError)) throw error;
	}
}

function joinBuckets(a: Bucket, b: Bucket): Bucket {
	const n = a.n + b.n;
	return {t: a.t, n, min: Math.min(a.min, b.min), mean: (a.mean * a.n + b.mean * b.n) / n, max: Math.max(a.max, b.max)};
}
