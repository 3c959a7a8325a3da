import {expect, test} from 'vitest';
import {nextTickAt} from '../../../source/ui/state/clock.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {ageText, link} from '../../../source/ui/state/select.ts';
import {noon} from '../../support/readings.ts';
import {after, liveModel, press, startModel} from '../../support/screen-model.ts';

/** The moments, in seconds, at which time alone draws a frame. */
function ticks(start: Model, untilMs: number): readonly number[] {
	const moments: number[] = [];
	let model = start;
	for (let next = nextTickAt(model); next !== null && next <= noon + untilMs; next = nextTickAt(model)) {
		moments.push((next - noon) / 1000);
		model = after(model, {kind: 'tick', at: next});
	}
	return moments;
}

test('between two polls the screen is drawn three times for the age, and never every second', () => {
	expect(ticks(liveModel(), 29_000)).toEqual([5, 10, 20]);
});

test('a step just before a poll waits for what that brings', () => {
	const model = {...liveModel(), nextPollAt: noon + 31_500};
	expect(ticks(model, 33_000)).toEqual([5, 10, 20, 32.5]);
});

test('an hour without an answer draws once a minute, after the first', () => {
	const away = after(liveModel(), {
		kind: 'poll-finished',
		at: noon,
		poll: {kind: 'unreachable', at: noon, detail: 'refused'},
		nextAt: null,
	});
	const hour = ticks(away, 3_600_000);
	expect(hour.filter((second) => second > 100).length).toBeLessThanOrEqual(60);
	expect(hour.filter((second) => second <= 100).length).toBeLessThanOrEqual(12);
});

test('the shown age is never behind by more than its step', () => {
	let model = {...liveModel(), nextPollAt: null};
	for (let next = nextTickAt(model); next !== null && next < noon + 300_000; next = nextTickAt(model)) {
		expect(ageText(next - 1 - noon)).toBe(ageText(link(model).ageMs ?? 0));
		model = {...after(model, {kind: 'tick', at: next}), nextPollAt: null};
	}
});

test('nothing is drawn by itself before the first answer but how long it takes', () => {
	expect(ticks(startModel(), 60_000)).toEqual([5, 10, 20, 30, 40, 50, 60]);
});

test('a toast wakes the clock for its end', () => {
	const model = {...press(liveModel({agents: []}), 'enter'), readingAt: null, intervalMs: 1e9};
	expect(ticks(model, 9000)).toContain(8);
});
