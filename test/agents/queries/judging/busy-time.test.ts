import fc from 'fast-check';
import {expect, test} from 'vitest';
import {BusyTime} from '../../../../source/agents/queries/judging/busy-time.ts';
import type {Interval} from '../../../../source/basics/intervals.ts';

const intervals = fc
	.array(fc.record({startMs: fc.nat(200), lasts: fc.nat(30)}))
	.map((each) => each.map(({startMs, lasts}): Interval => ({startMs, endMs: startMs + lasts})).toSorted((a, b) => a.startMs - b.startMs));

/** Whole ms in which one of them goes on. */
function busyMs(each: readonly Interval[], from: number, to: number): number {
	let busy = 0;
	for (let ms = from; ms < to; ms++) if (each.some(({startMs, endMs}) => startMs <= ms && ms < endMs)) busy++;
	return busy;
}

test('idle time is what no interval covers', () => {
	fc.assert(
		fc.property(intervals, fc.nat(250), fc.nat(250), (each, a, b) => {
			const [from, to] = [Math.min(a, b), Math.max(a, b)];
			expect(new BusyTime(each).idleMs(from, to)).toBe(to - from - busyMs(each, from, to));
		}),
	);
});
