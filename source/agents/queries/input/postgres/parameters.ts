/**
 * The values of `$1 = '5', $2 = NULL`, as the texts they are written as; an array's are a list. Undefined: there are none, or they are not all there:
 * log_parameter_max_length cut some (`'abc...'`), or the log breaks off. Then different ones may look alike.
 */
export function readParameters(text: string | null): unknown[] | undefined {
	if (text === null) return undefined;
	const values: unknown[] = [];
	let at = 0;
	while (at < text.length) {
		const start = valueStart(text, at);
		if (start === undefined) return undefined;
		const end = text[start] === "'" ? quotedEnd(text, start) : start + 'NULL'.length;
		if (end === undefined || (end < text.length && !text.startsWith(', ', end))) return undefined;
		const written = text.slice(start, end);
		if (written.endsWith("...'")) return undefined;
		values.push(written === 'NULL' ? null : valueOf(written.slice(1, -1).replaceAll("''", "'")));
		at = end + ', '.length;
	}
	return values.length === 0 ? undefined : values;
}

/** Behind `$12 = `, where a quote or NULL follows. */
function valueStart(text: string, at: number): number | undefined {
	const sign = /^\$\d{1,5} = (?='|NULL)/.exec(text.slice(at, at + 20));
	return sign === null ? undefined : at + sign[0].length;
}

/** Behind the closing quote; quotes within are doubled. */
function quotedEnd(text: string, start: number): number | undefined {
	let at = text.indexOf("'", start + 1);
	while (at >= 0 && text[at + 1] === "'") at = text.indexOf("'", at + 2);
	return at < 0 ? undefined : at + 1;
}

/** `{1,2}` has two; quotes and commas within the elements may make it more, which changes nothing about one or many. */
function valueOf(value: string): string | string[] {
	if (!value.startsWith('{') || !value.endsWith('}')) return value;
	return value === '{}' ? [] : value.slice(1, -1).split(',');
}
