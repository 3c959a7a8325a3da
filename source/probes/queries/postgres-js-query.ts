import {systemClock} from '../../basics/clock.ts';
import {captureWhenRead} from './call-site.ts';
import {cutText} from './cut-text.ts';
import {errorCode} from './error-code.ts';
import {note, noteOf} from './notes.ts';
import {type QueryContext, queryContexts} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import {noteParts} from './value-parts.ts';

/** A query of postgres.js: a promise that is sent when somebody waits for it. Seen in 3.4; properties as there. */
export interface Query {
	strings: readonly string[];
	args: readonly unknown[];
	/** One function for each client that was made; undefined for queries of the driver's own. */
	canceller: unknown;
	executed: boolean;
	active: boolean;
	/** The text as it was sent: with `$1`, and fragments in their places. Once it is. */
	string?: string;
	parameters?: readonly unknown[];
	/** `values`: rows are lists. */
	isRaw?: unknown;
	resolve: (result: unknown) => unknown;
	reject: (error: unknown) => unknown;
}

type Above = (...args: never[]) => unknown;

/** What is noted on each query: it stands in for its property `active`, whose changes tell when the driver works on it. */
export class QueryNote {
	isActive: boolean;
	readonly #site: object | undefined;
	#context: QueryContext | undefined;
	#startedAt = Number.NaN;
	#rows: number | undefined;
	#error: string | undefined;
	readonly #isObserved: boolean;

	/** The service makes a query: here is its call site; where it is waited for, no frame of the service is left. */
	constructor(query: Query, isActive: boolean, isObserved: boolean, above: Above) {
		this.isActive = isActive;
		this.#isObserved = isObserved && queryFeed.isOn;
		if (!this.#isObserved) return;
		this.#context = queryContexts.getStore();
		const {text, values} = askedOf(query);
		this.#site = queryFeed.siteOf(this.#context, text, values, above);
	}

	/** Somebody waits for it, for the first time: it is this one's query. */
	handled(query: Query): void {
		if (!this.#isObserved) return;
		this.#context = queryContexts.getStore() ?? this.#context;
		this.#startedAt = systemClock.monotonic();
		const {resolve, reject} = query;
		query.resolve = (result) => {
			this.#rows = rowsOf(result);
			this.#siteFromResult(query, result);
			return resolve(result);
		};
		query.reject = (error) => {
			this.#error = errorCode(error);
			return reject(error);
		};
	}

	/** A library that asks for rows as lists is drizzle: `await` runs its queries as thenables, and only what becomes of the rows leads to the service. */
	#siteFromResult({isRaw}: Query, result: unknown): void {
		if (this.#site === undefined || isRaw !== 'values' || !Array.isArray(result)) return;
		try {
			captureWhenRead(this.#site, result, '0');
		} catch (error) {
			queryFeed.failed(error);
		}
	}

	/** The driver begins to work on it, or has done so: a query that was sent ahead of its turn waits until then. */
	change(query: Query, isActive: boolean): void {
		const was = this.isActive;
		this.isActive = isActive;
		if (Number.isNaN(this.#startedAt)) return;
		if (!isActive) this.#end(query);
		else if (!was) this.#startedAt = systemClock.monotonic();
	}

	#end(query: Query): void {
		if (Number.isNaN(this.#startedAt)) return;
		const startedAt = this.#startedAt;
		this.#startedAt = Number.NaN;
		const isSent = query.string !== undefined;
		const values = this.#context === undefined ? undefined : hashValues(query.parameters);
		if (this.#site !== undefined) noteParts(this.#site, values);
		queryFeed.sent(
			{
				text: cutText(query.string ?? query.strings.join('?')),
				system: 'postgresql',
				values,
				startedAt,
				endedAt: systemClock.monotonic(),
				site: this.#site,
				rows: this.#rows,
				error: this.#error ?? (isSent ? undefined : 'unsent'),
			},
			this.#context,
			askedOf(query),
		);
	}
}

/** Known before the text is. */
function askedOf(query: Query): {text: string; values: number | undefined} {
	return {text: keyOf(query), values: query.args.length === 0 ? undefined : 0};
}

const keys = new WeakMap<readonly string[], string>();
let templates = 0;

/** Each template of the service's code is one list of strings, whatever its fragments make of it. */
function keyOf({strings}: Query): string {
	if (!('raw' in strings)) return strings[0] ?? '';
	const known = keys.get(strings);
	if (known !== undefined) return known;
	const key = `template_${++templates}`;
	keys.set(strings, key);
	return key;
}

/** Several statements in one text have a list of results: none of them is the query's. */
function rowsOf(result: unknown): number | undefined {
	if (!Array.isArray(result)) return undefined;
	const {count} = result as {count?: unknown};
	return typeof count === 'number' ? count : undefined;
}

export function queryNote(query: object): QueryNote | undefined {
	return noteOf<QueryNote>(query);
}

export function noteQuery(query: object, value: QueryNote): void {
	note(query, value);
}
