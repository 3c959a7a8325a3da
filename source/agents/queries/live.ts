import type {Clock} from '../../basics/clock.ts';
import type {BusyPattern, ContextSummary, QueryTrace} from '../../protocol/query-trace.ts';
import type {Store} from '../../store/store.ts';
import {addOccurrence, issueId, newIssue, type QueryIssue} from './issue.ts';
import {KnownIssues} from './known-issues.ts';
import {isGone, resolve, type ResolvedIssue} from './life-cycle.ts';
import {judgeWithQuiet} from './judge.ts';
import type {Occurrence} from './occurrence.ts';
import type {QueriesOptions} from './options.ts';
import {countContext} from './route-stats.ts';
import {readState, writeState} from './state.ts';

const mostIssues = 500;
const mostResolved = 50;
const resolvedKeptMs = 7 * 86_400_000;
/** Written when something changed, and no more often than this. */
const keepEveryMs = 60_000;

/** What was seen of queries by whoever watches them. */
export interface QueriesSeen {
	/** Since the process started. */
	queries: number;
	/** When that was, ms since the epoch. */
	since: number;
	/** Of those, sent outside any request or run: they can be slow, but nothing ties them together. */
	outside: number;
	/** What was recognised and is watched: `pg`, `node:sqlite`. */
	watched: readonly string[];
}

/** What the agent is given of the running service. */
export interface LiveQueries {
	seen(): QueriesSeen;
	/** Resolves when all requests that have ended are looked at. */
	caughtUp(signal: AbortSignal): Promise<void>;
	/** Loops that took less than `minTotalMs` in every request so far. */
	quiet(): readonly QueryIssue[];
	/** Issues that are there now. */
	issues(): readonly QueryIssue[];
	/** Patterns that took most of the time, most first; their number is bounded. */
	busiest(): readonly BusyPattern[];
	/** Issues that were there in the last 7 days, newest first. */
	resolved(): readonly ResolvedIssue[];
}

export interface QueryWatchParts {
	store: Store;
	clock: Clock;
	options: QueriesOptions;
	/** Something was found that was not there before, or is gone: worth a run of the agent. */
	onChange: () => void;
}

/** Judges each context as it ends and keeps what comes back: the issues of the service's queries, in the store too, so that they outlive a deploy. */
export class QueryWatch {
	readonly #parts: QueryWatchParts;
	readonly #issues: KnownIssues;
	#resolved: ResolvedIssue[];
	#isChanged = false;
	#keptAt = -Infinity;
	/** Milliseconds of query time since the window was last taken, and those that one statement instead of many would not have taken. */
	#window = {totalMs: 0, avoidableMs: 0};

	constructor(parts: QueryWatchParts) {
		this.#parts = parts;
		const {issues, resolved} = readState(parts.store);
		this.#issues = new KnownIssues(issues);
		this.#resolved = resolved;
	}

	/** Takes in a context that ended, and judges its trace; null where a glance told that there is nothing to judge. */
	ended(summary: ContextSummary, trace: QueryTrace | null): void {
		this.#window.totalMs += summary.totalMs;
		if (this.#issues.count(summary)) this.#isChanged = true;
		if (trace !== null) this.#judge(trace, summary);
	}

	#judge(trace: QueryTrace, summary: ContextSummary): void {
		const now = this.#parts.clock.now();
		const {options} = this.#parts;
		// A loop that was quick this time is there all the same: it is neither resolved by that nor left out of its means.
		const judged = judgeWithQuiet(trace, options).map((each) => ({...each, id: issueId(each.occurrence)}));
		if (judged.length === 0) return;
		const loud = new Set(judged.filter(({isLoud}) => isLoud).map(({id}) => id));
		this.#window.avoidableMs += judged.reduce((sum, {occurrence}) => sum + avoidableMs(occurrence), 0);
		this.#isChanged = true;
		const isNew = judged.map(({occurrence, id}) => this.#take({occurrence, id, trace, summary, now, isLoud: loud.has(id)}));
		if (isNew.some(Boolean)) this.#parts.onChange();
	}

	/** True for a fault that was not told before. */
	#take({occurrence, id, trace, summary, now, isLoud}: Taken): boolean {
		const known = this.#issues.get(id);
		if (known !== undefined) {
			const wasTold = known.loud > 0;
			addOccurrence(known, occurrence, trace, now, isLoud);
			return isLoud && !wasTold;
		}
		const issue = newIssue(occurrence, trace, now, isLoud);
		countContext(issue.before, summary);
		return this.#keepIfWorse(issue) && isLoud;
	}

	/** The most wasteful are kept. */
	#keepIfWorse(issue: QueryIssue): boolean {
		if (this.#issues.size >= mostIssues) {
			const least = this.#issues.all().reduce((a, b) => (b.saved.highMs < a.saved.highMs ? b : a));
			if (least.saved.highMs >= issue.saved.highMs) return false;
			this.#issues.delete(least);
		}
		this.#issues.add(issue);
		return true;
	}

	/** Query time since the last call, ms; and how much of it was avoidable. */
	takeWindow(): {totalMs: number; avoidableMs: number} {
		const window = this.#window;
		this.#window = {totalMs: 0, avoidableMs: 0};
		return window;
	}

	/** Those that took long enough in a request to be told. */
	issues(): QueryIssue[] {
		return this.#issues.all().filter(({loud}) => loud > 0);
	}

	/** Those that took less than that in every request so far. */
	quiet(): QueryIssue[] {
		return this.#issues.all().filter(({loud}) => loud === 0);
	}

	resolved(): ResolvedIssue[] {
		return this.#resolved;
	}

	/** Resolves what is gone and writes what changed; call now and then. Answers with what is resolved since the last time. */
	settle(): ResolvedIssue[] {
		const {clock, store, onChange} = this.#parts;
		const now = clock.now();
		const gone = this.#issues.all().filter((issue) => isGone(issue, now));
		for (const issue of gone) this.#issues.delete(issue);
		const told = gone.filter((issue) => issue.loud > 0 && !this.#goesOnElsewhere(issue)).map((issue) => resolve(issue, now));
		this.#resolved = [...told, ...this.#resolved].filter(({at}) => now - at < resolvedKeptMs).slice(0, mostResolved);
		if (gone.length > 0) onChange();
		if (this.#isChanged && clock.monotonic() - this.#keptAt >= keepEveryMs) this.keep(store);
		return told;
	}

	/** The same query of the same route, sent from another function now: it was moved, not mended. */
	#goesOnElsewhere({name, pattern, lastSeen}: QueryIssue): boolean {
		return this.#issues.all().some((other) => other.name === name && other.pattern === pattern && other.lastSeen > lastSeen);
	}

	/** Writes all that is known. */
	keep(store: Store): void {
		writeState(store, {issues: this.#issues.all(), resolved: this.#resolved});
		this.#isChanged = false;
		this.#keptAt = this.#parts.clock.monotonic();
	}
}

/** The middle of what one statement instead would save; of a slow query that is not known. */
function avoidableMs({kind, totalMs, saving}: Occurrence): number {
	return kind === 'slow' ? 0 : Math.min(totalMs, (saving.lowMs + saving.highMs) / 2);
}

interface Taken {
	occurrence: Occurrence;
	/** Of its issue. */
	id: string;
	trace: QueryTrace;
	summary: ContextSummary;
	now: number;
	isLoud: boolean;
}
