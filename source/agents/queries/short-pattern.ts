import {describe} from '../../sql/statement.ts';

const mostCached = 1000;
const cache = new Map<string, string>();

/** A pattern's verb and tables, or its beginning: what a line has room for. The last thousand are kept: each request of a loop draws the same few. */
export function shortPattern(pattern: string): string {
	const known = cache.get(pattern);
	if (known !== undefined) return known;
	if (cache.size >= mostCached) cache.clear();
	const short = shorten(pattern);
	cache.set(pattern, short);
	return short;
}

function shorten(pattern: string): string {
	const {verb, tables} = describe(pattern);
	return tables[0] === undefined ? pattern.slice(0, 40) : `${verb.toUpperCase()} ${tables.join(', ')}`;
}
