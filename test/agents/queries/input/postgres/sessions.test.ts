import {expect, test} from 'vitest';
import {SessionTraces} from '../../../../../source/agents/queries/input/postgres/sessions.ts';
import {QueryIntake, type Intake} from '../../../../../source/agents/queries/input/intake.ts';
import type {QueryTrace} from '../../../../../source/protocol/query-trace.ts';

interface Told {
	sql: string;
	endMs: number;
	durationMs?: number;
	session?: string;
	transaction?: string | null;
}

const zero = Date.UTC(2026, 10, 23);

function trace(told: readonly Told[]): {traces: QueryTrace[]; intake: Intake} {
	const traces: QueryTrace[] = [];
	const sink = new QueryIntake(null, (each) => traces.push(each));
	const sessions = new SessionTraces(sink);
	for (const {sql, endMs, durationMs = 1, session = 's', transaction = null} of told)
		sessions.take({sql, durationMs, parameters: undefined, error: null}, {endMs: zero + endMs, session, transaction});
	sessions.end();
	return {traces, intake: sink.finish()};
}

/** Statements of letters, one every 3 ms (or as said), as the letters of their traces. */
function split(letters: string, everyMs = 3): string[] {
	const told = [...letters].map((letter, at) => ({sql: `SELECT * FROM ${letter}`, endMs: 1001 + at * everyMs}));
	return trace(told).traces.map(({queries}) => queries.map(({pattern}) => pattern.at(-1)).join(''));
}

test('statements without a pause are one trace, and a pause of more than 20 ms ends it', () => {
	expect(split('abbbbb')).toEqual(['abbbbb']);
	expect(split('ab', 21)).toEqual(['ab']);
	expect(split('ab', 25)).toEqual(['a', 'b']);
});

test('requests that begin alike are told apart, and a loop is not torn', () => {
	expect(split('abcabcab')).toEqual(['abc', 'abc', 'ab']);
	expect(split('abbbbbc')).toEqual(['abbbbbc']);
	expect(split('abcbcbcbc')).toEqual(['abcbcbcbc']);
	expect(split('aaaaa')).toEqual(['aaaaa']);
	expect(split('abbbadd')).toEqual(['abbb', 'add']);
});

test('sessions are told apart however their entries are mixed', () => {
	const told = Array.from({length: 20}, (_, at) => ({sql: 'SELECT * FROM a', endMs: 1001 + at * 3, session: at % 2 === 0 ? 'x' : 'y'}));
	expect(trace(told).traces.map(({queries}) => queries.length)).toEqual([10, 10]);
});

test('a transaction is one trace, however long it waits, and what is around it is none of it', () => {
	const told = ['SELECT 1 FROM a', 'BEGIN', 'UPDATE b SET c = 1', 'ROLLBACK TO d', 'UPDATE b SET c = 1', 'COMMIT', 'SELECT 1 FROM a'];
	const {traces} = trace(told.map((sql, at) => ({sql, endMs: 1001 + at * (at > 1 && at < 5 ? 500 : 3) + (at >= 5 ? 2000 : 0)})));
	expect(traces.map(({queries}) => queries.length)).toEqual([1, 5, 1]);
});

test('a transaction is known by its id too, where its BEGIN is not in the log', () => {
	const {traces} = trace([3, 3, 3, 4].map((id, at) => ({sql: `UPDATE a SET b = ${at}`, endMs: 1001 + at * 900, transaction: `2/${id}`})));
	expect(traces.map(({queries}) => queries.length)).toEqual([3, 1]);
});

test('a comment says the trace, the route and the place for certain', () => {
	const comment = (id: string): string =>
		`/*action='list',file='app%2Forders.rb',line='12',route='%2Forders',traceparent='00-${id.repeat(32)}-b7ad6b7169203331-01'*/`;
	const {traces, intake} = trace(
		['a', 'b', 'a', 'b'].map((id, at) => ({sql: `SELECT * FROM x WHERE y = ${at} ${comment(id)}`, endMs: 1001 + at * 500})),
	);
	expect(traces).toMatchObject(
		['a', 'b'].map((id) => ({
			id: id.repeat(32),
			name: '/orders',
			queries: [{source: 'app/orders.rb:12'}, {pattern: 'SELECT * FROM x WHERE y = ?'}],
		})),
	);
	expect(intake.notes).toEqual([]);
});

test('what is guessed is said', () => {
	expect(trace([{sql: 'SELECT 1', endMs: 1001}]).intake.notes).toEqual([expect.stringMatching(/^This log names no requests/)]);
	expect(trace([{sql: 'SELECT 1', endMs: 1000}]).intake.notes).toContainEqual(expect.stringMatching(/whole seconds/));
	expect(trace([{sql: 'SELECT 1', endMs: 1001, session: ''}]).intake.notes).toEqual([expect.stringMatching(/no process \(%p\)/)]);
});

test('what is guessed of some queries only is said of those', () => {
	const named = `SELECT 1 /*traceparent='00-${'a'.repeat(32)}-b7ad6b7169203331-01'*/`;
	const told = [named, 'BEGIN', named, named, 'COMMIT'].map((sql, at) => ({sql, endMs: 1001 + at}));
	expect(trace(told).intake.notes).toEqual([]);
	expect(trace([...told, {sql: 'SELECT 2', endMs: 1010}]).intake.notes).toEqual([
		expect.stringMatching(/^1 of 4 queries names no request: of those a transaction, or statements/),
	]);
	expect(trace([...told, {sql: 'SELECT 2', endMs: 1010}, {sql: 'SELECT 3', endMs: 1011}]).intake.notes).toEqual([
		expect.stringMatching(/^2 of 5 queries name no request: /),
	]);
});

test('whole seconds matter only where pauses do', () => {
	const named = `SELECT 1 /*traceparent='00-${'a'.repeat(32)}-b7ad6b7169203331-01'*/`;
	expect(trace([{sql: named, endMs: 1000}]).intake.notes).toEqual([]);
});

test('without a session each statement stands alone', () => {
	const told = Array.from({length: 8}, (_, at) => ({sql: 'SELECT * FROM a', endMs: 1001 + at, session: ''}));
	expect(trace(told).traces.map(({queries}) => queries.length)).toEqual(Array.from({length: 8}, () => 1));
});

test('queries that ended in the same millisecond neither overlap nor pause', () => {
	const told = Array.from({length: 12}, (_, at) => ({sql: 'SELECT * FROM a', endMs: 1001 + Math.floor(at / 4), durationMs: 0.2}));
	const [only] = trace(told).traces;
	const pauses = only!.queries.slice(1).map(({startMs}, at) => startMs - only!.queries[at]!.startMs - only!.queries[at]!.durationMs);
	expect(Math.min(...pauses)).toBeGreaterThanOrEqual(-0.001);
	expect(Math.max(...pauses)).toBeLessThan(0.1);
});

test('times of whole seconds do not tear a loop that goes on over them', () => {
	const told = Array.from({length: 60}, (_, at) => ({sql: 'SELECT * FROM a', endMs: 1000 + Math.floor(at / 20) * 1000, durationMs: 40}));
	expect(trace(told).traces.map(({queries}) => queries.length)).toEqual([60]);
});

test('tens of thousands of sessions are forgotten one by one', () => {
	const told = Array.from({length: 11_000}, (_, at) => ({sql: 'SELECT * FROM a', endMs: 1001 + at, session: `s${at}`}));
	expect(trace(told).intake).toMatchObject({queries: 11_000, traces: 11_000});
});
