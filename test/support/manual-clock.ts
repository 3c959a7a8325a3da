import type {Clock} from '../../source/basics/clock.ts';

/** A clock that only moves when told. */
export class ManualClock implements Clock {
	#time: number;
	constructor(start = Date.parse('2026-11-22T20:00:00.000Z')) {
		this.#time = start;
	}

	now(): number {
		return this.#time;
	}

	monotonic(): number {
		return this.#time;
	}

	advance(ms: number): void {
		this.#time += ms;
	}
}
