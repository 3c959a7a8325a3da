import {systemClock, type Clock} from '../basics/clock.ts';
import type {Connection, Poll} from './connection.ts';
import {nextPollDelay} from './poll-delay.ts';

type Timer = NodeJS.Timeout | number;

/** The two functions of Node's timers that a poller uses; tests replace them. */
export interface Timers {
	setTimeout(callback: () => void, ms: number): Timer;
	clearTimeout(timer: Timer | undefined): void;
}

export interface PollerOptions {
	connection: Pick<Connection, 'poll'>;
	intervalMs: number;
	clock?: Clock;
	/** 0–1, for jitter. */
	random?: () => number;
	timers?: Timers;
	/** A poll begins. */
	onStart?: () => void;
	/** A poll ended. Called in the order of the polls; nothing comes after `stop`. */
	onPoll: (poll: Poll) => void;
	/** When the next poll is due, wall clock, ms; null while paused, polling or stopped. */
	onSchedule?: (at: number | null) => void;
}

export interface Poller {
	/** Polls at once and then on and on. */
	start(): void;
	/** Gives up a poll under way and makes no more. Final. */
	stop(): void;
	/** Polls at once, also while paused; during a poll it joins that one. Resolves when it has ended. */
	pollNow(): Promise<void>;
	/** No more polls by themselves; one under way is finished. */
	pause(): void;
	/** Goes on, at once if a poll became due meanwhile. */
	resume(): void;
}

/**
 * A timer stands still while a laptop sleeps, so a wait is cut into pieces this long and the wall clock is looked at after each:
 * one poll follows within seconds of waking up, however many intervals were slept through.
 */
const longestWaitMs = 5_000;

const nodeTimers: Timers = {
	setTimeout: (callback, ms) => setTimeout(callback, ms),
	clearTimeout: (timer) => clearTimeout(timer),
};

/** Polls a server for as long as the program runs, one poll at a time; the next is scheduled after the last one ended. */
export function createPoller(options: PollerOptions): Poller {
	const {connection, intervalMs, onPoll, clock = systemClock, random = Math.random, timers = nodeTimers} = options;
	let state: 'new' | 'running' | 'paused' | 'stopped' = 'new';
	let current: {done: Promise<void>; abort: AbortController} | undefined;
	let due: {wall: number; monotonic: number} | undefined;
	let timer: Timer | undefined;
	let failures = 0;

	function pollNow(): Promise<void> {
		if (state === 'stopped') return Promise.resolve();
		if (current !== undefined) return current.done;
		unschedule();
		const abort = new AbortController();
		current = {abort, done: poll(abort.signal)};
		return current.done;
	}

	async function poll(signal: AbortSignal): Promise<void> {
		options.onStart?.();
		const result = await connection.poll(signal);
		current = undefined;
		// An answer that comes after `stop` has nobody to go to.
		if (signal.aborted) return;
		failures = result.kind === 'unreachable' ? failures + 1 : 0;
		const delayMs = nextPollDelay(result, failures, intervalMs, random());
		due = {wall: clock.now() + delayMs, monotonic: clock.monotonic() + delayMs};
		announce();
		tick();
		// Last, since whoever hears of it may ask for the next poll at once.
		onPoll(result);
	}

	function announce(): void {
		if (state === 'running' && due !== undefined) options.onSchedule?.(due.wall);
	}

	function unschedule(): void {
		timers.clearTimeout(timer);
		due = undefined;
		options.onSchedule?.(null);
	}

	/** Polls if it is time, else waits on. */
	function tick(): void {
		timers.clearTimeout(timer);
		if (state !== 'running' || current !== undefined || due === undefined) return;
		const waitMs = Math.min(due.monotonic - clock.monotonic(), due.wall - clock.now());
		if (waitMs > 0) timer = timers.setTimeout(tick, Math.min(waitMs, longestWaitMs));
		else void pollNow();
	}

	return {
		pollNow,
		start() {
			if (state !== 'new') return;
			state = 'running';
			void pollNow();
		},
		stop() {
			state = 'stopped';
			unschedule();
			current?.abort.abort();
		},
		pause() {
			if (state !== 'running') return;
			state = 'paused';
			timers.clearTimeout(timer);
			options.onSchedule?.(null);
		},
		resume() {
			if (state !== 'paused') return;
			state = 'running';
			announce();
			tick();
		},
	};
}
