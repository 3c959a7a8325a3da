import type {Saving} from '../../../protocol/query-trace.ts';
import type {Loop} from './loops.ts';
import {shortestRoundTripMs, type Step} from './reading.ts';

/** How long the one statement would take that does the work of a loop. */
interface BatchTime {
	readonly lowMs: number;
	readonly highMs: number;
}

/**
 * What one statement instead of the loop would have saved in this trace: the union of the loop's waiting, less what the statement would take. Never
 * more than the waiting, and nothing where the statement could take as long. A batch is a round trip plus work for each distinct value and each
 * row; both ends of each part come from loops and batches measured against PostgreSQL behind delays of 0, 2 and 10 ms (`bench queries-savings`).
 */
export function savingOf(loop: Loop, roundTrips: RoundTrips): Saving {
	const {lowMs, highMs} = isInProcess(loop) ? batchInProcess(loop) : batchOverNetwork(loop, roundTrips);
	return {
		lowMs: Math.max(0, loop.waitedMs - highMs),
		highMs: Math.max(0, loop.waitedMs - lowMs),
		basis: 'estimated',
	};
}

function isInProcess({steps}: Loop): boolean {
	return steps.some(({query}) => query.system === 'sqlite');
}

/** Longer than a lookup in SQLite takes: what takes the time is a scan or a commit, of which a batch has one. */
const quickCallMs = 0.1;

/** SQLite has no round trip to save: a list of keys took from 0.15 of the time of quick lookups to all of it. */
function batchInProcess({steps, waitedMs}: Loop): BatchTime {
	const durations = steps.map(({durationMs}) => durationMs).toSorted((a, b) => a - b);
	return {lowMs: partOf(durations, 0.5) < quickCallMs ? waitedMs * 0.15 : partOf(durations, 0) / 2, highMs: waitedMs};
}

/** What the client itself does between two queries goes too, and is not in their durations. */
const clientMs = 0.015;

/**
 * One after the other, the quickest queries are hardly more than round trips, and the slowest show how much the machine is held up. Side by side
 * all of them waited for one another, and the quickest alone would have been quicker still.
 */
function batchOverNetwork(loop: Loop, roundTrips: RoundTrips): BatchTime {
	const durations = loop.steps
		.filter(({isTimed}) => isTimed)
		.map(({durationMs}) => durationMs)
		.toSorted((a, b) => a - b);
	const count = durations.length;
	const quickest = durations[0] ?? 0;
	const middle = partOf(durations, 0.5);
	const {pattern, quickestMs, othersMs} = roundTrips;
	const workMs = mostWork(loop, middle, quickest - (pattern === loop.pattern ? othersMs : quickestMs));
	if (loop.isParallel) return {lowMs: atLeastRoundTrip(quickest * 0.1 - clientMs * count), highMs: quickest * 2 + 3 + workMs};
	const heldUpMs = Math.max(partOf(durations, 0.98) - middle, quickest * 0.1);
	return {
		lowMs: atLeastRoundTrip(quickest * 0.5 - clientMs * count),
		highMs: partOf(durations, 0.9) + 0.3 + heldUpMs + workMs,
	};
}

function atLeastRoundTrip(ms: number): number {
	return Math.max(ms, shortestRoundTripMs);
}

/** For each key: to find it, 4 to 60 µs by an index. */
const keyMs = 0.06;
const rowMs = 0.006;
/** Below this, quicker queries of the trace are quicker by chance. */
const heavyMs = 1;

/** `serverMs`: how much longer one of the loop takes than the quickest other query: where that is most of it, the database works for each key. */
function mostWork({distinct, steps}: Loop, middleMs: number, serverMs: number): number {
	const keys = distinct ?? steps.length;
	const isHeavy = serverMs >= heavyMs && serverMs >= middleMs / 2;
	const each = isHeavy ? serverMs : Math.min(middleMs * 0.4, keyMs);
	const rows = steps.reduce((sum, {query}) => sum + Math.max(0, (query.rows ?? 1) - 1), 0);
	return keys * each + rows * rowMs;
}

/** What the network takes at most: the quickest round trip of a trace, and the quickest with another pattern. */
export interface RoundTrips {
	readonly pattern: string | null;
	readonly quickestMs: number;
	readonly othersMs: number;
}

/** Answers of a cache and failures were none; Infinity where there were none at all. */
export function quickestRoundTrips(steps: readonly Step[]): RoundTrips {
	const quickest = new Map<string, number>();
	for (const {query, isTimed, durationMs} of steps) {
		if (!isTimed || query.fromCache || query.error !== null || durationMs <= shortestRoundTripMs) continue;
		const known = quickest.get(query.pattern);
		if (known === undefined || durationMs < known) quickest.set(query.pattern, durationMs);
	}
	let best: RoundTrips = {pattern: null, quickestMs: Number.POSITIVE_INFINITY, othersMs: Number.POSITIVE_INFINITY};
	for (const [pattern, ms] of quickest) {
		if (ms < best.quickestMs) best = {pattern, quickestMs: ms, othersMs: best.quickestMs};
		else if (ms < best.othersMs) best = {...best, othersMs: ms};
	}
	return best;
}

function partOf(sorted: readonly number[], part: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
