import type {BusyPattern, DatabaseSystem} from '../../protocol/query-trace.ts';
import type {KnownText, KnownTexts} from './known-texts.ts';
import type {QueryRecord} from './query-context.ts';

const mostPatterns = 1000;
const mostTexts = 4096;
const mostTold = 100;

/** What one pattern took, and how often the context that is looked at sent it. */
interface Use extends BusyPattern {
	round: number;
	times: number;
}

/** Sums up queries by pattern, in bounded memory: when full, the half that took least time goes. */
export class BusyPatterns {
	readonly #texts: KnownTexts;
	#uses = new Map<string, Use>();
	/** The same by what is known of their texts: most contexts send what was sent before. */
	readonly #byText = new Map<KnownText, Use>();
	#round = 0;

	constructor(texts: KnownTexts) {
		this.#texts = texts;
	}

	/** Adds what one context sent. Returns how often it sent the pattern that it sent most. Of a statement that batching made, the parts are the service's. */
	add(records: readonly QueryRecord[]): number {
		this.#round++;
		// Not while they are counted: one context has 2,000 queries at most.
		if (this.#uses.size >= mostPatterns) this.#forget();
		let most = 0;
		for (const {text, system, startedAt, endedAt} of records) {
			const known = this.#texts.of(text, system);
			if (known.isBatched) continue;
			const use = this.#byText.get(known) ?? this.#useOf(known);
			most = Math.max(most, this.#count(use));
			// A query still running says nothing yet.
			if (Number.isNaN(endedAt)) continue;
			use.count++;
			use.totalMs += endedAt - startedAt;
		}
		return most;
	}

	#count(use: Use): number {
		if (use.round !== this.#round) {
			use.round = this.#round;
			use.times = 0;
		}
		return ++use.times;
	}

	#useOf(known: KnownText): Use {
		const {pattern, system} = known;
		const use = this.#uses.get(keyOf(pattern, system)) ?? this.#add(pattern, system);
		if (this.#byText.size >= mostTexts) this.#byText.clear();
		this.#byText.set(known, use);
		return use;
	}

	#add(pattern: string, system: DatabaseSystem): Use {
		const use = {pattern, system, count: 0, totalMs: 0, round: 0, times: 0};
		this.#uses.set(keyOf(pattern, system), use);
		return use;
	}

	#forget(): void {
		const kept = this.#sorted().slice(0, mostPatterns / 2);
		this.#uses = new Map(kept.map((use) => [keyOf(use.pattern, use.system), use]));
		this.#byText.clear();
	}

	/** Most time first. */
	busiest(): BusyPattern[] {
		return this.#sorted()
			.filter(({count}) => count > 0)
			.slice(0, mostTold)
			.map(({pattern, system, count, totalMs}) => ({pattern, system, count, totalMs}));
	}

	#sorted(): Use[] {
		return [...this.#uses.values()].toSorted((a, b) => b.totalMs - a.totalMs);
	}
}

/** Two databases may be sent the same text. */
function keyOf(pattern: string, system: DatabaseSystem): string {
	return `${system} ${pattern}`;
}
