import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {LoggedQuery} from '../../../../source/agents/queries/input/logged-query.ts';
import {TraceTable} from '../../../../source/agents/queries/input/trace-table.ts';

const statement = {pattern: 0, cut: false, literalsKey: null, hasPlaceholders: false, plan: undefined};
const keys = {valueKey: 7, ownerKey: undefined, listLength: undefined};
const query: LoggedQuery = {
	traceId: 't',
	startMs: 0,
	durationMs: 1,
	sql: '',
	parameters: undefined,
	source: null,
	system: null,
	error: null,
	rows: null,
	fromCache: false,
};

function newTable(): TraceTable {
	return new TraceTable((index) => `pattern ${index}`);
}

function add(table: TraceTable, more: Partial<LoggedQuery>): number {
	return table.add({...query, ...more}, more.system ?? null, statement, keys);
}

test('every query comes back in its trace, in order of the starts, equal ones in order of the log', () => {
	const anyQuery = fc.record({traceId: fc.constantFrom('a', 'b', 'c'), startMs: fc.integer({min: 0, max: 9}), rows: fc.nat()});
	fc.assert(
		fc.property(fc.array(anyQuery), (told) => {
			const table = newTable();
			for (const each of told) add(table, each);
			for (const {id, queries} of table.allTraces()) {
				const own = told.filter(({traceId}) => traceId === id).toSorted((a, b) => a.startMs - b.startMs);
				expect(queries.map(({startMs, rows}) => ({traceId: id, startMs, rows}))).toEqual(own);
			}
			expect([...table.allTraces()].map(({id}) => id).toSorted()).toEqual([...new Set(told.map(({traceId}) => traceId))].toSorted());
		}),
	);
});

test('more queries than a block holds keep all they have', () => {
	const table = newTable();
	const sources = ['a.ts:1', null, 'b.ts:2'];
	const systems = ['postgresql', 'mysql', 'sqlite', null] as const;
	const told = Array.from({length: 70_000}, (_, at) => ({
		traceId: `t${at % 3}`,
		startMs: at,
		durationMs: at / 7,
		source: sources[at % 3]!,
		system: systems[at % 4]!,
		error: at % 5 === 0 ? `error ${at % 10}` : null,
		rows: at % 2 === 0 ? null : at,
		fromCache: at % 11 === 0,
	}));
	for (const each of told) add(table, each);
	const traces = [...table.allTraces()];
	expect(traces.map(({queries}) => queries.length)).toEqual([23_334, 23_333, 23_333]);
	const found = traces
		.flatMap(({id, queries}) => queries.map((each) => ({traceId: id, ...each})))
		.toSorted((a, b) => a.startMs - b.startMs);
	const expected = told.map((each) => ({...each, pattern: 'pattern 0', valueKey: 7, via: [], cut: false}));
	expect(isDeepStrictEqual(found, expected)).toBe(true);
});

test('keys and list lengths are kept as they were told', () => {
	const table = newTable();
	table.add(query, null, {...statement, cut: true}, {valueKey: null, ownerKey: 2 ** 53 - 1, listLength: 3});
	const [trace] = table.allTraces();
	expect(trace!.queries).toMatchObject([{valueKey: null, ownerKey: 2 ** 53 - 1, listLength: 3, rows: null, cut: true}]);
});

test('a trace of more than 200,000 queries keeps those, and counts the others', () => {
	const table = newTable();
	for (let at = 0; at < 200_005; at++) add(table, {startMs: at});
	expect(add(table, {})).toBe(-1);
	const [trace] = table.allTraces();
	expect([trace!.queries.length, trace!.uncounted]).toEqual([200_000, 6]);
});

test('what is said of a query later holds where it said nothing itself, and one that is left out is gone', () => {
	const table = newTable();
	const [first, second, third] = [add(table, {startMs: 1}), add(table, {startMs: 2}), add(table, {startMs: 3, traceId: 'u'})];
	table.setOrigin(second, 'orders.ts:41', ['knex']);
	const own = add(table, {startMs: 4, source: 'own.ts:1'});
	table.setOrigin(own, 'above', ['knex', 'pg']);
	table.leaveOut(first);
	table.leaveOut(third);
	table.describeTrace(table.traceOf('t'), {name: 'GET /orders'});
	table.describeTrace(table.traceOf('t'), {durationMs: 50});
	expect([...table.allTraces()]).toMatchObject([
		{
			id: 't',
			name: 'GET /orders',
			durationMs: 50,
			uncounted: 0,
			queries: [
				{startMs: 2, source: 'orders.ts:41', via: ['knex']},
				{startMs: 4, source: 'own.ts:1', via: ['knex', 'pg']},
			],
		},
	]);
});

test('an empty table has no traces', () => {
	expect([...newTable().allTraces()]).toEqual([]);
});
