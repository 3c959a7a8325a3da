import type {TracedQuery} from '../../../protocol/query-trace.ts';
import type {Step} from './reading.ts';

/** Written by what changes the meaning of all queries: no table has this name. */
const session = '';

/** When which table was written within a trace, and when its session became another. */
export class Writes {
	/** In order of their start, since steps are. */
	readonly #times = new Map<string, number[]>();
	/** What schema, tenant and role were set to last. */
	readonly #settings = new Map<string, string>();
	/** When one of them was surely set to something else. */
	readonly #sessions: number[] = [];

	constructor(steps: readonly Step[]) {
		for (const {query, traits, startMs} of steps) {
			if (traits.role === 'write') for (const table of traits.tables) this.#note(table, startMs);
			else if (traits.changesSession) this.#noteSession(query, startMs);
		}
	}

	/** The most of these queries that were sent in the same schema, for the same tenant and in the same role: no other could be joined. */
	mostInOneSession(steps: readonly Step[]): number {
		if (this.#sessions.length === 0) return steps.length;
		const counts = new Map<number, number>();
		let most = 0;
		for (const {startMs} of steps) {
			const at = countBefore(this.#sessions, startMs);
			const count = (counts.get(at) ?? 0) + 1;
			counts.set(at, count);
			most = Math.max(most, count);
		}
		return most;
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

	/** Set to the same again, as before each query of a service with row level security, a session is as it was. */
	#noteSession({pattern, valueKey}: TracedQuery, startMs: number): void {
		const name = settingOf(pattern);
		const before = this.#settings.get(name);
		const isUnknown = valueKey === null && pattern.includes('?');
		const value = isUnknown ? unknown : `${pattern} ${valueKey}`;
		this.#settings.set(name, value);
		if (isUnknown || value !== before) this.#note(session, startMs);
		if (!isUnknown && before !== unknown && value !== before) this.#sessions.push(startMs);
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

const unknown = '';

/** `role` of `SET local role anon`, `USE` of `USE shop`; of all others the whole pattern, which names what it sets. */
function settingOf(pattern: string): string {
	return /^use\b|\b(?:role|authorization)\b/i.exec(pattern)?.[0] ?? pattern;
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
