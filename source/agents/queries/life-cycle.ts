import {kindOf, type QueryIssue} from './issue.ts';
import {measureSaving, type MeasuredSaving} from './route-stats.ts';
import type {OccurrenceKind} from '../../protocol/query-trace.ts';

const dayMs = 86_400_000;
/** Without any request of its route an issue can be neither seen nor resolved; so long it is kept all the same. */
const forgottenAfterMs = 14 * dayMs;
/** With requests of its route, but none that showed it, an issue of few requests is taken for gone. */
const goneAfterMs = dayMs;
/** Gone sooner, where chance alone would hide it less than once in a thousand times. */
const leastProof = {contexts: 20, chance: 0.001};

/** An issue that is over, and what that saved. */
export interface ResolvedIssue {
	id: string;
	name: string | null;
	pattern: string;
	kind: OccurrenceKind;
	at: number;
	/** Null where the route was asked too seldom, before or after, to compare. */
	saving: MeasuredSaving | null;
}

/**
 * True once an issue is no longer there: its route was asked often enough since it was last seen that, at the share of requests that used to
 * show it, its absence is no chance; or it was gone for a day of requests; or nobody asked its route for two weeks.
 */
export function isGone({before, since, occurrences, lastSeen}: QueryIssue, now: number): boolean {
	if (now - lastSeen >= forgottenAfterMs) return true;
	if (since.contexts === 0) return false;
	if (now - lastSeen >= goneAfterMs) return true;
	const share = Math.min(1, occurrences / Math.max(occurrences, before.contexts));
	return since.contexts >= leastProof.contexts && (1 - share) ** since.contexts < leastProof.chance;
}

/** What is kept of an issue that is gone. */
export function resolve(issue: QueryIssue, now: number): ResolvedIssue {
	const {id, name, pattern, before, since} = issue;
	const kind = kindOf(issue);
	// A slow query that is no longer sent, or no longer slow, saved what its route saved: the same comparison.
	return {id, name, pattern, kind, at: now, saving: measureSaving(before, since)};
}

/** `GET /api/orders: 31 queries became 2, 35–41 ms less for each request (measured over 212 before and 96 after)`. */
export function describeResolved({name, pattern, saving}: ResolvedIssue): string {
	const where = name ?? pattern;
	if (saving === null) return `${where}: not seen any more; too few requests to say what that saved`;
	const {lowMs, highMs, queriesBefore, queriesAfter, contextsBefore, contextsAfter} = saving;
	const queries = `${round(queriesBefore)} queries became ${round(queriesAfter)}`;
	const gain = highMs === 0 ? 'no time saved' : `${range(lowMs, highMs)} less for each request`;
	return `${where}: ${queries}, ${gain} (measured over ${contextsBefore} before and ${contextsAfter} after)`;
}

function round(count: number): string {
	return count >= 10 ? String(Math.round(count)) : String(Math.round(count * 10) / 10);
}

/** `35–41 ms`; under a hundredth of a millisecond nothing is told apart. */
export function range(lowMs: number, highMs: number): string {
	const [low, high] = [digits(lowMs), digits(highMs)];
	return low === high ? `${high} ms` : `${low}–${high} ms`;
}

function digits(ms: number): string {
	if (ms >= 10) return String(Math.round(ms));
	return ms >= 1 ? String(Math.round(ms * 10) / 10) : String(Math.round(ms * 100) / 100);
}
