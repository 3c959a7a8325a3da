import type {BusyTime} from './busy-time.ts';
import type {Step} from './reading.ts';

/** Nothing asked of the database for this long: what comes then is another piece of work, as in a socket or a worker that never ends. */
export const apartMs = 1000;
/** From start to start, a little less than the shortest timer that polls; most of it the database had nothing to do. */
const pacedMs = 195;
const pauseRatio = 3;

/**
 * The steps of those pieces of work that somewhere repeat a query at least `minRepeats` times without a pause. A long-lived context (a socket, a
 * worker, a cron) is cut where nothing was asked for a second, and at `starts`, when a worker took its next job. A loop that pauses at each turn
 * polls, is paced or works on something else; one that pauses now and then stays a loop.
 */
export function withinUnits(steps: readonly Step[], minRepeats: number, busy: () => BusyTime, starts: readonly number[]): Step[] {
	if (starts.length === 0 && longestTurnMs(steps) < pacedMs) return [...steps];
	const units = splitAtStarts(steps, starts).flatMap((unit) => splitAtPauses(unit, busy, isApart));
	return units.filter((unit) => splitAtPauses(unit, busy, isPause).some((run) => run.length >= minRepeats)).flat();
}

function longestTurnMs(steps: readonly Step[]): number {
	let longest = 0;
	for (let at = 1; at < steps.length; at++) longest = Math.max(longest, steps[at]!.startMs - steps[at - 1]!.startMs);
	return longest;
}

function splitAtStarts(steps: readonly Step[], starts: readonly number[]): Step[][] {
	const units: Step[][] = [];
	let next = 0;
	for (const step of steps) {
		const before = next;
		while (next < starts.length && starts[next]! < step.startMs) next++;
		if (units.length === 0 || next > before) units.push([step]);
		else units.at(-1)!.push(step);
	}
	return units;
}

type IsSplit = (before: Step, step: Step, isIdleFor: (leastMs: number) => boolean) => boolean;

const isApart: IsSplit = (_before, _step, isIdleFor) => isIdleFor(apartMs);

/** Several times as long as the query before: the code waited for something else. */
const isPause: IsSplit = (before, step, isIdleFor) => step.startMs - before.startMs >= pacedMs && isIdleFor(before.durationMs * pauseRatio);

function splitAtPauses(steps: readonly Step[], busy: () => BusyTime, isSplit: IsSplit): Step[][] {
	const parts: Step[][] = [];
	let last: Step | undefined;
	for (const step of steps) {
		if (last === undefined || isSplit(last, step, idleBetween(last, step, busy))) parts.push([step]);
		else parts.at(-1)!.push(step);
		if (last === undefined || step.endMs >= last.endMs) last = step;
	}
	return parts;
}

/** Half of the gap must be idle too: many queries leave a little time between them, and that is no pause. */
function idleBetween(before: Step, step: Step, busy: () => BusyTime): (leastMs: number) => boolean {
	const gapMs = step.startMs - before.endMs;
	return (leastMs) => gapMs >= leastMs && gapMs > 0 && busy().idleMs(before.endMs, step.startMs) >= Math.max(leastMs, gapMs / 2);
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
