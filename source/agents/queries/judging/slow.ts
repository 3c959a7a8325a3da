import {isSharedWait} from './look-alikes.ts';
import {reaches} from './loops.ts';
import type {Step} from './reading.ts';

/** Slow queries of one pattern. */
export interface SlowQueries {
	readonly pattern: string;
	readonly steps: readonly Step[];
}

/**
 * Queries of `slowMs` and more that are in no loop, by pattern. One that failed is no witness (it may have waited for a lock, or for a server
 * that was gone), nor is one that waits for its turn (a lock by name), nor are several that waited for the same thing. A cut text names no query.
 */
export function findSlow(steps: readonly Step[], slowMs: number, inLoops: ReadonlySet<Step>): SlowQueries[] {
	const slow = steps.filter((step) => reaches(step.durationMs, slowMs) && isWitness(step) && !inLoops.has(step));
	const patterns = new Map<string, Step[]>();
	for (const step of slow) {
		const known = patterns.get(step.query.pattern);
		if (known === undefined) patterns.set(step.query.pattern, [step]);
		else known.push(step);
	}
	const waited = new Set(slow.filter((_, at) => sharesItsWait(at, slow)));
	return [...patterns]
		.filter(([, own]) => own.length < 3 || !isSharedWait(own))
		.map(([pattern, own]) => ({pattern, steps: own.filter((step) => !waited.has(step))}))
		.filter((found) => found.steps.length > 0);
}

function isWitness(step: Step): boolean {
	const {query, traits, isTimed} = step;
	if (!isTimed || query.error !== null || query.fromCache || query.cut) return false;
	if (traits.isPing || traits.waitsForLock || traits.isBatched) return false;
	return traits.role === 'write' ? !isBulk(step) : asking.has(traits.verb);
}

const asking = new Set(['select', 'call', 'execute']);

/** A statement that writes many rows takes its time for each: so much is no sign of a bad plan. */
const bulkRows = 100;
const bulkRowMs = 10;

function isBulk({query, durationMs}: Step): boolean {
	const rows = Math.max(query.rows ?? 0, query.listLength ?? 0);
	return rows >= bulkRows && durationMs / rows < bulkRowMs;
}

/** Looked at before and after a query: more that begin together are either the same wait or nothing. */
const mostNear = 16;

/** Two more that began and ended with it: work of their own would not take them equally long. They are in order of their start. */
function sharesItsWait(at: number, slow: readonly Step[]): boolean {
	const step = slow[at]!;
	const near = step.durationMs * 0.02;
	let others = 0;
	for (const other of slow.slice(Math.max(0, at - mostNear), at + mostNear + 1)) {
		if (other !== step && Math.abs(other.startMs - step.startMs) <= near && Math.abs(other.endMs - step.endMs) <= near) others++;
	}
	return others >= 2;
}
