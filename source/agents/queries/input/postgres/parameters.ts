/**
 * The values of `$1 = '5', $2 = NULL`, as the texts they are written as; an array's are a list. Undefined: there are none, or
 * log_parameter_max_length cut some (`'abc...'`), so that different ones may look alike.
 */
export function readParameters(text: string | null): unknown[] | undefined {
	if (text === null) return undefined;
	const values: unknown[] = [];
	for (const [, written = '', isCut] of text.matchAll(/\$\d+ = (NULL|'(?:[^']|'')*?(\.\.\.)?')(?=, \$\d+ = |$)/g)) {
		if (isCut !== undefined) return undefined;
		values.push(written === 'NULL' ? null : valueOf(written.slice(1, -1).replaceAll("''", "'")));
	}
	return values.length === 0 ? undefined : values;
}

/** `{1,2}` has two; quotes and commas within the elements may make it more, which changes nothing about one or many. */
function valueOf(value: string): string | string[] {
	if (!value.startsWith('{') || !value.endsWith('}')) return value;
	return value === '{}' ? [] : value.slice(1, -1).split(',');
}
