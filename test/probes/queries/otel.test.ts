import {context as contexts, type Context, SpanKind, SpanStatusCode, trace as traces, type Tracer} from '@opentelemetry/api';
import {BasicTracerProvider} from '@opentelemetry/sdk-trace-base';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {systemClock} from '../../../source/basics/clock.ts';
import {KnownTexts} from '../../../source/probes/queries/known-texts.ts';
import {otelSpanProcessor, type SpanProcessor} from '../../../source/probes/queries/otel.ts';
import {queryFeed} from '../../../source/probes/queries/query-feed.ts';
import {toTrace} from '../../../source/probes/queries/to-trace.ts';
import type {QueryTrace} from '../../../source/protocol/query-trace.ts';
import {listenToFeed, type HeardFeed} from '../../support/heard-feed.ts';

let heard: HeardFeed;
let processor: SpanProcessor;
let tracer: Tracer;

beforeEach(() => {
	heard = listenToFeed();
	processor = otelSpanProcessor();
	tracer = new BasicTracerProvider({spanProcessors: [processor]}).getTracer('@opentelemetry/instrumentation-pg');
});

afterEach(() => {
	heard.stop();
	if (queryFeed.errors > 0) throw queryFeed.lastError;
});

const start = 1_700_000_000_000;

interface Made {
	name?: string;
	from?: number;
	ms?: number;
	kind?: SpanKind;
	attributes?: Record<string, string | number>;
	status?: SpanStatusCode;
	by?: Tracer;
}

/** A span with what happens within it; times in ms from `start`. */
function span(
	above: Context,
	{name = 'work', from = 0, ms = 10, kind = SpanKind.INTERNAL, attributes = {}, status, by = tracer}: Made,
	within?: (inside: Context) => void,
): void {
	const made = by.startSpan(name, {kind, startTime: start + from, attributes}, above);
	within?.(traces.setSpan(above, made));
	if (status !== undefined) made.setStatus({code: status, message: 'duplicate key ann@example.com'});
	made.end(start + from + ms);
}

function query(text: string, more: Record<string, string | number> = {}): Record<string, string | number> {
	return {'db.system.name': 'postgresql', 'db.query.text': text, ...more};
}

const root = contexts.active();

function traceOf(at = 0): QueryTrace {
	return toTrace(heard.closed[at]!, {clock: systemClock, texts: new KnownTexts()});
}

describe('database spans of OpenTelemetry', () => {
	test('become the queries of the request they are in, told when it ends', () => {
		span(
			root,
			{name: 'GET', kind: SpanKind.SERVER, ms: 100, attributes: {'http.request.method': 'GET', 'http.route': '/orders/:id'}},
			(inside) => {
				span(inside, {from: 10, ms: 4, attributes: query('SELECT * FROM orders WHERE id = $1', {'db.response.returned_rows': 1})});
				span(inside, {from: 20, ms: 6, attributes: {'db.system': 'postgresql', 'db.statement': 'SELECT * FROM items WHERE order_id = $1'}});
				expect(heard.closed).toEqual([]);
			},
		);
		expect(heard.closed).toHaveLength(1);
		const {name, durationMs, queries} = traceOf();
		expect([name, Math.round(durationMs!)]).toEqual(['GET /orders/:id', 100]);
		expect(queries).toMatchObject([
			{pattern: 'SELECT * FROM orders WHERE id = ?', system: 'postgresql', rows: 1, error: null, valueKey: null},
			{pattern: 'SELECT * FROM items WHERE order_id = ?', system: 'postgresql', rows: null},
		]);
		expect(queries.map(({startMs, durationMs: ms}) => [Math.round(startMs), Math.round(ms)])).toEqual([
			[10, 4],
			[20, 6],
		]);
	});

	test('count for latency and errors as well', () => {
		span(root, {name: 'job'}, (inside) => {
			span(inside, {ms: 3, attributes: query('SELECT 1')});
			span(inside, {
				ms: 5,
				attributes: query('INSERT INTO a VALUES ($1)', {'db.response.status_code': '23505'}),
				status: SpanStatusCode.ERROR,
			});
		});
		expect(heard.records.map(({startedAt, endedAt, error}) => [Math.round(endedAt - startedAt), error])).toEqual([
			[3, undefined],
			[5, '23505'],
		]);
		expect(heard.closed[0]!.kind).toBe('run');
	});

	test('show no value and no message, and tell values apart where an instrumentation gives them', () => {
		span(root, {name: 'job'}, (inside) => {
			for (const id of ['ann@example.com', 'ann@example.com', 'bob@example.com']) {
				span(inside, {attributes: query('SELECT * FROM person WHERE email = $1', {'db.query.parameter.0': id})});
			}
			span(inside, {attributes: query('SELECT 1'), status: SpanStatusCode.ERROR});
		});
		const told = traceOf();
		const [one, again, other] = told.queries.map(({valueKey}) => valueKey);
		expect([one === again, one === other, one === null]).toEqual([true, false, false]);
		expect(JSON.stringify(told)).not.toContain('example.com');
		expect(JSON.stringify(heard.records)).not.toContain('duplicate');
	});

	test('are named by the place in the code, else by the function span around them', () => {
		span(root, {name: 'GET /orders', kind: SpanKind.SERVER}, (request) => {
			span(request, {name: 'OrderService.list'}, (inside) => {
				span(inside, {from: 1, attributes: query('SELECT 1')});
				span(inside, {
					from: 2,
					attributes: query('SELECT 2', {'code.file.path': 'source/orders.ts', 'code.line.number': 41, 'code.function.name': 'list'}),
				});
			});
			span(request, {from: 3, attributes: query('SELECT 3')});
		});
		expect(traceOf().queries.map(({source}) => source)).toEqual(['OrderService.list', 'source/orders.ts:41 list', null]);
	});

	test('of a library around those of the driver count once, and name the library', () => {
		const prisma = new BasicTracerProvider({spanProcessors: [processor]}).getTracer('prisma');
		span(root, {name: 'GET /orders', kind: SpanKind.SERVER}, (request) => {
			span(request, {name: 'prisma:client:operation', by: prisma}, (operation) => {
				span(operation, {name: 'prisma:client:db_query', by: prisma, attributes: query('SELECT "a"."id" FROM "a"')}, (inside) => {
					span(inside, {name: 'pg.query:SELECT', attributes: query('SELECT "a"."id" FROM "a"')});
				});
			});
		});
		expect(traceOf().queries).toMatchObject([{via: ['prisma'], source: null}]);
	});

	test('of Prisma that name no system are read by how they quote', () => {
		span(root, {name: 'job'}, (inside) => {
			span(inside, {from: 1, name: 'prisma:engine:db_query', attributes: {'db.statement': 'SELECT "a" FROM "t" WHERE "id" = $1'}});
			span(inside, {from: 2, name: 'prisma:engine:db_query', attributes: {'db.statement': 'SELECT `a` FROM `t` WHERE `id` = ?'}});
		});
		expect(traceOf().queries.map(({system}) => system)).toEqual(['postgresql', 'mysql']);
	});

	test.each([
		['of Redis', {'db.system': 'redis', 'db.statement': 'GET a'}],
		['of MongoDB', {'db.system.name': 'mongodb', 'db.query.text': '{"find": "a"}'}],
		['of a connection being made', {'db.system': 'postgresql'}],
		['without text', {'db.system': 'postgresql', 'db.statement': ' '}],
		['with a text that is none', {'db.system': 'postgresql', 'db.statement': 5}],
	])('%s are no queries', (_, attributes) => {
		span(root, {name: 'job'}, (inside) => span(inside, {attributes}));
		expect([heard.records, heard.closed]).toEqual([[], []]);
	});

	test('are requests of their own where two of one trace come from elsewhere', () => {
		const remote = traces.setSpanContext(root, {traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1, isRemote: true});
		for (const name of ['GET /a', 'GET /b']) {
			span(remote, {name, kind: SpanKind.SERVER}, (inside) => span(inside, {attributes: query('SELECT 1')}));
		}
		expect(heard.closed.map(({name, records}) => [name, records.length])).toEqual([
			['GET /a', 1],
			['GET /b', 1],
		]);
	});

	test('that end after their request count for latency alone', () => {
		const made = tracer.startSpan('GET /', {kind: SpanKind.SERVER}, root);
		const late = tracer.startSpan('pg.query', {attributes: query('SELECT 1')}, traces.setSpan(root, made));
		made.end();
		late.end();
		expect([heard.texts(), heard.contexts, heard.closed]).toEqual([['SELECT 1'], [undefined], []]);
	});

	test('that have no span above are a context of one', () => {
		span(root, {name: 'pg.query', attributes: query('SELECT 1')});
		expect(heard.closed.map(({records}) => records.length)).toEqual([1]);
	});
});

describe('long and many traces of OpenTelemetry', () => {
	test('hand over what they have each minute', () => {
		span(root, {name: 'socket', ms: 200_000}, (inside) => {
			for (let at = 0; at < 200; at++) span(inside, {from: at * 1000, ms: 1, attributes: query(`SELECT ${at}`)});
		});
		expect(heard.closed.map(({records}) => records.length)).toEqual([61, 60, 60, 19]);
	});

	test('keep 2,000 queries, and count the others', () => {
		span(root, {name: 'import'}, (inside) => {
			for (let at = 0; at < 2500; at++) span(inside, {from: 1, ms: 1, attributes: query('SELECT 1')});
		});
		expect(heard.closed.map(({records, uncounted}) => [records.length, uncounted])).toEqual([[2000, 500]]);
	});

	test('cost bounded memory where spans never end', () => {
		for (let at = 0; at < 3000; at++) {
			const made = tracer.startSpan(`GET /${at}`, {kind: SpanKind.SERVER}, root);
			tracer.startSpan('pg.query', {attributes: query('SELECT 1')}, traces.setSpan(root, made)).end();
		}
		expect(heard.closed).toHaveLength(2000);
	});

	test('are told as they are on shutdown', async () => {
		const made = tracer.startSpan('GET /', {kind: SpanKind.SERVER}, root);
		tracer.startSpan('pg.query', {attributes: query('SELECT 1')}, traces.setSpan(root, made)).end();
		await processor.forceFlush();
		expect(heard.closed).toEqual([]);
		await processor.shutdown();
		expect(heard.closed).toHaveLength(1);
	});

	test('cost nothing while nobody listens', () => {
		heard.stop();
		span(root, {name: 'job'}, (inside) => span(inside, {attributes: query('SELECT 1')}));
		expect(heard.records).toEqual([]);
	});
});
