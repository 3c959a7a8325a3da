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

	test('when a slow query has its line at last, which it keeps', () => {
		const slow = {kind: 'slow', count: 1} as const;
		const issue = newIssue(anOccurrence({...slow, source: null}), aTrace(), 0);
		expect(issueId(anOccurrence(slow))).toBe(issue.id);
		for (const source of ['source/orders.ts:41 listOrders', null]) addOccurrence(issue, anOccurrence({...slow, source}), aTrace(), 1);
		expect(issue.last.source).toBe('source/orders.ts:41 listOrders');
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

test('an issue shows the request that waited most like the others, not the outlier', () => {
	const issue = newIssue(anOccurrence({waitedMs: 900}), aTrace({at: 1}), 0);
	for (const [at, waitedMs] of [50, 60, 55, 58, 61, 900, 57].entries())
		addOccurrence(issue, anOccurrence({waitedMs}), aTrace({at: at + 2}), at);
	expect(issue.example.waitedMs).toBeLessThan(100);
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
