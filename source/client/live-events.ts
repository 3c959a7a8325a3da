import {createParser, type EventSourceMessage} from 'eventsource-parser';
import {LiveEvent} from '../protocol/events.ts';
import {baseOf} from './adapters/esa.ts';
import {parseClean} from './clean.ts';
import type {Link} from './poll-once.ts';
import {parseTolerant} from './tolerant.ts';
import type {Opened, Transport} from './transport.ts';
import {Unreadable} from './unreadable.ts';
import {wait} from './wait.ts';

/** Servers send a comment every 15 s; three missing ones mean that the line is dead. */
const quietMs = 45_000;
/** The longest line or event, in characters. */
const longest = 262_144;
const shortestRetryMs = 250;
const longestRetryMs = 30_000;

/**
 * Live events until the signal aborts: comes back after every loss with the last id, waiting longer each time in vain. Ends at once
 * where the server has none. A `reset` tells of every loss, for what happened meanwhile may be gone. What is no event of ours is skipped: losing an event never loses state.
 */
export async function* liveEvents({link, transport}: {link: Link; transport: Transport}, signal: AbortSignal): AsyncGenerator<LiveEvent> {
	const stream = createEventReader();
	for (let failures = 0; !signal.aborted; failures++) {
		const opened = await openEvents(link, transport, stream.lastId(), signal);
		if (opened.kind === 'none' || signal.aborted) return;
		if (opened.kind === 'open') {
			for await (const event of readEvents(stream, opened)) {
				failures = 0;
				yield event;
			}
			if (stream.hasHeard()) failures = 0;
			// A stream that ends unasked is often the first sign of a service that died: whoever reads asks anew at once.
			if (!signal.aborted) yield {kind: 'reset', at: new Date().toISOString()};
		}
		await wait(retryDelay(stream.retryMs(), failures, opened.kind === 'later' ? opened.afterMs : 0), signal);
	}
}

/** Doubles with each failure in a row, up to half a minute. The server may ask for more patience, not for less than a quarter second. */
export function retryDelay(retryMs: number, failures: number, atLeastMs: number): number {
	const first = Math.min(Math.max(retryMs, shortestRetryMs), longestRetryMs);
	const backedOff = Math.min(first * 2 ** Math.min(failures, 10), longestRetryMs);
	return Math.max(backedOff, Math.min(atLeastMs, 15 * 60_000));
}

type Opening = Extract<Opened, {kind: 'open'}> | {kind: 'later'; afterMs: number} | {kind: 'none'};

/** A server that refuses or has no such route has no events; one that is away or in trouble may have them later. */
async function openEvents(link: Link, transport: Transport, lastId: string, signal: AbortSignal): Promise<Opening> {
	const detection = await link.find(signal);
	if (detection.kind === 'unreachable' || detection.kind === 'unreadable') return {kind: 'later', afterMs: 0};
	if (detection.kind !== 'found') return {kind: 'none'};
	if (detection.found.adapter.format !== 'esa') return detection.found.sure ? {kind: 'none'} : {kind: 'later', afterMs: 0};
	const headers = {accept: 'text/event-stream', ...(lastId !== '' && {'last-event-id': lastId})};
	const path = `${baseOf(detection.found.detected)}/events`;
	const opened = await transport.open({method: 'GET', path, headers}, quietMs, signal);
	if (opened.kind === 'open') return opened;
	if (opened.kind !== 'answered') return {kind: 'later', afterMs: 0};
	const {status, retryAfterMs} = opened.answer;
	return status === 429 || status >= 500 ? {kind: 'later', afterMs: retryAfterMs ?? 0} : {kind: 'none'};
}

interface EventReader {
	feed(piece: string): LiveEvent[];
	restart(): void;
	lastId(): string;
	retryMs(): number;
	/** Did anything come since the restart, if only a comment. */
	hasHeard(): boolean;
}

function createEventReader(): EventReader {
	let lastId = '';
	let retryMs = 1_000;
	let heard = false;
	let messages: EventSourceMessage[] = [];
	const parser = createParser({
		maxBufferSize: longest,
		onId: (id) => {
			// It is sent back as a header: nothing but what may stand in one.
			if (/^[\w.:-]{0,200}$/.test(id)) lastId = id;
		},
		onEvent: (message) => messages.push(message),
		onRetry: (ms) => (retryMs = ms),
	});
	return {
		feed(piece) {
			heard = true;
			parser.feed(piece);
			const events = messages.flatMap(readEvent);
			messages = [];
			return events;
		},
		restart() {
			heard = false;
			messages = [];
			parser.reset();
		},
		lastId: () => lastId,
		retryMs: () => retryMs,
		hasHeard: () => heard,
	};
}

/** The stream's events until it ends, for whatever reason: the reader comes back by itself. */
async function* readEvents(reader: EventReader, {pieces, close}: Extract<Opened, {kind: 'open'}>): AsyncGenerator<LiveEvent> {
	reader.restart();
	try {
		for await (const piece of pieces) yield* reader.feed(piece);
	} catch {
		// A reset, a silence or an endless line: all the same to a reader that resumes.
	} finally {
		close();
	}
}

function readEvent({data}: EventSourceMessage): LiveEvent[] {
	try {
		return [parseTolerant(LiveEvent, parseClean(data)).value];
	} catch (error) {
		if (error instanceof Unreadable) return [];
		throw error;
	}
}
