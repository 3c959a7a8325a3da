import type {Saving} from '../../../protocol/query-trace.ts';
import type {Loop} from './loops.ts';

/**
 * What one statement instead of the loop would have saved in this trace: the union of its waiting less what the batch would take, between
 * none and all of the waiting.
 */
export function savingOf(loop: Loop): Saving {
	const {lowMs, highMs} = batchTime(loop);
	return {
		lowMs: Math.max(0, loop.waitedMs - highMs),
		highMs: Math.min(loop.waitedMs, Math.max(0, loop.waitedMs - lowMs)),
		basis: 'estimated',
	};
}

/** A batch is one round trip, for which the quickest of the loop's own are the measure, and work for each row, which is a part of one of them. */
function batchTime({steps, distinct, isParallel}: Loop): {lowMs: number; highMs: number} {
	const durations = steps
		.filter(({isTimed}) => isTimed)
		.map(({startMs, endMs}) => endMs - startMs)
		.toSorted((a, b) => a - b);
	const floorMs = at(durations, 0.05);
	const middleMs = at(durations, 0.5);
	const rows = distinct ?? steps.length;
	return {
		lowMs: floorMs * (isParallel ? 0.5 : 0.8),
		highMs: at(durations, 0.9) + rows * Math.min(middleMs * 0.2, 0.1),
	};
}

function at(sorted: readonly number[], part: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
