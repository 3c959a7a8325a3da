import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {patternOf} from './pattern-of.ts';
import type {QueryRecord} from './query-context.ts';

/** How much of the database's time one pattern took. */
export interface BusyPattern {
	pattern: string;
	system: DatabaseSystem;
	count: number;
	totalMs: number;
}

interface BusyText {
	text: string;
	system: DatabaseSystem;
	count: number;
	totalMs: number;
}

const mostTexts = 1000;
const longestText = 4000;
const mostPatterns = 100;

/** Sums up queries by their exact text, in bounded memory: when full, the half that took least time goes. */
export class BusyTexts {
	#texts = new Map<string, BusyText>();

	add(records: readonly QueryRecord[]): void {
		for (const {text, system, startedAt, endedAt} of records) {
			// A text that long is a bulk load; a query still running says nothing yet.
			if (text.length > longestText || Number.isNaN(endedAt)) continue;
			const known = this.#texts.get(text) ?? this.#add(text, system);
			known.count++;
			known.totalMs += endedAt - startedAt;
		}
	}

	#add(text: string, system: DatabaseSystem): BusyText {
		if (this.#texts.size >= mostTexts) this.#forget();
		const busy = {text, system, count: 0, totalMs: 0};
		this.#texts.set(text, busy);
		return busy;
	}

	#forget(): void {
		const kept = [...this.#texts.values()].toSorted((a, b) => b.totalMs - a.totalMs).slice(0, mostTexts / 2);
		this.#texts = new Map(kept.map((busy) => [busy.text, busy]));
	}

	/** By pattern, most time first: texts that differ in their values only are one. */
	patterns(): BusyPattern[] {
		const patterns = new Map<string, BusyPattern>();
		for (const {text, system, count, totalMs} of this.#texts.values()) {
			const pattern = patternOf(text, system);
			const known = patterns.get(`${system} ${pattern}`) ?? {pattern, system, count: 0, totalMs: 0};
			known.count += count;
			known.totalMs += totalMs;
			patterns.set(`${system} ${pattern}`, known);
		}
		return [...patterns.values()].toSorted((a, b) => b.totalMs - a.totalMs).slice(0, mostPatterns);
	}
}
