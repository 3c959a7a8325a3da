import {z} from 'zod';
import {envelope} from './vocabulary.ts';

export const ranges = ['24h', '7d', '30d'] as const;
export const Range = z.enum(ranges);
export type Range = z.infer<typeof Range>;

/** Width of one bucket of a range: 48 × 30 min, 42 × 4 h, 60 × 12 h. */
export const bucketMs: Record<Range, number> = {'24h': 1_800_000, '7d': 14_400_000, '30d': 43_200_000};
export const bucketCount: Record<Range, number> = {'24h': 48, '7d': 42, '30d': 60};

export const Bucket = z.object({
	/** Start of the bucket, ms since the epoch, a multiple of the bucket's width. */
	t: z.number(),
	n: z.int().min(0),
	min: z.number(),
	mean: z.number(),
	max: z.number(),
});
export type Bucket = z.infer<typeof Bucket>;

export const TrendSeries = z.object({id: z.string(), unit: z.string(), buckets: z.array(Bucket)});
export type TrendSeries = z.infer<typeof TrendSeries>;

/** `GET /esa/v1/trends`: a bucket without data is absent, never zero. */
export const Trends = z.object({
	...envelope,
	range: Range,
	bucketMs: z.number(),
	/** The category (`overall` unless asked) or signal that `buckets` belongs to. */
	category: z.string(),
	buckets: z.array(Bucket),
	/** Without `category` or `signal`: overall and every category, so that one request feeds the whole screen. */
	series: z.array(TrendSeries),
});
export type Trends = z.infer<typeof Trends>;
