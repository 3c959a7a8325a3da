import type {Loop} from './loops.ts';
import type {Step} from './reading.ts';
import {turnsWith} from './turns.ts';
import {rowsOf} from './values.ts';

export interface Parent {
	readonly pattern: string;
	readonly rows: number | null;
}

/** The loop around another gives the rows that it goes over. */
export function parentAround({pattern, steps}: Loop): Parent {
	const rows = rowsOf(steps);
	return {pattern, rows: rows === undefined ? null : rows.reduce((sum, count) => sum + count, 0)};
}

/**
 * The query whose rows a loop goes over: the last read that ended before the loop began and gave about as many rows; where rows are unknown,
 * the read right before the loop. null: none fits.
 */
export function parentOf(loop: Loop, steps: readonly Step[]): Parent | null {
	const first = loop.steps[0]!;
	const count = loop.steps.length;
	let before: Step | undefined;
	for (let at = positionOf(first, steps) - 1, seen = 0; at >= 0 && seen < mostLookedAt; at--, seen++) {
		const step = steps[at]!;
		if (step.traits.role !== 'read' || step.query.pattern === loop.pattern || step.endMs > first.startMs + clockMs) continue;
		before ??= step;
		const {rows} = step.query;
		if (rows !== null && fits(rows, count, loop.distinct)) return {pattern: step.query.pattern, rows};
	}
	return before?.query.rows === null ? {pattern: before.query.pattern, rows: null} : null;
}

const mostLookedAt = 200;
/** Clocks of logs are of whole milliseconds. */
const clockMs = 1;

function fits(rows: number, count: number, distinct: number | null): boolean {
	const slack = Math.max(1, count * 0.1);
	return Math.abs(rows - count) <= slack || (distinct !== null && distinct > 1 && rows >= distinct && rows <= count);
}

/** How many of the steps began before this one. They are in order of their start. */
export function positionOf(step: Step, steps: readonly Step[]): number {
	let low = 0;
	let high = steps.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (steps[middle]!.startMs < step.startMs) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Loops that began before another and may go around it: looked at from the last one back. */
const mostOuter = 32;

/**
 * The loop that goes around each (N+1+1), where one does: the innermost of those whose every turn, or nearly, sends several of its queries.
 */
export function loopsAround(loops: readonly Loop[]): Map<Loop, Loop> {
	const around = new Map<Loop, Loop>();
	const begun: Loop[] = [];
	for (const loop of loops.toSorted((a, b) => a.steps[0]!.startMs - b.steps[0]!.startMs || a.steps.length - b.steps.length)) {
		const outer = innermost(begun.slice(-mostOuter), loop);
		if (outer !== undefined) around.set(loop, outer);
		begun.push(loop);
	}
	return around;
}

function innermost(begun: readonly Loop[], loop: Loop): Loop | undefined {
	let found: Loop | undefined;
	for (const outer of begun) {
		if (outer.steps.length * 2 > loop.steps.length || !goesAround(outer, loop)) continue;
		if (found === undefined || outer.steps.length > found.steps.length) found = outer;
	}
	return found;
}

function goesAround(outer: Loop, inner: Loop): boolean {
	return rowsFeed(outer, inner) || turnsWith(outer.steps, inner.steps) >= outer.steps.length * 0.8;
}

/** Side by side their order says nothing; the rows of all outer queries together do. */
function rowsFeed(outer: Loop, inner: Loop): boolean {
	let rows = 0;
	for (const {query} of outer.steps) rows += query.rows ?? Number.NaN;
	return Math.abs(rows - inner.steps.length) <= inner.steps.length * 0.02;
}
