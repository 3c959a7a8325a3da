import type {Clock} from '../basics/clock.ts';

const timedEvery = 128;

/**
 * Stands between the service and a probe's handlers: what they throw is counted and goes no further (node would end the process for an
 * error in a channel's subscriber), and every 128th call is timed, so that the probe knows its own cost.
 */
export class FailOpen {
	readonly #clock: Clock;
	#errors = 0;
	#lastError: unknown;
	#calls = 0;
	#timed = 0;
	#spentMs = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	get errors(): number {
		return this.#errors;
	}

	/** What was thrown last; undefined when nothing ever was. */
	get lastError(): unknown {
		return this.#lastError;
	}

	/** Mean time of a call, with the two clock readings that measure it; null until one was timed. */
	get meanMs(): number | null {
		return this.#timed === 0 ? null : this.#spentMs / this.#timed;
	}

	failed(error: unknown): void {
		this.#errors++;
		this.#lastError = error;
	}

	/** A subscriber for a channel whose messages node documents but does not type: the handler names the type. */
	// oxlint-disable-next-line typescript/no-explicit-any
	wrap(handle: (message: any) => void): (message: unknown) => void {
		return (message) => {
			try {
				if (++this.#calls % timedEvery === 0) this.#time(handle, message);
				else handle(message);
			} catch (error) {
				this.failed(error);
			}
		};
	}

	#time(handle: (message: unknown) => void, message: unknown): void {
		const start = this.#clock.monotonic();
		handle(message);
		this.#spentMs += this.#clock.monotonic() - start;
		this.#timed++;
	}
}
