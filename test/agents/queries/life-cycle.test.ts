import {describe, expect, test} from 'vitest';
import {newIssue, type QueryIssue} from '../../../source/agents/queries/issue.ts';
import {describeResolved, isGone, resolve} from '../../../source/agents/queries/life-cycle.ts';
import {countContext, noStats, type RouteStats} from '../../../source/agents/queries/route-stats.ts';
import {anOccurrence, aTrace} from './an-occurrence.ts';

const day = 86_400_000;

function stats(waits: readonly number[], queries: number): RouteStats {
	const all = noStats();
	for (const waitedMs of waits) countContext(all, {queries, waitedMs});
	return all;
}

/** Seen in `seen` of `before` requests, and then in none of `since`. */
function issueWith({seen, before, since}: {seen: number; before: number; since: number}): QueryIssue {
	const issue = newIssue(anOccurrence(), aTrace(), 0);
	return {...issue, occurrences: seen, before: stats(Array<number>(before).fill(60), 11), since: stats(Array<number>(since).fill(8), 2)};
}

describe('an issue is gone', () => {
	test.each([
		['that every request showed, after twenty without it', {seen: 50, before: 50, since: 20}, 1000, true],
		['no sooner, however sure it looks', {seen: 50, before: 50, since: 19}, 1000, false],
		[
			'that one in ten showed, when chance would hide it less than once in a thousand times',
			{seen: 10, before: 100, since: 66},
			1000,
			true,
		],
		['not before', {seen: 10, before: 100, since: 65}, 1000, false],
		['after a day of requests without it', {seen: 1, before: 1000, since: 3}, day, true],
		['not while nobody asks for its route', {seen: 50, before: 50, since: 0}, 13 * day, false],
		['after two weeks without any request', {seen: 50, before: 50, since: 0}, 14 * day, true],
	] as const)('%s', (_, counts, now, gone) => {
		expect(isGone(issueWith(counts), now)).toBe(gone);
	});
});

test('what a fix saved is measured over the requests before and after, with its error', () => {
	const issue = newIssue(anOccurrence(), aTrace(), 0);
	issue.before = stats([58, 60, 62, 60], 31);
	issue.since = stats([9, 10, 11, 10], 2);
	const {saving} = resolve(issue, 5);
	expect(saving!.basis).toBe('measured');
	expect(saving!.lowMs).toBeCloseTo(50 - 1.96 * Math.sqrt((8 / 3 + 2 / 3) / 4), 6);
	expect(saving!.highMs).toBeCloseTo(50 + 1.96 * Math.sqrt((8 / 3 + 2 / 3) / 4), 6);
	expect(describeResolved(resolve(issue, 5))).toBe(
		'GET /api/orders: 31 queries became 2, 48–52 ms less for each request (measured over 4 before and 4 after)',
	);
});

test('a fix that made nothing faster is not said to have saved time', () => {
	const issue = newIssue(anOccurrence(), aTrace(), 0);
	issue.before = stats([5, 5, 5], 31);
	issue.since = stats([9, 9, 9], 2);
	expect(describeResolved(resolve(issue, 5))).toContain('31 queries became 2, no time saved');
});

test('with one request to compare nothing is said of a saving', () => {
	const issue = newIssue(anOccurrence(), aTrace(), 0);
	expect(resolve(issue, 5).saving).toBeNull();
	expect(describeResolved(resolve(issue, 5))).toContain('too few requests');
});
