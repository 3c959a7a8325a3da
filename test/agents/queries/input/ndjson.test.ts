import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readNdjson} from '../../../../source/agents/queries/input/ndjson.ts';
import {analyseText, line, loop, readTraces} from './analyse-text.ts';

const read = (text: string | Buffer, pieceBytes?: number) => readTraces(readNdjson, text, pieceBytes);

test('a loop of a log is found, with what was looked at', async () => {
	const {format, examined, occurrences, warnings} = await analyseText(line({}) + loop(10));
	expect(format).toBe('ndjson');
	expect(examined).toEqual({queries: 11, traces: 1, patterns: 2});
	expect(occurrences).toMatchObject([
		{kind: 'n-plus-one', count: 10, distinctValues: 10, traceId: 't', pattern: 'SELECT name FROM users WHERE id = ?'},
	]);
	expect(warnings).toEqual([]);
});

test('traces may be interleaved over all of the log, and their lines in any order', async () => {
	const lines = Array.from({length: 40}, (_, trace) =>
		loop(10, () => ({traceId: `t${trace}`}))
			.trim()
			.split('\n'),
	).flat();
	await fc.assert(
		fc.asyncProperty(fc.shuffledSubarray(lines, {minLength: lines.length}), async (shuffled) => {
			const {examined, occurrences} = await analyseText(shuffled.join('\n'), {pieceBytes: 4096});
			expect(examined).toEqual({queries: 400, traces: 40, patterns: 1});
			expect(occurrences.map(({count, distinctValues}) => [count, distinctValues])).toEqual(Array.from({length: 40}, () => [10, 10]));
		}),
		{numRuns: 5},
	);
});

test('all that a line may have is read', () => {
	const {traces} = read(
		line({
			startMs: '3.5',
			durationMs: '2',
			params: [1],
			source: ' a.ts:5 f ',
			system: 'pg',
			error: {code: '40001'},
			rows: 3,
			fromCache: true,
		}) + line({traceId: 7}),
	);
	expect(traces).toMatchObject([
		{
			id: 't',
			name: null,
			at: null,
			durationMs: null,
			uncounted: 0,
			queries: [
				{
					startMs: 3.5,
					durationMs: 2,
					pattern: 'SELECT ? FROM a',
					system: 'postgresql',
					source: 'a.ts:5 f',
					via: [],
					error: '40001',
					rows: 3,
					fromCache: true,
					cut: false,
				},
			],
		},
		{id: '7', queries: [{source: null, system: null, error: null, rows: null, fromCache: false}]},
	]);
});

test('values are told apart by parameters, by literals in the text, or by both; unknown ones stay unknown', () => {
	const keys = (...queries: Record<string, unknown>[]) => read(queries.map(line).join('')).traces[0]!.queries.map(({valueKey}) => valueKey);
	const sql = 'SELECT * FROM a WHERE id = $1';
	const [one, other, again] = keys({sql, params: [1]}, {sql, params: [2]}, {sql, params: [1]});
	expect([one === other, one === again]).toEqual([false, true]);
	const [five, six, fiveAgain] = keys(
		{sql: 'SELECT * FROM a WHERE id = 5'},
		{sql: 'SELECT * FROM a WHERE id = 6'},
		{sql: 'select * from a where id=5'},
	);
	expect([five === six, five === fiveAgain]).toEqual([false, true]);
	const both = 'SELECT * FROM a WHERE id = $1 AND b = ';
	const [x, y] = keys({sql: `${both}'x'`, params: [1]}, {sql: `${both}'y'`, params: [1]});
	expect(x).not.toBe(y);
	expect(
		keys({sql}, {sql: 'SELECT * FROM a WHERE id = 5 AND b = ?'}, {sql, params: ['***']}, {sql, params: []}, {sql, params: '{}'}),
	).toEqual(Array.from({length: 5}, () => null));
	expect(keys({sql: 'SELECT * FROM a', params: []})).toEqual([expect.any(Number)]);
	const [none, noneAgain] = keys({sql: 'SELECT * FROM a'}, {sql: 'SELECT * FROM a'});
	expect(none).not.toBe(null);
	expect(none).toBe(noneAgain);
});

test('pages are told from loops by what = compares', () => {
	const page = (params: unknown[]) => line({sql: 'SELECT * FROM a WHERE owner = $1 ORDER BY id LIMIT $2 OFFSET $3', params});
	const {traces} = read(page([1, 20, 0]) + page([1, 20, 20]) + page([2, 20, 0]) + line({sql: 'SELECT * FROM a WHERE id IN (1, 2, 3)'}));
	const [first, next, other, batch] = traces[0]!.queries;
	expect(first!.ownerKey).toBe(next!.ownerKey);
	expect(first!.ownerKey).not.toBe(other!.ownerKey);
	expect([batch!.listLength, 'listLength' in first!]).toEqual([3, false]);
});

test('times since the epoch are times of a trace too', () => {
	const now = Date.UTC(2026, 10, 23);
	const {traces} = read(line({startMs: now + 7.5}) + line({startMs: now}));
	expect(traces).toMatchObject([{at: now, queries: [{startMs: 0}, {startMs: 7.5}]}]);
});

test.each([
	['{"traceId": "t", "startMs": 0, "durationMs": 1, "sql": "SELECT', 'line 1 is no whole JSON'],
	['[1, 2]', 'line 1 is no JSON object'],
	['null', 'line 1 is no JSON object'],
	['\u0000\u0001', 'line 1 is no whole JSON'],
	[line({traceId: undefined}), 'line 1 has no traceId'],
	[line({traceId: ' '}), 'line 1 has no traceId'],
	[line({traceId: {}}), 'line 1 has no traceId'],
	[line({sql: undefined}), 'line 1 has no sql'],
	[line({sql: ['SELECT 1']}), 'line 1 has no sql'],
	[line({sql: ' '}), 'line 1 has no sql'],
	[line({durationMs: undefined}), 'line 1 has no durationMs'],
	[line({durationMs: 'soon'}), 'line 1 has a durationMs that is no number'],
	[line({startMs: -5}), 'line 1 has a negative startMs'],
	[line({startMs: 1e300}), 'line 1 has a startMs that cannot be (1e+300)'],
	['{"traceId": "t", "startMs": 1e999, "durationMs": 1, "sql": "SELECT 1"}', 'line 1 has a startMs that cannot be (Infinity)'],
])('%j is counted as broken and the others are read', (broken, first) => {
	const {traces, intake} = read(`${broken}\n${line({})}`);
	expect(intake).toMatchObject({queries: 1, broken: {count: 1, first}});
	expect(traces).toHaveLength(1);
});

test.each([
	[-1, 'line 1 has a negative durationMs; it counts with no duration'],
	[1e8, 'line 1 has a durationMs that cannot be (100000000); it counts with no duration'],
	['1e999', 'line 1 has a durationMs that cannot be (Infinity); it counts with no duration'],
])('a query of %d ms was sent all the same', async (durationMs, first) => {
	const {traces, intake} = read(line({durationMs}));
	expect(intake).toMatchObject({queries: 1, broken: {count: 1, first}});
	expect(traces[0]!.queries[0]!.durationMs).toBe(Number.NaN);
	const {occurrences} = await analyseText(
		loop(9) + line({startMs: 200, durationMs, sql: 'SELECT name FROM users WHERE id = $1', params: ['x']}),
	);
	expect(occurrences).toMatchObject([{count: 10, totalMs: 180}]);
});

test('the first broken line is named, and how many there are', async () => {
	const {warnings, examined} = await analyseText(`${line({})}\n{"oops\n${line({})}${line({sql: 5})}{"traceId":"t","sta`);
	expect(examined.queries).toBe(2);
	expect(warnings).toEqual(['3 lines of the.log could not be used; the first: line 3 is no whole JSON.']);
});

test('parameters nested a hundred thousand times are counted as broken', () => {
	const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
	expect(read(`${line({params: 5}).replace(':5}', `:${nested}}`)}${line({})}`).intake).toMatchObject({
		queries: 1,
		broken: {count: 1, first: 'line 1 is nested too deeply'},
	});
});

test('a line of 17 MB is passed over', () => {
	const {intake} = read(line({}) + line({params: ['x'.repeat(17 * 1024 * 1024)]}) + line({}), 1_000_000);
	expect(intake).toMatchObject({queries: 2, broken: {count: 1, first: 'line 2 is longer than 16 MB'}});
});

test('queries of databases without SQL are left out and told', async () => {
	const {warnings, examined} = await analyseText(line({}) + line({system: 'redis', sql: 'GET a'}) + line({system: 'mongodb', sql: '{}'}));
	expect(examined.queries).toBe(1);
	expect(warnings).toEqual(['2 queries of databases without SQL left out.']);
});

test('a text that was cut says so', () => {
	const {traces} = read(line({sql: 'SELECT * FROM a WHERE id IN (1, 2, ...'}));
	expect(traces[0]!.queries[0]!.cut).toBe(true);
});

test.each([
	[{cr: true}, (text: string) => text.replaceAll('\n', '\r\n')],
	[{bom: true}, (text: string) => `\ufeff${text}`],
	[{blank: true}, (text: string) => text.replaceAll('\n', '\n\n \n')],
	[{cutEnd: true}, (text: string) => text.trimEnd()],
])('%j changes nothing', async (_, change) => {
	const {examined, warnings} = await analyseText(change(loop(10)), {pieceBytes: 7});
	expect({examined, warnings}).toEqual({examined: {queries: 10, traces: 1, patterns: 1}, warnings: []});
});
