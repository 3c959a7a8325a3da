import type {Severity} from '../../../protocol/vocabulary.ts';
import type {LoggedOccurrence} from '../offline.ts';

/** One fault of a log: equal kind, pattern and source, over all traces that showed it. */
export interface LoggedIssue {
	/** The occurrence that waited longest. */
	worst: LoggedOccurrence;
	/** The worst severity that any of them had. */
	severity: Severity;
	traces: number;
	queries: number;
	/** Summed over the traces. */
	savedMs: {low: number; high: number};
}

/** Puts the occurrences of a log together by what would be changed in the code; what saves most comes first. */
export function groupIssues(occurrences: readonly LoggedOccurrence[]): LoggedIssue[] {
	const groups = Map.groupBy(occurrences, ({kind, pattern, source}) => `${kind}\0${source ?? ''}\0${pattern}`);
	return [...groups.values()].map(issueOf).toSorted(byImpact);
}

function issueOf(seen: readonly LoggedOccurrence[]): LoggedIssue {
	const severities = seen.map(({severity}) => severity);
	return {
		worst: seen.reduce((worst, each) => (each.waitedMs > worst.waitedMs ? each : worst)),
		severity: order.find((severity) => severities.includes(severity)) ?? 'info',
		traces: new Set(seen.map(({traceId}) => traceId)).size,
		queries: sum(seen.map(({count}) => count)),
		savedMs: {low: sum(seen.map(({saving}) => saving.lowMs)), high: sum(seen.map(({saving}) => saving.highMs))},
	};
}

const order: readonly Severity[] = ['critical', 'warning', 'info'];

function byImpact(a: LoggedIssue, b: LoggedIssue): number {
	return order.indexOf(a.severity) - order.indexOf(b.severity) || b.savedMs.low - a.savedMs.low || b.savedMs.high - a.savedMs.high;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
