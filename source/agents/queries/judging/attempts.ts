import type {Step} from './reading.ts';

/**
 * Of attempts at the same thing the last one. The same values again after something failed or was rolled back are a retry, not a repeat; so is,
 * where values are unknown, the next query after one that failed.
 */
export function lastAttempts(steps: readonly Step[]): Step[] {
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

function isRetry(before: Step, step: Step): boolean {
	if (step.query.valueKey === null) return before.query.error !== null;
	return step.failuresBefore > before.failuresBefore || before.query.error !== null;
}

/** True where most of them failed: a loop of failures is to be mended first, and its times say nothing. */
export function mostFailed(steps: readonly Step[]): boolean {
	return steps.filter(({query}) => query.error !== null).length * 2 > steps.length;
}
