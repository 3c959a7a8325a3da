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

test('of a loop of a thousand none is drawn as another query', () => {
	const trace = aTrace({
		queries: [...aTrace({}, 1000).queries, aQuery({pattern: 'SELECT name FROM users', startMs: 7100})],
		durationMs: 7200,
	});
	const [occurrence] = judgeTrace(trace);
	const {spans} = exampleOf(occurrence!, trace);
	expect(spans.filter(({isRepeated}) => !isRepeated).map(({short}) => short)).toEqual(['SELECT orders', 'SELECT users']);
});
