import type {Clock} from '../basics/clock.ts';
import type {Gauge, Probe} from '../probes/probe.ts';
import type {Sample, Store} from '../store/store.ts';
import type {Totals} from './totals.ts';

const tickMs = 5000;
/** The first windows are short, so that the first numbers are there a second after the start. */
const firstTicksMs = [1000, 1000, 3000];
const maintainMs = 30_000;

export interface SamplerParts {
	probes: readonly Probe[];
	store: Store;
	clock: Clock;
	totals: Totals;
	judge(): void;
	onTrouble(message: string): void;
}

/** Closes the probes' windows every 5 s, stores the samples and has them judged. Never keeps the process alive, never throws into it. */
export class Sampler {
	readonly #parts: SamplerParts;
	readonly #probes: Probe[];
	#timer: NodeJS.Timeout | undefined;
	#from = 0;
	#ticks = 0;
	#maintainedAt = -Infinity;
	#said = '';

	constructor(parts: SamplerParts) {
		this.#parts = parts;
		this.#probes = [...parts.probes];
	}

	start(): void {
		this.#from = this.#parts.clock.now();
		for (const probe of this.#probes) probe.start();
		this.#schedule();
	}

	/** Measures another thing from now on. */
	add(probe: Probe): void {
		this.#probes.push(probe);
		probe.start();
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#tick();
		for (const probe of this.#probes) probe.stop();
	}

	gauges(): Gauge[] {
		return this.#probes.flatMap((probe) => probe.gauges());
	}

	#schedule(): void {
		this.#timer = setTimeout(
			() => {
				this.#tick();
				this.#schedule();
			},
			firstTicksMs[this.#ticks++] ?? tickMs,
		);
		this.#timer.unref();
	}

	#tick(): void {
		try {
			this.#closeWindow();
			this.#parts.judge();
			this.#maintain();
		} catch (error) {
			this.#report(error);
		}
	}

	#closeWindow(): void {
		const {clock, store, totals} = this.#parts;
		const to = clock.now();
		// A clock set back must not make a window that ends before it began: its requests would lie in the future.
		const from = Math.min(this.#from, to);
		this.#from = to;
		const samples: Sample[] = this.#probes.flatMap((probe) => probe.close(from, to));
		totals.add(samples);
		store.append(samples);
	}

	#maintain(): void {
		const {clock, store} = this.#parts;
		if (clock.monotonic() - this.#maintainedAt < maintainMs) return;
		this.#maintainedAt = clock.monotonic();
		store.maintain(clock.now());
	}

	/** A bug of ours is told once and not every 5 s; the service goes on. */
	#report(error: unknown): void {
		const message = error instanceof Error ? error.message : String(error);
		if (message === this.#said) return;
		this.#said = message;
		this.#parts.onTrouble(`Measuring failed: ${message}`);
	}
}
