import type {DatabaseSync} from 'node:sqlite';
import type {Bucket} from '../protocol/trends.ts';
import {mergeBuckets, mergeHistograms, mergeSamples} from './merge-samples.ts';
import {type Sample, tierMs} from './store.ts';
import {type SampleRow, stepMs, TierTable} from './tier-table.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** How long a row stays in its tier before it moves to the next one (or, from the last, goes). */
const keepMs = {fine: 26 * hour, middle: 8 * day, coarse: 400 * day, histograms: 62 * day};
/** Rows moved per call: about 40 ms, so that the first call after a long stop does not hold up the service. */
const rowsPerRollUp = 5000;

interface Tier {
	table: TierTable;
	widthMs: number;
}

/**
 * Samples in three tiers. Every observation is in exactly one row: rolling up adds a row to its coarser one and deletes it in the same
 * transaction. So totals never change by it, whatever arrives late and wherever the clock jumps.
 */
export class SampleTable {
	readonly #database: DatabaseSync;
	readonly #ids = new Map<string, number>();
	readonly #fine: Tier;
	readonly #middle: Tier;
	readonly #coarse: Tier;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#fine = {table: new TierTable(database, 'samples_30s', 10 * minute), widthMs: tierMs['30s']};
		this.#middle = {table: new TierTable(database, 'samples_5m', hour), widthMs: tierMs['5m']};
		this.#coarse = {table: new TierTable(database, 'samples_1h', day), widthMs: tierMs['1h']};
	}

	/** Adds samples to their 30 s buckets. What has no observation or a number that is not finite is no sample. */
	append(samples: readonly Sample[]): void {
		for (const sample of samples) if (isSample(sample)) add(this.#fine, this.#idOf(sample.series), sample);
	}

	samples(series: string, from: number, to: number): Sample[] {
		const id = this.#knownId(series);
		if (id === undefined) return [];
		const rows = this.#coarseFirst().flatMap(({table}) => table.range(id, stepAfter(from), stepAfter(to)));
		return rows.map((row) => toSample(series, row)).toSorted((a, b) => a.t - b.t);
	}

	buckets(series: string, from: number, to: number, widthMs: number): Bucket[] {
		const id = this.#knownId(series);
		if (id === undefined) return [];
		if (widthMs % stepMs !== 0) return bucketsOf(this.samples(series, from, to), widthMs);
		const lists = this.#coarseFirst().map(({table}) =>
			table
				.grouped(id, stepAfter(from), stepAfter(to), widthMs / stepMs)
				.map(({slot, n, sum, min, max}): Bucket => ({t: slot * widthMs, n, min, mean: sum / n, max})),
		);
		return mergeBuckets(lists);
	}

	series(prefix: string): string[] {
		const rows = this.#database.prepare('SELECT name FROM series WHERE substr(name, 1, length(?)) = ? ORDER BY name').all(prefix, prefix);
		return rows.map((row) => String(row['name']));
	}

	/** Moves rows older than their tier keeps into the next one; at most some thousand in a call, the rest in the next. */
	rollUp(now: number): void {
		// Only buckets that are closed move: the whole 5 minutes, and a whole day of hours at once, so that a day lies together on disk.
		const moved = this.#rollUpTier(this.#fine, this.#middle, startOf(now - keepMs.fine, this.#middle.widthMs), rowsPerRollUp);
		this.#rollUpTier(this.#middle, this.#coarse, startOf(now - keepMs.middle, day), rowsPerRollUp - moved);
	}

	/** Deletes what is older than the last tier keeps. */
	deleteOld(now: number): void {
		this.#coarse.table.removeBefore(stepAfter(now - keepMs.coarse - day));
	}

	/** No range on the screen needs percentiles of more than two months ago; without them a year of hours takes a fraction of the room. */
	dropOldHistograms(now: number): void {
		this.#coarse.table.dropHistogramsBefore(stepAfter(now - keepMs.histograms));
	}

	/** Every sample of the table, for handing over to another store. */
	*all(): Generator<Sample> {
		for (const series of this.series('')) yield* this.samples(series, 0, Number.MAX_SAFE_INTEGER);
	}

	/** After a rollback: series named in the lost transaction have no id any more. */
	forget(): void {
		this.#ids.clear();
	}

	#coarseFirst(): Tier[] {
		return [this.#coarse, this.#middle, this.#fine];
	}

	#rollUpTier(finer: Tier, coarser: Tier, before: number, limit: number): number {
		let left = limit;
		for (const id of this.#allIds()) {
			if (left <= 0) break;
			left -= rollUpSeries(id, finer, coarser, before, left);
		}
		return limit - left;
	}

	#idOf(series: string): number {
		const known = this.#knownId(series);
		if (known !== undefined) return known;
		this.#database.prepare('INSERT OR IGNORE INTO series (name) VALUES (?)').run(series);
		return this.#knownId(series)!;
	}

	#knownId(series: string): number | undefined {
		const cached = this.#ids.get(series);
		if (cached !== undefined) return cached;
		const row = this.#database.prepare('SELECT id FROM series WHERE name = ?').get(series);
		if (row === undefined) return undefined;
		this.#ids.set(series, Number(row['id']));
		return Number(row['id']);
	}

	#allIds(): number[] {
		const rows = this.#database.prepare('SELECT id FROM series ORDER BY id').all();
		return rows.map((row) => Number(row['id']));
	}
}

function rollUpSeries(id: number, finer: Tier, coarser: Tier, before: number, limit: number): number {
	const rows = finer.table.range(id, 0, stepAfter(before), limit);
	for (const [t, parts] of Map.groupBy(rows, (row) => startOf(row.t * stepMs, coarser.widthMs))) {
		add(
			coarser,
			id,
			mergeSamples(
				'',
				t,
				parts.map((row) => toSample('', row)),
			),
		);
	}
	finer.table.remove(id, rows);
	return rows.length;
}

function add({table, widthMs}: Tier, id: number, sample: Sample): void {
	const t = startOf(sample.t, widthMs) / stepMs;
	table.add(
		id,
		{...sample, t, histogram: sample.histogram ?? null},
		(held, added) => mergeHistograms([{histogram: held}, {histogram: added}]) ?? added,
	);
}

function isSample(sample: Sample): boolean {
	return sample.n > 0 && sample.t >= 0 && [sample.t, sample.n, sample.sum, sample.min, sample.max].every(Number.isFinite);
}

function toSample(series: string, row: SampleRow): Sample {
	const sample: Sample = {series, t: row.t * stepMs, n: row.n, sum: row.sum, min: row.min, max: row.max};
	return row.histogram === null ? sample : {...sample, histogram: row.histogram};
}

function startOf(t: number, widthMs: number): number {
	return Math.floor(t / widthMs) * widthMs;
}

/** The first 30 s step that starts at or after a moment. */
function stepAfter(moment: number): number {
	return Math.ceil(moment / stepMs);
}

function bucketsOf(samples: readonly Sample[], widthMs: number): Bucket[] {
	const groups = Map.groupBy(samples, (sample) => startOf(sample.t, widthMs));
	return [...groups].map(([t, parts]) => {
		const {n, sum, min, max} = mergeSamples('', t, parts);
		return {t, n, min, mean: sum / n, max};
	});
}
