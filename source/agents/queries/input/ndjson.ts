import {errorOf, isDuration, isStart, numberOf, rowsOf, systemOf} from './fields.ts';
import {LineSplitter} from './lines.ts';
import type {LogReader, QuerySink} from './logged-query.ts';

/**
 * Reads our own format: one query a line, `{traceId, startMs, durationMs, sql, …}`. A line that cannot be used is counted and passed over; one whose
 * duration cannot be is still a query that was sent.
 */
export function readNdjson(sink: QuerySink): LogReader {
	return new LineSplitter({
		line: (text, number) => takeLine(text, `line ${number}`, sink),
		tooLong: (number) => sink.broken(`line ${number}`, 'is longer than 16 MB'),
	});
}

function takeLine(text: string, where: string, sink: QuerySink): void {
	let told: unknown;
	try {
		told = JSON.parse(text);
	} catch {
		if (text.trim() !== '') sink.broken(where, 'is no whole JSON');
		return;
	}
	if (typeof told !== 'object' || told === null || Array.isArray(told)) return sink.broken(where, 'is no JSON object');
	try {
		takeQuery(told as Record<string, unknown>, where, sink);
	} catch (error) {
		// JSON.parse reads what is nested too deeply for JSON.stringify.
		if (!(error instanceof RangeError)) throw error;
		sink.broken(where, 'is nested too deeply');
	}
}

function takeQuery(told: Record<string, unknown>, where: string, sink: QuerySink): void {
	const traceId = idOf(told['traceId']);
	const {sql, source} = told;
	const startMs = numberOf(told['startMs']);
	const durationMs = numberOf(told['durationMs']);
	if (traceId === '') return sink.broken(where, 'has no traceId');
	if (typeof sql !== 'string' || sql.trim() === '') return sink.broken(where, 'has no sql');
	if (!isStart(startMs)) return sink.broken(where, wrong('startMs', told['startMs']));
	if (Number.isNaN(durationMs)) return sink.broken(where, wrong('durationMs', told['durationMs']));
	const system = systemOf(told['system']);
	if (system === 'other') return sink.leftOut('queries of databases without SQL');
	const isTimed = isDuration(durationMs);
	if (!isTimed) sink.broken(where, `${wrong('durationMs', told['durationMs'])}; it counts with no duration`);
	sink.query({
		traceId,
		startMs,
		durationMs: isTimed ? durationMs : Number.NaN,
		sql,
		parameters: told['params'],
		source: typeof source === 'string' && source.trim() !== '' ? source.trim() : null,
		system,
		error: errorOf(told['error']),
		rows: rowsOf(told['rows']),
		fromCache: isTrue(told['fromCache']),
	});
}

function idOf(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' ? String(value) : '';
}

function wrong(name: string, value: unknown): string {
	if (value === undefined || value === null) return `has no ${name}`;
	const number = numberOf(value);
	if (Number.isNaN(number)) return `has a ${name} that is no number`;
	return number < 0 ? `has a negative ${name}` : `has a ${name} that cannot be (${String(number)})`;
}

function isTrue(value: unknown): boolean {
	return value === true || value === 1 || value === 'true';
}
