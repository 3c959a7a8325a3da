import type {Step} from './reading.ts';

/**
 * Of attempts at the same thing the last one. The same values again after something failed or was rolled back are a retry, not a repeat; so is,
 * where values are unknown, the next query after one that failed; a write that changed nothing until at last it did; and, whatever its values (a new
 * id, the time), what was sent in a transaction that failed and comes in another one again.
 */
export function lastAttempts(all: readonly Step[]): Step[] {
	if (isTriedUntilItDid(all)) return [all.at(-1)!];
	const steps = lastTransactions(all);
	if (steps.at(-1)!.failuresBefore === steps[0]!.failuresBefore && steps.at(-1)!.query.error === null) return [...steps];
	const latest = new Map<string | number | null, number>();
	const attempts: (Step | undefined)[] = [];
	for (const step of steps) {
		const {valueKey} = step.query;
		const at = latest.get(valueKey);
		const before = at === undefined ? undefined : attempts[at];
		if (before !== undefined && isRetry(before, step)) attempts[at!] = undefined;
		latest.set(valueKey, attempts.length);
		attempts.push(step);
	}
	return attempts.filter((step) => step !== undefined);
}

/** Whoever locks without locks (`WHERE version = ?`), or looks for a name that is free, writes other values each time. */
function isTriedUntilItDid(steps: readonly Step[]): boolean {
	const last = steps.at(-1)!;
	if (last.traits.role !== 'write' || last.query.rows === null || last.query.rows === 0) return false;
	return steps.every((step, at) => step === last || (step.query.rows === 0 && step.endMs <= steps[at + 1]!.startMs + clockMs));
}

/** Without those of earlier transactions that were rolled back, where these are at least half: of a loop that does each row for itself a few may fail. */
function lastTransactions(steps: readonly Step[]): readonly Step[] {
	const last = steps.at(-1)!.undoneBy;
	const kept = steps.filter(({undoneBy}) => undoneBy === 0 || undoneBy === last);
	return kept.length * 2 <= steps.length ? kept : steps;
}

/** Clocks of logs are of whole milliseconds. */
const clockMs = 1;

function isRetry(before: Step, step: Step): boolean {
	if (step.query.valueKey === null) return before.query.error !== null;
	return step.failuresBefore > before.failuresBefore || before.query.error !== null;
}

/** True where most of them failed: a loop of failures is to be mended first, and its times say nothing. */
export function mostFailed(steps: readonly Step[]): boolean {
	return steps.filter(({query}) => query.error !== null).length * 2 > steps.length;
}
