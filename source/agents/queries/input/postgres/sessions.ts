import type {QuerySink} from '../logged-query.ts';
import {readSqlComment} from './sql-comment.ts';

/** A pause of a session outside a transaction after which something else begins. */
export const mostPauseMs = 20;
const mostSessions = 10_000;

export interface SessionQuery {
	sql: string;
	valueKey: number | null;
	durationMs: number;
	/** Code of the error that ended it. */
	error: string | null;
}

/** Where and when the server says that a query ended. */
export interface SessionMoment {
	endMs: number;
	/** '': the log does not say. */
	session: string;
	transaction: string | null;
}

interface Session {
	endMs: number;
	traceId: string;
	/** Of the log's own text or by its ids: within BEGIN and COMMIT. */
	isInTransaction: boolean;
	transaction: string | null;
	/** Pattern of the trace's first statement, and whether others followed it. */
	first: number;
	hasOthers: boolean;
}

/**
 * Says which trace a query of a PostgreSQL log belongs to. A comment in its text (`traceparent`, `request_id`) decides where there is one. Without
 * it the server knows sessions, not requests: a trace is then a transaction, or statements of a session outside one that follow each other with
 * pauses of at most 20 ms; it ends where its first statement comes again after others, which is how requests look that begin alike.
 */
export class SessionTraces {
	readonly #sink: QuerySink;
	readonly #sessions = new Map<string, Session>();
	/** 1000 while all times are of whole seconds. */
	#resolutionMs = 1000;
	#count = 0;

	constructor(sink: QuerySink) {
		this.#sink = sink;
	}

	take(query: SessionQuery, moment: SessionMoment): void {
		if (moment.endMs % 1000 !== 0) this.#resolutionMs = 1;
		const before = this.#sessions.get(moment.session);
		// A session does one thing after the other: what rounding made overlap is put in a row again.
		const startMs = Math.max(moment.endMs - query.durationMs, moment.session === '' ? 0 : (before?.endMs ?? 0));
		const comment = readSqlComment(query.sql);
		const pattern = this.#sink.patternOf(query.sql, 'postgresql');
		const session = this.#next(before, query.sql, pattern, startMs, moment);
		session.endMs = startMs + query.durationMs;
		this.#keep(moment.session, session);
		if (comment.traceId === null) this.#noteGuess(moment.session);
		else if (comment.name !== null) this.#sink.describeTrace(comment.traceId, {name: comment.name});
		this.#sink.query({
			...query,
			traceId: comment.traceId ?? session.traceId,
			startMs,
			source: comment.source,
			system: 'postgresql',
			rows: null,
			fromCache: false,
		});
	}

	/** The log is over. */
	end(): void {
		if (this.#count > 0 && this.#resolutionMs === 1000) this.#sink.note(notes.seconds);
	}

	#next(before: Session | undefined, sql: string, pattern: number, startMs: number, moment: SessionMoment): Session {
		const opens = /^\s*(?:begin|start\s+transaction)\b/i.test(sql);
		const closes =
			before?.isInTransaction === true && /^\s*(?:commit|end|abort|rollback(?!\s+to\b|\s+(?:work|transaction)\s+to\b))\b/i.test(sql);
		const goesOn = before !== undefined && !opens && this.#goesOn(before, pattern, startMs, moment);
		if (!goesOn)
			return {
				endMs: 0,
				traceId: this.#newTraceId(moment.session, startMs),
				isInTransaction: opens,
				transaction: moment.transaction,
				first: pattern,
				hasOthers: false,
			};
		before.hasOthers ||= pattern !== before.first;
		before.transaction = closes ? null : moment.transaction;
		// What follows a COMMIT is told apart from the transaction by a pattern that can never go on.
		if (closes) return {...before, isInTransaction: false, first: ended};
		return before;
	}

	#goesOn(before: Session, pattern: number, startMs: number, {session, transaction}: SessionMoment): boolean {
		if (session === '') return false;
		if (before.isInTransaction) return true;
		if (transaction !== null && transaction === before.transaction) return true;
		if (before.first === ended) return false;
		if (pattern === before.first && before.hasOthers) return false;
		const slack = this.#resolutionMs === 1000 ? 1000 : 1;
		return startMs - before.endMs <= mostPauseMs + slack;
	}

	#newTraceId(session: string, startMs: number): string {
		this.#count++;
		const time = new Date(startMs).toISOString().replace('T', ' ').replace('Z', '');
		return `${session === '' ? 'session unknown' : `session ${session}`}, ${time}, ${this.#count}`;
	}

	#keep(name: string, session: Session): void {
		this.#sessions.delete(name);
		const [oldest] = this.#sessions.size >= mostSessions ? this.#sessions.keys() : [];
		if (oldest !== undefined) this.#sessions.delete(oldest);
		this.#sessions.set(name, session);
	}

	#noteGuess(session: string): void {
		this.#sink.note(session === '' ? notes.noSession : notes.guess);
	}
}

/** No pattern has it. */
const ended = -1;

const notes = {
	guess:
		'This log names no requests: a transaction, or statements of one session without a pause, are taken as one. Comments with traceparent or request_id in the queries say it for certain.',
	seconds: 'log_line_prefix has times of whole seconds (%t): pauses under a second cannot be seen. %m has milliseconds.',
	noSession: 'log_line_prefix names no process (%p): each statement stands alone, and only slow ones can be found.',
};
