import {EsaError} from '../../basics/esa-error.ts';
import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {QueryIntake, type Intake} from './input/intake.ts';
import type {LogReader, QuerySink} from './input/logged-query.ts';
import {readNdjson} from './input/ndjson.ts';
import {readSpanLog} from './input/otlp/span-log.ts';
import {readCsvLog} from './input/postgres/csv-log.ts';
import {readJsonLog} from './input/postgres/json-log.ts';
import {readStderrLog} from './input/postgres/stderr-log.ts';
import type {OpenInput} from './input/open-input.ts';
import {describeHead, headBytes, recogniseFormat, type LogFormat} from './input/recognise.ts';
import {expiredRules, isIgnored} from './ignored.ts';
import {issueId} from './issue.ts';
import {judgeTrace} from './judge.ts';
import type {Occurrence} from './occurrence.ts';
import type {QueriesOptions} from './options.ts';

/** An occurrence without its places in the trace: a log may have a hundred thousand. */
export type LoggedOccurrence = Omit<Occurrence, 'indexes'>;

export interface OfflineResult {
	format: LogFormat;
	examined: {queries: number; traces: number; patterns: number};
	/** Worst first: by severity, then by what is saved at least. */
	occurrences: LoggedOccurrence[];
	/** What a reader of the report should know of the log, a sentence each. */
	warnings: string[];
}

export interface OfflineOptions {
	/** The dialect of queries that name none themselves. */
	system?: DatabaseSystem;

	/** Thresholds, and what is ignored. */
	options: QueriesOptions;
	/** ms since the epoch: what is ignored is so up to a day. */
	now: number;
}

/**
 * Judges the traces of a captured log, whose format is recognised by its content. A log that is none of ours, or in which no query can be read,
 * is an EsaError `query-log`: zero queries are not health. A log that breaks off is judged as far as it goes.
 */
export async function analyseLog({name, chunks}: OpenInput, {system, options, now}: OfflineOptions): Promise<OfflineResult> {
	const occurrences: LoggedOccurrence[] = [];
	const intake = new QueryIntake(system ?? null, (trace) => {
		for (const {indexes: _, ...occurrence} of judgeTrace(trace, thresholdsFor(log.format, options))) occurrences.push(occurrence);
	});
	const log = new RecognisedLog(intake, name);
	const brokenOff = await readInto(log, chunks);
	const format = log.end();
	const found = intake.finish();
	if (found.queries === 0) throw new EsaError('query-log', reasonForNothing(name, format, found));
	return {
		format,
		examined: {queries: found.queries, traces: found.traces, patterns: found.patterns},
		occurrences: occurrences.filter((each) => !isAccepted(each, options, now)).toSorted(worstFirst),
		warnings: [
			...warningsOf(name, format, found, brokenOff),
			...expiredRules(options, now).map((rule) => `The config ignores no longer: ${rule}.`),
		],
	};
}

function isAccepted(occurrence: LoggedOccurrence, options: QueriesOptions, now: number): boolean {
	if (options.ignore.length === 0) return false;
	return isIgnored({id: issueId(occurrence), pattern: occurrence.pattern, last: occurrence}, options, now);
}

/**
 * A server's log has its own part of each query. With the way there and back, which is most of what a service waits for in a loop of quick ones, the
 * time would be some five times as long.
 */
function thresholdsFor(format: LogFormat | undefined, options: QueriesOptions): QueriesOptions {
	return format?.startsWith('postgres') === true ? {...options, minTotalMs: options.minTotalMs / 5} : options;
}

/** A log that breaks off is better than none, if its beginning could be read: a packed one that is still being written, say. */
async function readInto(log: RecognisedLog, chunks: AsyncIterable<Buffer>): Promise<EsaError | null> {
	try {
		for await (const chunk of chunks) log.push(chunk);
		return null;
	} catch (error) {
		if (!(error instanceof EsaError) || !log.hasBytes) throw error;
		return error;
	}
}

/** Holds a log's head until it tells the format, then hands all of it to that format's reader. */
class RecognisedLog {
	readonly #sink: QuerySink;
	readonly #name: string;
	#head: Buffer[] = [];
	#headLength = 0;
	#open: {format: LogFormat; reader: LogReader} | undefined;

	constructor(sink: QuerySink, name: string) {
		this.#sink = sink;
		this.#name = name;
	}

	/** Undefined: not recognised yet. */
	get format(): LogFormat | undefined {
		return this.#open?.format;
	}

	get hasBytes(): boolean {
		return this.#open !== undefined || this.#headLength > 0;
	}

	push(chunk: Buffer): void {
		if (this.#open !== undefined) return this.#open.reader.push(chunk);
		// A copy: it lives until the next is asked for.
		this.#head.push(Buffer.from(chunk));
		this.#headLength += chunk.length;
		if (this.#headLength >= headBytes) this.#recognise();
	}

	end(): LogFormat {
		const {format, reader} = this.#open ?? this.#recognise();
		reader.end();
		return format;
	}

	#recognise(): {format: LogFormat; reader: LogReader} {
		const whole = Buffer.concat(this.#head);
		const head = whole.subarray(0, headBytes);
		const format = describeHead(head) === undefined ? recogniseFormat(head) : undefined;
		if (format === undefined) throw new EsaError('query-log', unknownFormat(this.#name, head));
		const reader = readers[format](this.#sink);
		this.#open = {format, reader};
		this.#head = [];
		reader.push(whole);
		return this.#open;
	}
}

const readers: Record<LogFormat, (sink: QuerySink) => LogReader> = {
	ndjson: readNdjson,
	otlp: readSpanLog,
	'postgres-stderr': readStderrLog,
	'postgres-csv': readCsvLog,
	'postgres-json': readJsonLog,
};

/** Formats as people call them. */
const formatNames: Record<LogFormat, string> = {
	ndjson: 'NDJSON',
	otlp: 'OTLP JSON',
	'postgres-stderr': 'PostgreSQL log',
	'postgres-csv': 'PostgreSQL csvlog',
	'postgres-json': 'PostgreSQL jsonlog',
};

function unknownFormat(name: string, head: Buffer): string {
	const special = describeHead(head);
	if (special !== undefined) return `${name} ${special}: there are no queries to look at.`;
	return `${name} is no log that is read here: NDJSON of queries, a PostgreSQL log, csvlog or jsonlog, or OTLP JSON (docs/queries.md shows them).`;
}

function reasonForNothing(name: string, format: LogFormat, {broken, leftOut}: Intake): string {
	const why = [
		...(broken === null ? [] : [`${broken.count} could not be used: ${broken.first}`]),
		...[...leftOut].map(([what, count]) => `${count} ${what} left out`),
	];
	const nothing = `There is no query in ${name} (${formatNames[format]})${why.length === 0 ? '' : `; ${why.join('; ')}`}.`;
	return why.length === 0 ? `${nothing} ${whereQueriesAre[format]}` : nothing;
}

const postgresSettings = 'log_min_duration_statement = 0 makes PostgreSQL write each with its duration.';
const whereQueriesAre: Record<LogFormat, string> = {
	ndjson: 'A line is {"traceId", "startMs", "durationMs", "sql", …}.',
	otlp: 'A query is a span with db.query.text or db.statement.',
	'postgres-stderr': postgresSettings,
	'postgres-csv': postgresSettings,
	'postgres-json': postgresSettings,
};

function warningsOf(name: string, format: LogFormat, found: Intake, brokenOff: EsaError | null): string[] {
	const {broken, leftOut, notes, parts, uncounted} = found;
	const [one, many] = format === 'otlp' ? ['span', 'spans'] : ['line', 'lines'];
	return [
		...(brokenOff === null ? [] : [`${brokenOff.message} What came before is judged.`]),
		...(broken === null
			? []
			: [`${broken.count} ${broken.count === 1 ? one : many} of ${name} could not be used; the first: ${broken.first}.`]),
		...[...leftOut].map(([what, count]) => `${count} ${what} left out.`),
		...(uncounted === 0 ? [] : [`${uncounted} queries are beyond the first 200,000 of their trace: counted, and not looked at.`]),
		...(parts > 1
			? [`The log was judged in ${parts} parts, each as much as is held at once; a trace or pattern of two parts may count as two.`]
			: []),
		...notes,
	];
}

const severities = ['critical', 'warning', 'info'];

function worstFirst(a: LoggedOccurrence, b: LoggedOccurrence): number {
	return (
		severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
		b.saving.lowMs - a.saving.lowMs ||
		b.saving.highMs - a.saving.highMs ||
		b.totalMs - a.totalMs
	);
}
