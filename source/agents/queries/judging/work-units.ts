import type {BusyTime} from './intervals.ts';
import type {Step} from './reading.ts';

/** Nothing asked of the database for this long: what comes then is another piece of work, as in a socket or a worker that never ends. */
const apartMs = 1000;
/** A loop that lets this much time pass between its queries does not wait for the database: it polls, is paced, or works on something else. */
const pacedMs = 200;

/**
 * The steps of those pieces of work that repeat a query at least `minRepeats` times without a pause. A long-lived context (a socket, a worker,
 * a cron) is cut where nothing was asked for a second, and where a worker takes its next job.
 */
export function withinUnits(steps: readonly Step[], minRepeats: number, busy: () => BusyTime, claims: readonly number[]): Step[] {
	if (claims.length === 0 && longestGapMs(steps) < pacedMs) return [...steps];
	const units = splitUnits(steps, busy, claims);
	return units.filter((unit) => unit.length >= minRepeats && !isPaced(unit, busy)).flat();
}

function longestGapMs(steps: readonly Step[]): number {
	let longest = 0;
	for (let at = 1; at < steps.length; at++) longest = Math.max(longest, steps[at]!.startMs - steps[at - 1]!.endMs);
	return longest;
}

function splitUnits(steps: readonly Step[], busy: () => BusyTime, claims: readonly number[]): Step[][] {
	const units: Step[][] = [];
	let claim = 0;
	let reached = Number.NEGATIVE_INFINITY;
	for (const step of steps) {
		const isClaimed = claim < claims.length && claims[claim]! < step.startMs;
		while (claim < claims.length && claims[claim]! < step.startMs) claim++;
		const isApart = step.startMs - reached >= apartMs && busy().idleMs(reached, step.startMs) >= apartMs;
		if (units.length === 0 || isClaimed || isApart) units.push([step]);
		else units.at(-1)!.push(step);
		reached = Math.max(reached, step.endMs);
	}
	return units;
}

function isPaced(steps: readonly Step[], busy: () => BusyTime): boolean {
	const gaps: number[] = [];
	let reached = steps[0]!.endMs;
	for (const step of steps.slice(1)) {
		gaps.push(step.startMs - reached < pacedMs ? 0 : busy().idleMs(reached, step.startMs));
		reached = Math.max(reached, step.endMs);
	}
	return gaps.length > 0 && middleOf(gaps) >= pacedMs;
}

/** Starts as even as a timer's, however busy the time between them is: `setInterval` jitters by a few ms. */
export function isEven(steps: readonly Step[]): boolean {
	const gaps = steps.slice(1).map((step, at) => step.startMs - steps[at]!.startMs);
	const middle = middleOf(gaps);
	return middle >= pacedMs && gaps.filter((gap) => Math.abs(gap - middle) <= middle * 0.05).length >= gaps.length * 0.9;
}

function middleOf(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
