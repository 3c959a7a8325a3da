import {z} from 'zod';
import {Status} from '../protocol/vocabulary.ts';

const StatusMemory = z.object({
	/** As shown. */
	status: Status,
	/** ms since the epoch: when it last changed. */
	since: z.number(),
	/** What the last counted judgements said, where it was not what is shown; newest last. */
	pending: z.array(Status).max(8),
	/** When a judgement was last counted. */
	countedAt: z.number(),
	/** When it last was `unknown` or `stale`, or began. */
	knownSince: z.number(),
});
export type StatusMemory = z.infer<typeof StatusMemory>;

const schema = z.object({
	/** By category, and `overall`. */
	statuses: z.record(z.string(), StatusMemory),
	/** Since when each signal is bad. */
	signals: z.record(z.string(), z.number()),
});
/** What the judgement must remember from one time to the next; plain JSON, to be kept over restarts. */
export type JudgeMemory = z.infer<typeof schema>;

/** Before the first judgement. */
export const emptyMemory: JudgeMemory = {statuses: {}, signals: {}};

/** Reads a memory kept as JSON; anything else (nothing kept yet, another version's) starts anew: at worst a `since` is younger than the truth. */
export function parseMemory(json: string | undefined): JudgeMemory {
	if (json === undefined) return emptyMemory;
	try {
		const parsed = schema.safeParse(JSON.parse(json));
		return parsed.success ? parsed.data : emptyMemory;
	} catch {
		// Not JSON: as good as nothing kept.
		return emptyMemory;
	}
}
