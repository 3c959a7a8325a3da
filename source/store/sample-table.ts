import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Bucket} from '../protocol/trends.ts';
import {mergeHistograms, mergeSamples} from './merge-samples.ts';
import {allRows, firstRow} from './rows.ts';
import {type Sample, tierMs} from './store.ts';

/** Finest first; `keepMs` is how long a row stays before it moves to the next tier (or is deleted from the last). */
const tiers = [
	{tier: 0, widthMs: tierMs['30s'], keepMs: 26 * 3_600_000},
	{tier: 1, widthMs: tierMs['5m'], keepMs: 8 * 86_400_000},
	{tier: 2, widthMs: tierMs['1h'], keepMs: 400 * 86_400_000},
] as const;
type TierOf = (typeof tiers)[number];

const keepHistogramsMs = 62 * 86_400_000;
const stepMs = tierMs['30s'];
/** Rows moved per call: about 20 ms, so that the first call after a long stop does not hold up the service. */
const rowsPerRollUp = 5000;

interface Row {
	t: number;
	n: number;
	sum: number;
	min: number;
	max: number;
	histogram: Uint8Array | null;
}

/**
 * Samples in three tiers of one table. Every observation is in exactly one row: rolling up adds a row to its coarser one and deletes it
 * in the same transaction. So totals never change by it, whatever arrives late and wherever the clock jumps.
 */
export class SampleTable {
	readonly #database: DatabaseSync;
	readonly #ids = new Map<string, number>();
	readonly #put: StatementSync;
	readonly #histogramAt: StatementSync;
	readonly #range: StatementSync;
	readonly #grouped: StatementSync;
	readonly #oldest: StatementSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#put = database.prepare(`
			INSERT INTO samples (series, tier, t, n, sum, min, max, histogram) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum, min = min(min, excluded.min),
				max = max(max, excluded.max), histogram = coalesce(excluded.histogram, histogram)`);
		this.#histogramAt = database.prepare('SELECT histogram FROM samples WHERE series = ? AND tier = ? AND t = ?');
		this.#range = database.prepare(`
			SELECT t, n, sum, min, max, histogram FROM samples
			WHERE series = ? AND tier IN (0, 1, 2) AND t >= ? AND t < ? ORDER BY t, tier DESC`);
		this.#grouped = database.prepare(`
			SELECT t / CAST(?2 AS INTEGER) AS slot, sum(n) AS n, min(min) AS min, sum(sum) AS sum, max(max) AS max FROM samples
			WHERE series = ?1 AND tier IN (0, 1, 2) AND t >= ?3 AND t < ?4 GROUP BY slot ORDER BY slot`);
		this.#oldest = database.prepare(`
			SELECT t, n, sum, min, max, histogram FROM samples WHERE series = ? AND tier = ? AND t < ? ORDER BY t LIMIT ?`);
	}

	/** Adds samples to their 30 s buckets. What has no observation or a number that is not finite is no sample. */
	append(samples: readonly Sample[]): void {
		for (const sample of samples) if (isSample(sample)) this.#add(this.#idOf(sample.series), tiers[0], sample);
	}

	samples(series: string, from: number, to: number): Sample[] {
		const id = this.#knownId(series);
		if (id === undefined) return [];
		const rows = allRows<Row>(this.#range, id, stepAfter(from), stepAfter(to));
		return rows.map((row) => toSample(series, row));
	}

	buckets(series: string, from: number, to: number, widthMs: number): Bucket[] {
		const id = this.#knownId(series);
		if (id === undefined) return [];
		if (widthMs % stepMs !== 0) return bucketsOf(this.samples(series, from, to), widthMs);
		const rows = allRows<Row & {slot: number}>(this.#grouped, id, widthMs / stepMs, stepAfter(from), stepAfter(to));
		return rows.map((row) => ({t: row.slot * widthMs, n: row.n, min: row.min, mean: row.sum / row.n, max: row.max}));
	}

	series(prefix: string): string[] {
		const rows = this.#database.prepare('SELECT name FROM series WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name').all(prefix);
		return rows.map((row) => String(row['name']));
	}

	/** Moves rows older than their tier keeps into the next one; at most some thousand in a call, the rest in the next. */
	rollUp(now: number): void {
		let budget = rowsPerRollUp;
		for (const [finer, coarser] of [[tiers[0], tiers[1]] as const, [tiers[1], tiers[2]] as const]) {
			// Only buckets that are closed: the whole coarse bucket lies before the time that is kept fine.
			const before = (Math.floor((now - finer.keepMs) / coarser.widthMs) * coarser.widthMs) / stepMs;
			for (const id of this.#allIds()) {
				if (budget <= 0) return;
				budget -= this.#rollUpSeries(id, finer, coarser, before, budget);
			}
		}
	}

	/** Deletes what is older than the last tier keeps. */
	deleteOld(now: number): void {
		const remove = this.#database.prepare('DELETE FROM samples WHERE series = ? AND tier = 2 AND t < ?');
		for (const id of this.#allIds()) remove.run(id, stepAfter(now - tiers[2].keepMs - tiers[2].widthMs));
	}

	/** No range on the screen needs percentiles of more than two months ago; without them a year of hours takes a fifth of the room. */
	dropOldHistograms(last: number, now: number): void {
		const drop = this.#database.prepare(
			'UPDATE samples SET histogram = NULL WHERE series = ? AND tier = 2 AND t >= ? AND t < ? AND histogram IS NOT NULL',
		);
		const from = stepAfter(last - keepHistogramsMs - 86_400_000);
		for (const id of this.#allIds()) drop.run(id, from, stepAfter(now - keepHistogramsMs));
	}

	/** Every sample of the table, for handing over to another store. */
	*all(): Generator<Sample> {
		for (const series of this.series('')) yield* this.samples(series, 0, Number.MAX_SAFE_INTEGER);
	}

	/** After a rollback: series named in the lost transaction have no id any more. */
	forget(): void {
		this.#ids.clear();
	}

	#rollUpSeries(id: number, finer: TierOf, coarser: TierOf, before: number, limit: number): number {
		const rows = allRows<Row>(this.#oldest, id, finer.tier, before, limit);
		const last = rows.at(-1);
		if (last === undefined) return 0;
		for (const [t, parts] of Map.groupBy(rows, (row) => startOf(row.t * stepMs, coarser.widthMs))) {
			this.#add(
				id,
				coarser,
				mergeSamples(
					'',
					t,
					parts.map((row) => toSample('', row)),
				),
			);
		}
		this.#database.prepare('DELETE FROM samples WHERE series = ? AND tier = ? AND t <= ?').run(id, finer.tier, last.t);
		return rows.length;
	}

	#add(id: number, {tier, widthMs}: TierOf, sample: Sample): void {
		const t = startOf(sample.t, widthMs) / stepMs;
		const histogram = sample.histogram === undefined ? null : this.#mergedHistogram(id, tier, t, sample.histogram);
		this.#put.run(id, tier, t, sample.n, sample.sum, sample.min, sample.max, histogram);
	}

	#mergedHistogram(id: number, tier: number, t: number, histogram: Uint8Array): Uint8Array {
		const held = firstRow<Pick<Row, 'histogram'>>(this.#histogramAt, id, tier, t);
		return mergeHistograms([{histogram: held?.histogram ?? null}, {histogram}]) ?? histogram;
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
		return this.#database
			.prepare('SELECT id FROM series ORDER BY id')
			.all()
			.map((row) => Number(row['id']));
	}
}

function isSample(sample: Sample): boolean {
	return sample.n > 0 && sample.t >= 0 && [sample.t, sample.n, sample.sum, sample.min, sample.max].every(Number.isFinite);
}

function toSample(series: string, row: Row): Sample {
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
