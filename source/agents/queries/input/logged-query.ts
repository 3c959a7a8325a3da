import type {DatabaseSystem} from '../../../protocol/query-trace.ts';

/** One query as a log tells of it, whatever the format. Its text lives until its pattern is known, and its values are a hash already. */
export interface LoggedQuery {
	traceId: string;
	/** ms, from the trace's start or since the epoch; one of both within a trace. */
	startMs: number;
	/** NaN: the log's cannot be, or it tells none. A query all the same. */
	durationMs: number;
	sql: string;
	/** The values that travelled beside the text, in whatever form the log has them: hashed at once and let go. Undefined: the log tells none. */
	parameters: unknown;
	source: string | null;
	system: DatabaseSystem | null;
	/** Code or class, never a message: that may quote values. */
	error: string | null;
	rows: number | null;
	fromCache: boolean;
}

/** Where readers of logs put what they read. */
export interface QuerySink {
	/** Takes a query in and answers with its number; `beforeJudging` ends the life of all numbers. */
	query(query: LoggedQuery): number;
	/** A number that is the same for texts of the same pattern. */
	patternOf(sql: string, system: DatabaseSystem | null): number;
	/** Says afterwards what a log told later than the query: where it came from, if it has not said so itself, or that it does not count. */
	describe(query: number, more: {source?: string | null; via?: readonly string[]; isLeftOut?: boolean}): void;
	/** The number of a trace, with queries or without; `query` and `makeRoom` may end the life of all numbers. */
	traceOf(traceId: string): number;
	traceIdOf(trace: number): string;
	/** How many traces have a number: it is less than this. */
	readonly traces: number;
	describeTrace(trace: number, more: {name?: string; durationMs?: number}): void;
	/** A line or a span that cannot be used: counted, and the first one named. `where`: `line 12`. */
	broken(where: string, why: string): void;
	/** Something that is no fault and not judged: queries of Redis, say. Counted by its words. */
	leftOut(what: string): void;
	/** Something that whoever reads the report should know of the log; said once. */
	note(sentence: string): void;
	/** `settle` is called before what was taken in is judged, at the end of the log and whenever a part of it is full; `bytes` says what is held until then. */
	onJudging(settle: () => void, bytes?: () => number): void;
	/** Judges what was taken in where all that is held is too much. Told by readers that hold other things than queries. */
	makeRoom(): void;
}

/** Reads one log from its bytes, in pieces of any length. */
export interface LogReader {
	push(bytes: Buffer): void;
	end(): void;
}
