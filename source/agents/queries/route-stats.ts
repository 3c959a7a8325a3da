/** What the requests of one route, or the runs of one job, sent to their databases. */
export interface RouteStats {
	contexts: number;
	queries: number;
	/** Time in which a request waited for at least one query, summed, and its squares, for the error of the mean. */
	waitedMs: number;
	waitedSquares: number;
}

/** Nothing seen yet. */
export function noStats(): RouteStats {
	return {contexts: 0, queries: 0, waitedMs: 0, waitedSquares: 0};
}

/** One request more. */
export function countContext(stats: RouteStats, {queries, waitedMs}: Pick<RouteStats, 'queries' | 'waitedMs'>): void {
	stats.contexts++;
	stats.queries += queries;
	stats.waitedMs += waitedMs;
	stats.waitedSquares += waitedMs ** 2;
}

/** Both together. */
export function addStats(a: RouteStats, b: RouteStats): RouteStats {
	return {
		contexts: a.contexts + b.contexts,
		queries: a.queries + b.queries,
		waitedMs: a.waitedMs + b.waitedMs,
		waitedSquares: a.waitedSquares + b.waitedSquares,
	};
}

/** What a change saved per request, ms: the difference of the means with the 95 % interval of it (Welch), never under 0. */
export interface MeasuredSaving {
	lowMs: number;
	highMs: number;
	basis: 'measured';
	queriesBefore: number;
	queriesAfter: number;
	contextsBefore: number;
	contextsAfter: number;
}

/** Compares a route before and after; null with fewer than 2 requests on either side. */
export function measureSaving(before: RouteStats, after: RouteStats): MeasuredSaving | null {
	if (before.contexts < 2 || after.contexts < 2) return null;
	const difference = meanOf(before) - meanOf(after);
	const error = 1.96 * Math.sqrt(varianceOf(before) / before.contexts + varianceOf(after) / after.contexts);
	return {
		lowMs: Math.max(0, difference - error),
		highMs: Math.max(0, difference + error),
		basis: 'measured',
		queriesBefore: before.queries / before.contexts,
		queriesAfter: after.queries / after.contexts,
		contextsBefore: before.contexts,
		contextsAfter: after.contexts,
	};
}

function meanOf({waitedMs, contexts}: RouteStats): number {
	return waitedMs / contexts;
}

function varianceOf({contexts, waitedMs, waitedSquares}: RouteStats): number {
	return Math.max(0, (waitedSquares - waitedMs ** 2 / contexts) / (contexts - 1));
}
