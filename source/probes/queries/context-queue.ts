import {type QueryContext, queryContexts} from './query-context.ts';

const mostContexts = 1000;
/** Of all contexts together, about: their records and texts. */
const mostBytes = 12_000_000;
/** With a short text. */
const recordBytes = 250;
/** A turn of the event loop is given back after this long. */
const turnMs = 4;

/** Contexts that wait to be looked at when no request does: a few milliseconds at a time. What does not fit is dropped and counted. */
export class ContextQueue {
	readonly #work: (context: QueryContext) => void;
	readonly #monotonic: () => number;
	#waiting: QueryContext[] = [];
	#bytes = 0;
	#next = 0;
	#isScheduled = false;
	dropped = 0;
	/** Time spent so far, ms. */
	spentMs = 0;

	/** `work` must not throw. */
	constructor(work: (context: QueryContext) => void, monotonic: () => number) {
		this.#work = work;
		this.#monotonic = monotonic;
	}

	add(context: QueryContext): void {
		const bytes = bytesOf(context);
		if (this.#waiting.length - this.#next >= mostContexts || this.#bytes + bytes > mostBytes) {
			this.dropped++;
			return;
		}
		this.#waiting.push(context);
		this.#bytes += bytes;
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		// The work is none of the request's: it must not run in its context, which would keep that alive.
		queryContexts.exit(() => setImmediate(() => this.#turn()));
	}

	get waiting(): number {
		return this.#waiting.length - this.#next;
	}

	/** Looks at all that wait, now. */
	flush(): void {
		this.#workUntil(Infinity);
	}

	#turn(): void {
		this.#workUntil(this.#monotonic() + turnMs);
		this.#isScheduled = this.#waiting.length > 0;
		if (this.#isScheduled) setImmediate(() => this.#turn());
	}

	#workUntil(deadline: number): void {
		const start = this.#monotonic();
		let now = start;
		while (this.#next < this.#waiting.length && now < deadline) {
			const context = this.#waiting[this.#next++]!;
			this.#bytes -= bytesOf(context);
			this.#work(context);
			now = this.#monotonic();
		}
		this.spentMs += now - start;
		if (this.#next < this.#waiting.length) return;
		this.#waiting = [];
		this.#next = 0;
	}
}

function bytesOf({records, longCharacters}: QueryContext): number {
	return records.length * recordBytes + longCharacters;
}
