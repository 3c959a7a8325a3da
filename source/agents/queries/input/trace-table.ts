import {databaseSystems, type DatabaseSystem, type QueryTrace, type TracedQuery} from '../../../protocol/query-trace.ts';
import {Names} from './names.ts';
import type {LoggedQuery} from './logged-query.ts';
import {ownText} from './own-text.ts';
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

interface TraceFacts {
	name?: string;
	durationMs?: number;
}

/**
 * Queries of many traces in whatever order, held as numbers. Traces may be interleaved over the whole of it; none is complete before all of it
 * is read.
 */
export class TraceTable {
	readonly #blocks: Block[] = [];
	readonly #traceIds = new Names();
	readonly #origins = new Map<string, number>();
	readonly #originList: {source: string | null; via: readonly string[]}[] = [];
	readonly #errors = new Names();
	readonly #facts = new Map<string, TraceFacts>();
	readonly #patternAt: (index: number) => string;
	#counts: number[] = [];
	length = 0;

	/** `patternAt`: the text of a `Statement`'s pattern. */
	constructor(patternAt: (index: number) => string) {
		this.#patternAt = patternAt;
		this.#originOf(null, []);
	}

	/** How many traces there are. */
	get traces(): number {
		return this.#traceIds.size;
	}

	/** Takes a query in and answers with its number; -1: its trace has more than are kept. */
	add(query: LoggedQuery, system: DatabaseSystem | null, statement: Statement, keys: ValueKeys): number {
		const trace = this.#traceIds.indexOf(query.traceId);
		const before = this.#counts[trace] ?? 0;
		this.#counts[trace] = before + 1;
		if (before >= mostOfOneTrace) return -1;
		const at = this.length & (blockLength - 1);
		if (at === 0) this.#blocks.push(newBlock());
		const block = this.#blocks[this.length >>> blockBits]!;
		block.trace[at] = trace;
		block.startMs[at] = query.startMs;
		block.durationMs[at] = query.durationMs;
		block.valueKey[at] = keys.valueKey ?? Number.NaN;
		if (keys.ownerKey !== undefined || keys.listLength !== undefined) {
			block.told ??= newTold();
			block.told.ownerKey[at] = keys.ownerKey ?? Number.NaN;
			block.told.listLength[at] = keys.listLength ?? none;
		}
		block.rows[at] = Math.min(query.rows ?? none, none);
		block.pattern[at] = statement.pattern;
		block.origin[at] = query.source === null ? 0 : this.#originOf(query.source, []);
		block.error[at] = query.error === null ? 0 : Math.min(this.#errors.indexOf(query.error) + 1, mostErrors);
		block.system[at] = system === null ? 0 : databaseSystems.indexOf(system) + 1;
		block.flags[at] = (query.fromCache ? flag.fromCache : 0) | (statement.cut ? flag.cut : 0);
		return this.length++;
	}

	/** Says where a query came from, in place of what was said. */
	setOrigin(query: number, source: string | null, via: readonly string[]): void {
		if (query >= 0) this.#blockOf(query).origin[query & (blockLength - 1)] = this.#originOf(source, via);
	}

	/** Takes a query out again: it turned out to be another one seen from a library. */
	leaveOut(query: number): void {
		if (query < 0) return;
		const block = this.#blockOf(query);
		const at = query & (blockLength - 1);
		block.flags[at]! |= flag.leftOut;
		this.#counts[block.trace[at]!]! -= 1;
	}

	describeTrace(traceId: string, facts: TraceFacts): void {
		this.#facts.set(traceId, {...this.#facts.get(traceId), ...facts});
	}

	/** All traces one by one, each with its queries in order of their start. Only one is held as objects. */
	*allTraces(): Generator<QueryTrace> {
		const {order, ends} = this.#byTrace();
		let start = 0;
		for (const [trace, end] of ends.entries()) {
			const queries = order.subarray(start, end);
			start = end;
			if (queries.length > 0) yield this.#traceOf(trace, queries);
		}
	}

	/** Numbers of queries by trace (a counting sort), and where each trace ends. */
	#byTrace(): {order: Uint32Array; ends: Uint32Array} {
		const ends = new Uint32Array(this.traces);
		this.#eachKept((trace) => ends[trace]!++);
		const next = new Uint32Array(this.traces);
		for (let trace = 1; trace < ends.length; trace++) {
			next[trace] = ends[trace - 1]!;
			ends[trace]! += ends[trace - 1]!;
		}
		const order = new Uint32Array(ends.at(-1) ?? 0);
		this.#eachKept((trace, query) => (order[next[trace]!++] = query));
		return {order, ends};
	}

	#eachKept(visit: (trace: number, query: number) => void): void {
		for (let query = 0; query < this.length; query++) {
			const block = this.#blocks[query >>> blockBits]!;
			const at = query & (blockLength - 1);
			if ((block.flags[at]! & flag.leftOut) === 0) visit(block.trace[at]!, query);
		}
	}

	#traceOf(trace: number, queries: Uint32Array): QueryTrace {
		const startOf = (query: number): number => this.#blockOf(query).startMs[query & (blockLength - 1)]!;
		// Equal starts stay in the order of the log.
		queries.sort((a, b) => startOf(a) - startOf(b) || a - b);
		const first = startOf(queries[0]!);
		const isEpoch = first > earliestEpochMs;
		const id = this.#traceIds.at(trace);
		const facts = this.#facts.get(id);
		return {
			id,
			name: facts?.name ?? null,
			at: isEpoch ? first : null,
			durationMs: facts?.durationMs ?? null,
			queries: Array.from(queries, (query) => this.#queryOf(query, isEpoch ? first : 0)),
			uncounted: Math.max(0, (this.#counts[trace] ?? 0) - queries.length),
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
		const {source, via} = this.#originList[block.origin[at]!]!;
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

	#originOf(source: string | null, via: readonly string[]): number {
		const name = via.length === 0 ? (source ?? '') : `${via.join('\n')}\n\n${source ?? ''}`;
		const known = this.#origins.get(name);
		if (known !== undefined) return known;
		this.#origins.set(ownText(name), this.#originList.length);
		return this.#originList.push({source: source === null ? null : ownText(source), via}) - 1;
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

function newTold(): NonNullable<Block['told']> {
	return {ownerKey: new Float64Array(blockLength).fill(Number.NaN), listLength: new Uint32Array(blockLength).fill(none)};
}
