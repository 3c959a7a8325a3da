import {describe, expect, test} from 'vitest';
import {judgeTrace} from '../../../source/agents/queries/judge.ts';
import {systemClock} from '../../../source/basics/clock.ts';
import {KnownTexts} from '../../../source/probes/queries/known-texts.ts';
import type {QueryContext} from '../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {toTrace} from '../../../source/probes/queries/to-trace.ts';
import {hashValues} from '../../../source/probes/queries/value-hash.ts';
import type {QueryTrace} from '../../../source/protocol/query-trace.ts';

const texts = new KnownTexts();

interface Sent {
	text: string;
	values?: unknown;
	from?: number;
	ms?: number;
	rows?: number;
	error?: string;
	isRunning?: boolean;
}

function context(queries: readonly Sent[], name?: string): QueryContext {
	const opened = queryFeed.open('request', name);
	for (const query of queries) send(opened, query);
	return queryFeed.close(opened)!;
}

function send(opened: QueryContext, {text, values, from = 0, ms = 1, rows, error, isRunning}: Sent): void {
	const hash = hashValues(values);
	const record = queryFeed.begin('postgresql', text, hash, opened, queryFeed.siteOf(opened, text, hash, send));
	record.startedAt = opened.startedAt + from;
	if (isRunning !== true) queryFeed.end(record, opened, rows, error, record.startedAt + ms);
}

function trace(queries: readonly Sent[], name?: string): QueryTrace {
	return toTrace(context(queries, name), {clock: systemClock, texts});
}

describe('the trace of a context', () => {
	test('has patterns, times and outcomes of its queries, in order of start', () => {
		const {queries, name} = trace(
			[
				{text: 'SELECT * FROM b WHERE id = $1', values: [1], from: 9, ms: 2, rows: 3},
				{text: 'insert into a values (1)', from: 4, ms: 3, error: '23505'},
			],
			'GET /a',
		);
		expect(name).toBe('GET /a');
		expect(queries.map(({startMs, durationMs, rows, error}) => [Math.round(startMs), Math.round(durationMs), rows, error])).toEqual([
			[4, 3, null, '23505'],
			[9, 2, 3, null],
		]);
		expect(queries[1]!.pattern).toBe('SELECT * FROM b WHERE id = ?');
	});

	test('holds no value that was in a text or beside it', () => {
		const told = JSON.stringify(
			trace([
				{text: "SELECT * FROM person WHERE email = 'ann@example.com' AND age = 3141592", values: []},
				{text: 'SELECT * FROM person WHERE email = $1', values: ['bob@example.com']},
			]),
		);
		expect(told).not.toMatch(/example\.com|3141592/);
	});

	test('takes a number and the same number in quotes for one value, beside the text and in it', () => {
		const keys = trace([
			{text: 'SELECT * FROM a WHERE id = $1', values: [7]},
			{text: 'SELECT * FROM a WHERE id = $1', values: ['7']},
			{text: 'SELECT * FROM a WHERE id = 7'},
			{text: "SELECT * FROM a WHERE id = '7'"},
		]).queries.map(({valueKey}) => valueKey);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[2]).toBe(keys[3]);
	});

	test('tells values apart that stand beside the text, in it, or both', () => {
		const keys = trace([
			{text: 'SELECT * FROM a WHERE id = $1', values: [1]},
			{text: 'SELECT * FROM a WHERE id = $1', values: [1]},
			{text: 'SELECT * FROM a WHERE id = $1', values: [2]},
			{text: 'SELECT * FROM a WHERE id = 1'},
			{text: 'select * from a where id =  1'},
			{text: 'SELECT * FROM a WHERE id = 2'},
			{text: 'SELECT * FROM a WHERE b = 1 AND id = $1', values: [1]},
			{text: 'SELECT * FROM a WHERE b = 2 AND id = $1', values: [1]},
		]).queries.map(({valueKey}) => valueKey);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[3]).toBe(keys[4]);
		expect(new Set([keys[0], keys[2]]).size).toBe(2);
		expect(new Set([keys[3], keys[5]]).size).toBe(2);
		expect(new Set([keys[6], keys[7]]).size).toBe(2);
	});

	test('does not know the values of a text with placeholders and none given', () => {
		expect(trace([{text: 'SELECT * FROM a WHERE id = $1'}, {text: 'SELECT now()'}]).queries.map(({valueKey}) => valueKey)).toEqual([
			null,
			null,
		]);
	});

	test('gives each query of a loop the place of the loop, also where only some have one', () => {
		const sources = trace(Array.from({length: 12}, (_, id) => ({text: 'SELECT * FROM c WHERE id = $1', values: [id]}))).queries.map(
			({source}) => source,
		);
		expect(sources).toHaveLength(12);
		expect(new Set(sources).size).toBe(1);
		expect(sources[0]).toMatch(/^test\/probes\/queries\/to-trace\.test\.ts:\d+/);
	});

	test('tells two places apart that send the same text', () => {
		const opened = queryFeed.open('request');
		fromHere(opened, 2);
		fromThere(opened, 8);
		const sources = toTrace(queryFeed.close(opened)!, {clock: systemClock, texts}).queries.map(({source}) => source!.split(' ')[1]);
		expect(sources.slice(0, 2)).toEqual(['fromHere', 'fromHere']);
		expect(sources.slice(2)).toEqual(Array.from({length: 8}, () => 'fromThere'));
	});

	test('gives lists of different lengths the place of one of them', () => {
		const lists = ['$1, $2', '$1, $2', '$1, $2, $3', '$1'];
		const {queries} = trace(lists.map((list) => ({text: `SELECT * FROM d WHERE id IN (${list})`, values: [list]})));
		expect(new Set(queries.map(({source}) => source)).size).toBe(1);
		expect(queries.map(({listLength}) => listLength)).toEqual([2, 2, 3, 1]);
	});

	test('has no place for a query that was sent once', () => {
		expect(trace([{text: 'SELECT * FROM e WHERE id = $1', values: [1]}]).queries[0]).toMatchObject({source: null, via: []});
	});

	test('counts a query that still runs up to its end', () => {
		const opened = queryFeed.open('request');
		send(opened, {text: 'SELECT pg_sleep(9)', isRunning: true});
		const ended = queryFeed.close(opened, undefined, opened.startedAt + 700)!;
		expect(toTrace(ended, {clock: systemClock, texts}).queries[0]!.durationMs).toBeCloseTo(700, 6);
	});

	test('marks a text that was cut', () => {
		expect(trace([{text: 'SELECT * FROM a WHERE b = (SELECT ...'}]).queries[0]!.cut).toBe(true);
	});

	test('has an id of its own and says when it began', () => {
		const [one, two] = [trace([{text: 'SELECT 1'}]), trace([{text: 'SELECT 1'}])];
		expect(one.id).not.toBe(two.id);
		expect(Math.abs(one.at! - Date.now())).toBeLessThan(5000);
	});
});

describe('what `=` compares is told', () => {
	const listed = 'SELECT * FROM item WHERE owner = $1 AND id > $2 ORDER BY id LIMIT 3';
	const owners = (queries: readonly Sent[]): (string | number)[] =>
		trace(queries).queries.flatMap(({ownerKey}) => (ownerKey === undefined ? [] : [ownerKey]));
	const times = (length: number, make: (at: number) => Partial<Sent>): Sent[] =>
		Array.from({length}, (_, at) => ({text: listed, ms: 20, rows: 3, from: 20 * at, ...make(at)}));
	const kinds = (queries: readonly Sent[]): string[] => judgeTrace(trace(queries)).map(({kind}) => kind);

	test('of queries that repeat, so that pages of one list stay silent and a loop over owners does not', () => {
		const pages = times(8, (at) => ({values: [7, 3 * at]}));
		const loop = times(8, (at) => ({values: [at, 0]}));
		expect(new Set(owners(pages)).size).toBe(1);
		expect(new Set(owners(loop)).size).toBe(2);
		expect(kinds(pages)).toEqual([]);
		expect(kinds(loop)).toEqual(['n-plus-one']);
	});

	test('where the values stand in the text, too', () => {
		const inText = (owner: number, from: number): Partial<Sent> => ({
			text: `SELECT * FROM item WHERE owner = ${owner} AND id > ${from} ORDER BY id LIMIT 3`,
		});
		expect(kinds(times(8, (at) => inText(7, 3 * at)))).toEqual([]);
		expect(kinds(times(8, (at) => inText(at, 0)))).toEqual(['n-plus-one']);
	});

	test('where a driver wrote them into the text and had them beside it', () => {
		const opened = queryFeed.open('request');
		for (let at = 0; at < 6; at++) {
			const text = `SELECT * FROM item WHERE owner = 7 AND id > ${3 * at} ORDER BY id LIMIT 3`;
			queryFeed.begin('mysql', text, hashValues([7, 3 * at]), opened, queryFeed.siteOf(opened, text, undefined, send));
		}
		const {queries} = toTrace(queryFeed.close(opened)!, {clock: systemClock, texts});
		const told = queries.flatMap(({ownerKey}) => (ownerKey === undefined ? [] : [ownerKey]));
		expect([told.length, new Set(told).size]).toEqual([2, 1]);
	});

	test('by name, by place, and for one value alone', () => {
		const named = 'SELECT * FROM item WHERE owner = :owner ORDER BY id LIMIT 3 OFFSET :from';
		const byName = times(8, (at) => ({text: named, values: {':owner': 7, from: 3 * at}}));
		const alone = times(8, () => ({text: 'SELECT * FROM item WHERE owner = ? ORDER BY id LIMIT 3 OFFSET 6', values: 7}));
		expect([new Set(owners(byName)).size, owners(byName).length]).toEqual([1, 2]);
		expect([new Set(owners(alone)).size, owners(alone).length]).toEqual([1, 2]);
	});

	test('of nothing that is sent once, and of nothing that such a key would not decide', () => {
		expect(owners(times(1, () => ({values: [7, 0]})))).toEqual([]);
		expect(owners(times(8, (at) => ({text: 'SELECT * FROM item WHERE owner = $1', values: [at]})))).toEqual([]);
	});

	test('to each monitor that listens', () => {
		const shared = context(times(8, (at) => ({values: [7, at]})));
		const [first, second] = [1, 2].map(() => toTrace(shared, {clock: systemClock, texts}).queries.map(({ownerKey}) => ownerKey));
		expect(first!.filter((key) => key !== undefined)).toHaveLength(2);
		expect(second).toEqual(first);
	});
});

describe('texts that are known', () => {
	test('stay bounded however many there are', () => {
		const known = new KnownTexts();
		for (let at = 0; at < 10_000; at++) known.of(`SELECT c${at} FROM t`, 'sqlite');
		expect(known.size).toBeLessThanOrEqual(8192);
		for (let at = 0; at < 20; at++) known.of(`SELECT c${at}, ${'x, '.repeat(5000)} y FROM t`, 'sqlite');
		expect(known.size).toBeLessThanOrEqual(8192);
	});

	test('are read in the dialect they are in', () => {
		const known = new KnownTexts();
		expect(known.of('SELECT "a" FROM t', 'mysql').pattern).not.toBe(known.of('SELECT "a" FROM t', 'postgresql').pattern);
		expect(known.of('SELECT "a" FROM t', 'mysql').system).toBe('mysql');
	});
});

function fromHere(opened: QueryContext, length: number): void {
	for (let id = 0; id < length; id++) send(opened, {text: 'SELECT * FROM f WHERE id = $1', values: [id], from: opened.records.length});
}

function fromThere(opened: QueryContext, length: number): void {
	for (let id = 0; id < length; id++) send(opened, {text: 'SELECT * FROM f WHERE id = $1', values: [id], from: opened.records.length});
}
