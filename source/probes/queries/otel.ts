import {msOf, parentOf, type Span} from './otel-span.ts';
import {SpanTrace, tellAlone} from './otel-trace.ts';
import {queryFeed} from './query-feed.ts';

/** Requests and jobs at once; the oldest of more is told as it is. */
const mostTraces = 1000;
const mostIds = 50_000;

/** What OpenTelemetry's SDK (versions 1 and 2) takes as a span processor. */
export interface SpanProcessor {
	onStart(span: Span, parentContext?: unknown): void;
	onEnd(span: Span): void;
	forceFlush(): Promise<void>;
	shutdown(): Promise<void>;
}

/**
 * Tells the feed of the database spans that OpenTelemetry's instrumentations make, by the old and the new semantic conventions: the way in for
 * databases whose driver nobody can observe. Spans below one root are one context, told when the root ends; one that lasts hands over each minute.
 * A driver that is observed as well would count twice. Never throws; memory is bounded.
 */
export function otelSpanProcessor(): SpanProcessor {
	return new QuerySpanProcessor();
}

class QuerySpanProcessor implements SpanProcessor {
	/** By the id of each of their spans. */
	readonly #traces = new Map<string, SpanTrace>();
	/** Oldest first. */
	readonly #open = new Set<SpanTrace>();

	onStart(span: Span): void {
		if (!queryFeed.isOn) return;
		try {
			this.#start(span);
		} catch (error) {
			queryFeed.failed(error);
		}
	}

	#start(span: Span): void {
		const parentId = parentOf(span);
		const trace = (parentId === undefined ? undefined : this.#traces.get(parentId)) ?? this.#begin(span);
		if (trace.begin(span)) this.#traces.set(span.spanContext().spanId, trace);
	}

	#begin(root: Span): SpanTrace {
		if (this.#open.size >= mostTraces || this.#traces.size >= mostIds) this.#evict();
		const trace = new SpanTrace(root);
		this.#open.add(trace);
		return trace;
	}

	#evict(): void {
		const [oldest] = this.#open;
		if (oldest !== undefined) this.#finish(oldest, Date.now());
	}

	onEnd(span: Span): void {
		try {
			this.#end(span);
		} catch (error) {
			queryFeed.failed(error);
		}
	}

	#end(span: Span): void {
		const id = span.spanContext().spanId;
		const trace = this.#traces.get(id);
		if (trace === undefined) {
			if (queryFeed.isOn) tellAlone(span);
			return;
		}
		for (const ended of trace.end(span)) this.#traces.delete(ended);
		if (trace.rootId === id) this.#finish(trace, msOf(span.endTime));
	}

	#finish(trace: SpanTrace, endMs: number): void {
		for (const id of trace.ids()) this.#traces.delete(id);
		this.#open.delete(trace);
		trace.tell(endMs);
	}

	forceFlush(): Promise<void> {
		return Promise.resolve();
	}

	/** What is under way is told as it is. */
	shutdown(): Promise<void> {
		for (const trace of this.#open) this.#finish(trace, Date.now());
		return Promise.resolve();
	}
}
