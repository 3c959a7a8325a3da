import type {Clock} from '../basics/clock.ts';
import type {JobDatabase} from './database.ts';
import type {RetryPolicy} from './retry-delay.ts';

/** What every operation of the SQLite queue works with. */
export interface QueueContext {
	database: JobDatabase;
	clock: Clock;
	random: () => number;
	retry: RetryPolicy;
	/** Notes that a job changed; listeners hear of it after the transaction. */
	changed(seq: number): void;
}
