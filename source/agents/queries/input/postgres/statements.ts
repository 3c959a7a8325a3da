import {codeOfMessage, isDuration} from '../fields.ts';
import type {QuerySink} from '../logged-query.ts';
import type {PostgresEntry} from './entry.ts';
import {readParameters} from './parameters.ts';
import {SessionTraces} from './sessions.ts';

/** What is known of a session between two of its entries. */
interface Pending {
	/** ms that `parse` and `bind` took for the execution to come. */
	preparingMs: number;
	/** A statement that was logged when it began; its duration is still to come. */
	begun: {sql: string; parameters: string | null} | undefined;
}

const mostSessions = 10_000;

/**
 * Makes queries of the entries of a PostgreSQL log: `duration: … statement:`, `duration: … execute NAME:` with the time of its parse and bind,
 * a statement and its duration in two entries (log_statement with log_duration), and statements that ended with an error.
 */
export class StatementReader {
	readonly #sink: QuerySink;
	readonly #traces: SessionTraces;
	readonly #sessions = new Map<string, Pending>();

	constructor(sink: QuerySink) {
		this.#sink = sink;
		this.#traces = new SessionTraces(sink);
	}

	take(entry: PostgresEntry, where: string): void {
		if (entry.severity === 'ERROR') return this.#failed(entry, where);
		if (entry.severity !== 'LOG') return;
		const timed = durationEntry.exec(entry.message);
		if (timed !== null) return this.#timed(entry, timed, where);
		const begun = beginEntry.exec(entry.message);
		if (begun !== null) this.#pendingOf(entry).begun = {sql: entry.message.slice(begun[0].length), parameters: parametersOf(entry)};
	}

	/** The log is over. */
	end(): void {
		this.#sessions.clear();
		this.#traces.end();
	}

	#timed(entry: PostgresEntry, [head, duration, step]: RegExpExecArray, where: string): void {
		const pending = this.#pendingOf(entry);
		const ms = Number(duration);
		if (!isDuration(ms)) return this.#sink.broken(where, 'has a duration that cannot be');
		const rest = entry.message.slice(head.length);
		if (step === undefined) return this.#endBegun(entry, pending, ms, rest, where);
		if (step.startsWith('parse') || step.startsWith('bind')) {
			pending.preparingMs += ms;
			return;
		}
		// What a cursor or a portal is asked for later belongs to its query, which was counted when it was executed.
		if (step.startsWith('execute fetch')) return this.#sink.leftOut('later fetches of a cursor');
		this.#emit(entry, {sql: rest, parameters: parametersOf(entry)}, waited(ms + pending.preparingMs), where);
		pending.preparingMs = 0;
		pending.begun = undefined;
	}

	/** A duration alone ends the statement that was logged before; without one it is that of a parse or a bind. */
	#endBegun(entry: PostgresEntry, pending: Pending, ms: number, rest: string, where: string): void {
		if (rest.trim() !== '') return this.#sink.leftOut('plans of auto_explain');
		const {begun} = pending;
		if (begun === undefined) {
			pending.preparingMs += ms;
			return;
		}
		this.#emit(entry, begun, waited(ms + pending.preparingMs), where);
		pending.preparingMs = 0;
		pending.begun = undefined;
	}

	/** The log does not say how long a failed statement took. */
	#failed(entry: PostgresEntry, where: string): void {
		const pending = this.#pendingOf(entry);
		const sql = entry.statement ?? pending.begun?.sql;
		const parameters = pending.begun?.parameters ?? parametersIn(entry.context);
		pending.begun = undefined;
		pending.preparingMs = 0;
		if (sql === undefined) return;
		this.#emit(entry, {sql, parameters}, Number.NaN, where, entry.sqlState ?? codeOfMessage(entry.message) ?? 'error');
	}

	#emit(
		entry: PostgresEntry,
		told: {sql: string; parameters: string | null},
		durationMs: number,
		where: string,
		error: string | null = null,
	): void {
		if (Number.isNaN(entry.atMs)) return this.#sink.broken(where, 'has no time in its prefix');
		const prepared = preparedText(told.sql, entry.detail);
		// The values of an EXECUTE stand in its own text.
		const parameters = prepared === undefined ? readParameters(told.parameters) : told.sql;
		this.#traces.take(
			{sql: prepared ?? told.sql, parameters, durationMs, error},
			{endMs: entry.atMs, session: entry.session, transaction: entry.transaction},
		);
	}

	#pendingOf({session}: PostgresEntry): Pending {
		const known = this.#sessions.get(session);
		if (known !== undefined) return known;
		const [oldest] = this.#sessions.size >= mostSessions ? this.#sessions.keys() : [];
		if (oldest !== undefined) this.#sessions.delete(oldest);
		const pending: Pending = {preparingMs: 0, begun: undefined};
		this.#sessions.set(session, pending);
		return pending;
	}
}

const durationEntry =
	/^duration: (\d+(?:\.\d+)?) ms(?: {1,2}(?:(statement|parse [^\n]{1,200}?|bind [^\n]{1,200}?|execute [^\n]{1,200}?): )?)?/;
const beginEntry = /^(?:statement|execute [^\n]{1,200}?): /;

function parametersOf({detail}: PostgresEntry): string | null {
	return parametersIn(detail);
}

function parametersIn(text: string | null): string | null {
	const start = text === null ? null : /(?:^|with )parameters: /i.exec(text);
	return text === null || start === null ? null : text.slice(start.index + start[0].length);
}

/** No client gets an answer sooner than this, however quick the server was: what the log leaves out is the way there and back. */
const shortestRoundTripMs = 0.06;

function waited(serverMs: number): number {
	return Math.max(serverMs, shortestRoundTripMs);
}

/** `EXECUTE name(1)` with the detail `prepare: PREPARE name AS SELECT …` is that SELECT, with its values in the EXECUTE. */
function preparedText(sql: string, detail: string | null): string | undefined {
	if (detail === null || !/^\s*execute\b/i.test(sql)) return undefined;
	return /^prepare: PREPARE\s[\s\S]{0,2000}?\sAS\s+([\s\S]+)$/i.exec(detail)?.[1];
}
