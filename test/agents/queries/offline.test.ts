import {expect, test} from 'vitest';
import {analyseText, line, loop} from './input/analyse-text.ts';

const reason = 'is on its way out';

test.each([
	[{pattern: 'SELECT name FROM users'}, 0],
	[{path: 'source/legacy/'}, 0],
	[{path: 'source/legacy/', until: '2026-11-23'}, 0],
	[{path: 'source/legacy/', until: '2026-11-22'}, 1],
	[{path: 'source/orders/'}, 1],
	[{pattern: 'SELECT name FROM users', path: 'source/orders/'}, 1],
])('what the config ignores by %j leaves %d findings', async (rule, findings) => {
	const log = loop(10, () => ({source: 'source/legacy/users.ts:5 f'}));
	const {examined, occurrences, warnings} = await analyseText(log, {options: {ignore: [{...rule, reason}]}});
	expect(occurrences).toHaveLength(findings);
	expect(examined.queries).toBe(10);
	const isExpired = 'until' in rule && rule.until === '2026-11-22';
	expect(warnings).toEqual(isExpired ? ['The config ignores no longer: is on its way out (until 2026-11-22).'] : []);
});

test.each([
	['beside the text', (at: number) => ({sql: 'SELECT name FROM users WHERE id = $1', params: [at % 2 === 0 ? 7 : '7']})],
	['in the text', (at: number) => ({sql: `SELECT name FROM users WHERE id = ${at % 2 === 0 ? '7' : "'7'"}`, params: undefined})],
])('a number and the same number in quotes, %s, are one value asked for again', async (_, told) => {
	expect((await analyseText(loop(10, told))).occurrences).toMatchObject([{kind: 'repeated-identical', distinctValues: 1}]);
});

test('thresholds are those of the config', async () => {
	expect((await analyseText(loop(10), {options: {minRepeats: 11}})).occurrences).toEqual([]);
	expect((await analyseText(loop(10), {options: {minTotalMs: 201}})).occurrences).toEqual([]);
	expect((await analyseText(line({durationMs: 400}), {options: {slowMs: 400}})).occurrences).toMatchObject([{kind: 'slow'}]);
});

test('a server tells its own part of each query, so a fifth of the time is enough in its log', async () => {
	const entries = Array.from(
		{length: 10},
		(_, at) => `2026-11-23 02:50:41.${100 + at * 3} UTC [1] LOG:  duration: 1.5 ms  statement: SELECT * FROM a WHERE b = ${at}\n`,
	);
	expect((await analyseText(entries.join(''))).occurrences).toMatchObject([{kind: 'n-plus-one', count: 10, totalMs: 15}]);
	expect((await analyseText(entries.slice(0, 6).join(''))).occurrences).toEqual([]);
});

test('the worst comes first', async () => {
	const log = [3, 1, 2].map((size) => loop(size * 10, () => ({traceId: `t${size}`}))).join('');
	expect((await analyseText(log)).occurrences.map(({traceId}) => traceId)).toEqual(['t3', 't2', 't1']);
});

test('a log whose format shows only behind its first half megabyte is none', async () => {
	await expect(analyseText(`${'noise\n'.repeat(100_000)}${loop(10)}`, {pieceBytes: 65_536})).rejects.toThrow('is no log that is read here');
});
