import {systemClock} from '../../basics/clock.ts';
import {isEntry, libraryOf, msOf, nameOf, parentOf, placeOf, queryOf, type Span, type SpanQuery} from './otel-span.ts';
import {mostRecords, QueryContext} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {ToldSite} from './told-site.ts';
import {windowMs} from './windows.ts';

/** Spans beyond these are not remembered: queries below them have no place. */
const mostSpans = 4000;

/** What is kept of a span until its trace is told. */
interface KeptSpan {
	parent: KeptSpan | undefined;
	name: string;
	isEntry: boolean;
	place: string | undefined;
	library: string | undefined;
	query: (SpanQuery & {startMs: number; endMs: number}) | undefined;
	isEnded: boolean;
	/** Another query is below it: it tells of the same one, for a library. */
	isWrapper: boolean;
}

/** The spans below one span that has none above it in this process: a request, a message, a job. */
export class SpanTrace {
	readonly rootId: string;
	readonly #spans = new Map<string, KeptSpan>();
	#queries: KeptSpan[] = [];
	#uncounted = 0;
	#startMs: number;

	constructor(root: Span) {
		this.rootId = root.spanContext().spanId;
		this.#startMs = msOf(root.startTime);
	}

	ids(): Iterable<string> {
		return this.#spans.keys();
	}

	/** False where there is no room for it. */
	begin(span: Span): boolean {
		if (this.#spans.size >= mostSpans) return false;
		const parentId = parentOf(span);
		const parent = parentId === undefined ? undefined : this.#spans.get(parentId);
		this.#spans.set(span.spanContext().spanId, {
			parent,
			name: span.name,
			isEntry: isEntry(span),
			place: undefined,
			library: libraryOf(span),
			query: undefined,
			isEnded: false,
			isWrapper: false,
		});
		return true;
	}

	/** Names and attributes may have come after the start. A long trace tells what it has now and then: the ids that it no longer needs, then. */
	end(span: Span): readonly string[] {
		const kept = this.#spans.get(span.spanContext().spanId);
		if (kept === undefined) return [];
		kept.name = nameOf(span);
		kept.place = placeOf(span);
		kept.isEnded = true;
		const query = queryOf(span);
		const endMs = msOf(span.endTime);
		if (query !== undefined) this.#addQuery(kept, {...query, startMs: msOf(span.startTime), endMs});
		return endMs - this.#startMs >= windowMs || this.#spans.size >= mostSpans ? this.#tellWindow(endMs) : [];
	}

	#tellWindow(endMs: number): readonly string[] {
		this.tell(endMs);
		const ended = [...this.#spans].filter(([, {isEnded}]) => isEnded).map(([id]) => id);
		for (const id of ended) this.#spans.delete(id);
		return ended;
	}

	#addQuery(kept: KeptSpan, query: SpanQuery & {startMs: number; endMs: number}): void {
		kept.query = query;
		if (this.#queries.length < mostRecords) this.#queries.push(kept);
		else this.#uncounted++;
	}

	/** Tells the feed of what is there, as a context that ended at `endMs` (since the epoch), and forgets it. */
	tell(endMs: number): void {
		const queries = this.#queries;
		const startMs = this.#startMs;
		// Spans have the time of day; records have readings of the monotonic clock.
		const offset = systemClock.monotonic() - systemClock.now();
		const root = this.#spans.get(this.rootId);
		const context = new QueryContext(root?.isEntry === true ? 'request' : 'run', startMs + offset, root?.name);
		context.uncounted = this.#uncounted;
		this.#queries = [];
		this.#uncounted = 0;
		this.#startMs = endMs;
		for (const kept of queries) for (let above = kept.parent; above !== undefined; above = above.parent) above.isWrapper = true;
		for (const kept of queries) if (!kept.isWrapper) tellQuery(kept, context, offset);
		queryFeed.close(context, context.name, endMs + offset);
	}
}

function tellQuery(kept: KeptSpan, context: QueryContext, offset: number): void {
	const {startMs, endMs, ...query} = kept.query!;
	const startedAt = startMs + offset;
	queryFeed.sent({...query, startedAt, endedAt: Math.max(startedAt, endMs + offset), site: siteOf(kept)}, context);
}

/** The place that the span or the nearest one above tells, else the name of that one: a function, a resolver; but not of the request as a whole. */
function siteOf(kept: KeptSpan): ToldSite {
	const via: string[] = [];
	let nearest: KeptSpan | undefined;
	for (let above = kept.parent; above !== undefined; above = above.parent) {
		if (above.library !== undefined) via.unshift(above.library);
		else nearest ??= above.query === undefined ? above : undefined;
	}
	const isWhole = nearest === undefined || nearest.isEntry || nearest.parent === undefined;
	const source = kept.place ?? nearest?.place ?? (isWhole ? null : nearest!.name);
	return new ToldSite(source, [...new Set(via)]);
}

/** A query whose trace is not known: it counts for latency and errors. */
export function tellAlone(span: Span): void {
	const query = queryOf(span);
	if (query === undefined) return;
	const startedAt = systemClock.monotonic() - (systemClock.now() - msOf(span.startTime));
	const took = Math.max(0, msOf(span.endTime) - msOf(span.startTime));
	queryFeed.sent({...query, startedAt, endedAt: startedAt + took, site: undefined}, undefined);
}
