import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {throttleProgress} from '../../source/jobs/progress-throttle.ts';
import type {Progress} from '../../source/protocol/jobs.ts';

const clock = {now: () => Date.now(), monotonic: () => performance.now()};
const at = (done: number): Progress => ({done, total: 10, message: ''});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function heardBy(): {heard: number[]; throttle: ReturnType<typeof throttleProgress>} {
	const heard: number[] = [];
	return {heard, throttle: throttleProgress(clock, 100, ({done}) => heard.push(done))};
}

test('the first report passes at once, later ones are at least the interval apart, and the latest wins', () => {
	const {heard, throttle} = heardBy();
	throttle.report(at(1));
	expect(heard).toEqual([1]);
	throttle.report(at(2));
	vi.advanceTimersByTime(60);
	throttle.report(at(3));
	expect(heard).toEqual([1]);
	vi.advanceTimersByTime(40);
	expect(heard).toEqual([1, 3]);
	vi.advanceTimersByTime(500);
	expect(heard).toEqual([1, 3]);
	throttle.report(at(4));
	expect(heard).toEqual([1, 3, 4]);
});

test('what was held back can be taken once at the end, and nothing follows a stop', () => {
	const {heard, throttle} = heardBy();
	throttle.report(at(1));
	throttle.report(at(2));
	throttle.stop();
	expect(throttle.take()).toEqual(at(2));
	expect(throttle.take()).toBeUndefined();
	throttle.report(at(3));
	vi.advanceTimersByTime(500);
	expect(heard).toEqual([1]);
});

test('numbers that cannot be shown and endless messages are made readable', () => {
	const sent: Progress[] = [];
	throttleProgress(clock, 100, (progress) => sent.push(progress)).report({done: Number.NaN, total: Infinity, message: 'x'.repeat(9999)});
	expect(sent).toEqual([{done: 0, total: null, message: 'x'.repeat(200)}]);
});
