import {isStaticTemplate} from './route-name.ts';
import {normalisePath} from './route-path.ts';
import {RouteRecord, type RouteStat} from './route-record.ts';

const minuteMs = 60_000;
const keptMinutes = 30;

/** A route learned from traffic; the same shape as `KnownRoute` of the agents. */
export interface LearnedRoute {
	method: string;
	route: string;
	path: string | undefined;
	count: number;
}

/**
 * Every route of the service with its last 30 minutes, in bounded memory: at most `cap` pairs of method and template have a record, the
 * rest share `(other)`. A path that no router matched and that was answered 404 goes to `(not found)`, so that a scanner asking for a
 * thousand files does not push the service's own routes out.
 */
export class RouteTable {
	readonly #cap: number;
	readonly #methods = new Map<string, Map<string, RouteRecord>>();
	readonly #other = new RouteRecord('*', '(other)', undefined);
	readonly #notFound = new RouteRecord('*', '(not found)', undefined);
	#size = 0;
	#minuteStart: number | undefined;

	constructor(cap: number) {
		this.#cap = cap;
	}

	/** Routes with a record of their own. */
	get size(): number {
		return this.#size;
	}

	/**
	 * The record that a request counts on, made if it is new; `template` is what a framework matched, undefined where none says. The
	 * target itself is looked for before it is normalised: most paths are static, and a static path is its own name.
	 */
	record(method: string, template: string | undefined, target: string, status: number): RouteRecord {
		const routes = this.#methods.get(method) ?? this.#addMethod(method);
		const known = routes.get(template ?? target);
		if (known !== undefined) return known;
		const name = template ?? normalisePath(target);
		return routes.get(name) ?? this.#unknown(routes, method, name, template === undefined && status === 404);
	}

	#unknown(routes: Map<string, RouteRecord>, method: string, name: string, isNotFound: boolean): RouteRecord {
		if (isNotFound) return this.#notFound;
		if (this.#size >= this.#cap) return this.#other;
		const record = new RouteRecord(method, name, isStaticTemplate(name) ? name : undefined);
		routes.set(name, record);
		this.#size++;
		return record;
	}

	#addMethod(method: string): Map<string, RouteRecord> {
		const routes = new Map<string, RouteRecord>();
		this.#methods.set(method, routes);
		return routes;
	}

	/** Closes the running minute once it is over; called with the wall clock at every closing of a window. */
	rotate(now: number): void {
		this.#minuteStart ??= now;
		const started = this.#minuteStart;
		if (now >= started && now - started < minuteMs) return;
		this.#minuteStart = now;
		for (const record of this.#all()) record.rotate(started, now - keptMinutes * minuteMs);
		if (this.#size >= this.#cap) this.#forgetIdle();
	}

	/** Only when the table is full: a known route is worth keeping for the agents even if nobody asks for it just now. */
	#forgetIdle(): void {
		for (const routes of this.#methods.values()) {
			for (const [template, record] of routes) {
				if (!record.isIdle) continue;
				routes.delete(template);
				this.#size--;
			}
		}
	}

	/** Routes seen, most used first, without the two collective ones. */
	known(): LearnedRoute[] {
		const records = [...this.#methods.values()].flatMap((routes) => [...routes.values()]);
		return records
			.map(({method, route, path, total}) => ({method, route, path, count: total}))
			.toSorted((one, other) => other.count - one.count || one.route.localeCompare(other.route));
	}

	/** What each route with requests did in the last `minutes` (at most 30), busiest first. Minutes are whole: never more, up to one less. */
	stats(minutes: number, now: number): RouteStat[] {
		const stats = [...this.#all()].map((record) => record.stat(now - minutes * minuteMs));
		return stats.filter(({n}) => n > 0).toSorted((one, other) => other.n - one.n || one.route.localeCompare(other.route));
	}

	/** Closed minutes held by all routes together. */
	get slotCount(): number {
		let count = 0;
		for (const record of this.#all()) count += record.slotCount;
		return count;
	}

	*#all(): Generator<RouteRecord> {
		for (const routes of this.#methods.values()) yield* routes.values();
		yield this.#other;
		yield this.#notFound;
	}
}
