import {LogHistogram} from '../basics/histogram.ts';
import {type Fate, isServiceError} from './http-fate.ts';

/** What one route did over some span of time. Times in ms; null where no response finished. */
export interface RouteStat {
	method: string;
	route: string;
	/** Requests that the service answered or gave up on; those that a client aborted are not among them. */
	n: number;
	/** Of n: answered 5xx, or destroyed by the service. */
	errors: number;
	p50: number | null;
	p95: number | null;
}

/** A closed minute, small: the histogram as bytes. */
interface Slot {
	at: number;
	n: number;
	errors: number;
	latency: Uint8Array;
}

/** One route's counts and latencies, in minutes, for as long as `rotate` is told to keep them. */
export class RouteRecord {
	readonly method: string;
	readonly route: string;
	/** `GET /api/orders/:id`. */
	readonly name: string;
	/** A path to ask the route by, known only for templates without parameters. */
	readonly path: string | undefined;
	/** Requests since the start. */
	total = 0;
	#n = 0;
	#errors = 0;
	/** Since the window was last taken; the rest of the running minute is in `#minute`. One recording per request instead of two. */
	readonly #latency = new LogHistogram();
	readonly #minute = new LogHistogram();
	#slots: Slot[] = [];

	constructor(method: string, route: string, path: string | undefined) {
		this.method = method;
		this.route = route;
		this.name = `${method} ${route}`;
		this.path = path;
	}

	/** Counts a request that the service answered or gave up on. */
	count(fate: Fate, status: number, tookMs: number): void {
		this.total++;
		this.#n++;
		if (isServiceError(fate, status)) this.#errors++;
		if (fate === 'finished') this.#latency.record(tookMs);
	}

	/** Adds the latencies of the window that ends now to those of the other routes. */
	takeLatency(into: LogHistogram): void {
		if (this.#latency.count === 0) return;
		into.merge(this.#latency);
		this.#minute.merge(this.#latency);
		this.#latency.reset();
	}

	/** Closes the minute that began at `at`, as far as its windows were taken, and forgets those that began before `keepFrom`. */
	rotate(at: number, keepFrom: number): void {
		if (this.#slots.length > 0 && this.#slots[0]!.at < keepFrom) this.#slots = this.#slots.filter((slot) => slot.at >= keepFrom);
		if (this.#n === 0) return;
		this.#slots.push({at, n: this.#n, errors: this.#errors, latency: this.#minute.serialize()});
		this.#n = 0;
		this.#errors = 0;
		this.#minute.reset();
	}

	/** Nothing happened in the minutes that are kept. */
	get isIdle(): boolean {
		return this.#n === 0 && this.#slots.length === 0;
	}

	/** Closed minutes held. */
	get slotCount(): number {
		return this.#slots.length;
	}

	/** The running minute and every kept one that began at `from` or later. */
	stat(from: number): RouteStat {
		const merged = new LogHistogram();
		merged.merge(this.#latency);
		merged.merge(this.#minute);
		let n = this.#n;
		let errors = this.#errors;
		for (const slot of this.#slots) {
			if (slot.at < from) continue;
			n += slot.n;
			errors += slot.errors;
			merged.merge(LogHistogram.parse(slot.latency));
		}
		return {method: this.method, route: this.route, n, errors, p50: merged.quantile(0.5), p95: merged.quantile(0.95)};
	}
}
