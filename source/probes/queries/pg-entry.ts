import {type QueryContext, queryContexts, type QueryRecord} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import type {Method} from './wrap.ts';

/** Marks a pool or client that is observed, or the prototype of all of them. */
export const observed: unique symbol = Symbol('esa-health.observed');

/** What was taken where the service asked for a query: by the time a pool sends it, the running context is another's. */
export interface Entry {
	readonly context: QueryContext | undefined;
	readonly text: string;
	readonly values: number | undefined;
	readonly site: object | undefined;
	record: QueryRecord | undefined;
}

/** Taken at the function of ours that the service called; undefined for what is no query. */
export function entryOf(args: readonly unknown[], above: Method): Entry | undefined {
	const text = textOf(args[0]);
	if (text === undefined) return undefined;
	const context = queryContexts.getStore();
	// Nobody compares the values of queries outside of contexts.
	const values = context === undefined ? undefined : hashValues(valuesOf(args[0], args[1]));
	return {context, text, values, site: queryFeed.siteOf(context, text, values, above), record: undefined};
}

interface Config {
	text?: unknown;
	values?: unknown;
	/** Of pg-query-stream. */
	cursor?: Config;
}

function textOf(query: unknown): string | undefined {
	if (typeof query === 'string') return query;
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
	return function (this: unknown, ...given: unknown[]): unknown {
		if (queryContexts.getStore() === context) return Reflect.apply(callback, this, given);
		// A store that is undefined is what code outside of any context has.
		return queryContexts.run(context as QueryContext, Reflect.apply, callback, this, given);
	};
}

/** The arguments of `query(text, values?, callback?)`, their callback in its context. */
export function withCallbackIn(args: readonly unknown[], context: QueryContext | undefined): readonly unknown[] {
	const at = typeof args[1] === 'function' ? 1 : 2;
	const callback = args[at];
	return typeof callback === 'function' ? args.with(at, inContext(callback as Method, context)) : args;
}
