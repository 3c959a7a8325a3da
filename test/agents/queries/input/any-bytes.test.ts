import fc from 'fast-check';
import {expect, test} from 'vitest';
import {EsaError} from '../../../../source/basics/esa-error.ts';
import {analyseText, line, loop} from './analyse-text.ts';

const entry = (text: string): string => `2026-11-23 02:50:41.754 UTC [10634] 3/7 ${text}\n`;

const csv = (sql: string): string =>
	`2026-11-23 02:50:41.752 UTC,"ada","shop",10634,"127.0.0.1:5",6b03aa01.298a,1,"SELECT",2026-11-23 02:50:41 UTC,3/7,0,LOG,00000,"duration: 3.926 ms  execute S_1: ${sql}","parameters: $1 = '5'",,,,,,,,"","client backend",,0\n`;

const span = (at: number): string =>
	JSON.stringify({
		traceId: 't',
		spanId: `s${at}`,
		parentSpanId: 'root',
		startTimeUnixNano: `${1_763_866_241 + at}000000000`,
		endTimeUnixNano: `${1_763_866_241 + at}900000000`,
		attributes: [
			{key: 'db.query.text', value: {stringValue: 'SELECT * FROM a WHERE b = $1'}},
			{key: 'db.postgresql.values', value: {arrayValue: {values: [{intValue: '5'}]}}},
		],
	});

const logs: Record<string, string> = {
	ndjson: line({}) + loop(8),
	stderr:
		entry(
			"LOG:  duration: 1.5 ms  execute S_1: SELECT *\n\tFROM a\n\tWHERE b = $1 /*traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'*/",
		) +
		entry("DETAIL:  parameters: $1 = 'it''s'") +
		entry('LOG:  statement: EXECUTE p(5)') +
		entry('LOG:  duration: 3.5 ms') +
		entry('ERROR:  deadlock detected') +
		entry('STATEMENT:  UPDATE a SET b = 5'),
	syslog:
		'Nov  3 02:50:41 host postgres[100]: [5-1] user=ada LOG:  duration: 1.5 ms  statement: SELECT\nNov  3 02:50:41 host postgres[100]: [5-2] #011 5\n',
	csv: csv('SELECT ""a""\nFROM b WHERE c = $1') + csv('SELECT 5'),
	json: `${JSON.stringify({timestamp: '2026-11-23 02:50:41.754 UTC', pid: 9, error_severity: 'LOG', message: 'duration: 1.5 ms  statement: SELECT 5', session_id: 'x'})}\n`,
	otlp: `{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"knex"},"spans":[${span(1)},${span(2)}]}]}]}\n{"resourceSpans":[{"scopeSpans":[{"spans":[${span(3)}]}]}]}\n`,
};

/** A log in which pieces were lost, doubled, moved or written over. */
const anyDamage = fc.array(
	fc.record({
		at: fc.double({min: 0, max: 1, noNaN: true}),
		length: fc.integer({min: 0, max: 60}),
		insert: fc.oneof(
			fc.constantFrom('', '"', "'", '\n', '{', '}', ']', '\\', '\u0000', '-1', '1e999', 'null', 'LOG:  ', '\r\n', '/*', '$1 = '),
			fc.string({unit: 'binary', maxLength: 20}),
		),
	}),
	{maxLength: 12},
);

test.each(Object.entries(logs))('a damaged log (%s) is judged, or refused in a sentence', async (_, log) => {
	expect((await analyseText(log)).examined.queries).toBeGreaterThan(0);
	await fc.assert(
		fc.asyncProperty(anyDamage, fc.integer({min: 1, max: 200}), async (damages, pieceBytes) => {
			let damaged = log.repeat(2);
			for (const {at, length, insert} of damages) {
				const start = Math.floor(at * damaged.length);
				damaged = damaged.slice(0, start) + insert + damaged.slice(start + length);
			}
			const result = await analyseText(damaged, {pieceBytes, options: {minTotalMs: 0}}).catch((error: unknown) => error);
			if (result instanceof Error) expect(result).toMatchObject({name: 'EsaError', code: 'query-log'});
		}),
		{numRuns: 25},
	);
});

test('any bytes are judged, or refused in a sentence', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({maxLength: 500}), fc.constantFrom('', ...Object.values(logs)), async (bytes, head) => {
			const result = await analyseText(Buffer.concat([Buffer.from(head), bytes])).catch((error: unknown) => error);
			if (result instanceof Error) expect(result).toBeInstanceOf(EsaError);
		}),
	);
});
