import type {Poll} from './connection.ts';

/** A server cannot silence the monitor for longer than this. */
const longestRetryAfterMs = 15 * 60_000;
const firstRetryMs = 2_000;

/**
 * How long after the end of a poll the next one begins, ms. The interval ±10 %, so that many monitors do not ask at once; sooner while
 * the server is away (2 s, 4 s, 8 s …, always under one interval), later where it asks for that. `failures`: polls in a row that did not
 * reach it, this one included. `random`: 0–1.
 */
export function nextPollDelay(poll: Poll, failures: number, intervalMs: number, random: number): number {
	const jittered = intervalMs * (0.9 + 0.2 * random);
	if (poll.kind === 'refused' && poll.retryAfterMs !== null) return Math.max(Math.min(poll.retryAfterMs, longestRetryAfterMs), jittered);
	if (poll.kind !== 'unreachable') return jittered;
	const backedOff = firstRetryMs * 2 ** Math.min(Math.max(failures - 1, 0), 20);
	return Math.min(backedOff, intervalMs * 0.9) * (0.9 + 0.2 * random);
}
