import {LogHistogram} from '../basics/histogram.ts';
import type {Metric} from '../protocol/metrics.ts';
import type {Sample} from '../store/store.ts';

/** Upper bounds of the request histogram in milliseconds; a scraper sums buckets over replicas, so they never change with the data. */
const boundsMs = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

const errorSeries = {'api.errors': '5xx', 'api.client-errors': '4xx', 'api.aborted': 'aborted'} as const;

/** Counters since the process started, which the tiers of the store are not: summed from the samples that pass by. */
export class Totals {
	#latency = new LogHistogram();
	#requests = 0;
	#errors = new Map<string, number>(Object.values(errorSeries).map((kind) => [kind, 0]));

	add(samples: readonly Sample[]): void {
		for (const {series, n, sum, histogram} of samples) {
			if (series === 'api.latency' && histogram !== undefined) this.#latency.mergeSerialized(histogram);
			if (series === 'api.errors') this.#requests += n;
			const kind = errorSeries[series as keyof typeof errorSeries];
			if (kind !== undefined) this.#errors.set(kind, (this.#errors.get(kind) ?? 0) + sum);
		}
	}

	metrics(): Metric[] {
		const buckets = boundsMs.map((bound) => ({le: bound / 1000, count: this.#latency.countUpTo(bound)}));
		return [
			{
				name: 'esa_http_requests',
				type: 'counter',
				unit: '',
				help: 'Requests answered or broken off by the service.',
				points: [{labels: {}, value: this.#requests}],
			},
			{
				name: 'esa_http_request_errors',
				type: 'counter',
				unit: '',
				help: 'Requests that ended badly: answered 5xx or destroyed, answered 4xx, or aborted by the client.',
				points: [...this.#errors].map(([kind, value]) => ({labels: {class: kind}, value})),
			},
			{
				name: 'esa_http_request_duration_seconds',
				type: 'histogram',
				unit: 'seconds',
				help: 'Time from request to end of response.',
				points: [{labels: {}, value: this.#latency.sum / 1000, buckets: [...buckets, {le: null, count: this.#latency.count}]}],
			},
		];
	}
}
