import {AsyncLocalStorage} from 'node:async_hooks';
import {EsaError} from '../basics/esa-error.ts';
import {queryContexts} from '../probes/queries/query-context.ts';
import {askTogether, type Ask, type Way} from './ask-together.ts';
import type {Call, Joiner} from './joiner.ts';
import {isMysqlPool, mysqlJoiner} from './mysql-joiner.ts';
import {postgresJoiner} from './postgres-joiner.ts';

export interface BatchableOptions {
	/** Most calls that are joined into one statement; more become several statements. Default 1,000; of MySQL never more than 100. */
	readonly most?: number;
	/**
	 * Only calls for which this gives the same answer are joined. Default: the request or run they belong to, as a monitor sees it. Give one when
	 * what `pool.query` does depends on who calls, say because it was patched to choose a tenant.
	 */
	readonly scope?: () => unknown;
}

interface HasQuery {
	query(...args: never[]): unknown;
}

/** Calls of one scope that wait for the end of the tick. `run`: enters the async context of the first of them. */
interface Queue {
	readonly calls: Call[];
	readonly run: (send: () => void) => void;
}

/**
 * A `query` like that of a `pg` Pool or of a pool of `mysql2/promise`, which joins equal SELECTs that differ only in what columns are compared with
 * (`WHERE order_id = $1`) into one
 * statement when they are asked for in one tick: until the queue of microtasks is empty, as under `Promise.all`. Each caller gets the result it
 * would have got, since the statement has the server evaluate the caller's own query for each value. Whatever is not provably equal is passed through
 * unchanged and in order: writes, locks, transactions, callbacks, config objects, functions that may have effects. If the joined statement
 * fails, each query is sent alone and ends as it would have. The wrapped pool itself, its clients and their transactions are left as they are.
 * Throws EsaError `unobservable` for what has no `query`.
 */
export function batchable<Pool extends HasQuery>(pool: Pool, options: BatchableOptions = {}): Pick<Pool, 'query'> {
	if (!hasQuery(pool))
		throw new EsaError(
			'unobservable',
			'batchable() takes a pool of pg or mysql2/promise, or something else with pg’s query(text, values).',
		);
	const ask: Ask = (...args) => (pool as unknown as {query: Ask}).query(...args);
	const joiner: Joiner<object> = isMysqlPool(pool) ? mysqlJoiner : postgresJoiner;
	const way: Way = {ask, joiner, most: Math.max(1, options.most ?? 1000), refusals: new WeakMap()};
	const scopeOf = options.scope ?? (() => queryContexts.getStore());
	const queues = new Map<unknown, Queue>();

	const send = (scope: unknown, queue: Queue) => {
		if (queues.get(scope) === queue) queues.delete(scope);
		queue.run(() => askTogether(queue.calls.splice(0), way));
	};
	const wait = (text: string, values: readonly unknown[]) => {
		const scope = scopeOf();
		const queue: Queue = queues.get(scope) ?? {calls: [], run: AsyncLocalStorage.snapshot()};
		if (queue.calls.length === 0) {
			queues.set(scope, queue);
			atEndOfTick(() => send(scope, queue));
		}
		return new Promise((resolve, reject) => queue.calls.push({text, values, resolve, reject}));
	};
	const query = (...args: unknown[]): unknown => {
		const [text, values, callback] = args;
		if (callback === undefined && typeof text === 'string' && Array.isArray(values) && canJoin(joiner, text, values))
			return wait(text, values);
		// What waits was asked before this: with one connection it would be answered before it, too.
		for (const [scope, queue] of queues) send(scope, queue);
		return ask(...args);
	};
	return {query};
}

function canJoin(joiner: Joiner<object>, text: string, values: readonly unknown[]): boolean {
	const known = joiner.read(text);
	return known !== undefined && joiner.canJoin(known, values);
}

/** Callers without types give what they like. */
function hasQuery(pool: unknown): boolean {
	return ((typeof pool === 'object' && pool !== null) || typeof pool === 'function') && 'query' in pool && typeof pool.query === 'function';
}

/** `nextTick` alone would run before promises that are settled already; from within a microtask it runs after the last of them. */
function atEndOfTick(send: () => void): void {
	queueMicrotask(() => process.nextTick(send));
}
