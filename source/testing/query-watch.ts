import {AsyncLocalStorage} from 'node:async_hooks';
import {systemClock} from '../basics/clock.ts';
import {httpProbe} from '../probes/http-probe.ts';
import {KnownTexts} from '../probes/queries/known-texts.ts';
import {QueryContext, queryContexts, type QueryRecord} from '../probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../probes/queries/query-feed.ts';
import {ToldSite} from '../probes/queries/told-site.ts';
import {toTrace} from '../probes/queries/to-trace.ts';
import type {QueryTrace} from '../protocol/query-trace.ts';

/** More queries of one context than this are not kept: a loop is seen long before. */
const mostKept = 10_000;

const texts = new KnownTexts();
const watches = new AsyncLocalStorage<Watch>();
const running = new Set<Watch>();
/** Makes a context of each request that is answered meanwhile; a monitor may have one of its own. */
let requests: ReturnType<typeof httpProbe> | undefined;

/** Sees what one piece of work sends to databases, also from within requests and jobs that it sets off in this process. */
export class Watch {
	/** Queries that belong to no request, no run and no watch. */
	outside = 0;
	readonly #own = queryFeed.open('run');
	readonly #records = new Map<QueryContext, QueryRecord[]>();
	#within: Watch | undefined;

	/** Runs the work; call it once. */
	async run<T>(work: () => T | PromiseLike<T>): Promise<T> {
		this.#within = watches.getStore();
		begin(this);
		return await watches.run(this, () => queryContexts.run(this.#own, work));
	}

	/** What was sent, each context by itself; those without queries are left out. */
	traces(): QueryTrace[] {
		return [...this.#records].map(([context, records]) => traceOf(context, records));
	}

	/** Hears no more; a watch around it gets what this one saw of its own. */
	stop(): void {
		this.#own.endedAt = systemClock.monotonic();
		running.delete(this);
		if (running.size === 0) {
			queryFeed.remove(listener);
			requests?.stop();
		}
		if (this.#within === undefined) return;
		for (const record of this.#records.get(this.#own) ?? []) this.#within.take(record, this.#within.#own);
	}

	/** Is it a context of this watch: its own, or one that was opened since? */
	covers(context: QueryContext): boolean {
		return context === this.#own || this.#records.has(context);
	}

	/** Was it there before the context was opened? */
	precedes(context: QueryContext): boolean {
		return this.#own.startedAt <= context.startedAt;
	}

	take(record: QueryRecord, context: QueryContext): void {
		const records = this.#records.get(context) ?? [];
		if (records.length < mostKept) records.push(record);
		this.#records.set(context, records);
	}
}

/** A context as it is now, whole: it may go on, and a monitor may have taken records out of it. */
function traceOf(context: QueryContext, records: readonly QueryRecord[]): QueryTrace {
	const whole = new QueryContext(context.kind, records[0]!.startedAt, context.name);
	whole.records = records.toSorted((a, b) => a.startedAt - b.startedAt);
	whole.endedAt = systemClock.monotonic();
	const trace = toTrace(whole, {clock: systemClock, texts});
	// A stack can be read once, and a watch around this one wants its place, too.
	trace.queries.forEach(({source, via}, at) => (whole.records[at]!.site = new ToldSite(source, via)));
	return trace;
}

function begin(watch: Watch): void {
	running.add(watch);
	if (running.size > 1) return;
	queryFeed.add(listener);
	requests ??= httpProbe();
	requests.start();
}

const listener: QueryListener = {
	ended(record, context) {
		const watch = context === undefined ? onlyOne() : ownerOf(context);
		if (watch === undefined) return;
		if (context === undefined) watch.outside++;
		else watch.take(record, context);
	},
	closed() {
		// All is told by the ends of queries.
	},
};

/** A context of a request or a job belongs to the watch that set it off; where the way there is lost, to the only one that runs. */
function ownerOf(context: QueryContext): Watch | undefined {
	for (const watch of running) if (watch.covers(context)) return watch;
	const near = watches.getStore();
	const watch = near !== undefined && running.has(near) ? near : onlyOne();
	return watch?.precedes(context) === true ? watch : undefined;
}

function onlyOne(): Watch | undefined {
	const [watch] = running;
	return running.size === 1 ? watch : undefined;
}
