import type {QueryTrace, TracedQuery} from '../../../protocol/query-trace.ts';
import {Failures} from './failures.ts';
import {type PatternTraits, traitsOf} from './pattern-traits.ts';

/** One query of a trace with times that can be believed. */
export class Step {
	/** Of `trace.queries`. */
	readonly index: number;
	readonly query: TracedQuery;
	/** After a wait for a connection, where a span of the pool tells of one. */
	startMs: number;
	endMs: number;
	/** As told, not `endMs - startMs`: that differs in its last digits. */
	durationMs: number;
	/** False: its clock was broken, and it counts as a query of no time. */
	isTimed: boolean;
	/** Failures and rollbacks of the trace before it. */
	readonly failuresBefore: number;
	/** Which of the failed transactions it was rolled back with; 0: none. */
	undoneBy = 0;
	#traits: PatternTraits | undefined;

	constructor(index: number, query: TracedQuery, traceMs: number | null, failuresBefore: number) {
		this.index = index;
		this.query = query;
		this.startMs = Number.isFinite(query.startMs) ? query.startMs : 0;
		this.isTimed = isBelievable(this.startMs, query.durationMs, traceMs);
		this.durationMs = this.isTimed ? query.durationMs : 0;
		this.endMs = this.startMs + this.durationMs;
		this.failuresBefore = failuresBefore;
	}

	/** Read when first asked for: most patterns of a log belong to no loop. */
	get traits(): PatternTraits {
		this.#traits ??= traitsOf(this.query.pattern);
		return this.#traits;
	}
}

/** No network round trip is as short: the answer came from a cache that does not say so. */
export const shortestRoundTripMs = 0.05;

/** The steps of a trace in order of their start, whatever order and clocks it came with. */
export function readSteps(trace: QueryTrace): Step[] {
	const {queries} = trace;
	const steps: Step[] = [];
	const failures = new Failures();
	let connects: Step[] | undefined;
	for (const index of orderOfStart(queries)) {
		const query = queries[index]!;
		const step = new Step(index, query, trace.durationMs, failures.count);
		steps.push(step);
		failures.note(step);
		if (isConnect(query)) (connects ??= []).push(step);
	}
	if (trace.durationMs === null) distrustLateEnds(steps);
	if (connects !== undefined) takeOffWaits(steps, connects);
	return steps;
}

/** A wait for a connection, written down as if it were a query: `pg-pool.connect`. */
const connection = /(?:^|[.: -])(?:connect|getconnection|acquire)$/i;
const longestSpanName = 64;
/** Of those words: asked first, since nearly all patterns end otherwise. */
const lastLetters = new Set(['t', 'n', 'e'].map((letter) => letter.charCodeAt(0)));

function isConnect({pattern}: TracedQuery): boolean {
	return pattern.length <= longestSpanName && lastLetters.has(pattern.charCodeAt(pattern.length - 1) | 32) && connection.test(pattern);
}

/** Takes a query's time away: its clock was broken. */
export function distrust(step: Step): void {
	step.endMs = step.startMs;
	step.durationMs = 0;
	step.isTimed = false;
}

function orderOfStart(queries: readonly TracedQuery[]): Iterable<number> {
	let before = Number.NEGATIVE_INFINITY;
	for (const {startMs} of queries) {
		if (!(startMs >= before)) return sortedByStart(queries);
		before = startMs;
	}
	return queries.keys();
}

function sortedByStart(queries: readonly TracedQuery[]): number[] {
	const start = ({startMs}: TracedQuery): number => (Number.isFinite(startMs) ? startMs : 0);
	return [...queries.keys()].toSorted((a, b) => start(queries[a]!) - start(queries[b]!) || a - b);
}

/** A statement of a service that takes longer than this is believed only where its trace lasted as long. */
const longestMs = 600_000;
const suspectMs = 60_000;

/** Imported traces have ends before the start, and ends that are late by as much as a day. */
function isBelievable(startMs: number, durationMs: number, traceMs: number | null): boolean {
	if (!(durationMs >= 0) || durationMs === Number.POSITIVE_INFINITY) return false;
	if (durationMs <= suspectMs) return true;
	if (traceMs !== null) return startMs + durationMs <= traceMs * 1.01;
	return durationMs <= longestMs;
}

/** Of a trace that does not tell how long it lasted: an end long after the end of all that began later. */
function distrustLateEnds(steps: readonly Step[]): void {
	const suspects = steps.filter(({durationMs}) => durationMs > suspectMs);
	if (suspects.length === 0) return;
	const others = steps.filter(({durationMs}) => durationMs <= suspectMs);
	const lastEnd = others.reduce((latest, {endMs}) => Math.max(latest, endMs), Number.NEGATIVE_INFINITY);
	const lastStart = others.reduce((latest, {startMs}) => Math.max(latest, startMs), Number.NEGATIVE_INFINITY);
	for (const step of suspects) if (lastStart > step.startMs && lastEnd - step.startMs < step.durationMs / 10) distrust(step);
}

const togetherMs = 1;
/** Spans of a pool looked at for one query: more start together only in bursts, where any of them says the same. */
const mostConnects = 32;

/** A query that was timed from the moment it asked for a connection starts when it got one. */
function takeOffWaits(steps: readonly Step[], connects: readonly Step[]): void {
	let first = 0;
	for (const step of steps) {
		if (isConnect(step.query) || !step.isTimed) continue;
		while (first < connects.length && connects[first]!.startMs < step.startMs - togetherMs) first++;
		for (let at = first; at < Math.min(connects.length, first + mostConnects); at++) {
			const connect = connects[at]!;
			if (connect.startMs > step.startMs + togetherMs) break;
			if (connect.endMs <= step.endMs) startAt(step, Math.max(step.startMs, connect.endMs));
		}
	}
	// Their starts moved: whoever measures the union of intervals needs them in order.
	(steps as Step[]).sort((a, b) => a.startMs - b.startMs || a.index - b.index);
}

function startAt(step: Step, startMs: number): void {
	step.startMs = startMs;
	step.durationMs = step.endMs - startMs;
}
