import {AsyncLocalStorage} from 'node:async_hooks';
import type {DatabaseSystem} from '../../protocol/query-trace.ts';

/** More queries than this in one context are counted and not kept. */
export const mostRecords = 2000;

/** One query that was sent. Times are of the monotonic clock, ms. */
export interface QueryRecord {
	/** A very long one is cut when it is kept. */
	text: string;
	readonly system: DatabaseSystem;
	/** Keyed hash of its values; undefined: it has none. */
	readonly values: number | undefined;
	/** When it was sent to the database: after a wait for a connection. */
	startedAt: number;
	/** NaN while it runs. */
	endedAt: number;
	/** Holder of a stack that nobody has read yet; see `call-site.ts`. */
	site: object | undefined;
	rows: number | undefined;
	/** Code or class of its error, never the message: that may quote values. */
	error: string | undefined;
}

const fewTexts = 16;

/** How often a context sent each text. Statements hold on to it, so it holds on to nothing. */
export class TextCounts {
	/** No more is sent: nobody will ask. */
	isOver = false;
	/** Most contexts send a few texts: looking through them costs less than a map, which grows three times on its way to ten. */
	readonly #keys: (string | number)[] = [];
	readonly #times: number[] = [];
	#asked: string | number = '';
	#last = -1;
	/** Of the texts beyond the first few. */
	#more: Map<string | number, number> | undefined;

	get size(): number {
		return this.#keys.length + (this.#more?.size ?? 0);
	}

	get(key: string | number): number {
		this.#last = this.#find(key);
		this.#asked = key;
		return this.#last === -1 ? (this.#more?.get(key) ?? 0) : this.#times[this.#last]!;
	}

	set(key: string | number, times: number): void {
		const at = this.#asked === key ? this.#last : this.#find(key);
		if (at !== -1) {
			this.#times[at] = times;
		} else if (this.#keys.length < fewTexts) {
			this.#keys.push(key);
			this.#times.push(times);
		} else {
			this.#more ??= new Map();
			this.#more.set(key, times);
		}
		this.#asked = '';
	}

	#find(key: string | number): number {
		const keys = this.#keys;
		for (let at = keys.length - 1; at >= 0; at--) if (keys[at] === key) return at;
		return -1;
	}
}

/** One request, run of a job or window of a socket, and what it sent to its databases. */
export class QueryContext {
	readonly kind: 'request' | 'run';
	/** Of a long one: of the window that is open now. */
	startedAt: number;
	/** `GET /api/orders` once the route is known, or the name of the run. */
	name: string | undefined;
	endedAt = Number.NaN;
	records: QueryRecord[] = [];
	/** Queries beyond `mostRecords`. */
	uncounted = 0;
	/** Call sites taken for drivers that answer at once. */
	sites = 0;
	/** How often each text was sent: a call site is taken from the second on; see `repeats.ts`. */
	counts = new TextCounts();

	constructor(kind: 'request' | 'run', startedAt: number, name?: string) {
		this.kind = kind;
		this.startedAt = startedAt;
		this.name = name;
	}

	/** Begins a new window; the records are the caller's affair. */
	restart(now: number): void {
		this.startedAt = now;
		this.uncounted = 0;
		this.sites = 0;
		this.counts.isOver = true;
		this.counts = new TextCounts();
	}
}

/** The context in which the running code works. Only this store is ever set by us: a service's own ones are left as they are. */
export const queryContexts = new AsyncLocalStorage<QueryContext>();
