import {setImmediate} from 'node:timers/promises';
import {EsaError} from '../basics/esa-error.ts';
import {judgeTrace} from '../agents/queries/judge.ts';
import type {Occurrence} from '../agents/queries/occurrence.ts';
import {observeDatabase} from '../probes/queries/observe-database.ts';
import {inProse, noQueries} from './n-plus-one-message.ts';
import {Watch} from './query-watch.ts';

export interface ExpectNoNPlusOneOptions {
	/** Pools, connections and databases whose queries are to be seen: of pg, postgres.js, mysql2, node:sqlite or better-sqlite3. Not needed under `register`. */
	readonly databases?: readonly unknown[];
	/** Queries of one pattern from which they are too many. Default 5. */
	readonly repeats?: number;
	/** What may repeat: a part of a pattern or of its place in the code, or an expression for either. */
	readonly ignore?: readonly (string | RegExp)[];
	/** It is fine if no query is seen. Default false: a test that sees nothing proves nothing. */
	readonly allowNone?: boolean;
}

/** A test that loops over the database; `occurrences` says where. */
export class NPlusOneError extends EsaError {
	readonly occurrences: readonly Occurrence[];
	constructor(occurrences: readonly Occurrence[]) {
		super('n-plus-one', inProse(occurrences));
		this.occurrences = occurrences;
	}
}

/**
 * Runs `work` and rejects with a {@link NPlusOneError} if it sent a query for each row of another, wrote row by row, or asked the same again and again:
 * whatever the time it took. Each HTTP request that this process answers meanwhile, and each run of a job, is looked at by itself. Resolves with what
 * `work` returns and rejects as it rejects. Rejects with EsaError `no-queries` if none was seen, `unobservable` for a database it does not know,
 * `usage` if `work` is no function.
 * For vitest, jest, node:test and any other; several may run at once, and within one another.
 */
export async function expectNoNPlusOne<T>(work: () => T | PromiseLike<T>, options: ExpectNoNPlusOneOptions = {}): Promise<T> {
	if (typeof work !== 'function')
		throw new EsaError(
			'usage',
			'expectNoNPlusOne() takes a function that it can run, as in expectNoNPlusOne(() => listOrders()), not its promise.',
		);
	for (const database of options.databases ?? []) see(database);
	const watch = new Watch();
	try {
		const result = await watch.run(work);
		// The end of a request is told when its response is out of the door, which may be after the client has it.
		await setImmediate();
		judge(watch, options);
		return result;
	} finally {
		watch.stop();
	}
}

function see(database: unknown): void {
	const observed = observeDatabase(database);
	if (observed === undefined) {
		throw new EsaError(
			'unobservable',
			'expectNoNPlusOne() was given a database it does not know. It sees those of pg, postgres.js, mysql2, node:sqlite and better-sqlite3.',
		);
	}
	if (observed.unseen !== undefined)
		throw new EsaError('unobservable', `expectNoNPlusOne() was given ${observed.name}, but ${observed.unseen}`);
}

function judge(watch: Watch, {repeats = 5, ignore = [], allowNone = false}: ExpectNoNPlusOneOptions): void {
	const traces = watch.traces();
	if (traces.length === 0 && !allowNone) throw new EsaError('no-queries', noQueries(watch.outside));
	const occurrences = traces
		.flatMap((trace) => judgeTrace(trace, {minRepeats: repeats, minTotalMs: 0, slowMs: Infinity}))
		.filter((occurrence) => !ignore.some((one) => isMeant(one, occurrence)));
	if (occurrences.length > 0) throw new NPlusOneError(occurrences);
}

function isMeant(one: string | RegExp, {pattern, source}: Occurrence): boolean {
	return [pattern, source ?? ''].some((text) => (typeof one === 'string' ? text.includes(one) : text.search(one) !== -1));
}
