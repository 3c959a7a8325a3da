import type {Step} from './reading.ts';

/** How many of the outer steps were followed by at least one of the inner before the next outer one. Both are in order of their start. */
export function turnsWith(outer: readonly Step[], inner: readonly Step[]): number {
	let at = 0;
	let turns = 0;
	for (const [turn, {startMs}] of outer.entries()) {
		const next = outer[turn + 1]?.startMs ?? Number.POSITIVE_INFINITY;
		while (at < inner.length && inner[at]!.startMs < startMs) at++;
		if (at < inner.length && inner[at]!.startMs < next) turns++;
	}
	return turns;
}
