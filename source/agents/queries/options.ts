import {z} from 'zod';

const Ignored = z
	.strictObject({
		/** Of a finding: `queries:1f0c…`. */
		id: z.string().min(1).optional(),
		/** A pattern as it is shown, or a part of one. */
		pattern: z.string().min(1).optional(),
		/** Start of a file's path: `source/legacy/`. */
		path: z.string().min(1).optional(),
		/** Why it may stay: read by whoever finds this line later. */
		reason: z.string().min(1),
		/** The last day on which it is ignored, `2027-01-31`. */
		until: z.iso.date().optional(),
	})
	.refine(({id, pattern, path}) => [id, pattern, path].some((part) => part !== undefined), 'name an id, a pattern or a path');

/** Options of the agent `queries`, under `agents.queries` of the config. */
export const QueriesOptions = z.strictObject({
	/** Equal queries of one request from which they can be a finding. */
	minRepeats: z.int().min(2).max(1000).default(5),
	/** Milliseconds that they took together in one request. */
	minTotalMs: z.number().min(0).default(50),
	/** One query of this many milliseconds is slow. */
	slowMs: z.number().min(1).default(500),
	ignore: z.array(Ignored).max(1000).default([]),
	/** Look at plans and catalogs for missing indexes: with its own read-only connection, never anything but EXPLAIN and catalog reads. Left out: not at all. */
	indexes: z
		.strictObject({
			/** The environment variable that holds the connection string of PostgreSQL, a replica where there is one: never the string itself. */
			postgresUrlFrom: z.string().min(1).optional(),
			/** A SQLite file; it is opened read-only. */
			sqliteFile: z.string().min(1).optional(),
		})
		.optional(),
});
export type QueriesOptions = z.infer<typeof QueriesOptions>;
