import {type Clock, systemClock} from '../../basics/clock.ts';
import {LogHistogram} from '../../basics/histogram.ts';
import {type BusyPattern, type ContextSummary, type DatabaseSystem, databaseSystems, type QueryTrace} from '../../protocol/query-trace.ts';
import type {Sample} from '../../store/store.ts';
import type {Gauge, Probe} from '../probe.ts';
import {histogramSamples, shareSamples} from '../sample-of.ts';
import {BusyPatterns} from './busy-patterns.ts';
import {ContextQueue} from './context-queue.ts';
import {KnownTexts} from './known-texts.ts';
import type {QueryContext, QueryRecord} from './query-context.ts';
import {queryFeed, type QueryListener} from './query-feed.ts';
import {toTrace} from './to-trace.ts';
import {summarize} from './waited.ts';

export interface QueryProbeOptions {
	clock?: Clock;
	/** Folder that call sites are shown relative to; the working directory if left out. */
	project?: string;
	/** Equal queries of a context from which it is judged (5). */
	minRepeats?: number;
	/** One query of this many ms is worth judging (500). */
	slowMs?: number;
	/** Hears of each context that sent queries, outside of any request: with its trace where a glance tells that it is worth judging, else null. */
	onContext: (summary: ContextSummary, trace: QueryTrace | null) => void;
}

/** What was seen since the process started. */
export interface SeenQueries {
	queries: number;
	/** Of those, sent outside any request or run. */
	outside: number;
	systems: DatabaseSystem[];
}

/** What one route or job sent, since the process started. */
export interface RouteQueries {
	name: string;
	contexts: number;
	queries: number;
	/** Sum of the queries' durations. */
	dbMs: number;
}

/** The query probe, and what it learns of the service besides. */
export interface QueryProbe extends Probe {
	/** 0 queries seen is no sign of health: nothing may have been instrumented. */
	seen(): SeenQueries;
	/** Most time first. At most 200; the rest is `(other)`. */
	routeQueries(): RouteQueries[];
	/** Patterns that took most of the database's time, most first; at most 100. */
	busiest(): BusyPattern[];
	/** Contexts that ended and were not looked at yet. */
	waiting(): number;
	/** Looks at all contexts that ended, now: else that is done when the event loop is idle. */
	flush(): void;
	/** Errors of our own, none of which reached the service; and the last of them. */
	trouble(): {errors: number; last: unknown};
}

const mostRoutes = 200;
const timedEvery = 128;

/** Listens to the feed of queries. Series: `db.latency` (ms), `db.errors` (share). Instrumenting drivers is somebody else's work. */
export function queryProbe(options: QueryProbeOptions): QueryProbe {
	return new FeedProbe(options);
}

class FeedProbe implements QueryProbe, QueryListener {
	readonly name = 'queries';
	readonly slowMs: number;
	readonly #clock: Clock;
	readonly #options: Required<Pick<QueryProbeOptions, 'minRepeats' | 'slowMs' | 'onContext'>> & {project: string | undefined};
	readonly #texts = new KnownTexts();
	readonly #busy = new BusyPatterns(this.#texts);
	readonly #queue: ContextQueue;
	readonly #routes = new Map<string, RouteQueries>();
	readonly #latency = new LogHistogram();
	readonly #systems = new Set<DatabaseSystem>();
	#lastSystem: DatabaseSystem | undefined;
	#queries = 0;
	#outside = 0;
	#windowErrors = 0;
	#failed = 0;
	#contexts = 0;
	#judged = 0;
	#timed = {calls: 0, ms: 0};
	#errors = 0;
	#lastError: unknown;

	constructor({clock = systemClock, project, minRepeats = 5, slowMs = 500, onContext}: QueryProbeOptions) {
		this.#clock = clock;
		this.slowMs = slowMs;
		this.#options = {project, minRepeats, slowMs, onContext};
		// Records carry readings of the system's clock, so time within the queue is of that too.
		this.#queue = new ContextQueue(
			(context) => this.#safely(() => this.#look(context)),
			() => systemClock.monotonic(),
		);
	}

	start(): void {
		queryFeed.remove(this);
		queryFeed.add(this);
	}

	stop(): void {
		queryFeed.remove(this);
		this.flush();
	}

	busiest(): BusyPattern[] {
		return this.#busy.busiest();
	}

	waiting(): number {
		return this.#queue.waiting;
	}

	flush(): void {
		this.#queue.flush();
	}

	ended(record: QueryRecord, context: QueryContext | undefined): void {
		if (++this.#queries % timedEvery === 0) this.#timeEnded(record, context);
		else this.#ended(record, context);
	}

	#timeEnded(record: QueryRecord, context: QueryContext | undefined): void {
		const start = systemClock.monotonic();
		this.#ended(record, context);
		this.#timed.ms += systemClock.monotonic() - start;
		this.#timed.calls++;
	}

	#ended(record: QueryRecord, context: QueryContext | undefined): void {
		this.#latency.record(record.endedAt - record.startedAt);
		if (record.system !== this.#lastSystem) this.#addSystem(record.system);
		if (record.error !== undefined) {
			this.#windowErrors++;
			this.#failed++;
		}
		if (context === undefined) this.#outside++;
	}

	#addSystem(system: DatabaseSystem): void {
		this.#systems.add(system);
		this.#lastSystem = system;
	}

	closed(context: QueryContext): void {
		this.#queue.add(context);
	}

	#look(context: QueryContext): void {
		const mostTimes = this.#busy.add(context.records);
		const {summary, longestMs} = summarize(context);
		this.#count(summary);
		const {onContext, minRepeats, slowMs} = this.#options;
		const isWorth = context.uncounted > 0 || mostTimes >= minRepeats || longestMs >= slowMs;
		if (isWorth) this.#judged++;
		onContext(summary, isWorth ? this.#traceOf(context) : null);
	}

	#traceOf(context: QueryContext): QueryTrace {
		const {project} = this.#options;
		return toTrace(context, {clock: this.#clock, texts: this.#texts, ...(project !== undefined && {project})});
	}

	#count({name, queries, totalMs}: ContextSummary): void {
		this.#contexts++;
		const key = name !== null && (this.#routes.has(name) || this.#routes.size < mostRoutes) ? name : '(other)';
		const route = this.#routes.get(key) ?? {name: key, contexts: 0, queries: 0, dbMs: 0};
		route.contexts++;
		route.queries += queries;
		route.dbMs += totalMs;
		this.#routes.set(key, route);
	}

	#safely(work: () => void): void {
		try {
			work();
		} catch (error) {
			this.#errors++;
			this.#lastError = error;
		}
	}

	close(from: number): Sample[] {
		const samples = [
			...histogramSamples('db.latency', from, this.#latency),
			...shareSamples('db.errors', from, this.#latency.count, this.#windowErrors),
		];
		this.#latency.reset();
		this.#windowErrors = 0;
		return samples;
	}

	gauges(): Gauge[] {
		const gauges: Gauge[] = [
			{name: 'db_queries', value: this.#queries, unit: '', help: 'Queries seen since the process started.'},
			{name: 'db_queries_outside', value: this.#outside, unit: '', help: 'Queries sent outside any request or run.'},
			{name: 'db_query_errors', value: this.#failed, unit: '', help: 'Queries that failed.'},
			{name: 'db_contexts', value: this.#contexts, unit: '', help: 'Requests and runs that sent queries.'},
			{name: 'db_contexts_judged', value: this.#judged, unit: '', help: 'Of those, with a repeated or slow query.'},
			{name: 'db_contexts_dropped', value: this.#queue.dropped, unit: '', help: 'Of those, too many at once to look at.'},
			{name: 'db_call_sites', value: queryFeed.captures, unit: '', help: 'Places in the code that were taken, for repeated queries.'},
			{name: 'db_probe_errors', value: this.trouble().errors, unit: '', help: 'Errors inside the query probe, kept from the service.'},
		];
		return [...gauges, ...this.#costs()];
	}

	#costs(): Gauge[] {
		const {calls, ms} = this.#timed;
		const perContext = this.#contexts === 0 ? null : this.#queue.spentMs / this.#contexts / 1000;
		const costs: Gauge[] = [];
		const help =
			'What the query probe costs per query, mean of every 128th, clock readings included; the driver’s instrumentation is not in it.';
		if (calls > 0) costs.push({name: 'db_probe_cost_seconds', value: ms / calls / 1000, unit: 'seconds', help});
		const later = 'What looking at a context costs, outside of any request, mean.';
		if (perContext !== null) costs.push({name: 'db_probe_context_cost_seconds', value: perContext, unit: 'seconds', help: later});
		return costs;
	}

	seen(): SeenQueries {
		return {queries: this.#queries, outside: this.#outside, systems: databaseSystems.filter((system) => this.#systems.has(system))};
	}

	routeQueries(): RouteQueries[] {
		return [...this.#routes.values()].toSorted((a, b) => b.dbMs - a.dbMs);
	}

	trouble(): {errors: number; last: unknown} {
		return {errors: this.#errors + queryFeed.errors, last: this.#lastError ?? queryFeed.lastError};
	}
}
