import {expect, test} from 'vitest';
import {exampleOf} from '../../../source/agents/queries/example.ts';
import {judgeTrace} from '../../../source/agents/queries/judge.ts';
import {aQuery, aTrace} from './an-occurrence.ts';

test('a waterfall has the first three and the last of a loop, and how many are between', () => {
	const [occurrence] = judgeTrace(aTrace());
	const {spans} = exampleOf(occurrence!, aTrace());
	expect(spans.map(({short, isRepeated, skipped}) => [short, isRepeated, skipped])).toEqual([
		['SELECT orders', false, 0],
		...Array.from({length: 3}, () => ['SELECT items', true, 0]),
		['SELECT items', true, 6],
	]);
});

test('a loop of a thousand is drawn to its last query, and none of it as another', () => {
	const trace = aTrace({
		queries: [...aTrace({}, 1000).queries, aQuery({pattern: 'SELECT name FROM users', startMs: 7100})],
		durationMs: 7200,
	});
	const [occurrence] = judgeTrace(trace);
	const {spans} = exampleOf(occurrence!, trace);
	expect(spans.map(({short, startMs, isRepeated, skipped}) => [short, startMs, isRepeated, skipped])).toEqual([
		['SELECT orders', 0, false, 0],
		['SELECT items', 6, true, 0],
		['SELECT items', 13, true, 0],
		['SELECT items', 20, true, 0],
		['SELECT items', 6 + 999 * 7, true, 996],
		['SELECT users', 7100, false, 0],
	]);
});
