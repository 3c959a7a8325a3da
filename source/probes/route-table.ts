import {METHODS} from 'node:http';
import {LogHistogram} from '../basics/histogram.ts';
import {isStaticTemplate} from './route-name.ts';
import {normalisePath} from './route-path.ts';
import {hashTemplate} from './template-hash.ts';
import {RouteRecord, type RouteStat} from './route-record.ts';

const minuteMs = 60_000;
const keptMinutes = 30;
/** HTTP/2 takes any word for a method: those that nobody knows share `(other)`, or a client could make the table grow without end. */
const knownMethods = new Set(METHODS);

interface MethodRoutes {
	readonly byName: Map<string, RouteRecord>;
	/** Short way for targets that no framework named; `check` is the second half of the hash. Holds records of `byName` only. */
	readonly byHash: Map<number, {check: number; record: RouteRecord}>;
}

/** Scratch space of `record`. */
const hash = new Int32Array(2);

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
	readonly #methods = new Map<string, MethodRoutes>();
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

	/** The record that a request counts on, made if it is new; `template` is what a framework matched, undefined where none says. */
	record(method: string, template: string | undefined, target: string, status: number): RouteRecord {
		const routes = this.#methods.get(method) ?? this.#addMethod(method);
		if (routes === undefined) return this.#other;
		if (template !== undefined) return routes.byName.get(template) ?? this.#add(routes, method, template);
		const isHashed = hashTemplate(target, hash);
		const known = isHashed ? routes.byHash.get(hash[0]!) : undefined;
		if (known !== undefined && known.check === hash[1]) return known.record;
		const name = normalisePath(target);
		const record = routes.byName.get(name) ?? (status === 404 ? this.#notFound : this.#add(routes, method, name));
		if (isHashed && record !== this.#notFound && record !== this.#other) routes.byHash.set(hash[0]!, {check: hash[1]!, record});
		return record;
	}

	#add(routes: MethodRoutes, method: string, name: string): RouteRecord {
		if (this.#size >= this.#cap) return this.#other;
		const record = new RouteRecord(method, name, isStaticTemplate(name) ? name : undefined);
		routes.byName.set(name, record);
		this.#size++;
		return record;
	}

	#addMethod(method: string): MethodRoutes | undefined {
		if (!knownMethods.has(method)) return undefined;
		const routes: MethodRoutes = {byName: new Map(), byHash: new Map()};
		this.#methods.set(method, routes);
		return routes;
	}

	/** The latencies of all requests since it was last called. */
	takeLatency(): LogHistogram {
		const all = new LogHistogram();
		for (const record of this.#all()) record.takeLatency(all);
		return all;
	}

	/** Closes the running minute once it is over; called with the wall clock at every closing of a window, after `takeLatency`. */
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
		for (const {byName, byHash} of this.#methods.values()) {
			for (const [template, record] of byName) {
				if (!record.isIdle) continue;
				byName.delete(template);
				this.#size--;
			}
			byHash.clear();
		}
	}

	/** Routes seen, most used first, without the two collective ones. */
	known(): LearnedRoute[] {
		const records = [...this.#methods.values()].flatMap(({byName}) => [...byName.values()]);
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
		for (const {byName} of this.#methods.values()) yield* byName.values();
		yield this.#other;
		yield this.#notFound;
	}
}
