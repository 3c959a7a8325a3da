import type {Clock} from '../basics/clock.ts';
import type {Finding, OpenFinding} from '../protocol/findings.ts';
import type {Bucket} from '../protocol/trends.ts';
import {memoryStore} from './memory-store.ts';
import {mergeBuckets, mergeSamples} from './merge-samples.ts';
import type {SqliteStore} from './sqlite-store.ts';
import {troubleOf} from './sqlite-trouble.ts';
import type {Sample, Store, StoreState} from './store.ts';

/** How often a store in trouble tries its file again. */
const retryMs = 60_000;

/** While in trouble, new samples go to `memory` and old ones are still read from `disk`, as far as it lets itself be read. */
interface Degraded {
	memory: SqliteStore;
	reason: string;
	triedAt: number;
	/** A damaged file is never written again: what is in it must stay for a rescue. */
	final: boolean;
}

/** A store that outlives its disk; see `openStore`. */
export class ResilientStore implements Store {
	readonly #open: () => SqliteStore;
	readonly #file: string;
	readonly #clock: Clock;
	#disk: SqliteStore | undefined;
	#degraded: Degraded | undefined;

	/** Throws what `open` throws for a file that must not be touched; any trouble of the disk degrades instead. */
	constructor(open: () => SqliteStore, file: string, clock: Clock) {
		this.#open = open;
		this.#file = file;
		this.#clock = clock;
		try {
			this.#disk = open();
		} catch (error) {
			this.#degrade(error, 'Opening');
		}
	}

	state(): StoreState {
		if (this.#degraded === undefined) return {kind: 'durable', file: this.#file};
		return {kind: 'degraded', reason: this.#degraded.reason};
	}

	append(samples: readonly Sample[]): void {
		this.#write((store) => store.append(samples));
	}

	samples(series: string, from: number, to: number): Sample[] {
		const lists = this.#readAll((store) => store.samples(series, from, to));
		return lists.length === 1 ? lists[0]! : lists.flat().toSorted((a, b) => a.t - b.t);
	}

	window(series: string, from: number, to: number): Sample {
		return mergeSamples(series, from, this.samples(series, from, to));
	}

	buckets(series: string, from: number, to: number, widthMs: number): Bucket[] {
		return mergeBuckets(this.#readAll((store) => store.buckets(series, from, to, widthMs)));
	}

	series(prefix: string): string[] {
		return [...new Set(this.#readAll((store) => store.series(prefix)).flat())].toSorted();
	}

	maintain(now: number): void {
		if (this.#degraded !== undefined) this.#tryToReturn(this.#degraded);
		this.#write((store) => store.maintain(now));
	}

	recordFindings(agent: string, findings: readonly Finding[], now: number, fence: number): {opened: number; resolved: number} {
		return this.#write((store) => store.recordFindings(agent, findings, now, fence));
	}

	findings(filter?: {agent?: string; severity?: string}): OpenFinding[] {
		return this.#readLatest((store) => store.findings(filter));
	}

	getValue(key: string): string | undefined {
		return this.#readLatest((store) => store.getValue(key));
	}

	setValue(key: string, value: string): void {
		this.#write((store) => store.setValue(key, value));
	}

	/** A last try to write down what is only in memory, then closes. */
	close(): void {
		if (this.#degraded !== undefined) this.#tryToReturn({...this.#degraded, triedAt: -Infinity});
		this.#degraded?.memory.close();
		this.#disk?.close();
	}

	#write<T>(action: (store: SqliteStore) => T): T {
		if (this.#degraded === undefined && this.#disk !== undefined) {
			try {
				return action(this.#disk);
			} catch (error) {
				this.#degrade(error, 'Writing to');
			}
		}
		return action(this.#degraded!.memory);
	}

	/** Findings and values live in one place: copied to memory when the trouble began. */
	#readLatest<T>(action: (store: SqliteStore) => T): T {
		if (this.#degraded === undefined && this.#disk !== undefined) {
			try {
				return action(this.#disk);
			} catch (error) {
				this.#degrade(error, 'Reading');
			}
		}
		return action(this.#degraded!.memory);
	}

	/** Samples may be on disk and in memory, each in one of them only. */
	#readAll<T>(action: (store: SqliteStore) => T): T[] {
		const results: T[] = [];
		if (this.#disk !== undefined) {
			try {
				results.push(action(this.#disk));
			} catch (error) {
				this.#degrade(error, 'Reading');
			}
		}
		if (this.#degraded !== undefined) results.push(action(this.#degraded.memory));
		return results;
	}

	/** Goes on in memory with the findings and values of the disk, or rethrows what is no trouble of the disk. */
	#degrade(error: unknown, tried: string): void {
		const trouble = troubleOf(error);
		if (trouble === undefined) throw error;
		if (this.#degraded !== undefined) return;
		const memory = memoryStore({clock: this.#clock});
		const final = trouble.trouble === 'corrupt' || trouble.trouble === 'not-a-database';
		const outlook = final ? 'until a restart with a restored or another file' : 'until it works again';
		const reason = `${tried} the store ${this.#file} failed: ${trouble.words}; new measurements are kept in memory ${outlook}.`;
		this.#degraded = {memory, reason, triedAt: this.#clock.monotonic(), final};
		try {
			if (this.#disk !== undefined) memory.absorb(this.#disk.content(), []);
		} catch (cause) {
			// A disk that cannot even be read: the findings come back with the next runs of their agents.
			if (troubleOf(cause) === undefined) throw cause;
		}
	}

	/** Writes down what gathered in memory and goes on with the file; stays in memory while that fails. */
	#tryToReturn({memory, triedAt, final}: Degraded): void {
		if (final || this.#clock.monotonic() - triedAt < retryMs) return;
		try {
			this.#disk ??= this.#open();
			this.#disk.absorb(memory.content(), memory.allSamples());
			memory.close();
			this.#degraded = undefined;
		} catch {
			// Whatever it is this time (a file put there meanwhile may be damaged or newer): the reason shown stays true.
			this.#degraded!.triedAt = this.#clock.monotonic();
		}
	}
}
