import {setTimeout as sleep} from 'node:timers/promises';
import {describeResolved} from '../agents/queries/life-cycle.ts';
import {type LiveQueries, QueryWatch} from '../agents/queries/live.ts';
import {QueriesOptions} from '../agents/queries/options.ts';
import {type Clock, systemClock} from '../basics/clock.ts';
import type {Gauge, Probe} from '../probes/probe.ts';
import {queryProbe, type QueryProbe} from '../probes/queries/query-probe.ts';
import type {Sample, Store} from '../store/store.ts';

/** A run after the first change, and at most one in 15 s: a new fault is on the screen soon, and a burst of them is one run. */
const runAfterMs = 2000;
const runEveryMs = 15_000;
const mostBehindMs = 3000;
const catchUpEveryMs = 20;

export interface QueryMonitorParts {
	store: Store;
	clock: Clock;
	/** The agent's options as they were given. */
	options: unknown;
	project: string;
	/** Asks for a run of the agent. */
	run: () => void;
	/** One line for the log on the screen. */
	tell: (sentence: string) => void;
}

/** The queries of this process, from the drivers to what is known of them: the probe sees, the watch judges and keeps. */
export class QueryMonitor implements Probe {
	readonly name = 'queries';
	readonly #parts: QueryMonitorParts;
	readonly #probe: QueryProbe;
	readonly #watch: QueryWatch;
	readonly #watched = new Set<string>();
	#since = 0;
	#timer: NodeJS.Timeout | undefined;
	#ranAt = -Infinity;

	constructor(parts: QueryMonitorParts) {
		this.#parts = parts;
		const {store, clock, project} = parts;
		const options = QueriesOptions.parse(parts.options ?? {});
		this.#watch = new QueryWatch({store, clock, options, onChange: () => this.#runSoon()});
		this.#probe = queryProbe({
			clock,
			project,
			minRepeats: options.minRepeats,
			slowMs: options.slowMs,
			onContext: (summary, trace) => this.#watch.ended(summary, trace),
		});
	}

	/** What the agent is given. */
	live(): LiveQueries {
		return {
			seen: () => ({...this.#probe.seen(), since: this.#since, watched: [...this.#watched]}),
			caughtUp: (signal) => this.#caughtUp(signal),
			quiet: () => this.#watch.quiet(),
			issues: () => this.#watch.issues(),
			busiest: () => this.#probe.busiest(),
			resolved: () => this.#watch.resolved(),
		};
	}

	/** Remembers what was instrumented, so that nothing seen can be told from nobody asked. */
	watch(name: string): void {
		this.#watched.add(name);
	}

	start(): void {
		this.#since = this.#parts.clock.now();
		this.#probe.start();
	}

	stop(): void {
		this.#probe.stop();
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#watch.keep(this.#parts.store);
	}

	close(from: number, to: number): Sample[] {
		for (const issue of this.#watch.settle()) this.#parts.tell(`Resolved: ${describeResolved(issue)}`);
		return [...this.#probe.close(from, to), ...this.#avoidable(from)];
	}

	gauges(): Gauge[] {
		return this.#probe.gauges();
	}

	/** Microseconds of query time, and those of them that were avoidable: a sample counts in whole numbers. */
	#avoidable(t: number): Sample[] {
		const {totalMs, avoidableMs} = this.#watch.takeWindow();
		const n = Math.round(totalMs * 1000);
		const sum = Math.min(n, Math.round(avoidableMs * 1000));
		return n === 0 ? [] : [{series: 'db.avoidable', t, n, sum, min: 0, max: 1}];
	}

	/** Requests are looked at a few milliseconds in a turn: at most this long behind is left as it is. */
	async #caughtUp(signal: AbortSignal): Promise<void> {
		const until = systemClock.monotonic() + mostBehindMs;
		while (this.#probe.waiting() > 0 && systemClock.monotonic() < until) await sleep(catchUpEveryMs, undefined, {signal});
	}

	#runSoon(): void {
		if (this.#timer !== undefined) return;
		const {clock, run} = this.#parts;
		const wait = Math.max(runAfterMs, this.#ranAt + runEveryMs - clock.monotonic());
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#ranAt = clock.monotonic();
			run();
		}, wait);
		this.#timer.unref();
	}
}
