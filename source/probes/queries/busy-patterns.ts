import type {BusyPattern, DatabaseSystem} from '../../protocol/query-trace.ts';
import {isBatched} from '../../sql/batched.ts';
import type {KnownTexts} from './known-texts.ts';
import type {QueryRecord} from './query-context.ts';

const mostPatterns = 1000;
const mostTold = 100;

/** Sums up queries by pattern, in bounded memory: when full, the half that took least time goes. */
export class BusyPatterns {
	readonly #texts: KnownTexts;
	#patterns = new Map<string, BusyPattern>();

	constructor(texts: KnownTexts) {
		this.#texts = texts;
	}

	add(records: readonly QueryRecord[]): void {
		for (const {text, system, startedAt, endedAt} of records) {
			// A query still running says nothing yet; of one that batching made, its parts are the service's.
			if (Number.isNaN(endedAt) || isBatched(text)) continue;
			const {pattern} = this.#texts.of(text, system);
			const busy = this.#patterns.get(keyOf(pattern, system)) ?? this.#add(pattern, system);
			busy.count++;
			busy.totalMs += endedAt - startedAt;
		}
	}

	#add(pattern: string, system: DatabaseSystem): BusyPattern {
		if (this.#patterns.size >= mostPatterns)
			this.#patterns = new Map(
				this.#sorted()
					.slice(0, mostPatterns / 2)
					.map((busy) => [keyOf(busy.pattern, busy.system), busy]),
			);
		const busy = {pattern, system, count: 0, totalMs: 0};
		this.#patterns.set(keyOf(pattern, system), busy);
		return busy;
	}

	/** Most time first. */
	busiest(): BusyPattern[] {
		return this.#sorted().slice(0, mostTold);
	}

	#sorted(): BusyPattern[] {
		return [...this.#patterns.values()].toSorted((a, b) => b.totalMs - a.totalMs);
	}
}

/** Two databases may be sent the same text. */
function keyOf(pattern: string, system: DatabaseSystem): string {
	return `${system} ${pattern}`;
}
