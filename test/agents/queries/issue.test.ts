import {describe, expect, test} from 'vitest';
import {addOccurrence, issueId, kindOf, newIssue, severityOf} from '../../../source/agents/queries/issue.ts';
import {anOccurrence, aTrace} from './an-occurrence.ts';

const day = 86_400_000;

describe('an issue is the same one', () => {
	test('when its line moves', () => {
		expect(issueId(anOccurrence({source: 'source/orders.ts:99 listOrders'}))).toBe(issueId(anOccurrence()));
	});

	test('when it looks like another kind for once', () => {
		expect(issueId(anOccurrence({kind: 'repeated-identical'}))).toBe(issueId(anOccurrence()));
	});

	test.each([{source: 'source/orders.ts:41 other'}, {name: 'GET /api/other'}, {pattern: 'SELECT 1'}, {source: null}])(
		'and another one with %o',
		(change) => {
			expect(issueId(anOccurrence(change))).not.toBe(issueId(anOccurrence()));
		},
	);
});

test('an issue is of the kind and severity that it mostly has', () => {
	const issue = newIssue(anOccurrence({kind: 'repeated-identical', severity: 'critical'}), aTrace(), 0);
	for (let at = 1; at < 20; at++) addOccurrence(issue, anOccurrence({severity: 'info'}), aTrace(), at);
	expect([kindOf(issue), severityOf(issue)]).toEqual(['n-plus-one', 'info']);
});

test('an issue counts its requests by day, for two weeks', () => {
	const issue = newIssue(anOccurrence(), aTrace(), 0);
	for (let at = 0; at < 20; at++) addOccurrence(issue, anOccurrence(), aTrace(), at * day);
	expect(issue.days).toHaveLength(14);
	expect(issue.days.at(-1)).toEqual({day: 19, occurrences: 1});
	expect([issue.occurrences, issue.queries, issue.firstSeen, issue.lastSeen]).toEqual([21, 210, 0, 19 * day]);
});

test('an issue keeps the request that waited longest as its example', () => {
	const issue = newIssue(anOccurrence({waitedMs: 50}), aTrace({at: 1}), 0);
	addOccurrence(issue, anOccurrence({waitedMs: 90}), aTrace({at: 2}), 1);
	addOccurrence(issue, anOccurrence({waitedMs: 70}), aTrace({at: 3}), 2);
	expect(issue.example.at).toBe(2);
});

test('an example draws what came before a loop, its first three queries and its last, and says how many it left out', () => {
	const {example} = newIssue(anOccurrence(), aTrace(), 0);
	expect(example.spans.map(({isRepeated, skipped}) => (isRepeated ? `loop after ${skipped}` : 'before'))).toEqual([
		'before',
		'loop after 0',
		'loop after 0',
		'loop after 0',
		'loop after 6',
	]);
	expect(example).toMatchObject({durationMs: 90, queries: 11, waitedMs: 60});
});
