import {setTimeout as sleep} from 'node:timers/promises';
import type {Pool} from 'undici';
import {systemClock} from '../basics/clock.ts';
import type {Clock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import {users} from './database.ts';
import {Pace} from './traffic/pace.ts';
import {keepSockets} from './traffic/sockets.ts';
import type {SocketStats} from './traffic/sockets.ts';
import {arrival, nextStep} from './traffic/steps.ts';
import type {Step} from './traffic/steps.ts';

export interface TrafficOptions {
	/** Where the shop is; anything but this machine's loopback is refused. */
	origin: string;
	/** Never more requests and handshakes a second than this; at most 100. Default 20. */
	ratePerSecond?: number;
	signal?: AbortSignal;
	random?: () => number;
	clock?: Clock;
}

export interface TrafficStats {
	requests: number;
	/** Requests without an answer: the shop was away, or cut it. */
	unanswered: number;
	/** Answers by status. */
	statuses: Record<number, number>;
	sockets: SocketStats;
}

export interface Traffic {
	stats(): TrafficStats;
	/** Resolves when the last request and the last socket are gone. */
	stop(): Promise<void>;
}

/** Mean time between two steps of a user. */
const thinkMs = 2000;
/** What one user asks in the mean: 11 requests on arrival and some 12 steps, 2 s apart. Fewer users would not fill the rate, more would only queue. */
const requestsPerUserSecond = 0.9;
/** The first user is there at once, the last one after this. */
const openingMs = 15_000;
const mostPerSecond = 100;
/** A visit has 5 to 20 steps. */
const visit = {least: 5, spread: 15};

/** Lets users loose on the sample shop: they log in, look around, think, order, leave, and come back. Throws an EsaError `traffic` for an origin elsewhere. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
	const {ratePerSecond = 20, random = Math.random, clock = systemClock} = options;
	const origin = loopbackOrigin(options.origin);
	if (!(ratePerSecond > 0 && ratePerSecond <= mostPerSecond))
		throw new EsaError('traffic', `The sample traffic sends up to ${mostPerSecond} requests a second, not ${ratePerSecond}.`);
	const {Pool: PoolOfConnections} = await import('undici');
	const pool = new PoolOfConnections(origin, {connections: 16, headersTimeout: 5000, bodyTimeout: 5000, connectTimeout: 2000});
	const ended = new AbortController();
	const signal = options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
	const pace = new Pace(ratePerSecond, clock);
	const crowd = new Crowd({pool, pace, random, signal});
	const count = Math.ceil(ratePerSecond / requestsPerUserSecond);
	const people = Array.from({length: count}, (_, index) => crowd.live(users[index % users.length]!, (index * openingMs) / count));
	const sockets = keepSockets({url: origin, logIn: (user) => crowd.logIn(user), pace, random, signal, stats: crowd.stats.sockets});
	const gone = Promise.all([...people, sockets]).then(() => pool.destroy());
	return {
		stats: () => structuredClone(crowd.stats),
		async stop() {
			ended.abort();
			await gone;
		},
	};
}

/** The origin, if it is on this machine's loopback: nobody else asked to be loaded. */
export function loopbackOrigin(text: string): string {
	const url = URL.parse(text);
	const isLoopback =
		url?.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(url.hostname));
	if (!isLoopback) throw new EsaError('traffic', `Sample traffic goes to http on this machine's loopback only, not to ${text}.`);
	return url.origin;
}

interface World {
	pool: Pool;
	pace: Pace;
	random: () => number;
	signal: AbortSignal;
}

/** The users; all share one pace. */
class Crowd {
	readonly stats: TrafficStats = {requests: 0, unanswered: 0, statuses: {}, sockets: {open: 0, opened: 0, lost: 0}};
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	/** One user's life: visits, one after the other, until the signal aborts. */
	async live(user: string, arrivesAfterMs: number): Promise<void> {
		const {random, signal} = this.#world;
		await sleep(arrivesAfterMs, undefined, {signal}).catch(() => {});
		while (!signal.aborted) {
			try {
				const cookie = await this.logIn(user);
				for (const step of arrival) await this.#ask(step, cookie);
				for (let left = visit.least + visit.spread * random(); left > 0; left--) {
					await this.#think();
					await this.#ask(nextStep(random), cookie);
				}
			} catch {
				// The shop is away or cut the answer; it is counted, and the user comes back.
			}
			await this.#think();
		}
	}

	/** The cookie of a new session. */
	async logIn(user: string): Promise<string> {
		const {cookie} = await this.#ask({method: 'POST', path: '/api/session', body: {user}}, '');
		if (cookie === undefined) throw new EsaError('traffic', `The sample shop did not let ${user} in.`);
		return cookie;
	}

	async #ask({method, path, body}: Step, cookie: string): Promise<{cookie: string | undefined}> {
		const {pool, pace, signal} = this.#world;
		await pace.turn(signal);
		this.stats.requests++;
		try {
			const headers = {
				'user-agent': 'sample-shop-traffic',
				...(cookie !== '' && {cookie}),
				...(body !== undefined && {'content-type': 'application/json'}),
			};
			const response = await pool.request({method, path, headers, signal, ...(body !== undefined && {body: JSON.stringify(body)})});
			await response.body.dump();
			this.stats.statuses[response.statusCode] = (this.stats.statuses[response.statusCode] ?? 0) + 1;
			const set = response.headers['set-cookie'];
			return {cookie: (Array.isArray(set) ? set[0] : set)?.split(';', 1)[0]};
		} catch (error) {
			if (!signal.aborted) this.stats.unanswered++;
			throw error;
		}
	}

	/** Mostly about two seconds, now and then much longer; ends at once when the signal aborts. */
	async #think(): Promise<void> {
		const {random, signal} = this.#world;
		const ms = Math.min(5 * thinkMs, -Math.log(1 - random()) * thinkMs);
		await sleep(ms, undefined, {signal}).catch(() => {});
	}
}
