import {describe, expect, test} from 'vitest';
import {newIssue, type QueryIssue} from '../../../source/agents/queries/issue.ts';
import {KnownIssues} from '../../../source/agents/queries/known-issues.ts';
import {anOccurrence, aTrace} from './an-occurrence.ts';

function issueOf(name: string | null, source = 'source/orders.ts:41 listOrders'): QueryIssue {
	return newIssue(anOccurrence({name, source}), aTrace(), 0);
}

const context = {queries: 3, waitedMs: 4};

describe('the issues of a service', () => {
	test('count the contexts of their route, and of no other', () => {
		const [orders, nameless] = [issueOf('GET /orders'), issueOf(null)];
		const known = new KnownIssues([orders, nameless]);
		expect(known.count({name: 'GET /orders', ...context})).toBe(true);
		expect(known.count({name: 'GET /orders', ...context})).toBe(true);
		expect(known.count({name: null, ...context})).toBe(true);
		expect(known.count({name: 'GET /other', ...context})).toBe(false);
		expect(known.get(orders.id)!.since).toEqual({contexts: 2, queries: 6, waitedMs: 8, waitedSquares: 32});
		expect(known.all().map(({since}) => since.contexts)).toEqual([2, 1]);
	});

	test('of one route count the same contexts, each from when it was found', () => {
		const [first, second] = [issueOf('GET /orders'), issueOf('GET /orders', 'source/list.ts:9 readList')];
		const known = new KnownIssues([first]);
		known.count({name: 'GET /orders', ...context});
		known.add(second);
		known.count({name: 'GET /orders', ...context});
		expect(known.all().map(({since}) => since.contexts)).toEqual([2, 1]);
	});

	test('are told of no context twice', () => {
		const issue = issueOf('GET /orders');
		const known = new KnownIssues([issue]);
		known.count({name: 'GET /orders', ...context});
		known.all();
		known.all();
		expect(known.get(issue.id)!.since.contexts).toBe(1);
	});

	test('that are gone are asked for no more, and their route counts as long as another of it is there', () => {
		const [first, second] = [issueOf('GET /orders'), issueOf('GET /orders', 'source/list.ts:9 readList')];
		const known = new KnownIssues([first, second]);
		known.delete(first);
		known.delete(first);
		expect([known.size, known.get(first.id)]).toEqual([1, undefined]);
		expect(known.count({name: 'GET /orders', ...context})).toBe(true);
		known.delete(second);
		expect(known.count({name: 'GET /orders', ...context})).toBe(false);
	});
});
