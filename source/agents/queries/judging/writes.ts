import type {Step} from './reading.ts';

/** Written by what changes the meaning of all queries: no table has this name. */
const session = '';

/** When which table was written within a trace. */
export class Writes {
	/** In order of their start, since steps are. */
	readonly #times = new Map<string, number[]>();

	constructor(steps: readonly Step[]) {
		for (const {traits, startMs} of steps) {
			if (traits.role === 'write') for (const table of traits.tables) this.#note(table, startMs);
			else if (traits.changesSession) this.#note(session, startMs);
		}
	}

	/**
	 * How many of these equal queries could have shared an answer: all but those with a write to one of their tables since the one before, and
	 * those with another number of rows (someone else wrote, or a cursor goes on), or another schema or tenant. A write repeated word for word is
	 * no reader: all of them count.
	 */
	sameAnswers(steps: readonly Step[]): number {
		const {role, tables} = steps[0]!.traits;
		if (role === 'write') return steps.length;
		let same = 1;
		let known = this.#writesBefore(tables, steps[0]!.startMs);
		let {rows} = steps[0]!.query;
		for (const {query, startMs} of steps.slice(1)) {
			const writes = this.#writesBefore(tables, startMs);
			if (writes === known && query.rows === rows) same++;
			known = writes;
			({rows} = query);
		}
		return same;
	}

	#note(table: string, startMs: number): void {
		const known = this.#times.get(table);
		if (known === undefined) this.#times.set(table, [startMs]);
		else known.push(startMs);
	}

	#writesBefore(tables: readonly string[], ms: number): number {
		return [session, ...tables].reduce((sum, table) => sum + countBefore(this.#times.get(table) ?? [], ms), 0);
	}
}

function countBefore(times: readonly number[], ms: number): number {
	let low = 0;
	let high = times.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (times[middle]! < ms) low = middle + 1;
		else high = middle;
	}
	return low;
}
