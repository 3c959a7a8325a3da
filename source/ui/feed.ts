import type {Clock} from '../basics/clock.ts';
import type {Connection, Reading} from '../client/connection.ts';
import {createPoller} from '../client/poller.ts';
import type {Poller} from '../client/poller.ts';
import type {LiveEvent} from '../protocol/events.ts';
import type {Program} from './program.ts';
import {hurriesPoll} from './state/live.ts';

/** A poll that takes longer than this is shown as under way; a faster one is not worth two frames. */
const slowPollMs = 500;
/** Live events are drawn at most four times a second. */
const liveBatchMs = 250;
/** A live event brings the next poll forward, but never closer to the last than this. */
const hurryGapMs = 2000;
const hurryAfterMs = 300;

export interface FeedOptions {
	program: Program;
	connection: Connection;
	intervalMs: number;
	clock: Clock;
	signal: AbortSignal;
}

/** Brings polls and live events into the program until the signal aborts. */
export function startFeed({program, connection, intervalMs, clock, signal}: FeedOptions): Poller {
	let nextAt: number | null = null;
	let slow: NodeJS.Timeout | undefined;
	let endedAt = -Infinity;
	const poller = createPoller({
		connection,
		intervalMs,
		clock,
		onStart: () => {
			slow = setTimeout(() => program.dispatch({kind: 'poll-started'}), slowPollMs);
		},
		onSchedule: (at) => {
			nextAt = at;
		},
		onPoll: (poll) => {
			clearTimeout(slow);
			endedAt = clock.monotonic();
			program.dispatch({kind: 'poll-finished', poll, nextAt});
		},
	});
	signal.addEventListener('abort', () => {
		clearTimeout(slow);
		poller.stop();
	});
	followPause(program, poller);
	startLive({program, connection, signal, hurry: createHurry(poller, program, () => clock.monotonic() - endedAt, signal)});
	poller.start();
	return poller;
}

function followPause(program: Program, poller: Poller): void {
	let wasPaused = program.model().paused;
	program.subscribe(() => {
		const {paused} = program.model();
		if (paused === wasPaused) return;
		wasPaused = paused;
		if (paused) poller.pause();
		else poller.resume();
	});
}

function createHurry(poller: Poller, program: Program, sinceLastMs: () => number, signal: AbortSignal): () => void {
	let timer: NodeJS.Timeout | undefined;
	signal.addEventListener('abort', () => clearTimeout(timer));
	return () => {
		if (timer !== undefined) return;
		timer = setTimeout(
			() => {
				timer = undefined;
				if (!program.model().paused) void poller.pollNow();
			},
			Math.max(hurryAfterMs, hurryGapMs - sinceLastMs()),
		);
	};
}

interface LiveOptions {
	program: Program;
	connection: Connection;
	signal: AbortSignal;
	hurry: () => void;
}

/**
 * Listens for live events once a reading has said that the server sends them. Where they were ended for good, the next reading tries again:
 * a proxy's 404 or a refusal in the middle of a restart must not cost them for the rest of the day.
 */
function startLive(options: LiveOptions): void {
	const {program, signal} = options;
	let isListening = false;
	let ended: Reading | null = null;
	const stop = program.subscribe(() => {
		const {reading} = program.model();
		if (isListening || reading === ended || reading?.can.events !== true) return;
		isListening = true;
		void listen(options).then(() => {
			isListening = false;
			ended = program.model().reading;
		});
	});
	signal.addEventListener('abort', stop);
}

async function listen({program, connection, signal, hurry}: LiveOptions): Promise<void> {
	let batch: LiveEvent[] = [];
	let timer: NodeJS.Timeout | undefined;
	const flush = (): void => {
		timer = undefined;
		const events = batch;
		batch = [];
		if (signal.aborted) return;
		program.dispatch({kind: 'live', events});
		if (hurriesPoll(events)) hurry();
	};
	signal.addEventListener('abort', () => clearTimeout(timer));
	for await (const event of connection.events(signal)) {
		batch.push(event);
		timer ??= setTimeout(flush, liveBatchMs);
	}
}
