import {AsyncLocalStorage} from 'node:async_hooks';
import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {TextCounts} from './text-counts.ts';

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
	counts: TextCounts;
	/** Characters of its long texts. */
	longCharacters = 0;

	constructor(kind: 'request' | 'run', startedAt: number, name?: string, counts = new TextCounts()) {
		this.kind = kind;
		this.startedAt = startedAt;
		this.name = name;
		this.counts = counts;
	}

	/** Begins a new window; the records are the caller's affair. */
	restart(now: number): void {
		this.startedAt = now;
		this.uncounted = 0;
		this.sites = 0;
		this.longCharacters = 0;
		this.counts.isOver = true;
		this.counts = new TextCounts();
	}
}

/** The context in which the running code works. Only this store is ever set by us: a service's own ones are left as they are. */
export const queryContexts = new AsyncLocalStorage<QueryContext>();
