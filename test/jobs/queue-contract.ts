import {describe} from 'vitest';
import type {OpenQueue} from './contract/fresh-queue.ts';
import {describeReading} from './contract/reading.ts';
import {describeRunning} from './contract/running.ts';
import {describeWaiting} from './contract/waiting.ts';

/** The promises of JobQueue, for any engine: `open` gives an empty queue on the given clock, and the suite closes it. */
export function describeQueueContract(name: string, open: OpenQueue): void {
	describe(`promises of ${name}`, () => {
		describeWaiting(open);
		describeRunning(open);
		describeReading(open);
	});
}
