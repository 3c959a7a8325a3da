import type {Step} from './reading.ts';

/** What went wrong in a trace, noted step by step in order. */
export class Failures {
	/** Failures and rollbacks so far. */
	count = 0;
	#undone = 0;
	/** Of the transaction that is open. */
	#open: Step[] | undefined;
	#hasFailed = false;

	/** Notes a step; where it ends a transaction that failed, tells the steps of that transaction. */
	note(step: Step): void {
		const {error, pattern} = step.query;
		const isRollback = rollback.test(pattern);
		if (error !== null || isRollback) this.count++;
		// What failed before a transaction is no failure of it.
		this.#hasFailed = error !== null || (this.#hasFailed && !begin.test(pattern));
		if (isRollback ? !savepoint.test(pattern) : commit.test(pattern)) this.#end(isRollback || error !== null);
		else if (begin.test(pattern)) this.#open = [];
		else this.#open?.push(step);
	}

	#end(isUndone: boolean): void {
		if (isUndone && this.#hasFailed && this.#open !== undefined) {
			this.#undone++;
			for (const step of this.#open) step.undoneBy = this.#undone;
		}
		this.#open = undefined;
		this.#hasFailed = false;
	}
}

const begin = /^(?:begin|start)\b/i;
const commit = /^(?:commit|end)\b/i;
const rollback = /^(?:rollback|abort)\b/i;
const savepoint = /\bsavepoint\b/i;
