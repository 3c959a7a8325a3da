import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readSpanLog} from '../../../../../source/agents/queries/input/otlp/span-log.ts';
import {analyseText, readTraces} from '../analyse-text.ts';

const zero = 1_763_866_241_000n * 1_000_000n;

interface Told {
	id: string;
	parent?: string;
	trace?: string;
	name?: string;
	kind?: number | string;
	startMs?: number;
	endMs?: number;
	attributes?: Record<string, unknown>;
	more?: Record<string, unknown>;
}

function span({
	id,
	parent = '',
	trace = 'a'.repeat(32),
	name = 'span',
	kind = 1,
	startMs = 0,
	endMs = startMs + 20,
	attributes = {},
	more = {},
}: Told): object {
	return {
		traceId: trace,
		spanId: id,
		parentSpanId: parent,
		name,
		kind,
		startTimeUnixNano: String(zero + BigInt(Math.round(startMs * 1e6))),
		endTimeUnixNano: String(zero + BigInt(Math.round(endMs * 1e6))),
		attributes: Object.entries(attributes).map(([key, value]) => ({key, value: anyValue(value)})),
		...more,
	};
}

function anyValue(value: unknown): object {
	if (Array.isArray(value)) return {arrayValue: {values: value.map(anyValue)}};
	return typeof value === 'number' ? {intValue: String(value)} : {stringValue: String(value)};
}

function document(spans: readonly object[], scope = '@opentelemetry/instrumentation-pg'): object {
	return {resourceSpans: [{resource: {attributes: []}, scopeSpans: [{scope: {name: scope, version: '1'}, spans}]}]};
}

const query = (sql: string, more: Record<string, unknown> = {}) => ({'db.system.name': 'postgresql', 'db.query.text': sql, ...more});

const root = span({id: 'root', name: 'GET /orders', kind: 2, endMs: 300});
const looped = Array.from({length: 10}, (_, at) =>
	span({
		id: `q${at}`,
		parent: 'root',
		startMs: 5 + at * 21,
		attributes: query('SELECT * FROM users WHERE id = $1', {'db.query.parameter.0': at}),
	}),
);

const read = (text: string, pieceBytes = 100) => readTraces(readSpanLog, text, pieceBytes);

test('a loop is found in a line of a collector, in many lines, in a document over many lines and in a list', async () => {
	const whole = document([...looped, root]);
	const eachOwn = [...looped, root].map((each) => JSON.stringify(document([each]))).join('\n');
	for (const text of [JSON.stringify(whole), eachOwn, JSON.stringify(whole, null, 2), JSON.stringify([whole])]) {
		const {format, examined, occurrences, warnings} = await analyseText(text);
		expect({format, examined, warnings}).toEqual({format: 'otlp', examined: {queries: 10, traces: 1, patterns: 1}, warnings: []});
		expect(occurrences).toMatchObject([
			{kind: 'n-plus-one', count: 10, distinctValues: 10, name: 'GET /orders', traceId: 'a'.repeat(32), totalMs: 200},
		]);
	}
});

test('spans are the same however the bytes come in pieces and whichever comes first', () => {
	fc.assert(
		fc.property(fc.shuffledSubarray([...looped, root], {minLength: 11}), fc.integer({min: 1, max: 60}), (spans, pieceBytes) => {
			const {traces} = read(`${JSON.stringify(document(spans), null, '\t')}\n`, pieceBytes);
			expect(traces).toMatchObject([{name: 'GET /orders', durationMs: 300}]);
			expect(traces[0]!.queries.map(({startMs}) => Math.round(startMs))).toEqual(looped.map((_, at) => at * 21));
		}),
		{numRuns: 20},
	);
});

test('both conventions are read, with values, rows and errors', () => {
	const old = span({
		id: '1',
		attributes: {'db.system': 'mysql', 'db.statement': 'SELECT `a` FROM b WHERE c = ?', 'db.postgresql.values': ['x', 'y']},
		more: {status: {code: 2}},
	});
	const next = span({
		id: '2',
		startMs: 30,
		attributes: query('SELECT 1 FROM b', {
			'db.response.returned_rows': 7,
			'db.response.status_code': '40001',
			'code.file.path': 'a.ts',
			'code.line.number': 5,
			'code.function.name': 'f',
		}),
	});
	expect(read(JSON.stringify(document([old, next]))).traces[0]!.queries).toMatchObject([
		{pattern: 'SELECT a FROM b WHERE c = ?', system: 'mysql', error: 'error', rows: null, source: null, valueKey: expect.any(Number)},
		{pattern: 'SELECT ? FROM b', system: 'postgresql', error: '40001', rows: 7, source: 'a.ts:5 f'},
	]);
});

test('a span of a database whose name is the statement is a query; a name of verb and table is none', () => {
	const names = [
		'SELECT name FROM users WHERE id = ?',
		'\n\tinsert into users (name) values (?)',
		'UPDATE users SET name = ?',
		'DELETE FROM users WHERE id = ?',
		'SELECT users',
		'INSERT INTO users',
		'pg.query:SELECT name FROM users',
		'SELECT',
	];
	const spans = names.map((name, at) => span({id: `${at}`, startMs: at * 30, name, attributes: {'db.system': 'postgresql'}}));
	const other = span({id: 'view', startMs: 400, name: 'select a seat from the map'});
	expect(read(JSON.stringify(document([...spans, other]))).traces[0]!.queries.map(({pattern}) => pattern)).toEqual([
		'SELECT name FROM users WHERE id = ?',
		'INSERT INTO users(name) VALUES (?)',
		'UPDATE users SET name = ?',
		'DELETE FROM users WHERE id = ?',
	]);
});

test('a duration of microseconds is not lost in nanoseconds since 1970', () => {
	const {traces} = read(
		JSON.stringify(document([span({id: '1', startMs: 0.000_123, endMs: 0.001_357, attributes: query('SELECT 1 FROM a')})])),
	);
	expect(traces[0]!.queries[0]!.durationMs).toBe(0.001_234);
});

test('a query that a library and a driver both tell is one, sent through that library', () => {
	const log = [
		document([span({id: 'r', name: 'POST /a', kind: 2}), span({id: 'f', parent: 'r', name: 'loadUsers'})], 'http'),
		document([span({id: 'k', parent: 'f', attributes: query('select * from a')})], '@opentelemetry/instrumentation-knex'),
		document([
			span({id: 'p', parent: 'k', startMs: 1, attributes: query('select * from a')}),
			span({id: 'c', parent: 'k', name: 'pg-pool.connect', attributes: {'db.system': 'postgresql'}}),
		]),
	];
	const {traces, intake} = read(log.map((each) => JSON.stringify(each)).join('\n'));
	expect(traces).toMatchObject([{name: 'POST /a', uncounted: 0, queries: [{via: ['knex'], source: 'loadUsers'}]}]);
	expect(traces[0]!.queries).toHaveLength(1);
	expect(intake.queries).toBe(1);
});

test('a scope without a name has no library of the one before', () => {
	const [knex, nameless] = [
		document([span({id: 'k', name: 'select'}), span({id: '1', parent: 'k', attributes: query('SELECT 1 FROM a')})], 'knex'),
		{
			scopeSpans: [
				{spans: [span({id: 'm', name: 'load'}), span({id: '2', parent: 'm', startMs: 30, attributes: query('SELECT 1 FROM a')})]},
			],
		},
	];
	const {traces} = read(`${JSON.stringify(knex)}\n${JSON.stringify({resourceSpans: [nameless]})}`);
	expect(traces[0]!.queries.map(({via}) => via)).toEqual([['knex'], []]);
});

test('the span above is the source, unless it is the request itself', () => {
	const spans = [
		span({id: 'r', name: 'GET /a', kind: 'SPAN_KIND_SERVER'}),
		span({id: 'm', parent: 'r', name: 'resolve Order.user'}),
		span({id: '1', parent: 'm', attributes: query('SELECT 1 FROM a')}),
		span({id: '2', parent: 'r', startMs: 30, attributes: query('SELECT 1 FROM a')}),
		span({id: '3', parent: 'nowhere', startMs: 60, attributes: query('SELECT 1 FROM a')}),
	];
	expect(read(JSON.stringify(document(spans))).traces[0]!.queries.map(({source}) => source)).toEqual(['resolve Order.user', null, null]);
});

test.each([
	['before its start', -5],
	['a thousand days late', 1e8 * 1000],
])('an end %s leaves a query whose duration is not known, and is told', (_, endMs) => {
	const {traces, intake} = read(JSON.stringify(document([span({id: '1', startMs: 0, endMs, attributes: query('SELECT 1 FROM a')})])));
	expect(traces).toMatchObject([{queries: [{durationMs: Number.NaN}]}]);
	expect(intake.broken).toMatchObject({
		count: 1,
		first: expect.stringMatching(/^the span at byte \d+ has an end that cannot be; it counts with no duration$/),
	});
});

test.each([
	[{startTimeUnixNano: 'soon'}, 'has a start that cannot be'],
	[{startTimeUnixNano: '-5'}, 'has a start that cannot be'],
	[{traceId: 5}, 'has no traceId or spanId'],
	[{spanId: undefined}, 'has no traceId or spanId'],
])('a span of %j is counted as broken', (more, why) => {
	const {intake} = read(JSON.stringify(document([span({id: '1', attributes: query('SELECT 1'), more}), looped[0]!])));
	expect(intake).toMatchObject({queries: 1, broken: {count: 1, first: expect.stringContaining(why)}});
});

test('a batch that was sent twice counts once', async () => {
	const line = JSON.stringify(document([...looped, root]));
	const {examined, warnings} = await analyseText(`${line}\n${line}\n`);
	expect({examined, warnings}).toEqual({examined: {queries: 10, traces: 1, patterns: 1}, warnings: ['11 spans told twice left out.']});
});

test('spans in a circle, and attributes in other forms, are no harm', () => {
	const spans = [
		span({id: '1', parent: '2', attributes: query('SELECT 1 FROM a')}),
		span({id: '2', parent: '1', name: 'x'}),
		span({id: '3', parent: '3', attributes: query('SELECT 1 FROM a')}),
		span({id: '4', more: {attributes: [null, 5, {key: 'db.statement'}, {key: 'db.query.text', value: {arrayValue: {}}}, {value: 1}]}}),
		span({id: '5', more: {attributes: 'none', parentSpanId: null, name: 7}}),
	];
	expect(read(JSON.stringify(document(spans))).intake).toMatchObject({queries: 2, broken: null});
});

test.each([
	['within a text', (text: string) => text.slice(0, text.indexOf('SELECT') + 5)],
	['within a span', (text: string) => text.slice(0, text.indexOf('"kind"'))],
	['between spans', (text: string) => text.slice(0, text.indexOf('"spans":[') + 9)],
])('a line that was cut %s loses itself alone', (_, cut) => {
	const line = JSON.stringify(document([looped[0]!]));
	const {intake} = read(`${line}\n${cut(line)}\n${line.replaceAll('q0', 'q1')}\n`, 4096);
	expect(intake).toMatchObject({queries: 2, broken: {count: 1, first: expect.stringMatching(/breaks off$/)}});
});

test('brackets and quotes within texts are no structure', () => {
	const sql = String.raw`SELECT '{"spans":[{', "a\"]}" FROM b WHERE c = '\\'`;
	const {traces} = read(JSON.stringify(document([span({id: '1', name: String.raw`}]"\ `, attributes: query(sql)}), looped[1]!])), 3);
	expect(traces[0]!.queries).toHaveLength(2);
});

test('queries of other databases are left out, and a log without any says what a query is', async () => {
	const redis = span({id: '1', attributes: {'db.system': 'redis', 'db.statement': 'GET a'}});
	await expect(analyseText(JSON.stringify(document([redis])))).rejects.toThrow(
		'There is no query in the.log (OTLP JSON); 1 queries of databases without SQL left out.',
	);
	await expect(analyseText(JSON.stringify(document([root])))).rejects.toThrow('A query is a span with db.query.text or db.statement.');
});

test('attributes nested a hundred times are read, and a hundred thousand times counted as broken', () => {
	const nested = (depth: number): string => `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`;
	const json = (depth: number): string =>
		JSON.stringify(document([span({id: '1', attributes: query('SELECT 1 FROM a', {'db.postgresql.values': 'X'})})])).replace(
			'{"stringValue":"X"}',
			nested(depth),
		);
	expect(read(json(40)).intake).toMatchObject({queries: 1, broken: null});
	expect(read(json(40_000), 100_000).intake).toMatchObject({queries: 0, broken: {count: expect.any(Number)}});
});

test('a span of 9 MB is passed over', () => {
	const huge = span({id: '1', attributes: query(`SELECT '${'x'.repeat(9 * 1024 * 1024)}'`)});
	const {intake} = read(JSON.stringify(document([huge, looped[0]!])), 1_000_000);
	expect(intake).toMatchObject({queries: 1, broken: {count: 1, first: expect.stringContaining('is longer than 8 MB')}});
});
