import type {Loop} from './loops.ts';

/** Of loops that are too short alone, those whose queries take turns within one loop of the code and together are long enough. */
export function joinedByLoop(loops: readonly Loop[], isLong: (totalMs: number) => boolean): Loop[] {
	if (loops.length < 2) return [];
	const bundles: Loop[][] = [];
	for (const loop of loops.toSorted((a, b) => a.steps.length - b.steps.length || a.steps[0]!.startMs - b.steps[0]!.startMs)) {
		const known = bundles.slice(-mostOpen).findLast(([first]) => first!.steps.length === loop.steps.length && takeTurns(first!, loop));
		if (known === undefined) bundles.push([loop]);
		else known.push(loop);
	}
	return bundles.filter((bundle) => bundle.length > 1 && isLong(bundle.reduce((sum, {totalMs}) => sum + totalMs, 0))).flat();
}

/** Loops of as many turns that began one after the other: those of one loop of the code are among the last. */
const mostOpen = 32;

/** True where nearly each query of `after` comes between two of `before`, which has as many. */
function takeTurns(before: Loop, after: Loop): boolean {
	let inTurn = 0;
	for (const [at, {startMs}] of after.steps.entries()) {
		const next = before.steps[at + 1]?.startMs ?? Number.POSITIVE_INFINITY;
		if (before.steps[at]!.startMs <= startMs && startMs <= next) inTurn++;
	}
	return inTurn >= after.steps.length * 0.9;
}
