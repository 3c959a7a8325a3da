import {databaseSystems, type DatabaseSystem, type QueryTrace, type TracedQuery} from '../../../protocol/query-trace.ts';
import {Column} from './column.ts';
import {Names} from './names.ts';
import type {LoggedQuery} from './logged-query.ts';
import type {Statement, ValueKeys} from './statements.ts';

/** Queries kept of one trace; the others are counted. */
const mostOfOneTrace = 200_000;
const blockBits = 16;
const blockLength = 1 << blockBits;

/** Some queries as columns: 44 bytes each, and 12 more where values are told one by one; objects would take 200. */
interface Block {
	trace: Uint32Array;
	startMs: Float64Array;
	durationMs: Float64Array;
	/** NaN: null. */
	valueKey: Float64Array;
	/** `none`: null. */
	rows: Uint32Array;
	/** Where any of them has them. NaN, `none`: undefined. */
	told: {ownerKey: Float64Array; listLength: Uint32Array} | undefined;
	pattern: Uint32Array;
	origin: Uint32Array;
	/** 0: null; a log with more kinds of errors than fit has them as one. */
	error: Uint16Array;
	/** 0: null; else of `databaseSystems`, plus 1. */
	system: Uint8Array;
	flags: Uint8Array;
}

const flag = {fromCache: 1, cut: 2, leftOut: 4} as const;

/** In a column of counts: not known. As a count it is beyond what a query returns. */
const none = 0xff_ff_ff_ff;
const mostErrors = 0xff_ff;

interface Origin {
	source: string | null;
	via: readonly string[];
}

/** Origins that are kept as objects while traces are put together. */
const mostRecent = 4096;

/** Bytes of a block, without and with values told one by one. */
const blockBytes = 44 * blockLength;
const toldBytes = 12 * blockLength;

/**
 * Queries of many traces in whatever order, held as numbers. Traces may be interleaved over the whole of it; none is complete before all of it
 * is read.
 */
export class TraceTable {
	readonly #blocks: Block[] = [];
	readonly #traceIds = new Names();
	/** Sources, with what they came through: see `#originOf`. */
	readonly #origins = new Names();
	readonly #errors = new Names();
	readonly #traceNames = new Names();
	readonly #patternAt: (index: number) => string;
	/** Of each trace: its queries, the number of its name, plus 1, and how long it lasted. */
	readonly #counts = new Column(Uint32Array);
	readonly #nameOf = new Column(Uint32Array);
	readonly #durationOf = new Column(Float64Array, Number.NaN);
	/** Blocks with values told one by one. */
	#told = 0;
	readonly #recentOrigins = new Map<number, Origin>();
	length = 0;

	/** `patternAt`: the text of a `Statement`'s pattern. */
	constructor(patternAt: (index: number) => string) {
		this.#patternAt = patternAt;
		this.#originOf(null, []);
	}

	/** What is held of queries and traces, as numbers and as texts. */
	get bytes(): number {
		const names = this.#traceIds.bytes + this.#origins.bytes + this.#errors.bytes + this.#traceNames.bytes;
		const traces = this.#counts.bytes + this.#nameOf.bytes + this.#durationOf.bytes;
		return this.#blocks.length * blockBytes + this.#told * toldBytes + names + traces;
	}

	/** How many traces there are. */
	get traces(): number {
		return this.#traceIds.size;
	}

	/** Takes a query in and answers with its number; -1: its trace has more than are kept. */
	add(query: LoggedQuery, system: DatabaseSystem | null, statement: Statement, keys: ValueKeys): number {
		const trace = this.#traceIds.indexOf(query.traceId);
		const before = this.#counts.at(trace);
		this.#counts.set(trace, before + 1);
		if (before >= mostOfOneTrace) return -1;
		const at = this.length & (blockLength - 1);
		if (at === 0) this.#blocks.push(newBlock());
		const block = this.#blocks[this.length >>> blockBits]!;
		block.trace[at] = trace;
		block.startMs[at] = query.startMs;
		block.durationMs[at] = query.durationMs;
		block.valueKey[at] = keys.valueKey ?? Number.NaN;
		if (keys.ownerKey !== undefined || keys.listLength !== undefined) {
			block.told ??= this.#newTold();
			block.told.ownerKey[at] = keys.ownerKey ?? Number.NaN;
			block.told.listLength[at] = keys.listLength ?? none;
		}
		block.rows[at] = Math.min(query.rows ?? none, none);
		block.pattern[at] = statement.pattern;
		block.origin[at] = query.source === null ? 0 : this.#originOf(query.source, []);
		block.error[at] = query.error === null ? 0 : this.#errorOf(query.error);
		block.system[at] = system === null ? 0 : databaseSystems.indexOf(system) + 1;
		block.flags[at] = (query.fromCache ? flag.fromCache : 0) | (statement.cut ? flag.cut : 0);
		return this.length++;
	}

	/** Says where a query came from, if it has not said so itself, and through what. */
	setOrigin(query: number, source: string | null, via: readonly string[]): void {
		if (query < 0) return;
		const {origin} = this.#blockOf(query);
		const at = query & (blockLength - 1);
		origin[at] = this.#originOf(this.#originAt(origin[at]!).source ?? source, via);
	}

	/** Takes a query out again: it turned out to be another one seen from a library. */
	leaveOut(query: number): void {
		if (query < 0) return;
		const block = this.#blockOf(query);
		const at = query & (blockLength - 1);
		block.flags[at]! |= flag.leftOut;
		const trace = block.trace[at]!;
		this.#counts.set(trace, this.#counts.at(trace) - 1);
	}

	/** The number of a trace, with queries or without. */
	traceOf(id: string): number {
		return this.#traceIds.indexOf(id);
	}

	traceIdOf(trace: number): string {
		return this.#traceIds.at(trace);
	}

	describeTrace(trace: number, {name, durationMs}: {name?: string; durationMs?: number}): void {
		if (name !== undefined) this.#nameOf.set(trace, this.#traceNames.indexOf(name) + 1);
		if (durationMs !== undefined) this.#durationOf.set(trace, durationMs);
	}

	/** All traces one by one, each with its queries in order of their start. Only one is held as objects. */
	*allTraces(): Generator<QueryTrace> {
		const {order, starts} = this.#byTrace();
		for (let trace = 0; trace < this.traces; trace++) {
			const queries = order.subarray(starts[trace], starts[trace + 1]);
			if (queries.length > 0) yield this.#toTrace(trace, queries);
		}
	}

	/** Numbers of queries by trace, in order of the log (a counting sort), and where each trace starts. */
	#byTrace(): {order: Uint32Array; starts: Uint32Array} {
		const starts = new Uint32Array(this.traces + 1);
		this.#eachKept((trace) => starts[trace]!++);
		for (let trace = 1; trace < starts.length; trace++) starts[trace]! += starts[trace - 1]!;
		const order = new Uint32Array(starts.at(-1)!);
		// Each start is its trace's end until all of its queries, from the last to the first, are in their places.
		this.#eachKept((trace, query) => (order[--starts[trace]!] = query));
		return {order, starts};
	}

	/** From the last to the first. */
	#eachKept(visit: (trace: number, query: number) => void): void {
		for (let query = this.length - 1; query >= 0; query--) {
			const block = this.#blocks[query >>> blockBits]!;
			const at = query & (blockLength - 1);
			if ((block.flags[at]! & flag.leftOut) === 0) visit(block.trace[at]!, query);
		}
	}

	#toTrace(trace: number, queries: Uint32Array): QueryTrace {
		const startOf = (query: number): number => this.#blockOf(query).startMs[query & (blockLength - 1)]!;
		// Equal starts stay in the order of the log.
		queries.sort((a, b) => startOf(a) - startOf(b) || a - b);
		const first = startOf(queries[0]!);
		const isEpoch = first > earliestEpochMs;
		const name = this.#nameOf.at(trace);
		const durationMs = this.#durationOf.at(trace);
		return {
			id: this.#traceIds.at(trace),
			name: name === 0 ? null : this.#traceNames.at(name - 1),
			at: isEpoch ? first : null,
			durationMs: Number.isNaN(durationMs) ? null : durationMs,
			queries: Array.from(queries, (query) => this.#queryOf(query, isEpoch ? first : 0)),
			uncounted: Math.max(0, this.#counts.at(trace) - queries.length),
		};
	}

	#queryOf(query: number, zeroMs: number): TracedQuery {
		const block = this.#blockOf(query);
		const at = query & (blockLength - 1);
		const valueKey = block.valueKey[at]!;
		const rows = block.rows[at]!;
		const error = block.error[at]!;
		const system = block.system[at]!;
		const flags = block.flags[at]!;
		const {source, via} = this.#originAt(block.origin[at]!);
		// Written out: a million spreads take seconds.
		const plain: TracedQuery = {
			startMs: block.startMs[at]! - zeroMs,
			durationMs: block.durationMs[at]!,
			pattern: this.#patternAt(block.pattern[at]!),
			system: system === 0 ? null : databaseSystems[system - 1]!,
			valueKey: Number.isNaN(valueKey) ? null : valueKey,
			source,
			via,
			error: error === 0 ? null : this.#errors.at(error - 1),
			rows: rows === none ? null : rows,
			fromCache: (flags & flag.fromCache) !== 0,
			cut: (flags & flag.cut) !== 0,
		};
		return block.told === undefined ? plain : withTold(plain, block.told.ownerKey[at]!, block.told.listLength[at]!);
	}

	#blockOf(query: number): Block {
		return this.#blocks[query >>> blockBits]!;
	}

	#errorOf(error: string): number {
		return this.#errors.size < mostErrors ? this.#errors.indexOf(error) + 1 : mostErrors;
	}

	#newTold(): NonNullable<Block['told']> {
		this.#told++;
		return {ownerKey: new Float64Array(blockLength).fill(Number.NaN), listLength: new Uint32Array(blockLength).fill(none)};
	}

	/** Held as one text: the libraries, a line each, an empty line, the source. */
	#originOf(source: string | null, via: readonly string[]): number {
		return this.#origins.indexOf(source === null && via.length === 0 ? '' : `${via.join('\n')}\n\n${source ?? ''}`);
	}

	#originAt(index: number): Origin {
		const recent = this.#recentOrigins.get(index);
		if (recent !== undefined) return recent;
		const text = this.#origins.at(index);
		const end = text.indexOf('\n\n');
		const source = text.slice(end + 2);
		const origin = {source: source === '' ? null : source, via: end > 0 ? text.slice(0, end).split('\n') : []};
		if (this.#recentOrigins.size >= mostRecent) this.#recentOrigins.clear();
		this.#recentOrigins.set(index, origin);
		return origin;
	}
}

/** Starts beyond three years from a trace's start are times since the epoch: a log that has no other clock. */
const earliestEpochMs = 1e11;

function newBlock(): Block {
	return {
		trace: new Uint32Array(blockLength),
		startMs: new Float64Array(blockLength),
		durationMs: new Float64Array(blockLength),
		valueKey: new Float64Array(blockLength),
		rows: new Uint32Array(blockLength),
		told: undefined,
		pattern: new Uint32Array(blockLength),
		origin: new Uint32Array(blockLength),
		error: new Uint16Array(blockLength),
		system: new Uint8Array(blockLength),
		flags: new Uint8Array(blockLength),
	};
}

function withTold(query: TracedQuery, ownerKey: number, listLength: number): TracedQuery {
	if (Number.isNaN(ownerKey)) return listLength === none ? query : {...query, listLength};
	return listLength === none ? {...query, ownerKey} : {...query, ownerKey, listLength};
}
