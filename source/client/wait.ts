import {setTimeout as sleep} from 'node:timers/promises';

/** Waits, or returns early once the signal aborts. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
	try {
		await sleep(ms, undefined, {signal});
	} catch (error) {
		if (!signal.aborted) throw error;
	}
}
