import {z} from 'zod';
import {envelope} from './vocabulary.ts';

export const Metric = z.object({
	/** Snake case with the unit as suffix, as OpenMetrics wants it, without `_total`. */
	name: z.string(),
	type: z.enum(['counter', 'gauge', 'histogram']),
	unit: z.string(),
	help: z.string(),
	points: z.array(
		z.object({
			labels: z.record(z.string(), z.string()),
			value: z.number(),
			/** Histograms only: cumulative counts, last bound +Inf written as null; `value` is then the sum. */
			buckets: z.array(z.object({le: z.number().nullable(), count: z.int()})).optional(),
		}),
	),
});
export type Metric = z.infer<typeof Metric>;

/** `GET /esa/v1/metrics`; `GET /metrics` is the same as OpenMetrics text. */
export const Metrics = z.object({...envelope, metrics: z.array(Metric)});
export type Metrics = z.infer<typeof Metrics>;
