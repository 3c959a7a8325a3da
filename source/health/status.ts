import type {Status} from '../protocol/vocabulary.ts';

/** The score under which something is an issue: the border between `good` and `warning`. */
export const goodScore = 75;

/** The status of a score: `excellent` from 90, `good` from 75, `warning` from 50, else `critical`; without a score `unknown`. */
export function statusOf(score: number | null): Status {
	if (score === null) return 'unknown';
	if (score >= 90) return 'excellent';
	if (score >= goodScore) return 'good';
	return score >= 50 ? 'warning' : 'critical';
}

const ranks: Partial<Record<Status, number>> = {excellent: 0, good: 1, warning: 2, critical: 3};

/** How bad a status is, 0 best; undefined for `unknown` and `stale`, which are neither better nor worse. */
export function badness(status: Status): number | undefined {
	return ranks[status];
}
