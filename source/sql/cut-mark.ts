import {isSpace} from './characters.ts';

/** No mark is longer, so that no more of a text is looked at. */
const longestMark = 100;

/**
 * A text with `...` in the place of the words with which somebody says that it was cut: `... [truncated]`, `...(truncated)`, `<truncated>`, `[...]`,
 * `... 512 more characters`. Most tools write points alone, or nothing: such a text is answered as it is.
 */
export function withPointsForMark(sql: string): string {
	let end = sql.length;
	while (isSpace(sql.charCodeAt(end - 1))) end--;
	if (!lastOfMarks.has(sql.charCodeAt(end - 1))) return sql;
	const from = Math.max(0, end - longestMark);
	const tail = sql.slice(from, end);
	if (!/\.{3}|…|truncated/i.test(tail)) return sql;
	for (const mark of marks) {
		const at = tail.search(mark);
		if (at !== -1) return `${sql.slice(0, from + at)}...`;
	}
	return sql;
}

const lastOfMarks = new Set([...')]}>sdSD'].map((sign) => sign.charCodeAt(0)));

const marks = [
	// Points and a remark in brackets: no SQL reads on like this.
	/(?:\.{3}|…)\s*[[(<{][^[\](){}<>]*\b(?:truncated|trimmed|cut|clipped|omitted|more|rest|chars|characters|bytes)\b[^[\](){}<>]*[\])>}]$/i,
	/(?:\.{3}|…)\s*(?:truncated|\d+ (?:more )?(?:chars|characters|bytes)(?: (?:more|truncated|omitted))?)$/i,
	// Alone they are a name in SQLite and a subscript in PostgreSQL, where hardly a column is called so.
	/\[[.… ]*truncated(?: [\w ]*)?[.… ]*\]$/i,
	/<[.… ]*truncated(?: [\w ]*)?[.… ]*>$/i,
	// Round brackets are SQL behind most words and signs (`WHERE (truncated)`, `count(truncated)`), and none behind a value.
	/(?<=['"?]|\s\d+|\$\d+)\s+\(truncated\)$/i,
	// Behind ARRAY they stand for values that somebody left out.
	/(?<!\barray\s*)\[(?:\.{3}|…)\]$/i,
];
