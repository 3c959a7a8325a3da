import {errorCode} from './error-code.ts';
import {type QueryContext, queryContexts, type QueryRecord} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import type {Method} from './wrap.ts';

/** What was taken where the service asked a pool: by the time the pool has a connection, the stack is gone and the running context another's. */
export interface PoolEntry {
	readonly context: QueryContext | undefined;
	/** As the service wrote it: the connection writes the values into it. */
	readonly text: string;
	readonly values: number | undefined;
	readonly site: object | undefined;
	/** As drizzle asks for everything: `await` runs its queries as thenables, in whose stack the service is not. */
	readonly isThenable: boolean;
}

/** A query that was sent, and whose it is. */
export interface Sent {
	readonly record: QueryRecord;
	readonly context: QueryContext | undefined;
	readonly isThenable: boolean;
}

/** Taken at the function of ours that the service called; undefined for what is no query. Never throws. */
export function poolEntryOf(query: unknown, given: unknown, above: Method): PoolEntry | undefined {
	try {
		const text = typeof query === 'string' ? query : textOf(query);
		if (text === undefined) return undefined;
		const context = queryContexts.getStore();
		const values = context === undefined ? undefined : hashValues(valuesOf(query, given));
		const site = queryFeed.siteOf(context, text, values, above);
		return {context, text, values, site, isThenable: site !== undefined && hasOwnCast(query)};
	} catch (error) {
		queryFeed.failed(error);
	}
}

/** The command `end`s once, with the rows it gave or changed, or with an error. */
export function endSent({record, context}: Sent, result: unknown, error: unknown): void {
	if (!Number.isNaN(record.endedAt)) return;
	if (error === undefined || error === null) queryFeed.end(record, context, rowsOf(result), undefined);
	else queryFeed.end(record, context, undefined, errorCode(error));
}

interface Options {
	sql?: unknown;
	values?: unknown;
	typeCast?: unknown;
}

function hasOwnCast(query: unknown): boolean {
	return typeof query === 'object' && query !== null && typeof (query as Options).typeCast === 'function';
}

function textOf(query: unknown): string | undefined {
	if (typeof query !== 'object' || query === null) return undefined;
	const {sql} = query as Options;
	return typeof sql === 'string' ? sql : undefined;
}

function valuesOf(query: unknown, given: unknown): unknown {
	if (given !== undefined && typeof given !== 'function') return given;
	return typeof query === 'object' && query !== null ? (query as Options).values : undefined;
}

/** Rows, or how many a write changed. */
function rowsOf(result: unknown): number | undefined {
	if (Array.isArray(result)) return result.length;
	const changed = (result as {affectedRows?: unknown} | null | undefined)?.affectedRows;
	return typeof changed === 'number' ? changed : undefined;
}
