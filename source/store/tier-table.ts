import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {tierMs} from './store.ts';
import {allRows, firstRow} from './rows.ts';

/** Times in tables count steps of this. */
export const stepMs = tierMs['30s'];

/** One bucket of one series as stored; `t` in steps. */
export interface SampleRow {
	t: number;
	n: number;
	sum: number;
	min: number;
	max: number;
	histogram: Uint8Array | null;
}

/** The rows of one tier, all series; `blockMs` is how much time lies together on disk. */
export class TierTable {
	readonly #database: DatabaseSync;
	readonly #name: string;
	readonly #blockSteps: number;
	readonly #put: StatementSync;
	readonly #putHistogram: StatementSync;
	readonly #histogramAt: StatementSync;
	readonly #range: StatementSync;
	readonly #grouped: StatementSync;

	constructor(database: DatabaseSync, name: string, blockMs: number) {
		this.#database = database;
		this.#name = name;
		this.#blockSteps = blockMs / stepMs;
		this.#put = database.prepare(`
			INSERT INTO ${name} (block, series, t, n, sum, min, max) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)`);
		this.#putHistogram = database.prepare(`INSERT OR REPLACE INTO ${name}_histograms (block, series, t, histogram) VALUES (?, ?, ?, ?)`);
		this.#histogramAt = database.prepare(`SELECT histogram FROM ${name}_histograms WHERE block = ? AND series = ? AND t = ?`);
		const rows = `FROM blocks CROSS JOIN ${name} AS rows ON rows.block = blocks.block AND rows.series = $series AND rows.t >= $from AND rows.t < $to`;
		this.#range = database.prepare(`
			${this.#blocks()} SELECT rows.t, n, sum, min, max, histogram ${rows}
			LEFT JOIN ${name}_histograms AS held ON held.block = rows.block AND held.series = rows.series AND held.t = rows.t
			ORDER BY rows.block, rows.t LIMIT $limit`);
		this.#grouped = database.prepare(`
			${this.#blocks()} SELECT t / CAST($width AS INTEGER) AS slot, sum(n) AS n, min(min) AS min, sum(sum) AS sum, max(max) AS max
			${rows} GROUP BY slot ORDER BY slot`);
	}

	/** Adds to the bucket at `t`; `merge` joins the histogram held with the new one. */
	add(series: number, {t, n, sum, min, max, histogram}: SampleRow, merge: (held: Uint8Array, added: Uint8Array) => Uint8Array): void {
		const block = this.#blockOf(t);
		this.#put.run(block, series, t, n, sum, min, max);
		if (histogram === null) return;
		const held = firstRow<{histogram: Uint8Array}>(this.#histogramAt, block, series, t)?.histogram;
		this.#putHistogram.run(block, series, t, held === undefined ? histogram : merge(held, histogram));
	}

	/** Rows with from ≤ t < to (steps), oldest first. */
	range(series: number, from: number, to: number, limit = -1): SampleRow[] {
		return allRows<SampleRow>(this.#range, {...this.#span(series, from, to), limit});
	}

	/** The same, summed up by slots of `width` steps. */
	grouped(series: number, from: number, to: number, width: number): (Omit<SampleRow, 't' | 'histogram'> & {slot: number})[] {
		return allRows(this.#grouped, {...this.#span(series, from, to), width});
	}

	remove(series: number, rows: readonly Pick<SampleRow, 't'>[]): void {
		for (const table of [this.#name, `${this.#name}_histograms`]) {
			const remove = this.#database.prepare(`DELETE FROM ${table} WHERE block = ? AND series = ? AND t = ?`);
			for (const {t} of rows) remove.run(this.#blockOf(t), series, t);
		}
	}

	/** Deletes blocks that lie wholly before `t`. */
	removeBefore(t: number): void {
		this.#database.prepare(`DELETE FROM ${this.#name} WHERE block < ?`).run(this.#blockOf(t));
	}

	/** Takes the histograms off blocks that lie wholly before `t`. */
	dropHistogramsBefore(t: number): void {
		this.#database.prepare(`DELETE FROM ${this.#name}_histograms WHERE block < ?`).run(this.#blockOf(t));
	}

	/** Steps from block to block that exist (a loose index scan), instead of reading what lies between two rows of a series. */
	#blocks(): string {
		return `WITH RECURSIVE blocks(block) AS (
			SELECT min(block) FROM ${this.#name} WHERE block >= $first AND block <= $last
			UNION ALL
			SELECT (SELECT min(next.block) FROM ${this.#name} AS next WHERE next.block > blocks.block AND next.block <= $last) FROM blocks WHERE blocks.block IS NOT NULL
		)`;
	}

	#span(series: number, from: number, to: number): Record<'series' | 'from' | 'to' | 'first' | 'last', number> {
		return {series, from, to, first: this.#blockOf(from), last: this.#blockOf(to)};
	}

	#blockOf(t: number): number {
		return Math.floor(t / this.#blockSteps);
	}
}
