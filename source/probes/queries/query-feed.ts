import {systemClock} from '../../basics/clock.ts';
import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {captureSite} from './call-site.ts';
import {cutText, longestText, shortText} from './cut-text.ts';
import {mostRecords, QueryContext, type QueryRecord} from './query-context.ts';
import {isSiteDue, keyOf} from './repeats.ts';
import {SlowTexts} from './slow-texts.ts';
import {noteParts} from './value-parts.ts';
import {isWindowDue, takeEnded, takeWindow} from './windows.ts';

/** Hears of queries and of contexts. What it throws is its own affair: a service never sees it. */
export interface QueryListener {
	/** Wants the call sites of queries that take this many ms. */
	readonly slowMs?: number;
	/** A query ended; its context may be undefined (sent outside any request or run). Called inside the service's own call: must be quick. */
	ended(record: QueryRecord, context: QueryContext | undefined): void;
	/**
	 * A context ended, or a window of a long one: what it sent, as a context of its own. Its records are complete but for queries still running
	 * (`endedAt` NaN).
	 */
	closed(context: QueryContext): void;
}

/**
 * Where instrumentations of drivers tell of queries, and monitors hear of them. One for the process, since drivers are patched once.
 * With no listener an instrumentation must call straight through (`isOn` is false).
 */
class QueryFeed {
	#listeners: readonly QueryListener[] = [];
	#slowMs = Infinity;
	readonly #slow = new SlowTexts();
	readonly #switches: ((isOn: boolean) => void)[] = [];
	isOn = false;
	/** True once anything is instrumented: only then do requests get a context. */
	isFed = false;
	/** Errors of our own, none of which reached the service. */
	errors = 0;
	lastError: unknown;
	/** Call sites taken: none while no context repeats a query. */
	captures = 0;

	add(listener: QueryListener): void {
		this.#listeners = [...this.#listeners, listener];
		this.#switch();
	}

	remove(listener: QueryListener): void {
		this.#listeners = this.#listeners.filter((other) => other !== listener);
		this.#switch();
	}

	/** For an instrumentation that costs something even while nobody listens: is told when to begin and when to stop, and at once if it is on. */
	onSwitch(change: (isOn: boolean) => void): void {
		this.#switches.push(change);
		if (this.isOn) this.#safely(() => change(true));
	}

	#switch(): void {
		this.#slowMs = Math.min(...this.#listeners.map(({slowMs = Infinity}) => slowMs));
		const isOn = this.#listeners.length > 0;
		if (isOn === this.isOn) return;
		this.isOn = isOn;
		for (const change of this.#switches) this.#safely(() => change(isOn));
	}

	/**
	 * The call site of a query that the service asks for now, where its context repeats it often enough; call it once for each query. `above` is the
	 * function of ours that the service called.
	 */
	siteOf(
		context: QueryContext | undefined,
		text: string,
		values: number | undefined,
		above: (...args: never[]) => unknown,
	): object | undefined {
		if (context === undefined || !Number.isNaN(context.endedAt)) return undefined;
		const isDue = isSiteDue(context, text, values);
		return isDue || (!this.#slow.isEmpty && this.isSlow(keyOf(text, values))) ? this.capture(above, values) : undefined;
	}

	/** Was it slow lately, so that its call site is wanted? Next to nothing while nothing was. */
	isSlow(key: string | number): boolean {
		return !this.#slow.isEmpty && this.#slow.take(key);
	}

	/** The call site of what the service asks for now. `values`: their hash, of which the parts are kept; nothing was hashed since. */
	capture(above: (...args: never[]) => unknown, values?: number): object {
		this.captures++;
		const site = captureSite(above);
		if (values !== undefined) noteParts(site, values);
		return site;
	}

	/**
	 * Tells of a query that is sent now. `context`: the one taken where the service asked, which may be another than the running one; explicitly
	 * undefined, there is none.
	 */
	begin(system: DatabaseSystem, text: string, values: number | undefined, context: QueryContext | undefined, site?: object): QueryRecord {
		const startedAt = systemClock.monotonic();
		const record: QueryRecord = {text, system, values, startedAt, endedAt: Number.NaN, site, rows: undefined, error: undefined};
		keep(record, context);
		return record;
	}

	/** The same for a record that was made before: it is sent now. */
	send(record: QueryRecord, context: QueryContext | undefined): void {
		record.startedAt = systemClock.monotonic();
		keep(record, context);
	}

	/**
	 * Tells at once of a query that was sent and has ended: of drivers that answer synchronously. `asked`: what its call site was asked for with, where
	 * that was not the text.
	 */
	sent(record: QueryRecord, context: QueryContext | undefined, asked?: {text: string; values: number | undefined}): void {
		keep(record, context);
		this.#ended(record, context, asked);
	}

	/** Tells that it ended: now, or at `endedAt` where the driver was not at work all the time. */
	end(
		record: QueryRecord,
		context: QueryContext | undefined,
		rows: number | undefined,
		error: string | undefined,
		endedAt = systemClock.monotonic(),
	): void {
		record.endedAt = endedAt;
		record.rows = rows;
		record.error = error;
		this.#ended(record, context);
	}

	#ended(record: QueryRecord, context: QueryContext | undefined, asked: {text: string; values: number | undefined} = record): void {
		if (record.endedAt - record.startedAt >= this.#slowMs && context !== undefined) this.#remember(record.system, asked);
		// No closure, unlike in close(): this runs once for each query.
		for (const listener of this.#listeners) {
			try {
				listener.ended(record, context);
			} catch (failure) {
				this.failed(failure);
			}
		}
		// Once for all listeners: the window is gone from the context as soon as it is taken.
		if (context !== undefined && isWindowDue(context, record.endedAt) && Number.isNaN(context.endedAt))
			this.#closed(takeWindow(context, record.endedAt));
	}

	#remember(system: DatabaseSystem, {text, values}: {text: string; values: number | undefined}): void {
		this.#slow.add(keyOf(text, values));
		// A connection of mysql2 has the values in the text by the time it is seen, and asks by its shape.
		if (system === 'mysql') this.#slow.add(keyOf(text, undefined));
	}

	/** An error of ours: counted, and kept from the service. */
	failed(error: unknown): void {
		this.errors++;
		this.lastError = error;
	}

	/** Opens the context of what runs from here on. */
	open(kind: 'request' | 'run', name?: string): QueryContext {
		return new QueryContext(kind, systemClock.monotonic(), name);
	}

	/**
	 * Ends a context; `name` as far as it was not known before, `endedAt` where that was before now. Returns what it sent, as listeners are given it;
	 * undefined where it was ended before.
	 */
	close(context: QueryContext, name = context.name, endedAt = systemClock.monotonic()): QueryContext | undefined {
		if (!Number.isNaN(context.endedAt)) return undefined;
		context.name = name;
		context.endedAt = endedAt;
		const ended = takeEnded(context);
		if (ended.records.length > 0) this.#closed(ended);
		return ended;
	}

	#closed(context: QueryContext): void {
		for (const listener of this.#listeners) this.#safely(() => listener.closed(context));
	}

	#safely(tell: () => void): void {
		try {
			tell();
		} catch (error) {
			this.failed(error);
		}
	}
}

/** Holds a record in its context: queries of a context that ended (what a request left running) are no part of its trace. */
function keep(record: QueryRecord, context: QueryContext | undefined): void {
	if (context === undefined || !Number.isNaN(context.endedAt)) return;
	if (context.records.length >= mostRecords) {
		context.uncounted++;
		return;
	}
	if (record.text.length > shortText) weigh(record, context);
	context.records.push(record);
}

/** Equal texts that follow each other are mostly one string. */
function weigh(record: QueryRecord, context: QueryContext): void {
	if (record.text.length > longestText) record.text = cutText(record.text);
	if (context.records.at(-1)?.text !== record.text) context.longCharacters += record.text.length;
}

export const queryFeed = new QueryFeed();
