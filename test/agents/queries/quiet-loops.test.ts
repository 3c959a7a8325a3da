import {expect, test} from 'vitest';
import {type QueryIssue, newIssue} from '../../../source/agents/queries/issue.ts';
import type {Occurrence} from '../../../source/agents/queries/occurrence.ts';
import {describeQuiet} from '../../../source/agents/queries/quiet-loops.ts';
import {anOccurrence, aTrace} from './an-occurrence.ts';

function quiet(change: Partial<Occurrence>): QueryIssue {
	return newIssue(anOccurrence(change), aTrace(), 0, false);
}

test('loops that are quick on a near database are told with route, statement and place, most queries first', () => {
	const issues = [quiet({count: 6, name: 'GET /few'}), quiet({count: 31})];
	expect(describeQuiet(issues, 50)).toBe(
		'2 loops under 50 ms, which a database further away would make longer: ' +
			'31 × SELECT items in GET /api/orders (source/orders.ts:41), 6 × SELECT items in GET /few (source/orders.ts:41)',
	);
});

test('three are named, and the rest counted', () => {
	const issues = [9, 8, 7, 6, 5].map((count) => quiet({count, name: `GET /${count}`}));
	const told = describeQuiet(issues, 50)!;
	expect(told).toMatch(/^5 loops .*GET \/9.*GET \/8.*GET \/7 .* and 2 more$/u);
});

test('a database in the process is never further away, and comes behind those that may be', () => {
	const inside = quiet({system: 'sqlite', count: 400, source: null, name: null});
	expect(describeQuiet([inside], 50)).toBe('1 loop under 50 ms: 400 × SELECT items in requests without a route');
	expect(describeQuiet([inside, quiet({count: 5})], 50)).toMatch(/longer: 5 × .*, 400 × /u);
});

test('without one nothing is said', () => {
	expect(describeQuiet([], 50)).toBeUndefined();
});
