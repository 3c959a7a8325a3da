import {expect, test} from 'vitest';
import {QueryIntake} from '../../../../source/agents/queries/input/intake.ts';
import {readNdjson} from '../../../../source/agents/queries/input/ndjson.ts';
import {readSpanLog} from '../../../../source/agents/queries/input/otlp/span-log.ts';
import type {QueryTrace} from '../../../../source/protocol/query-trace.ts';
import {line, loop} from './analyse-text.ts';

test('a log of more queries than are held is judged in parts, each with what it knows', () => {
	const traces: QueryTrace[] = [];
	const intake = new QueryIntake(null, (trace) => traces.push(trace), {mostBytes: 1_000_000, lookEach: 11});
	const reader = readNdjson(intake);
	reader.push(Buffer.from(loop(4) + loop(12, () => ({traceId: 'u'})) + line({traceId: 'v'})));
	reader.end();
	expect(intake.finish()).toMatchObject({queries: 17, traces: 4, patterns: 2, parts: 2});
	expect(traces.map(({id, queries}) => [id, queries.length])).toEqual([
		['t', 4],
		['u', 6],
		['u', 6],
		['v', 1],
	]);
	expect(traces[1]!.queries[0]!.pattern).toBe(traces[2]!.queries[0]!.pattern);
});

test('patterns that are too many to be held are let go with their part, and those that come again count twice', () => {
	const intake = new QueryIntake(null, () => undefined, {mostBytes: 0, lookEach: 11});
	const reader = readNdjson(intake);
	reader.push(Buffer.from(loop(22)));
	reader.end();
	expect(intake.finish()).toMatchObject({queries: 22, patterns: 3, parts: 3});
});

test('spans of each part are told by the spans of that part', () => {
	const traces: QueryTrace[] = [];
	const intake = new QueryIntake(null, (trace) => traces.push(trace), {mostBytes: 1_000_000, lookEach: 3});
	const reader = readSpanLog(intake);
	for (let at = 0; at < 3; at++) {
		const span = (spanId: string, parentSpanId: string, attributes: object[]): object => ({
			traceId: `t${at}`,
			spanId,
			parentSpanId,
			name: `span ${at}`,
			startTimeUnixNano: '1763866241000000000',
			endTimeUnixNano: '1763866241000900000',
			attributes,
		});
		const query = [{key: 'db.query.text', value: {stringValue: 'SELECT 1 FROM a'}}];
		const spans = [span('root', '', []), span('middle', 'root', []), span('query', 'middle', query)];
		reader.push(Buffer.from(`${JSON.stringify({resourceSpans: [{scopeSpans: [{spans}]}]})}\n`));
	}
	reader.end();
	expect(intake.finish()).toMatchObject({queries: 3, traces: 3, parts: 2});
	expect(traces.map(({name, queries}) => [name, queries[0]!.source])).toEqual([0, 1, 2].map((at) => [`span ${at}`, `span ${at}`]));
});

test('spans that are no queries end a part as well, and wait once for the query below them', () => {
	const traces: QueryTrace[] = [];
	const intake = new QueryIntake(null, (trace) => traces.push(trace), {mostBytes: 1_000_000, lookEach: 1_000_000});
	const reader = readSpanLog(intake);
	const tell = (traceId: string, spanId: string, parentSpanId: string, attributes: object[] = []): void => {
		const span = {
			traceId,
			spanId,
			parentSpanId,
			name: spanId,
			startTimeUnixNano: '1763866241000000000',
			endTimeUnixNano: '1763866241000900000',
			attributes,
		};
		reader.push(Buffer.from(`${JSON.stringify({resourceSpans: [{scopeSpans: [{spans: [span]}]}]})}\n`));
	};
	const query = [{key: 'db.query.text', value: {stringValue: 'SELECT 1 FROM a'}}];
	const others = (count: number): void => {
		for (let at = 0; at < count; at++) tell(`other ${at}`, 'other', '');
	};
	tell('t', 'GET /a', '');
	tell('u', 'GET /b', '');
	others(4096);
	tell('t', 'query', 'GET /a', query);
	others(4096);
	tell('u', 'query', 'GET /b', query);
	reader.end();
	expect(intake.finish()).toMatchObject({queries: 2, traces: 2});
	expect(traces.map(({name}) => name)).toEqual(['GET /a', null]);
});

test('a log without queries has no parts', () => {
	expect(new QueryIntake(null, () => undefined).finish()).toEqual({
		queries: 0,
		traces: 0,
		patterns: 0,
		broken: null,
		leftOut: new Map(),
		notes: [],
		parts: 0,
		uncounted: 0,
	});
});
