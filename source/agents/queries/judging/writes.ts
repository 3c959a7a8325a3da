import type {Step} from './reading.ts';

/** When which table was written within a trace. */
export class Writes {
	readonly #times = new Map<string, number[]>();

	constructor(steps: readonly Step[]) {
		for (const {traits, startMs} of steps) if (traits.role === 'write') for (const table of traits.tables) this.#note(table, startMs);
	}

	/**
	 * How many of these equal queries could have shared an answer: all but those with a write to one of their tables since the one before. A
	 * write repeated word for word is no reader: all of them count.
	 */
	sameAnswers(steps: readonly Step[]): number {
		const {role, tables} = steps[0]!.traits;
		if (role === 'write') return steps.length;
		const writes = tables.flatMap((table) => this.#times.get(table) ?? []).toSorted((a, b) => a - b);
		let next = 0;
		let fresh = 0;
		for (const {startMs} of steps) {
			const known = next;
			while (next < writes.length && writes[next]! < startMs) next++;
			if (next > known) fresh++;
		}
		return steps.length - Math.max(0, fresh - (startsWithWrite(steps, writes) ? 1 : 0));
	}

	#note(table: string, startMs: number): void {
		const known = this.#times.get(table);
		if (known === undefined) this.#times.set(table, [startMs]);
		else known.push(startMs);
	}
}

/** A write before the first of them says nothing of those after it. */
function startsWithWrite(steps: readonly Step[], writes: readonly number[]): boolean {
	return writes.length > 0 && writes[0]! < steps[0]!.startMs;
}
