import type {Loop} from './loops.ts';
import {turnsWith} from './turns.ts';

/** Of loops that are too short alone, those whose queries take turns within one loop of the code and together are long enough. */
export function joinedByLoop(loops: readonly Loop[], isLong: (totalMs: number) => boolean): Loop[] {
	if (loops.length < 2) return [];
	const bundles: Loop[][] = [];
	for (const loop of loops.toSorted((a, b) => a.steps.length - b.steps.length || a.steps[0]!.startMs - b.steps[0]!.startMs)) {
		const known = bundles.slice(-mostOpen).findLast(([first]) => takeTurns(first!, loop));
		if (known === undefined) bundles.push([loop]);
		else known.push(loop);
	}
	return bundles.filter((bundle) => bundle.length > 1 && isLong(bundle.reduce((sum, {totalMs}) => sum + totalMs, 0))).flat();
}

/** Loops of as many turns that began one after the other: those of one loop of the code are among the last. */
const mostOpen = 32;

/** True where nearly each turn of one sends one query of the other: a turn may skip it, or the last may be cut short. */
function takeTurns(one: Loop, other: Loop): boolean {
	const [before, after] = one.steps[0]!.startMs <= other.steps[0]!.startMs ? [one.steps, other.steps] : [other.steps, one.steps];
	const most = Math.max(before.length, after.length);
	return Math.abs(before.length - after.length) <= Math.max(1, most * 0.1) && turnsWith(before, after) >= most * 0.9 - 1;
}
