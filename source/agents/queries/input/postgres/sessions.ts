import type {QuerySink} from '../logged-query.ts';
import {ownText} from '../own-text.ts';
import {readSqlComment} from './sql-comment.ts';

/** A pause of a session outside a transaction after which something else begins. */
const mostPauseMs = 20;
const mostSessions = 10_000;

export interface SessionQuery {
	sql: string;
	parameters: unknown;
	/** NaN: not told. */
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
	/** Queries that the log's clock says ended at the same moment, in their order. */
	sameEnd: SessionQuery[];
	sameEndMs: number;
	transaction: string | null;
	/** The trace that the queries before them are of; null: none yet. */
	trace: OpenTrace | null;
}

interface OpenTrace {
	id: string;
	endMs: number;
	/** Within BEGIN and COMMIT. */
	isInTransaction: boolean;
	/** The transaction's id, where the log has it. */
	transaction: string | null;
	/** Pattern of the first statement, and whether others followed it. */
	first: number;
	hasOthers: boolean;
}

/** Queries of one moment held back, to be put in a row. */
const mostOfOneMoment = 10_000;

/**
 * Says which trace a query of a PostgreSQL log belongs to. A comment in its text (`traceparent`, `request_id`) decides where there is one. Without
 * it the server knows sessions, not requests: a trace is then a transaction, or statements of a session outside one that follow each other with
 * pauses of at most 20 ms; it ends where its first statement comes again after others, which is how requests look that begin alike.
 */
export class SessionTraces {
	readonly #sink: QuerySink;
	readonly #sessions = new Map<string, Session>();
	/** Of the log's clock: a second while all times are whole ones. */
	#resolutionMs = 1000;
	#count = 0;
	/** Queries by what says where they belong: a comment of their own, their session, nothing. */
	readonly #queries = {named: 0, guessed: 0, alone: 0};

	constructor(sink: QuerySink) {
		this.#sink = sink;
	}

	take(query: SessionQuery, {endMs, session: name, transaction}: SessionMoment): void {
		if (endMs % 1000 !== 0) this.#resolutionMs = 1;
		const session = this.#sessions.get(name) ?? this.#newSession(ownText(name));
		const isSameMoment = session.sameEndMs === endMs && session.transaction === transaction;
		if (!isSameMoment || session.sameEnd.length >= mostOfOneMoment) this.#settle(name, session);
		session.sameEndMs = endMs;
		session.transaction = transaction;
		session.sameEnd.push(query);
	}

	/** The log is over. */
	end(): void {
		for (const [name, session] of this.#sessions) this.#settle(name, session);
		for (const note of notesOf(this.#queries, this.#resolutionMs)) this.#sink.note(note);
	}

	/**
	 * A session does one thing after the other, and the log's clock only says in which millisecond (or second) each ended: those of one are spread
	 * over it, so that they neither overlap nor leave pauses that were none.
	 */
	#settle(name: string, session: Session): void {
		const {sameEnd, sameEndMs} = session;
		for (const [index, query] of sameEnd.entries()) {
			const endMs = sameEndMs + ((index + 0.5) / sameEnd.length) * this.#resolutionMs;
			const lastedMs = Number.isNaN(query.durationMs) ? 0 : query.durationMs;
			const startMs = Math.max(endMs - lastedMs, name === '' ? 0 : (session.trace?.endMs ?? 0));
			this.#place(name, session, query, startMs, startMs + lastedMs);
		}
		session.sameEnd = [];
	}

	#place(name: string, session: Session, query: SessionQuery, startMs: number, endMs: number): void {
		const comment = readSqlComment(query.sql);
		const trace = this.#next(name, session, query.sql, startMs);
		trace.endMs = endMs;
		session.trace = trace;
		if (comment.traceId !== null) this.#queries.named++;
		// Libraries that comment on queries leave these as they are.
		else if (!bounds.test(query.sql)) this.#queries[name === '' ? 'alone' : 'guessed']++;
		this.#sink.query({
			...query,
			traceId: comment.traceId ?? trace.id,
			startMs,
			source: comment.source,
			system: 'postgresql',
			rows: null,
			fromCache: false,
		});
		if (comment.traceId !== null && comment.name !== null)
			this.#sink.describeTrace(this.#sink.traceOf(comment.traceId), {name: comment.name});
	}

	#next(name: string, {trace, transaction}: Session, sql: string, startMs: number): OpenTrace {
		const pattern = this.#sink.patternOf(sql, 'postgresql');
		const isBegin = begins.test(sql);
		const goesOn = trace !== null && name !== '' && !isBegin && this.#goesOn(trace, pattern, startMs, transaction);
		if (!goesOn)
			return {id: this.#newTraceId(name, startMs), endMs: 0, isInTransaction: isBegin, transaction, first: pattern, hasOthers: false};
		const isEnd = trace.isInTransaction && commits.test(sql);
		trace.hasOthers ||= pattern !== trace.first;
		trace.transaction = isEnd ? null : transaction;
		// What follows a COMMIT is no part of it.
		if (isEnd) return {...trace, isInTransaction: false, first: over};
		return trace;
	}

	#goesOn(trace: OpenTrace, pattern: number, startMs: number, transaction: string | null): boolean {
		if (trace.isInTransaction) return true;
		if (transaction !== null && transaction === trace.transaction) return true;
		if (trace.first === over) return false;
		if (pattern === trace.first && trace.hasOthers) return false;
		return startMs - trace.endMs <= mostPauseMs + this.#resolutionMs;
	}

	#newTraceId(session: string, startMs: number): string {
		this.#count++;
		const time = new Date(startMs).toISOString().replace('T', ' ').replace('Z', '');
		return `${session === '' ? 'session unknown' : `session ${session}`}, ${time}, ${this.#count}`;
	}

	#newSession(name: string): Session {
		const session: Session = {sameEnd: [], sameEndMs: 0, transaction: null, trace: null};
		const [oldest] = this.#sessions.size >= mostSessions ? this.#sessions : [];
		if (oldest !== undefined) {
			this.#settle(...oldest);
			this.#sessions.delete(oldest[0]);
		}
		this.#sessions.set(name, session);
		return session;
	}
}

const begins = /^\s*(?:begin|start\s+transaction)\b/i;
const commits = /^\s*(?:commit|end|abort|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b/i;
/** No pattern has it. */
const over = -1;

const bounds = /^\s*(?:begin|start\s+transaction|commit|end|abort|rollback|savepoint|release)\b/i;

function notesOf({named, guessed, alone}: {named: number; guessed: number; alone: number}, resolutionMs: number): string[] {
	const notes: string[] = [];
	if (guessed > 0) notes.push(`${whoNamesNoRequest(named, guessed)} ${howItIsGuessed}`);
	if (alone > 0) notes.push('log_line_prefix names no process (%p): each statement stands alone, and only slow ones can be found.');
	if (guessed > 0 && resolutionMs === 1000)
		notes.push('log_line_prefix has times of whole seconds (%t): pauses under a second cannot be seen. %m has milliseconds.');
	return notes;
}

const howItIsGuessed =
	'a transaction, or statements of one session without a pause, are taken as one. Comments with traceparent or request_id in the queries say it for certain.';

function whoNamesNoRequest(named: number, guessed: number): string {
	if (named === 0) return 'This log names no requests:';
	const all = named + guessed;
	return `${guessed.toLocaleString('en')} of ${all.toLocaleString('en')} queries ${guessed === 1 ? 'names' : 'name'} no request: of those`;
}
