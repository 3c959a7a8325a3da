import {type Clock, systemClock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import type {Component} from '../protocol/report.ts';
import type {Sample} from '../store/store.ts';
import {Check} from './check.ts';
import {categoryOf} from './check-category.ts';
import type {CheckFunction} from './check-run.ts';
import type {Gauge, Probe} from './probe.ts';

export type {CheckFunction} from './check-run.ts';

export interface CheckOptions {
	/** After this the run counts as down (2,000). */
	timeoutMs?: number;
	/** From the start of a run to the start of the next (30,000). */
	everyMs?: number;
	/** A required component that is down makes the service critical (true). */
	required?: boolean;
	/** Default by name: see `categoryOf`. */
	category?: string;
	/** What the screen calls it; its name by default. */
	title?: string;
}

/** Named checks, each on a timer of its own, and their outcomes. */
export interface CheckRunner extends Probe {
	/** Adds a check; it runs at once if the runner is started. Throws EsaError `config` for a bad name, option or a name taken. */
	add(name: string, check: CheckFunction, options?: CheckOptions): void;
	/** Every check and its last outcome, in the order they were added. */
	components(): Component[];
}

export interface CheckRunnerOptions {
	clock?: Clock;
	/** Called when a component's status changes, also from `unknown`, so that it can be judged at once. What it throws becomes a warning. */
	onChange?: (component: Component, before: Component['status']) => void;
}

/**
 * Runs checks beside the service: never inside a request, never two runs of one check at once, never keeping the process alive. A check that
 * hangs, throws or floods its message is a component that is down, nothing more.
 */
export function checkRunner({clock = systemClock, onChange = () => undefined}: CheckRunnerOptions = {}): CheckRunner {
	return new TimedChecks(clock, onChange);
}

class TimedChecks implements CheckRunner {
	readonly name = 'checks';
	readonly #clock: Clock;
	readonly #onChange: NonNullable<CheckRunnerOptions['onChange']>;
	readonly #checks = new Map<string, Check>();
	#running = false;

	constructor(clock: Clock, onChange: NonNullable<CheckRunnerOptions['onChange']>) {
		this.#clock = clock;
		this.#onChange = (component, before) => {
			try {
				onChange(component, before);
			} catch (error) {
				// Nobody awaits a check's timer: thrown on, this would end the service.
				process.emitWarning(error instanceof Error ? error : String(error));
			}
		};
	}

	add(name: string, check: CheckFunction, options: CheckOptions = {}): void {
		if (this.#checks.has(name)) throw new EsaError('config', `The check ${name} exists already. Give the second one another name.`);
		const added = new Check(planOf(name, check, options), this.#clock, this.#onChange);
		this.#checks.set(name, added);
		if (this.#running) added.start();
	}

	start(): void {
		this.#running = true;
		for (const check of this.#checks.values()) check.start();
	}

	stop(): void {
		this.#running = false;
		for (const check of this.#checks.values()) check.stop();
	}

	components(): Component[] {
		return [...this.#checks.values()].map((check) => check.component());
	}

	close(from: number): Sample[] {
		return [...this.#checks.values()].flatMap((check) => check.close(from));
	}

	gauges(): Gauge[] {
		return this.components().flatMap(({id, latencyMs}) =>
			latencyMs === null
				? []
				: [
						{
							name: 'check_duration_seconds',
							value: latencyMs / 1000,
							unit: 'seconds',
							help: 'How long the last run of the check took.',
							labels: {check: id},
						},
					],
		);
	}
}

/** Timers of node are 32 bits wide. */
const longestMs = 2 ** 31 - 1;

function planOf(name: string, check: CheckFunction, options: CheckOptions) {
	const {timeoutMs = 2000, everyMs = 30_000, required = true, category = categoryOf(name), title = name} = options;
	if (!/^[\w.-]{1,64}$/.test(name)) {
		throw new EsaError(
			'config',
			`A check was named ${JSON.stringify(name.slice(0, 64))}. Use 1 to 64 letters, digits, dots, dashes or underscores.`,
		);
	}
	if (typeof check !== 'function') throw new EsaError('config', `The check ${name} is no function. Pass async (signal) => { … }.`);
	for (const [option, value] of Object.entries({timeoutMs, everyMs})) {
		if (value > 0 && value <= longestMs) continue;
		throw new EsaError('config', `The check ${name} has ${option} ${String(value)}. Use milliseconds, more than 0.`);
	}
	return {name, title, category, required, timeoutMs, everyMs, check};
}
