import type {QueryTrace, TracedQuery} from '../../../protocol/query-trace.ts';
import {type PatternTraits, traitsOf} from './pattern-traits.ts';

/** One query of a trace with times that can be believed. */
export interface Step {
	/** Of `trace.queries`. */
	readonly index: number;
	readonly query: TracedQuery;
	readonly traits: PatternTraits;
	/** After a wait for a connection, where a span of the pool tells of one. */
	startMs: number;
	endMs: number;
	/** False: its clock was broken, and it counts as a query of no time. */
	isTimed: boolean;
	/** Failures and rollbacks of the trace before it. */
	readonly failuresBefore: number;
}

/** No network round trip is as short: the answer came from a cache that does not say so. */
export const shortestRoundTripMs = 0.05;

/** The steps of a trace in order of their start, whatever order and clocks it came with. */
export function readSteps(trace: QueryTrace): Step[] {
	const {queries} = trace;
	const steps: Step[] = [];
	let failuresBefore = 0;
	let connects: Step[] | undefined;
	for (const index of orderOfStart(queries)) {
		const query = queries[index]!;
		const traits = traitsOf(query.pattern);
		const startMs = Number.isFinite(query.startMs) ? query.startMs : 0;
		const isTimed = isBelievable(startMs, query.durationMs, trace.durationMs);
		const endMs = isTimed ? startMs + query.durationMs : startMs;
		const step = {index, query, traits, startMs, endMs, isTimed, failuresBefore};
		steps.push(step);
		if (query.error !== null || traits.isRollback) failuresBefore++;
		if (traits.isConnect) (connects ??= []).push(step);
	}
	if (connects !== undefined) takeOffWaits(steps, connects);
	return steps;
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

const togetherMs = 1;
/** Spans of a pool looked at for one query: more start together only in bursts, where any of them says the same. */
const mostConnects = 32;

/** A query that was timed from the moment it asked for a connection starts when it got one. */
function takeOffWaits(steps: readonly Step[], connects: readonly Step[]): void {
	let first = 0;
	for (const step of steps) {
		if (step.traits.isConnect) continue;
		while (first < connects.length && connects[first]!.startMs < step.startMs - togetherMs) first++;
		for (let at = first; at < Math.min(connects.length, first + mostConnects); at++) {
			const connect = connects[at]!;
			if (connect.startMs > step.startMs + togetherMs) break;
			if (connect.endMs <= step.endMs) step.startMs = Math.max(step.startMs, connect.endMs);
		}
	}
	// Their starts moved: whoever measures the union of intervals needs them in order.
	(steps as Step[]).sort((a, b) => a.startMs - b.startMs || a.index - b.index);
}
