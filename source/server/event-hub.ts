import {randomBytes} from 'node:crypto';
import type {Clock} from '../basics/clock.ts';
import type {LiveEvent} from '../protocol/events.ts';
import type {Sink} from './answer.ts';
import type {MonitorView} from './monitor-view.ts';

export interface HubLimits {
	/** How many events a reader can be behind and still resume. */
	remembered: number;
	/** A reader with more unread bytes than this is let go; it comes back with its last id. */
	bufferedBytes: number;
	readersPerToken: number;
	heartbeatMs: number;
}

export const hubLimits: HubLimits = {remembered: 1024, bufferedBytes: 2_097_152, readersPerToken: 32, heartbeatMs: 15_000};

/** How long a reader waits before it comes back, as told in `retry:`. */
const retryMs = 3000;

export interface ReaderOptions {
	/** Name of the token, for the limit of readers. */
	who: string;
	/** When the token expires and the stream with it, ms since the epoch. */
	until: number | null;
	lastEventId: string | undefined;
}

/** One stream of events for all readers: every event is written as text once and remembered for those who come back. */
export interface EventHub {
	hasRoom(who: string): boolean;
	/** Starts a reader: what it missed, or `reset`, then live. Returns what to call when it is gone. */
	attach(sink: Sink, options: ReaderOptions): () => void;
	/** Ends all streams and stops listening. */
	close(): void;
}

interface Reader extends ReaderOptions {
	sink: Sink;
}

export function createEventHub(view: Pick<MonitorView, 'subscribe'>, clock: Clock, limits: HubLimits = hubLimits): EventHub {
	// Ids name this run of the server: after a restart numbers begin anew and an old one must not be taken for a new one.
	const run = randomBytes(6).toString('hex');
	const remembered: string[] = [];
	const readers = new Set<Reader>();
	let sequence = 0;
	let heartbeat: NodeJS.Timeout | undefined;

	const unsubscribe = view.subscribe((event) => {
		sequence++;
		const text = eventText(`${run}-${sequence}`, event);
		remembered.push(text);
		if (remembered.length > limits.remembered) remembered.shift();
		for (const reader of readers) send(reader, text);
	});

	function send(reader: Reader, text: string): void {
		if (reader.sink.buffered() + text.length > limits.bufferedBytes) return drop(reader);
		reader.sink.write(text);
	}

	function beat(): void {
		const now = clock.now();
		for (const reader of readers) {
			if (reader.until !== null && reader.until <= now) drop(reader);
			else send(reader, ': still here\n\n');
		}
	}

	function drop(reader: Reader): void {
		detach(reader);
		reader.sink.close();
	}

	function detach(reader: Reader): void {
		readers.delete(reader);
		if (readers.size > 0) return;
		clearInterval(heartbeat);
		heartbeat = undefined;
	}

	function missed(lastEventId: string | undefined): readonly string[] {
		if (lastEventId === undefined) return [];
		const seen = lastEventId.startsWith(`${run}-`) ? Number(lastEventId.slice(run.length + 1)) : Number.NaN;
		const oldest = sequence - remembered.length;
		const owed = Number.isInteger(seen) && seen >= oldest && seen <= sequence ? remembered.slice(seen - oldest) : undefined;
		// A reader owed so much that it would be let go as a slow one at the next event does better to ask anew.
		if (owed !== undefined && sizeOf(owed) <= limits.bufferedBytes / 2) return owed;
		return [eventText(`${run}-${sequence}`, {kind: 'reset', at: new Date(clock.now()).toISOString()})];
	}

	return {
		hasRoom: (who) => [...readers].filter((reader) => reader.who === who).length < limits.readersPerToken,
		attach(sink, options) {
			const reader: Reader = {...options, sink};
			// A comment at once, so that proxies pass the headers on; an id at once only where nothing is owed,
			// so that a reader cut off before its first event can still resume.
			const owed = missed(options.lastEventId);
			const opening = `: esa-health\nretry: ${retryMs}\n${owed.length === 0 ? `id: ${run}-${sequence}\n` : ''}\n`;
			sink.write(opening + owed.join(''));
			readers.add(reader);
			heartbeat ??= setInterval(beat, limits.heartbeatMs).unref();
			return () => detach(reader);
		},
		close() {
			unsubscribe();
			for (const reader of readers) drop(reader);
		},
	};
}

function sizeOf(texts: readonly string[]): number {
	return texts.reduce((sum, text) => sum + text.length, 0);
}

/** One event as the stream carries it. JSON has no raw line breaks, so one `data` line is enough. */
function eventText(id: string, event: LiveEvent): string {
	return `id: ${id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}
