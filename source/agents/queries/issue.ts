import {hash} from 'node:crypto';
import type {DatabaseSystem, OccurrenceKind, QueryTrace} from '../../protocol/query-trace.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import {exampleOf, type Example} from './example.ts';
import type {Occurrence} from './occurrence.ts';
import {addStats, noStats, type RouteStats} from './route-stats.ts';

/** One fault of the service's queries, over all requests that showed it. Times are ms since the epoch. Holds no value of the application. */
export interface QueryIssue {
	/** The same for the same fault across runs and deploys. */
	readonly id: string;
	/** The route or job: `GET /api/orders`. */
	readonly name: string | null;
	readonly pattern: string;
	readonly system: DatabaseSystem | null;
	/** How often it was seen as which kind: the loop over one order looks like one query repeated. */
	kinds: Partial<Record<OccurrenceKind, number>>;
	severities: Record<Severity, number>;
	firstSeen: number;
	lastSeen: number;
	/** Requests that showed it, however little time it took. */
	occurrences: number;
	/** Of those, in which it took `minTotalMs` and more: without any it is watched and not told. */
	loud: number;
	/** Of those, how many were seen on which day (UTC, days since the epoch); the last 14. */
	days: {day: number; occurrences: number}[];
	/** Queries, and what one statement instead would save, summed over the occurrences. */
	queries: number;
	waitedMs: number;
	saved: {lowMs: number; highMs: number};
	/** The last occurrence as it was judged: its place, its parent, its libraries. */
	last: Occurrence;
	/** The one that waited most like the others, drawn as a waterfall. */
	example: Example;
	/** All requests of this route from the first to the last time it was seen, and those since then. */
	before: RouteStats;
	since: RouteStats;
}

const dayMs = 86_400_000;
const keptDays = 14;

/**
 * An issue's id: its pattern, the function that sends it and the route. A moved line or another kind of the same fault changes nothing. A slow query is one
 * wherever it is sent from: its place is known from the second time on only.
 */
export function issueId({pattern, source, name, kind}: Pick<Occurrence, 'pattern' | 'source' | 'name' | 'kind'>): string {
	const place = kind === 'slow' ? kind : (source?.replace(/:\d+(?::\d+)?(?=$| )/u, '') ?? '');
	return `queries:${hash('sha256', [pattern, place, name].join('\0')).slice(0, 16)}`;
}

/** The first time that a fault is seen. */
export function newIssue(occurrence: Occurrence, trace: QueryTrace, now: number, isLoud = true): QueryIssue {
	const {pattern, system, name} = occurrence;
	const issue: QueryIssue = {
		id: issueId(occurrence),
		name,
		pattern,
		system,
		kinds: {},
		severities: {critical: 0, warning: 0, info: 0},
		firstSeen: now,
		lastSeen: now,
		occurrences: 0,
		loud: 0,
		days: [],
		queries: 0,
		waitedMs: 0,
		saved: {lowMs: 0, highMs: 0},
		last: occurrence,
		example: exampleOf(occurrence, trace),
		before: noStats(),
		since: noStats(),
	};
	addOccurrence(issue, occurrence, trace, now, isLoud);
	return issue;
}

/** Counts one more request that showed it. */
export function addOccurrence(issue: QueryIssue, occurrence: Occurrence, trace: QueryTrace, now: number, isLoud = true): void {
	issue.kinds[occurrence.kind] = (issue.kinds[occurrence.kind] ?? 0) + 1;
	issue.severities[occurrence.severity]++;
	issue.lastSeen = Math.max(issue.lastSeen, now);
	issue.occurrences++;
	if (isLoud) issue.loud++;
	countDay(issue, Math.floor(now / dayMs));
	issue.queries += occurrence.count;
	issue.waitedMs += occurrence.waitedMs;
	issue.saved.lowMs += occurrence.saving.lowMs;
	issue.saved.highMs += occurrence.saving.highMs;
	issue.last = {...occurrence, source: occurrence.source ?? issue.last.source, indexes: []};
	if (isMoreTypical(occurrence, issue)) issue.example = exampleOf(occurrence, trace);
	issue.before = addStats(issue.before, issue.since);
	issue.since = noStats();
}

/** An outlier says little of the issue: the example is the request whose waiting is nearest to the mean. */
function isMoreTypical({waitedMs}: Occurrence, issue: QueryIssue): boolean {
	const mean = issue.waitedMs / issue.occurrences;
	return Math.abs(waitedMs - mean) <= Math.abs(issue.example.waitedMs - mean);
}

function countDay(issue: QueryIssue, day: number): void {
	const today = issue.days.find((each) => each.day === day);
	if (today !== undefined) today.occurrences++;
	else issue.days = [...issue.days, {day, occurrences: 1}].slice(-keptDays);
}

/** The kind that it was seen as most often; of equals, the one that says most. */
export function kindOf({kinds}: QueryIssue): OccurrenceKind {
	const order: OccurrenceKind[] = ['n-plus-one', 'write-loop', 'repeated-identical', 'slow'];
	return order.toSorted((a, b) => (kinds[b] ?? 0) - (kinds[a] ?? 0))[0]!;
}

/** The worst severity that at least a tenth of its occurrences had: one slow morning is not what the issue is. */
export function severityOf({severities, occurrences}: QueryIssue): Severity {
	const order: Severity[] = ['critical', 'warning', 'info'];
	let seen = 0;
	for (const severity of order) {
		seen += severities[severity];
		if (seen >= Math.max(1, occurrences / 10)) return severity;
	}
	return 'info';
}
