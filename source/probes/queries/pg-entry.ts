import {type QueryContext, queryContexts, type QueryRecord} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import type {Method} from './wrap.ts';

/** Marks a pool or client that is observed, or the prototype of all of them. */
export const observed: unique symbol = Symbol('esa-health.observed');

/**
 * A query as it was taken where the service asked for it: by the time a pool sends it, the running context is another's. `startedAt` is NaN until it is
 * sent.
 */
export interface Entry extends QueryRecord {
	readonly context: QueryContext | undefined;
}

/** Taken at the function of ours that the service called; undefined for what is no query. Never throws. */
export function entryOf(query: unknown, values: unknown, above: Method): Entry | undefined {
	try {
		return readEntry(query, values, above);
	} catch (error) {
		queryFeed.failed(error);
	}
}

function readEntry(query: unknown, given: unknown, above: Method): Entry | undefined {
	const text = typeof query === 'string' ? query : textOf(query);
	if (text === undefined) return undefined;
	const context = queryContexts.getStore();
	// Nobody compares the values of queries outside of contexts.
	const values = context === undefined ? undefined : hashValues(valuesOf(query, given));
	return {
		text,
		system: 'postgresql',
		values,
		startedAt: Number.NaN,
		endedAt: Number.NaN,
		site: queryFeed.siteOf(context, text, values, above),
		rows: undefined,
		error: undefined,
		context,
	};
}

interface Config {
	text?: unknown;
	values?: unknown;
	/** Of pg-query-stream. */
	cursor?: Config;
}

function textOf(query: unknown): string | undefined {
	if (typeof query !== 'object' || query === null) return undefined;
	const {text, cursor} = query as Config;
	if (typeof text === 'string') return text;
	return typeof cursor?.text === 'string' ? cursor.text : undefined;
}

/** As pg does it: a list beside a config object wins. */
function valuesOf(query: unknown, values: unknown): unknown {
	if (values !== undefined && values !== null && typeof values !== 'function') return values;
	if (typeof query !== 'object' || query === null) return undefined;
	return (query as Config).values ?? (query as Config).cursor?.values;
}

/** The callback, in the context of whoever gave it: drivers call it in the context of a socket's event, or of another request. */
export function inContext(callback: Method, context: QueryContext | undefined): Method {
	return function (this: unknown): unknown {
		if (queryContexts.getStore() === context) return callback.apply(this, arguments);
		// A store that is undefined is what code outside of any context has.
		return queryContexts.run(context as QueryContext, Reflect.apply, callback, this, arguments);
	};
}
