import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Clock} from '../../source/basics/clock.ts';
import type {Poll} from '../../source/client/connection.ts';
import {createPoller} from '../../source/client/poller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server whose answers come when the test says so. */
function slowServer() {
	const waiting: {answer(poll: Poll): void; signal: AbortSignal}[] = [];
	return {
		waiting,
		asked: 0,
		poll(signal: AbortSignal): Promise<Poll> {
			this.asked++;
			return new Promise((resolve) => waiting.push({answer: resolve, signal}));
		},
		/** Answers the oldest open poll. */
		async answer(poll: Poll): Promise<void> {
			waiting.shift()?.answer(poll);
			await vi.advanceTimersByTimeAsync(0);
		},
	};
}

const outcome = (detail = 'x'): Poll => ({kind: 'unreadable', at: 0, detail});
const away: Poll = {kind: 'unreachable', at: 0, detail: 'away'};

/** Monotonic time is that of the timers; the wall clock can be ahead of it, as after a sleep. */
function setUp() {
	const server = slowServer();
	const polls: Poll[] = [];
	const schedule: (number | null)[] = [];
	const wall = {aheadMs: 0};
	const start = performance.now();
	const clock: Clock = {now: () => performance.now() - start + wall.aheadMs, monotonic: () => performance.now()};
	const poller = createPoller({
		connection: server,
		intervalMs: 30_000,
		clock,
		random: () => 0.5,
		onPoll: (poll) => polls.push(poll),
		onSchedule: (at) => schedule.push(at),
	});
	return {server, polls, schedule, wall, poller};
}

test('polls at once, then one interval after each poll ended', async () => {
	const {server, polls, poller} = setUp();
	poller.start();
	expect(server.asked).toBe(1);
	await vi.advanceTimersByTimeAsync(100_000);
	expect(server.asked).toBe(1);
	await server.answer(outcome());
	expect(polls).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(29_900);
	expect(server.asked).toBe(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(server.asked).toBe(2);
});

test('says when the next poll is due, and that none is while one runs', async () => {
	const {server, schedule, poller} = setUp();
	poller.start();
	await vi.advanceTimersByTimeAsync(1_000);
	await server.answer(outcome());
	expect(schedule).toEqual([null, 31_000]);
});

test('asking for a poll during a poll joins it', async () => {
	const {server, polls, poller} = setUp();
	poller.start();
	const joined = Promise.all([poller.pollNow(), poller.pollNow()]);
	expect(server.asked).toBe(1);
	await server.answer(outcome());
	await joined;
	expect(polls).toHaveLength(1);
});

test('a poll asked for puts the next one off by a whole interval', async () => {
	const {server, poller} = setUp();
	poller.start();
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(20_000);
	void poller.pollNow();
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(29_900);
	expect(server.asked).toBe(2);
	await vi.advanceTimersByTimeAsync(200);
	expect(server.asked).toBe(3);
});

test('a poll can be asked for by whoever hears of the last one', async () => {
	const server = slowServer();
	const poller = createPoller({
		connection: server,
		intervalMs: 30_000,
		onPoll: () => {
			if (server.asked === 1) void poller.pollNow();
		},
	});
	poller.start();
	await server.answer(outcome());
	expect(server.asked).toBe(2);
	poller.stop();
});

test('looks again soon while the server is away', async () => {
	const {server, poller} = setUp();
	poller.start();
	for (const waitMs of [2_000, 4_000, 8_000]) {
		const before = server.asked;
		await server.answer(away);
		await vi.advanceTimersByTimeAsync(waitMs - 100);
		expect(server.asked).toBe(before);
		await vi.advanceTimersByTimeAsync(200);
		expect(server.asked).toBe(before + 1);
	}
	// Back again: the interval counts anew.
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(29_000);
	expect(server.asked).toBe(4);
});

test('after eight hours of sleep there is one poll within seconds, not a burst', async () => {
	const {server, wall, poller} = setUp();
	poller.start();
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(1_000);
	wall.aheadMs += 8 * 3_600_000;
	await vi.advanceTimersByTimeAsync(5_000);
	expect(server.asked).toBe(2);
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(29_000);
	expect(server.asked).toBe(2);
});

test('a wall clock set back does not hold polls up', async () => {
	const {server, wall, poller} = setUp();
	poller.start();
	await server.answer(outcome());
	wall.aheadMs -= 3_600_000;
	await vi.advanceTimersByTimeAsync(30_100);
	expect(server.asked).toBe(2);
});

test('paused it polls only when asked, and goes on at once when a poll became due meanwhile', async () => {
	const {server, schedule, poller} = setUp();
	poller.start();
	await server.answer(outcome());
	poller.pause();
	expect(schedule.at(-1)).toBeNull();
	await vi.advanceTimersByTimeAsync(100_000);
	expect(server.asked).toBe(1);
	void poller.pollNow();
	await server.answer(outcome());
	await vi.advanceTimersByTimeAsync(100_000);
	expect(server.asked).toBe(2);
	poller.resume();
	expect(server.asked).toBe(3);
});

test('a pause shorter than the wait changes nothing', async () => {
	const {server, schedule, poller} = setUp();
	poller.start();
	await server.answer(outcome());
	poller.pause();
	await vi.advanceTimersByTimeAsync(10_000);
	poller.resume();
	expect(schedule.at(-1)).toBe(30_000);
	await vi.advanceTimersByTimeAsync(20_100);
	expect(server.asked).toBe(2);
});

test('a poll under way when paused is finished and shown', async () => {
	const {server, polls, poller} = setUp();
	poller.start();
	poller.pause();
	await server.answer(outcome('late'));
	expect(polls).toMatchObject([{detail: 'late'}]);
	await vi.advanceTimersByTimeAsync(100_000);
	expect(server.asked).toBe(1);
});

test('stopping gives up the poll under way and drops its answer', async () => {
	const {server, polls, poller} = setUp();
	poller.start();
	const [open] = server.waiting;
	poller.stop();
	expect(open?.signal.aborted).toBe(true);
	await server.answer(outcome());
	await poller.pollNow();
	await vi.advanceTimersByTimeAsync(100_000);
	expect(polls).toEqual([]);
	expect(server.asked).toBe(1);
	expect(vi.getTimerCount()).toBe(0);
});
