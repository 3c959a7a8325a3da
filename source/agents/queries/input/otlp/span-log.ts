import type {LogReader, QuerySink} from '../logged-query.ts';
import {readSpan, type Span, type SpanQuery} from './span.ts';
import {SpanScanner} from './span-scanner.ts';

/** What is kept of a span until its trace is judged. */
interface KeptSpan {
	parentId: string;
	/** '' for a query. */
	name: string;
	isEntry: boolean;
	source: string | null;
	/** Library of its scope, where it is one that sends queries for others. */
	library: string | null;
	/** -1: no query of SQL. */
	query: number;
	durationMs: number;
	isWrapper: boolean;
}

const mostNames = 10_000;
/** A chain of spans longer than this is a circle. */
const mostAncestors = 100;

/** Reads OTLP JSON: what the file exporter of a collector writes line by line, or one document. Spans may come in any order. */
export function readSpanLog(sink: QuerySink): LogReader {
	const log = new SpanLog(sink);
	sink.onJudging(() => log.settle());
	const scanner = new SpanScanner({
		span: (json, byte) => log.takeJson(json, byte),
		scope: (json) => log.beginScope(json),
		broken: (byte, why) => sink.broken(`the span at byte ${byte}`, why),
	});
	return {push: (bytes) => scanner.push(bytes), end: () => scanner.end()};
}

class SpanLog {
	readonly #sink: QuerySink;
	#traces = new Map<string, Map<string, KeptSpan>>();
	#waited = new Set<string>();
	readonly #names = new Map<string, string>();
	#scope = '';
	#library: string | null = null;

	constructor(sink: QuerySink) {
		this.#sink = sink;
	}

	/** '': a scope that has not told its name. */
	beginScope(json: string): void {
		if (json === this.#scope) return;
		this.#scope = json;
		const name = /"name"\s*:\s*"([^"]{1,200})"/.exec(json)?.[1] ?? '';
		this.#library = libraries.find(({words}) => words.test(name))?.library ?? null;
	}

	takeJson(json: string, byte: number): void {
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
		// An exporter that got no answer sends its batch again.
		if (this.#traces.get(traceId)?.has(spanId) === true) return this.#sink.leftOut('spans told twice');
		const query = span.query === null ? -1 : this.#takeQuery(span, span.query, byte);
		const kept: KeptSpan = {
			parentId,
			name: query >= 0 ? '' : this.#once(name),
			isEntry,
			source,
			library: this.#library,
			query,
			durationMs,
			isWrapper: false,
		};
		const trace = this.#traces.get(traceId);
		if (trace === undefined) this.#traces.set(traceId, new Map([[spanId, kept]]));
		else trace.set(spanId, kept);
	}

	/** Spans are many and their names few. */
	#once(name: string): string {
		const known = this.#names.get(name);
		if (known !== undefined) return known;
		if (this.#names.size < mostNames) this.#names.set(name, name);
		return name;
	}

	/** A span whose end cannot be is still a query that was sent. */
	#takeQuery({traceId, startMs, durationMs, source}: Span, {system, ...query}: SpanQuery, byte: number): number {
		if (system === 'other') {
			this.#sink.leftOut('queries of databases without SQL');
			return -1;
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
		for (const [traceId, spans] of this.#traces) {
			for (const span of spans.values()) if (span.query >= 0) markWrappers(span, spans);
			for (const span of spans.values()) {
				if (span.query >= 0) this.#describe(span, spans);
				nameTrace(traceId, span, spans, this.#sink);
			}
		}
		this.#forget();
	}

	/** Spans that came before the queries below them stay for the part in which those come, once. */
	#forget(): void {
		const waiting = [...this.#traces].filter(
			([traceId, spans]) => !this.#waited.has(traceId) && [...spans.values()].every(({query}) => query < 0),
		);
		this.#traces = new Map(waiting);
		this.#waited = new Set(this.#traces.keys());
	}

	#describe(span: KeptSpan, spans: ReadonlyMap<string, KeptSpan>): void {
		if (span.isWrapper) return this.#sink.describe(span.query, {isLeftOut: true});
		const above = ancestorsOf(span, spans);
		const via = above.flatMap(({library}) => (library === null ? [] : [library])).toReversed();
		const source = span.source ?? sourceAbove(above);
		if (source !== null || via.length > 0) this.#sink.describe(span.query, {source, via: [...new Set(via)]});
	}
}

/** Query builders and ORMs whose instrumentations make spans of their own around those of a driver. */
const libraries = 'knex typeorm sequelize prisma kysely drizzle mikro-orm objection bookshelf graphql dataloader'
	.split(' ')
	.map((library) => ({library, words: new RegExp(`(?:^|[^a-z])${library}(?:[^a-z]|$)`, 'i')}));

function ancestorsOf(span: KeptSpan, spans: ReadonlyMap<string, KeptSpan>): KeptSpan[] {
	const above: KeptSpan[] = [];
	let next = spans.get(span.parentId);
	while (next !== undefined && next !== span && above.length < mostAncestors) {
		above.push(next);
		next = spans.get(next.parentId);
	}
	return above;
}

function markWrappers(span: KeptSpan, spans: ReadonlyMap<string, KeptSpan>): void {
	for (const above of ancestorsOf(span, spans)) if (above.query >= 0) above.isWrapper = true;
}

/** The place that the nearest span above names, else that span's own name: the function, the resolver; but not the request as a whole. */
function sourceAbove(above: readonly KeptSpan[]): string | null {
	const nearest = above.find(({query}) => query < 0);
	if (nearest === undefined || nearest.isEntry || nearest === above.at(-1)) return nearest?.source ?? null;
	return nearest.source ?? (nearest.name === '' ? null : nearest.name);
}

function nameTrace(traceId: string, span: KeptSpan, spans: ReadonlyMap<string, KeptSpan>, sink: QuerySink): void {
	const isRoot = span.query < 0 && !spans.has(span.parentId);
	if (!isRoot || span.name === '') return;
	sink.describeTrace(traceId, {name: span.name, ...(!Number.isNaN(span.durationMs) && {durationMs: span.durationMs})});
}
