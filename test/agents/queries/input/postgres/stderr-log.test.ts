import {expect, test} from 'vitest';
import {readStderrLog} from '../../../../../source/agents/queries/input/postgres/stderr-log.ts';
import type {QueryTrace} from '../../../../../source/protocol/query-trace.ts';
import {analyseText, readTraces} from '../analyse-text.ts';

const read = (text: string): QueryTrace[] => readTraces(readStderrLog, text, 50).traces;
const patternsOf = (traces: readonly QueryTrace[]): string[][] => traces.map(({queries}) => queries.map(({pattern}) => pattern));

/** An entry at so many ms after a full minute. */
function entry(ms: number, message: string, {pid = 100, severity = 'LOG'}: {pid?: number; severity?: string} = {}): string {
	return `2026-11-23 02:50:${(ms / 1000).toFixed(3).padStart(6, '0')} UTC [${pid}] ${severity}:  ${message}\n`;
}

test.each([
	['%m [%p]', '2026-11-23 02:50:41.754 UTC [100] '],
	['%t [%p]: user=…', '2026-11-23 02:50:41 UTC [100]: user=ada,db=shop,app=[unknown],client=10.0.0.1 '],
	['%t [%p-%l] %q%u@%d', '2026-11-23 02:50:41 CET [100-7] ada@shop '],
	['%t [%p]: [%l-1]', '2026-11-23 02:50:41 UTC [100]: [7-1] '],
	['%n %p', '1763866241.754 pid=100 '],
	['%m %c', '2026-11-23 02:50:41.754 +01 6b03aa01.64 '],
	['%t:%r:%u@%d:[%p]: of a cloud', '2026-11-23 02:50:41 UTC:10.0.0.1(5432):ada@shop:[100]:'],
	['docker compose', 'postgres-1  | 2026-11-23 02:50:41.754 UTC [100] '],
	['kubernetes', '2026-11-23T02:50:41.754123Z stderr F 2026-11-23 02:50:41.754 UTC [100] '],
	['syslog', 'Nov 23 02:50:41 host postgres[100]: [5-1] 2026-11-23 02:50:41.754 UTC [100] '],
	['syslog that alone has time and process', 'Nov  3 02:50:41 host postgres[100]: [5-1] user=ada,db=shop '],
	['syslog with full times', '<134>2026-11-23T02:50:41.754+01:00 host postgres[100]: [5-1] user=ada,db=shop '],
	['Heroku', '2026-11-23T02:50:41+00:00 app[postgres.100]: [GREEN] [15-1]  sql_error_code = 00000 '],
])('with the prefix %s', (_, prefix) => {
	const {traces, intake} = readTraces(readStderrLog, `${prefix}LOG:  duration: 1.031 ms  statement: SELECT 5 FROM a\n`);
	expect(traces).toMatchObject([{queries: [{pattern: 'SELECT ? FROM a', durationMs: 1.031, system: 'postgresql'}]}]);
	expect(traces[0]!.id).toMatch(/^session (?:100|6b03aa01\.64), 20\d\d-\d\d-\d\d \d\d:50:41/);
	expect(intake.broken).toBe(null);
});

test('records of a cloud and of Docker are unwrapped', () => {
	const cloud = {
		textPayload: '[100]: [7-1] db=shop,user=ada LOG:  duration: 1.5 ms  statement: SELECT *\n\tFROM a',
		timestamp: '2026-11-23T02:50:41.754123Z',
	};
	const docker = ['2026-11-23 02:50:42.754 UTC [100] LOG:  duration: 1.5 ms  statement: SELECT *\n', '\tFROM b\n'].map((log) => ({
		log,
		stream: 'stderr',
		time: '2026-11-23T02:50:42.8Z',
	}));
	const lines = [cloud, ...docker].map((each) => JSON.stringify(each)).join('\n');
	expect(patternsOf(read(lines))).toEqual([['SELECT * FROM a'], ['SELECT * FROM b']]);
	expect(read(lines)[0]!.id).toMatch(/^session 100, 2026-11-23 02:50:41\.75/);
});

test('a log whose spaces somebody joined is read as well', () => {
	const log = '2026-11-23 02:50:41 UTC:10.1.91.65:ada@shop:[100]:LOG: duration: 0.5 ms statement: SELECT * FROM a WHERE b = 1;\n';
	expect(patternsOf(read(log))).toEqual([['SELECT * FROM a WHERE b = ?']]);
});

test('a statement over many lines is whole, with the lines that a container puts before each', () => {
	const log = `${entry(5, 'duration: 2.5 ms  statement: SELECT *')}\tFROM a\n\t\n\tWHERE b = 5\n${entry(6, 'checkpoint starting: time')}`;
	expect(patternsOf(read(log))).toEqual([['SELECT * FROM a WHERE b = ?']]);
	expect(patternsOf(read(log.replaceAll(/^/gm, 'db-1 | ')))).toEqual([['SELECT * FROM a WHERE b = ?']]);
	const syslog = log
		.trimEnd()
		.split('\n')
		.map((text, at) => `Nov 23 02:50:41 host postgres[9]: [5-${at < 4 ? at + 1 : 1}] ${text.replaceAll('\t', '#011')}`);
	expect(patternsOf(read(syslog.join('\n')))).toEqual([['SELECT * FROM a WHERE b = ?']]);
});

test('a statement of the extended protocol is one query: parsed, bound and executed', () => {
	const sql = 'SELECT * FROM a WHERE b = $1';
	const [trace] = read(
		[
			entry(5, `duration: 0.5 ms  parse S_1: ${sql}`),
			entry(6, `duration: 0.25 ms  bind S_1: ${sql}`),
			entry(6, "parameters: $1 = '7'", {severity: 'DETAIL'}),
			entry(8, `duration: 1 ms  execute S_1: ${sql}`),
			entry(8, "parameters: $1 = '7'", {severity: 'DETAIL'}),
			entry(9, `duration: 3 ms  execute fetch from S_1/C_2: ${sql}`),
		].join(''),
	);
	expect(trace!.queries).toMatchObject([{pattern: 'SELECT * FROM a WHERE b = ?', durationMs: 1.75}]);
});

test('parameters tell values apart, whatever is in them; cut ones tell nothing', () => {
	const executed = (parameters: string): string =>
		entry(8, 'duration: 1 ms  execute <unnamed>: SELECT * FROM a WHERE b = $1 AND c = $2') +
		entry(8, `parameters: ${parameters}`, {severity: 'DETAIL'});
	const keys = read(
		[
			"$1 = '7', $2 = NULL",
			"$1 = '7', $2 = 'NULL'",
			"$1 = 'it''s, $2 = ', $2 = 'x\n\ty'",
			"$1 = '7', $2 = NULL",
			"$1 = 'aaaa...', $2 = '5'",
		]
			.map(executed)
			.join(''),
	)[0]!.queries.map(({valueKey}) => valueKey);
	expect(keys[0]).toBe(keys[3]);
	expect(new Set(keys).size).toBe(4);
	expect(keys[4]).toBe(null);
});

test('a statement and its duration may be two entries: log_statement with log_duration', () => {
	const log = [
		entry(1, 'statement: SELECT 1 FROM a'),
		entry(2, 'statement: SELECT 2 FROM b', {pid: 200}),
		entry(5, 'duration: 4.5 ms'),
		entry(6, 'duration: 4.25 ms', {pid: 200}),
		entry(7, 'duration: 0.5 ms'),
		entry(8, 'duration: 0.25 ms'),
		entry(8, 'execute <unnamed>: SELECT $1 FROM c'),
		entry(8, "parameters: $1 = '5'", {severity: 'DETAIL'}),
		entry(9, 'duration: 1 ms'),
	];
	const found = read(log.join('')).flatMap(({queries}) => queries);
	expect(found.map(({pattern, durationMs}) => [pattern, durationMs])).toEqual([
		['SELECT ? FROM a', 4.5],
		['SELECT ? FROM c', 1.75],
		['SELECT ? FROM b', 4.25],
	]);
});

test('a failed statement is a query with the code of its error and no duration', () => {
	const log = [
		entry(5, 'duplicate key value violates unique constraint "a_pkey"', {severity: 'ERROR'}),
		entry(5, 'Key (id)=(5) already exists.', {severity: 'DETAIL'}),
		entry(5, 'INSERT INTO a VALUES (5)', {severity: 'STATEMENT'}),
		entry(6, 'deadlock detected', {severity: 'ERROR'}),
		entry(6, 'UPDATE a SET b = 1', {severity: 'STATEMENT'}),
		entry(7, 'out of memory', {severity: 'ERROR'}),
	];
	expect(read(log.join(''))[0]!.queries).toMatchObject([
		{pattern: 'INSERT INTO a VALUES (?)', error: '23505', durationMs: Number.NaN},
		{pattern: 'UPDATE a SET b = ?', error: '40P01'},
	]);
});

test('EXECUTE is the statement that it was prepared as, with its own values', () => {
	const executed = (value: number): string =>
		entry(value, `duration: 1 ms  statement: EXECUTE p(${value})`) +
		entry(value, 'prepare: PREPARE p(int) AS SELECT * FROM a WHERE b = $1', {severity: 'DETAIL'});
	const {queries} = read(executed(1) + executed(2) + executed(1))[0]!;
	expect(queries.map(({pattern}) => pattern)).toEqual(Array.from({length: 3}, () => 'SELECT * FROM a WHERE b = ?'));
	expect(new Set(queries.map(({valueKey}) => valueKey)).size).toBe(2);
});

test('all else in a log is no query', () => {
	const log = [
		entry(1, 'database system is ready to accept connections'),
		entry(2, 'connection authorized: user=ada database=shop'),
		entry(3, 'password authentication failed for user "ada"', {severity: 'FATAL'}),
		entry(4, 'automatic vacuum of table "shop.public.a": index scans: 1'),
		entry(5, 'duration: 12.5 ms  plan:\n\tQuery Text: SELECT 1\n\tResult  (cost=0.00..0.01 rows=1 width=4)'),
		entry(6, 'duration: 1.5 ms  statement: SELECT 1 FROM a'),
	];
	const {traces, intake} = readTraces(readStderrLog, log.join(''));
	expect(patternsOf(traces)).toEqual([['SELECT ? FROM a']]);
	expect([...intake.leftOut]).toEqual([['plans of auto_explain', 1]]);
});

test('a log without an entry of a query says which setting writes them', async () => {
	await expect(analyseText(entry(1, 'database system is ready to accept connections'))).rejects.toThrow(
		'There is no query in the.log (PostgreSQL log). log_min_duration_statement = 0 makes PostgreSQL write each with its duration.',
	);
});

test('an entry without a time is broken', () => {
	const {intake} = readTraces(readStderrLog, '[100] LOG:  duration: 1.5 ms  statement: SELECT 1 FROM a\n');
	expect(intake).toMatchObject({queries: 0, broken: {count: 1, first: 'line 1 has no time in its prefix'}});
});

test('entries of one second in other zones, sessions and with other codes are not taken for each other', () => {
	const prefixes = [
		'2026-11-23 02:31:07.300 +02 [1] state=40001',
		'2026-11-23 02:31:07.100 UTC [1] state=40001',
		'2026-11-23 02:31:07.200 UTC [2] state=00000',
		'2026-11-23 02:31:07.400 UTC [1] state=40001',
		'2026-11-23 02:31:07.500 UTC [3] 1795401067.500',
		'2026-11-23 02:31:07.600 UTC [3] 1795401067.600',
	];
	const log = prefixes.map((prefix) => `${prefix} LOG:  duration: 1.000 ms  statement: SELECT 1 FROM a\n`);
	const second = Date.UTC(2026, 10, 23, 2, 31, 7);
	const found = read(log.join('')).map(({id, at}) => `${/session (\d+)/.exec(id)?.[1]}: ${Math.round(at! - second)}`);
	const epoch = 1_795_401_067_000 - second;
	expect(found.toSorted()).toEqual(
		['1: 100', '2: 200', `1: ${300 - 2 * 3_600_000}`, '1: 400', `3: ${epoch + 500}`, `3: ${epoch + 600}`].toSorted(),
	);
});

test('a severity is one behind whatever ends a word, before one or two spaces, and not far from the beginning', () => {
	const line = (before: string, behind = '  '): string =>
		`2026-11-23 02:31:07.100 UTC [1] ${before}LOG:${behind}duration: 1.000 ms  statement: SELECT 1 FROM a\n`;
	const queriesIn = (text: string): number => readTraces(readStderrLog, text).intake.queries;
	expect(['', '@', 'x: ', 'NOLOG: ', 'x'.repeat(400) + ' '].map((before) => queriesIn(line(before)))).toEqual([1, 1, 1, 1, 1]);
	expect(['NO', '_', 'x'.repeat(500) + ' '].map((before) => queriesIn(line(before)))).toEqual([0, 0, 0]);
	expect(['', ' ', '  ', '   '].map((behind) => queriesIn(line('', behind)))).toEqual([0, 1, 1, 0]);
});
