import {setTimeout as sleep} from 'node:timers/promises';
import type {Clock} from '../../basics/clock.ts';

/** Lets one through every 1 / perSecond, in order of arrival: however many users there are, the service never gets more. */
export class Pace {
	readonly #gapMs: number;
	readonly #clock: Clock;
	#nextAt = -Infinity;

	constructor(perSecond: number, clock: Clock) {
		this.#gapMs = 1000 / perSecond;
		this.#clock = clock;
	}

	/** Resolves when it is the caller's turn; rejects when the signal aborts. */
	async turn(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		const now = this.#clock.monotonic();
		const at = Math.max(now, this.#nextAt);
		this.#nextAt = at + this.#gapMs;
		if (at > now) await sleep(at - now, undefined, {signal});
	}
}
