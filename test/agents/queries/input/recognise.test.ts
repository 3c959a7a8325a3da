import {expect, test} from 'vitest';
import {describeHead, recogniseFormat, type LogFormat} from '../../../../source/agents/queries/input/recognise.ts';
import {line} from './analyse-text.ts';

const stderr = '2026-11-23 02:50:41.754 UTC [10634] LOG:  duration: 1.031 ms  statement: SELECT 1\n';
const csv =
	'2026-11-23 02:50:41.752 UTC,"postgres","postgres",10634,"127.0.0.1:37416",6b03aa01.298a,1,"SELECT",2026-11-23 02:50:41 UTC,3/0,0,LOG,00000,"duration: 3.926 ms  statement: SELECT 1",,,,,,,,,"","client backend",,0\n';
const json =
	'{"timestamp":"2026-11-23 02:50:41.700 UTC","pid":10625,"session_id":"6b03aa01.2981","error_severity":"LOG","message":"starting"}\n';

test.each<[string, string, LogFormat | undefined]>([
	['our own lines', line({}), 'ndjson'],
	['our own lines behind a broken one', `{"traceId": "x", "sq\n${line({})}`, 'ndjson'],
	['a line without a trace', '{"sql":"SELECT 1","durationMs":3}', 'ndjson'],
	['one endless line of ours', line({params: ['x'.repeat(1000)]}).slice(0, 500), 'ndjson'],
	['a byte order mark', `\ufeff${line({})}`, 'ndjson'],
	['stderr', stderr, 'postgres-stderr'],
	['stderr that begins within a statement', `\tFROM a\n\tWHERE b = 1\n${stderr}`, 'postgres-stderr'],
	['a prefix of one’s own', 'user=ada,db=shop,app=[unknown],client=10.0.0.1 LOG:  connection received: host=10.0.0.1\n', 'postgres-stderr'],
	['csvlog', csv, 'postgres-csv'],
	['csvlog of a server’s own entries', csv.replace('"postgres","postgres",10634,"127.0.0.1:37416"', ',,10634,'), 'postgres-csv'],
	['jsonlog', json, 'postgres-json'],
	['csvlog with quotes around times', csv.replace(/^[^,]+/, '"2026-11-23 02:50:41 UTC"'), 'postgres-csv'],
	['jsonlog in the records of an operator', JSON.stringify({level: 'info', logger: 'postgres', record: JSON.parse(json)}), 'postgres-json'],
	[
		'stderr in the records of a cloud',
		JSON.stringify({textPayload: '[9]: [1-1] db=a LOG:  duration: 1 ms  statement: SELECT 1', timestamp: 'x'}),
		'postgres-stderr',
	],
	['stderr in the records of Docker', JSON.stringify({log: stderr, stream: 'stderr', time: 'x'}), 'postgres-stderr'],
	['another program’s records of Docker', JSON.stringify({log: 'GET / 200', stream: 'stdout', time: 'x'}), undefined],
	['OTLP, a line a batch', '{"resourceSpans":[]}\n', 'otlp'],
	['OTLP, a document over many lines', '{\n  "resourceSpans": [\n    {\n      "resource": {}', 'otlp'],
	['OTLP in a list', '[{"resourceSpans":[]}]', 'otlp'],
	['a trace of Tempo', '{"batches":[{"scopeSpans":[]}]}', 'otlp'],
	['other JSON', '{"name": "esa-health", "version": "1.0.0"}', undefined],
	['other lines', 'GET / 200 5 ms\nGET /a 200 5 ms\n', undefined],
	['nothing', '', undefined],
])('%s', (_, head, format) => {
	expect(recogniseFormat(Buffer.from(head))).toBe(format);
});

test.each(['[', '{"record":', '{"log":'])('%s again and again is no format', (opening) => {
	expect(recogniseFormat(Buffer.from(`${opening.repeat(20_000)}0${(opening === '[' ? ']' : '}').repeat(20_000)}`))).toBe(undefined);
});

test('a few lines of another kind decide nothing', () => {
	expect(recogniseFormat(Buffer.from(`${json}${stderr.repeat(5)}`))).toBe('postgres-stderr');
});

test.each([
	[Buffer.alloc(0), 'is empty'],
	[Buffer.from(' \n\r\n'), 'is empty'],
	[Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), 'is binary'],
	[Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16; save it as UTF-8'],
	[Buffer.from('{}'), undefined],
])('a head of %j %s', (head, what) => {
	expect(describeHead(head)).toBe(what);
});
