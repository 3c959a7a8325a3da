import type {DatabaseSystem, QueryTrace} from '../../../protocol/query-trace.ts';
import type {LoggedQuery, QuerySink} from './logged-query.ts';
import {keysOf, Statements} from './statements.ts';
import {TraceTable} from './trace-table.ts';

/** What could not be used of a log. */
export interface Broken {
	count: number;
	/** `line 12 has no traceId`. */
	first: string;
}

/** What a log was found to have, besides its traces. */
export interface Intake {
	queries: number;
	traces: number;
	patterns: number;
	broken: Broken | null;
	/** Counts of what is no query to judge, by what it is. */
	leftOut: ReadonlyMap<string, number>;
	notes: readonly string[];
	/** Parts in which it was judged: more than one for a log of millions. */
	parts: number;
	/** Queries of traces that have more than are kept of one: they count, and nothing is found in them. */
	uncounted: number;
}

export interface IntakeLimits {
	/** Bytes held from which what was taken in is judged. */
	mostBytes: number;
	/** Queries between two looks at how many there are. */
	lookEach: number;
}

/** A million queries, each with a trace of its own or a third of them with a pattern of its own, are less. */
const usual: IntakeLimits = {mostBytes: 112 * 1024 * 1024, lookEach: 1024};

/** Takes in the queries of a log, and hands over its traces: at the end, or part by part where it has millions. */
export class QueryIntake implements QuerySink {
	readonly #system: DatabaseSystem | null;
	readonly #limits: IntakeLimits;
	readonly #judge: (trace: QueryTrace) => void;
	readonly #statements = new Statements();
	readonly #holders: Holder[] = [];
	readonly #leftOut = new Map<string, number>();
	readonly #notes = new Set<string>();
	#table = this.#newTable();
	#broken: Broken | null = null;
	#taken = 0;
	#queries = 0;
	#tracesJudged = 0;
	#uncounted = 0;
	#parts = 0;

	/** `system`: of queries that name none themselves. */
	constructor(system: DatabaseSystem | null, judge: (trace: QueryTrace) => void, limits = usual) {
		this.#system = system;
		this.#judge = judge;
		this.#limits = limits;
	}

	query(query: LoggedQuery): number {
		if (++this.#taken % this.#limits.lookEach === 0) this.makeRoom();
		const system = query.system ?? this.#system;
		const statement = this.#statements.of(query.sql, system);
		const keys = keysOf(statement, query.parameters);
		this.#queries++;
		return this.#table.add(query, system, statement, keys);
	}

	patternOf(sql: string, system: DatabaseSystem | null): number {
		return this.#statements.of(sql, system ?? this.#system).pattern;
	}

	describe(query: number, {source = null, via = [], isLeftOut = false}: Parameters<QuerySink['describe']>[1]): void {
		if (!isLeftOut) return this.#table.setOrigin(query, source, via);
		this.#table.leaveOut(query);
		this.#queries--;
	}

	traceOf(traceId: string): number {
		return this.#table.traceOf(traceId);
	}

	traceIdOf(trace: number): string {
		return this.#table.traceIdOf(trace);
	}

	get traces(): number {
		return this.#table.traces;
	}

	describeTrace(trace: number, more: {name?: string; durationMs?: number}): void {
		this.#table.describeTrace(trace, more);
	}

	broken(where: string, why: string): void {
		if (this.#broken === null) this.#broken = {count: 1, first: `${where} ${why}`};
		else this.#broken.count++;
	}

	leftOut(what: string): void {
		this.#leftOut.set(what, (this.#leftOut.get(what) ?? 0) + 1);
	}

	note(sentence: string): void {
		this.#notes.add(sentence);
	}

	onJudging(settle: () => void, bytes: () => number = () => 0): void {
		this.#holders.push({settle, bytes});
	}

	makeRoom(): void {
		if (this.#bytes < this.#limits.mostBytes) return;
		this.#judgePart();
		// Patterns are mostly few, and then they stay what they are over all parts.
		if (this.#statements.bytes >= this.#limits.mostBytes / 4) this.#statements.forget();
	}

	/** The log is over: judges what is left and says what there was. */
	finish(): Intake {
		this.#statements.endReading();
		if (this.#table.length > 0) this.#judgePart();
		return {
			queries: this.#queries,
			traces: this.#tracesJudged,
			patterns: this.#statements.patterns,
			broken: this.#broken,
			leftOut: this.#leftOut,
			notes: [...this.#notes],
			parts: this.#parts,
			uncounted: this.#uncounted,
		};
	}

	get #bytes(): number {
		return this.#holders.reduce((sum, holder) => sum + holder.bytes(), this.#table.bytes + this.#statements.bytes);
	}

	#judgePart(): void {
		for (const {settle} of this.#holders) settle();
		for (const trace of this.#table.allTraces()) {
			this.#tracesJudged++;
			this.#uncounted += trace.uncounted;
			this.#judge(trace);
		}
		this.#parts++;
		this.#table = this.#newTable();
	}

	#newTable(): TraceTable {
		return new TraceTable((pattern) => this.#statements.patternAt(pattern));
	}
}

interface Holder {
	settle: () => void;
	bytes: () => number;
}
