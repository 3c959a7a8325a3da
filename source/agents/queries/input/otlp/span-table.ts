import {Column} from '../column.ts';
import {Names} from '../names.ts';

/** What is kept of a span until its trace is judged. */
export interface KeptSpan {
	/** Of its id: equal for equal ones, and different for different ones. */
	key: number;
	/** NaN: it has none. */
	parentKey: number;
	/** Number of its library, where its scope is one that sends queries for others; 0: none. */
	library: number;
	/** Of the sink; -1 for one of a trace that has too many. */
	query: number;
	/** Null for a query. */
	other: OtherSpan | null;
}

/** A span that is no query of SQL. */
export interface OtherSpan {
	name: string;
	isEntry: boolean;
	source: string | null;
	durationMs: number;
}

/** Queries stand as they are; the others, by their numbers from 0, as -2 and below. */
const firstOther = -2;
const entry = 0x80;

/** Spans as numbers, 25 bytes for a query and 16 more for another one: a log may have many times as many as queries. */
export class SpanTable {
	readonly #traces = new Column(Uint32Array);
	readonly #keys = new Column(Float64Array);
	readonly #parentKeys = new Column(Float64Array);
	readonly #queries = new Column(Int32Array);
	/** Their libraries, and whether they begin a request. */
	readonly #marks = new Column(Uint8Array);
	readonly #names = new Column(Uint32Array);
	/** 0: none. */
	readonly #sources = new Column(Uint32Array);
	readonly #durations = new Column(Float64Array);
	readonly #texts = new Names();
	#others = 0;
	length = 0;

	get bytes(): number {
		const columns = [this.#traces, this.#keys, this.#parentKeys, this.#queries, this.#marks, this.#names, this.#sources, this.#durations];
		return columns.reduce((sum, {bytes}) => sum + bytes, this.#texts.bytes);
	}

	/** `trace`: its number. */
	add(trace: number, {key, parentKey, library, query, other}: KeptSpan): void {
		const at = this.length++;
		this.#traces.set(at, trace);
		this.#keys.set(at, key);
		this.#parentKeys.set(at, parentKey);
		this.#marks.set(at, library | (other?.isEntry === true ? entry : 0));
		this.#queries.set(at, other === null ? query : this.#addOther(other));
	}

	/** All traces that have spans, each with those in order of the log. Only one is held as objects. */
	*byTrace(traces: number): Generator<{trace: number; spans: KeptSpan[]}> {
		const {order, starts} = this.#sorted(traces);
		for (let trace = 0; trace < traces; trace++) {
			const own = order.subarray(starts[trace], starts[trace + 1]);
			if (own.length > 0) yield {trace, spans: Array.from(own, (span) => this.#spanAt(span))};
		}
	}

	/** Numbers of spans by trace (a counting sort), and where each trace starts. */
	#sorted(traces: number): {order: Uint32Array; starts: Uint32Array} {
		const starts = new Uint32Array(traces + 1);
		for (let span = 0; span < this.length; span++) starts[this.#traces.at(span)]!++;
		for (let trace = 1; trace <= traces; trace++) starts[trace]! += starts[trace - 1]!;
		const order = new Uint32Array(this.length);
		for (let span = this.length - 1; span >= 0; span--) order[--starts[this.#traces.at(span)]!] = span;
		return {order, starts};
	}

	#addOther({name, source, durationMs}: OtherSpan): number {
		const at = this.#others++;
		this.#names.set(at, this.#texts.indexOf(name));
		this.#sources.set(at, source === null ? 0 : this.#texts.indexOf(source) + 1);
		this.#durations.set(at, durationMs);
		return firstOther - at;
	}

	#spanAt(span: number): KeptSpan {
		const marks = this.#marks.at(span);
		const query = this.#queries.at(span);
		return {
			key: this.#keys.at(span),
			parentKey: this.#parentKeys.at(span),
			library: marks & ~entry,
			query,
			other: query > firstOther ? null : this.#otherAt(firstOther - query, (marks & entry) !== 0),
		};
	}

	#otherAt(at: number, isEntry: boolean): OtherSpan {
		const source = this.#sources.at(at);
		return {
			name: this.#texts.at(this.#names.at(at)),
			isEntry,
			source: source === 0 ? null : this.#texts.at(source - 1),
			durationMs: this.#durations.at(at),
		};
	}
}
