import {expect, test} from 'vitest';
import {type KeptSpan, SpanTable} from '../../../../../source/agents/queries/input/otlp/span-table.ts';

const query = (key: number, more: Partial<KeptSpan> = {}): KeptSpan => ({
	key,
	parentKey: Number.NaN,
	library: 0,
	query: key,
	other: null,
	...more,
});

test('spans come back by trace, in order of the log, with all that was told of them', () => {
	const table = new SpanTable();
	const spans: [number, KeptSpan][] = [
		[2, query(5, {query: -1, library: 11})],
		[0, query(6, {other: {name: 'GET /é', isEntry: true, source: null, durationMs: 0.1}, query: -1})],
		[2, query(7, {other: {name: '', isEntry: false, source: 'a.ts:1', durationMs: Number.NaN}, query: -1, library: 3, parentKey: 5})],
		[2, query(8)],
	];
	for (const [trace, span] of spans) table.add(trace, span);
	const found = [...table.byTrace(4)].map(({trace, spans: own}) => [
		trace,
		own.map((span) => ({...span, query: span.other === null ? span.query : -1})),
	]);
	expect(found).toEqual([
		[0, [spans[1]![1]]],
		[2, [spans[0]![1], spans[2]![1], spans[3]![1]]],
	]);
});

test('a hundred thousand queries and as many other spans take less than 8 MB', () => {
	const table = new SpanTable();
	const other = {name: 'GET /orders', isEntry: true, source: null, durationMs: 5};
	for (let at = 0; at < 100_000; at++) {
		table.add(at, query(at));
		table.add(at, query(0.5 + at, {query: -1, other}));
	}
	expect(table.length).toBe(200_000);
	expect(table.bytes).toBeLessThan(8_000_000);
});
