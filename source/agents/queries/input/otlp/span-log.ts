import type {LogReader, QuerySink} from '../logged-query.ts';
import {valueKeyOf} from '../value-key.ts';
import {readSpan, type Span, type SpanQuery} from './span.ts';
import {SpanScanner} from './span-scanner.ts';
import {type KeptSpan, SpanTable} from './span-table.ts';

/** A chain of spans longer than this is a circle. */
const mostAncestors = 100;
/** Spans that wait for a query in the next part of a log. */
const mostWaiting = 50_000;
/** Spans between two looks at how much is held. */
const lookEach = 4096;

/** Reads OTLP JSON: what the file exporter of a collector writes line by line, or one document. Spans may come in any order. */
export function readSpanLog(sink: QuerySink): LogReader {
	const log = new SpanLog(sink);
	sink.onJudging(
		() => log.settle(),
		() => log.bytes,
	);
	const scanner = new SpanScanner({
		span: (json, byte) => log.takeJson(json, byte),
		scope: (json) => log.beginScope(json),
		broken: (byte, why) => sink.broken(`the span at byte ${byte}`, why),
	});
	return {push: (bytes) => scanner.push(bytes), end: () => scanner.end()};
}

/** Of one trace, by their keys. */
type Spans = ReadonlyMap<number, KeptSpan>;

class SpanLog {
	readonly #sink: QuerySink;
	#table = new SpanTable();
	/** Spans of traces, by their ids, that had no query when a part was judged. */
	#waiting = new Map<string, readonly KeptSpan[]>();
	/** Traces whose spans have waited once. */
	#waited = new Set<number>();
	#told = 0;
	#scope = '';
	#library = 0;

	constructor(sink: QuerySink) {
		this.#sink = sink;
	}

	get bytes(): number {
		return this.#table.bytes;
	}

	/** '': a scope that has not told its name. */
	beginScope(json: string): void {
		if (json === this.#scope) return;
		this.#scope = json;
		const name = /"name"\s*:\s*"([^"]{1,200})"/.exec(json)?.[1] ?? '';
		this.#library = libraries.findIndex(({words}) => words.test(name)) + 1;
	}

	takeJson(json: string, byte: number): void {
		if (++this.#told % lookEach === 0) this.#sink.makeRoom();
		try {
			this.#take(readSpan(json), byte);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			this.#sink.broken(`the span at byte ${byte}`, 'is nested too deeply');
		}
	}

	#take(span: Span | string, byte: number): void {
		if (typeof span === 'string') return this.#sink.broken(`the span at byte ${byte}`, span);
		const {traceId, spanId, parentId, name, isEntry, source, durationMs} = span;
		const query = span.query === null ? undefined : this.#takeQuery(span, span.query, byte);
		// Only now: a part may end before a query is taken in, and with it all numbers.
		this.#takeWaiting();
		this.#table.add(this.#sink.traceOf(traceId), {
			key: valueKeyOf(spanId),
			parentKey: parentId === '' ? Number.NaN : valueKeyOf(parentId),
			library: this.#library,
			query: query ?? -1,
			other: query === undefined ? {name, isEntry, source, durationMs} : null,
		});
	}

	/** A span whose end cannot be is still a query that was sent. Undefined: it is none of SQL. */
	#takeQuery({traceId, startMs, durationMs, source}: Span, {system, ...query}: SpanQuery, byte: number): number | undefined {
		if (system === 'other') {
			this.#sink.leftOut('queries of databases without SQL');
			return undefined;
		}
		if (Number.isNaN(durationMs)) this.#sink.broken(`the span at byte ${byte}`, 'has an end that cannot be; it counts with no duration');
		return this.#sink.query({
			...query,
			traceId,
			startMs,
			durationMs,
			system,
			source,
			fromCache: false,
		});
	}

	/** Everything of these traces was read: says where queries came from, and leaves out those of libraries that a driver's span tells again. */
	settle(): void {
		this.#takeWaiting();
		for (const {trace, spans: told} of this.#table.byTrace(this.#sink.traces)) {
			const spans = this.#onceEach(told);
			if (told.some(({other}) => other === null)) describeQueries(trace, spans, this.#sink);
			else if (!this.#waited.has(trace)) this.#waiting.set(this.#sink.traceIdOf(trace), [...spans.values()]);
		}
		this.#table = new SpanTable();
		this.#waited.clear();
		this.#shortenWaiting();
	}

	/** An exporter that got no answer sends its batch again. */
	#onceEach(told: readonly KeptSpan[]): Spans {
		const spans = new Map<number, KeptSpan>();
		for (const span of told) {
			if (!spans.has(span.key)) {
				spans.set(span.key, span);
				continue;
			}
			this.#sink.leftOut('spans told twice');
			if (span.other === null) this.#sink.describe(span.query, {isLeftOut: true});
		}
		return spans;
	}

	/** The latest stay: the queries below them may not have ended yet. */
	#shortenWaiting(): void {
		let held = 0;
		for (const spans of this.#waiting.values()) held += spans.length;
		for (const [traceId, spans] of this.#waiting) {
			if (held <= mostWaiting) return;
			held -= spans.length;
			this.#waiting.delete(traceId);
		}
	}

	/** Spans that came before the queries below them stay for the part in which those come, once. */
	#takeWaiting(): void {
		if (this.#waiting.size === 0) return;
		for (const [traceId, spans] of this.#waiting) {
			const trace = this.#sink.traceOf(traceId);
			this.#waited.add(trace);
			for (const span of spans) this.#table.add(trace, span);
		}
		this.#waiting.clear();
	}
}

/** Query builders and ORMs whose instrumentations make spans of their own around those of a driver. */
const libraries = 'knex typeorm sequelize prisma kysely drizzle mikro-orm objection bookshelf graphql dataloader'
	.split(' ')
	.map((library) => ({library, words: new RegExp(`(?:^|[^a-z])${library}(?:[^a-z]|$)`, 'i')}));

function describeQueries(trace: number, spans: Spans, sink: QuerySink): void {
	const wrappers = new Set<KeptSpan>();
	for (const span of spans.values()) {
		if (span.other === null) for (const above of ancestorsOf(span, spans)) if (above.other === null) wrappers.add(above);
	}
	for (const span of spans.values()) {
		if (span.other !== null) nameTrace(trace, span, spans, sink);
		else if (wrappers.has(span)) sink.describe(span.query, {isLeftOut: true});
		else describeQuery(span, spans, sink);
	}
}

function describeQuery(span: KeptSpan, spans: Spans, sink: QuerySink): void {
	const above = ancestorsOf(span, spans);
	const via = above.flatMap(({library}) => (library === 0 ? [] : [libraries[library - 1]!.library])).toReversed();
	const source = sourceAbove(above);
	if (source !== null || via.length > 0) sink.describe(span.query, {source, via: [...new Set(via)]});
}

function ancestorsOf(span: KeptSpan, spans: Spans): KeptSpan[] {
	const above: KeptSpan[] = [];
	let next = spans.get(span.parentKey);
	while (next !== undefined && next !== span && above.length < mostAncestors) {
		above.push(next);
		next = spans.get(next.parentKey);
	}
	return above;
}

/** The place that the nearest span above names, else that span's own name: the function, the resolver; but not the request as a whole. */
function sourceAbove(above: readonly KeptSpan[]): string | null {
	const nearest = above.find(({other}) => other !== null);
	const {name = '', isEntry = true, source = null} = nearest?.other ?? {};
	if (isEntry || nearest === above.at(-1)) return source;
	return source ?? (name === '' ? null : name);
}

function nameTrace(trace: number, {parentKey, other}: KeptSpan, spans: Spans, sink: QuerySink): void {
	if (other === null || other.name === '' || spans.has(parentKey)) return;
	sink.describeTrace(trace, {name: other.name, ...(!Number.isNaN(other.durationMs) && {durationMs: other.durationMs})});
}
